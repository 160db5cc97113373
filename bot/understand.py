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
from bot.lookup import Target, targets
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
from ingest.vocabulary import is_total, read

_PRECEDENCE: Final[tuple[Operation, ...]] = (
    "publication", "definition", "reason", "contact", "structure", "duties", "name_to_code",
    "code_to_name", "where", "use", "reverse", "yesno", "share", "trend", "rank", "change",
    "difference", "sum", "convert", "count", "goal", "list", "value",
)  # fmt: skip
_PROJECT: Final = "项目"
_RUN: Final = re.compile(r"[^\s,;.?!、()]+")
_CLAUSE: Final = re.compile(r"[^,;.?!。]+")
_TOGETHER: Final = re.compile("合计|总计|共计|一共|总共|加起来|加在一起")
_TOTAL: Final = re.compile("(?:支出|收入|经费)?(?:合计|总计|总额)")
_BEFORE: Final = re.compile("去年|上年|前一年|同比|往年")
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
    mentions = tuple(
        m
        for m in mentions
        if index.holds(m.labels) or not (_in_a_set(m, text) or _said_in_another(m, mentions))
    )
    free = [*_free(text, known, mentions), *_cut_out(text, known, mentions)]
    totals = tuple(mention for mention in mentions if _means_total(mention))
    if _operation(cues, mentions) != "difference":
        mentions = tuple(m for m in mentions if m not in totals) or mentions
    held = [m for m in mentions if index.holds(m.labels)]
    found = tuple(targets(held, index))
    operation = _operation(cues, mentions)
    if operation == "change" and len(found) > 1 and not _BEFORE.search(text):
        operation = "difference"  # 甲比乙少了多少
    if operation == "value" and times.every_year:
        operation = "trend"  # 往年: no single figure answers it
    free = [span for span in free if not _is_in_a_label(text[slice(*span)], found)]
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
    free = [hit for hit in hits if not _within((hit.start, hit.end), taken)]
    chosen = list(_apart(choose(free), free, index))
    others = {(m.start, m.end): m for m in said}
    return tuple(one for m in chosen for one in _with_others(m, others.get((m.start, m.end))))


def _apart(
    chosen: Iterable[Mention], hits: Sequence[Hit[Mention]], index: DocumentIndex
) -> Iterator[Mention]:
    """Mentions, a project's name without its 项目 where that begins another label (项目概述)."""
    for mention in chosen:
        ends_in = mention.labels[0] in index.subjects and mention.text.endswith(_PROJECT)
        start = mention.end - len(_PROJECT)
        beyond = (h.value for h in hits if h.start == start and h.end > mention.end)
        follows = [m for m in beyond if m.source == "label"]
        if ends_in and follows:
            yield replace(mention, end=start, text=mention.text.removesuffix(_PROJECT))
            yield max(follows, key=lambda other: other.end)
        else:
            yield mention


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
    whole = _free(text, known, mentions, wide=True)
    runs = dict.fromkeys([*_joined([*doubtful, *spans, *whole]), *_joined([*doubtful, *spans])])
    joined = [run for run in runs if run not in (*free, *spans)]
    near = [n for n in near_mentions(text, joined, index) if _covers_all(n, doubtful)]
    wide = [n for at, n in enumerate(near) if not any(_touch(n, other) for other in near[:at])]
    kept = [m for m in mentions if not any(_touch(m, n) for n in wide)]
    found = (*kept, *wide)
    return (*found, *near_mentions(text, _free(text, known, found), index))


def _touch(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


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


def _is_in_a_label(word: str, found: Sequence[Target]) -> bool:
    """Whether a word left over is part of a label that the question means (…运行维护项目)."""
    key = skeleton(word)
    labels = [label for t in found for label in (*t.best.place.row, *t.best.place.column)]
    return len(key) > 1 and any(key in skeleton(label) for label in labels)


def _said_in_another(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a mention's words stand in a longer one as well (保洁 beside 保洁服务面积)."""
    return any(mention.text in m.text and m.text != mention.text for m in mentions)


def _in_a_set(mention: Mention, text: str) -> bool:
    return any(start < mention.end and mention.start < end for start, end in set_spans(text))


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
    text: str, known: Sequence[Span], mentions: Sequence[Mention], wide: bool = False
) -> list[Span]:
    """Content words that nothing explains."""
    spans = [*known, *((m.start, m.end) for m in mentions), *_asides(text, mentions)]
    left = strip_question_words(blank_out(text, spans), wide)
    runs = [match.span() for match in _RUN.finditer(left)]
    return [span for span in runs if any(unexplained(left[slice(*span)], ()))]


def _cut_out(text: str, known: Sequence[Span], mentions: Sequence[Mention]) -> Iterator[Span]:
    """Everyday words inside a longer word (危房改造): something is left on both sides of them."""
    left = strip_question_words(
        blank_out(text, [*known, *((m.start, m.end) for m in mentions)]), wide=True
    )
    empty = read("question")["edges"]
    for mention in mentions:
        around = left[mention.start - 1 : mention.start] + left[mention.end : mention.end + 1]
        inside = len(around) == 2 and around.isalnum() and not set(around) & set(empty)
        if mention.source == "lexicon" and inside:
            yield mention.start - 1, mention.end + 1


def _asides(text: str, mentions: Sequence[Mention]) -> list[Span]:
    """Clauses about the asker (我写稿子要用), where another clause names an item."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    named = [(s, e) for s, e in clauses if any(s <= m.start < e for m in mentions)]
    asker = re.compile(read("question")["asker"])
    return [span for span in clauses if named and span not in named and asker.search(text, *span)]


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
