"""Which labels a question names: printed words, the lexicon, then what is one slip away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.bodies.scope import Scope
from bot.labels.index import DocumentIndex
from bot.labels.leftover import left_over
from bot.labels.mentions import Mention, choose, label_mentions
from bot.labels.near import near_mentions
from bot.labels.skeletons import skeleton
from bot.words.amounts import SpokenAmount
from bot.words.composition import pattern
from bot.words.lexicon import expand
from bot.words.phrases import Hit, Span
from bot.words.sets import set_spans
from ingest.vocabulary import is_total

_PROJECT: Final = "项目"


def named(
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
    found = (one for m in chosen for one in _with_others(m, others.get((m.start, m.end))))
    return tuple(_with_tails(text, found))


def _with_tails(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions, each with the bare 支出 said right behind it: 群众体育支出 is one item."""
    last: Mention | None = None
    for mention in mentions:
        if last and last.end == mention.start and pattern("bare").fullmatch(mention.text):
            last = replace(last, end=mention.end, text=text[last.start : mention.end])
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last


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
    """A mention with the lexicon's other printings of it; parts of a whole are one mention each.
    A printed total is itself alone: a 总计 holds what a 合计 leaves out.
    """
    if mention.together:
        yield from (replace(mention, labels=(label,)) for label in mention.labels)
    elif said is None or (mention.source == "label" and is_total(mention.labels[0])):
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


def with_near(
    text: str, known: Sequence[Span], mentions: Sequence[Mention], index: DocumentIndex
) -> tuple[Mention, ...]:
    """The mentions, with labels nearly printed where words are left or name nothing held.

    A slip may have made two words of one label (工资福力支出): what stands right beside such
    words is taken with them first.
    """
    free = left_over(text, known, mentions)
    doubtful = sorted([*free, *((m.start, m.end) for m in mentions if not index.holds(m.labels))])
    spans = [(m.start, m.end) for m in mentions]
    whole = left_over(text, known, mentions, wide=True)
    runs = dict.fromkeys([*_joined([*doubtful, *spans, *whole]), *_joined([*doubtful, *spans])])
    joined = [run for run in runs if run not in (*free, *spans)]
    near = [n for n in near_mentions(text, joined, index) if _covers_all(n, doubtful)]
    wide = [n for at, n in enumerate(near) if not any(n.overlaps(other) for other in near[:at])]
    kept = [m for m in mentions if not any(m.overlaps(n) for n in wide)]
    found = (*kept, *wide)
    return (*found, *near_mentions(text, left_over(text, known, found), index))


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


def said_in_another(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a mention's words stand in a longer one as well (保洁 beside 保洁服务面积)."""
    return any(mention.text in m.text and m.text != mention.text for m in mentions)


def in_a_set(mention: Mention, text: str) -> bool:
    return any(start < mention.end and mention.start < end for start, end in set_spans(text))
