"""A person's words → a :class:`~bot.query.Query`, one step after the other.

Whose and when first; then the labels meant, by their printed words, the lexicon, or one slip
away; then what is to be done. Each word is explained once, by the longest thing it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.index import DocumentIndex, skeleton
from bot.lookup import targets
from bot.mentions import Mention, choose, label_mentions, unexplained
from bot.near import near_mentions, with_subjects
from bot.query import Query
from bot.scope import Scope
from bot.sets import set_spans
from bot.words.amounts import SpokenAmount, comparison_spans, find_amounts
from bot.words.intent import (
    Cue,
    Operation,
    Refusal,
    find_operations,
    find_refusals,
    strip_question_words,
)
from bot.words.lexicon import expand
from bot.words.phrases import Hit, Span, blank_out
from bot.words.times import Times
from ingest.vocabulary import is_total

_PRECEDENCE: Final[tuple[Operation, ...]] = (
    "publication", "definition", "reason", "contact", "structure", "duties", "name_to_code",
    "code_to_name", "where", "use", "reverse", "yesno", "share", "trend", "rank", "change",
    "difference", "sum", "convert", "count", "goal", "list", "value",
)  # fmt: skip
_RUN: Final = re.compile(r"\S+")
_TOGETHER: Final = re.compile("合计|总计|共计|一共|总共|加起来|加在一起")
_TOTAL: Final = re.compile("(?:支出|收入|经费)?(?:合计|总计|总额)")
_APART: Final = re.compile("分别|各")


def understand(
    question: str, text: str, scope: Scope, times: Times, index: DocumentIndex | None
) -> Query:
    """The query a normalised question makes of the document ``index`` (None: of no document)."""
    refusals = tuple(find_refusals(text))
    amounts = tuple(find_amounts(text))
    cues = tuple(find_operations(text))
    if index is None:
        return Query(
            question, text, scope, _operation(cues, ()), cues, amounts=amounts, refusals=refusals
        )
    mentions = _mentions(text, scope, amounts, index)
    printed = [mention for mention in mentions if mention.source == "label"]
    cues = tuple(cue for cue in cues if not _inside(cue, printed))
    known = _known_spans(scope, times, amounts, cues, refusals)
    known += [*set_spans(text), *(comparison_spans(text) if amounts else ())]
    mentions = _with_near(text, known, mentions, index)
    mentions = tuple(with_subjects(text, mentions, _free(text, known, mentions), index))
    mentions = tuple(m for m in mentions if index.holds(m.labels) or not _in_a_set(m, text))
    free = _free(text, known, mentions)
    totals = tuple(mention for mention in mentions if _means_total(mention))
    if _operation(cues, mentions) != "difference":
        mentions = tuple(m for m in mentions if m not in totals) or mentions
    held = [m for m in mentions if index.holds(m.labels)]
    found = tuple(targets(held, index))
    operation = _operation(cues, mentions)
    if operation == "value" and len(found) > 1 and _asks_for_one(text, cues):
        operation = "sum"
    return Query(
        question=question,
        text=text,
        scope=scope,
        operation=operation,
        cues=cues,
        mentions=mentions,
        targets=found,
        totals=totals,
        unheld=tuple(m for m in mentions if not index.holds(m.labels)),
        unexplained=tuple(text[start:end] for start, end in free),
        amounts=amounts,
        refusals=refusals,
    )


def _mentions(
    text: str, scope: Scope, amounts: Sequence[SpokenAmount], index: DocumentIndex
) -> tuple[Mention, ...]:
    """Labels named by their printed words or by the lexicon, longest first, none overlapping."""
    taken = [*scope.spans, *((a.start, a.end) for a in amounts)]
    printed = label_mentions(text, index)
    said = [
        Mention(
            m.start,
            m.end,
            m.text,
            _with_totals(map(skeleton, m.meaning.labels), index),
            "lexicon",
            together=m.meaning.together,
        )
        for m in expand(text)
    ]
    hits = [*printed, *(Hit(m.start, m.end, m) for m in said)]
    chosen = choose(hit for hit in hits if not _within((hit.start, hit.end), taken))
    others = {(m.start, m.end): m for m in said}
    return tuple(one for m in chosen for one in _with_others(m, others.get((m.start, m.end))))


def _with_totals(labels: Iterable[str], index: DocumentIndex) -> tuple[str, ...]:
    """Labels, each followed by its 合计 where the document prints only that (本年支出合计)."""
    known = tuple(labels)
    sums = (f"{label}合计" for label in known)
    return (*known, *(label for label in sums if label in index.postings and label not in known))


def _with_others(mention: Mention, said: Mention | None) -> Iterator[Mention]:
    """A mention with the lexicon's other printings of it; parts of a whole are one mention each."""
    if mention.together:
        yield from (replace(mention, labels=(label,)) for label in mention.labels)
    elif said is None:
        yield mention
    else:
        yield replace(mention, labels=tuple(dict.fromkeys((*mention.labels, *said.labels))))


def _within(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span lies inside one of the others, or cuts into one."""
    return any(
        start < span[1] and span[0] < end and not _covers(span, (start, end))
        for start, end in others
    )


def _covers(span: Span, other: Span) -> bool:
    return span[0] <= other[0] and other[1] <= span[1] and span != other


def _inside(cue: Cue, mentions: Sequence[Mention]) -> bool:
    return any(m.start <= cue.start and cue.end <= m.end for m in mentions)


def _with_near(
    text: str, known: Sequence[Span], mentions: Sequence[Mention], index: DocumentIndex
) -> tuple[Mention, ...]:
    """The mentions, with labels nearly printed where words are left or name nothing held.

    A slip may have made two words of one label (工资福力支出): what stands right beside such
    words is taken with them first.
    """
    free = _free(text, known, mentions)
    doubtful = sorted([*free, *((m.start, m.end) for m in mentions if not index.holds(m.labels))])
    spans = [(m.start, m.end) for m in mentions]
    whole = _free(text, known, mentions, edges=False)
    joined = [run for run in _joined([*doubtful, *spans, *whole]) if run not in (*free, *spans)]
    wide = [n for n in near_mentions(text, joined, index) if _covers_all(n, doubtful)]
    kept = [m for m in mentions if not any(m.start < n.end and n.start < m.end for n in wide)]
    found = (*kept, *wide)
    return (*found, *near_mentions(text, _free(text, known, found), index))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans, those that touch or overlap as one."""
    runs: list[Span] = []
    for start, end in sorted(spans):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _covers_all(mention: Mention, doubtful: Iterable[Span]) -> bool:
    """Whether a near label takes up every doubtful stretch that it touches."""
    touched = [(s, e) for s, e in doubtful if s < mention.end and mention.start < e]
    return bool(touched) and all(mention.start <= s and e <= mention.end for s, e in touched)


def _in_a_set(mention: Mention, text: str) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in set_spans(text))


def _means_total(mention: Mention) -> bool:
    """合计, or 一年要花 for it: beside another label it is at most what that is part of."""
    bare = bool(_TOTAL.fullmatch(mention.text))
    return bare or (mention.source == "lexicon" and is_total(mention.labels[0]))


def _known_spans(
    scope: Scope,
    times: Times,
    amounts: Sequence[SpokenAmount],
    cues: Sequence[Cue],
    refusals: Sequence[Refusal],
) -> list[Span]:
    """Stretches that something other than a label explains."""
    spans = [*scope.spans, *times.every_year]
    spans += [(year.start, year.end) for year in times.years]
    spans += [(kind.start, kind.end) for kind in times.kinds]
    spans += [(amount.start, amount.end) for amount in amounts]
    spans += [(cue.start, cue.end) for cue in cues]
    return spans + [(refusal.start, refusal.end) for refusal in refusals]


def _free(
    text: str, known: Sequence[Span], mentions: Sequence[Mention], edges: bool = True
) -> list[Span]:
    """Content words that nothing explains."""
    spans = [*known, *((m.start, m.end) for m in mentions)]
    left = strip_question_words(blank_out(text, spans), edges)
    runs = [match.span() for match in _RUN.finditer(left)]
    return [span for span in runs if any(unexplained(left[slice(*span)], ()))]


def _asks_for_one(text: str, cues: Sequence[Cue]) -> bool:
    """Whether several things are asked for as one amount: 合计 said, and not 分别."""
    together = any(cue.operation == "sum" for cue in cues) or _TOGETHER.search(text)
    return bool(together) and not _APART.search(text)


def _operation(cues: Sequence[Cue], mentions: Sequence[Mention]) -> Operation:
    """What is asked for: a firm cue before one that only leans, the more special first."""
    for weak in (False, True):
        asked = {cue.operation for cue in cues if cue.weak is weak}
        for operation in _PRECEDENCE:
            if operation in asked:
                return operation
    return "value"
