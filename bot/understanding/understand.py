"""A person's words → a :class:`~bot.query.Query`, one step after the other.

Whose and when first; then the labels meant, by their printed words, the lexicon, or one slip
away; then what is to be done. Each word is explained once, by the longest thing it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.bodies.others import others_named, sections_named
from bot.bodies.scope import Scope
from bot.labels.index import DocumentIndex
from bot.labels.leftover import cut_out, left_over, narrowing, run_together
from bot.labels.lookup import Target
from bot.labels.mentions import Mention
from bot.labels.naming import in_a_set, named, said_in_another, with_near
from bot.labels.skeletons import skeleton
from bot.projects.attributes import Attribute, attributes_in, with_the_one
from bot.projects.groups import groups_asked
from bot.projects.named import with_projects
from bot.projects.within import within_project
from bot.prose.asked import rate_spans
from bot.query import Query
from bot.understanding.asides import Matter, matter
from bot.understanding.bases import Basis, bases_named, bases_of_projects, without
from bot.understanding.clauses import asking_clauses, told
from bot.understanding.coordinated import with_shared_beginnings, with_shared_endings
from bot.understanding.deciding import asks_for_one, decided, in_turn, operation_asked
from bot.understanding.meant import meant
from bot.words.amounts import comparison_spans, find_amounts
from bot.words.composition import pattern
from bot.words.intent import (
    Cue,
    Operation,
    find_operations,
    find_refusals,
)
from bot.words.phrases import Span, blank_out
from bot.words.sets import set_spans, speaks_of_indicators
from bot.words.times import Times
from ingest.vocabulary import is_total

_OVER_A_SET: Final[tuple[Operation, ...]] = ("list", "rank", "count")
_OF_ITEMS: Final[tuple[Operation, ...]] = ("value", "list", "count", "goal")


@dataclass(frozen=True)
class _Named:
    """What a question names of a document: its labels, the places they are to stand in, and
    attributes of projects. ``cues`` are those that are no part of a name; ``known`` is every
    stretch that something other than a label explains."""

    mentions: tuple[Mention, ...]
    bases: Sequence[Basis]
    attributes: Sequence[Attribute]
    cues: tuple[Cue, ...]
    known: list[Span]
    said: Matter


def understand(
    question: str, text: str, scope: Scope, times: Times, index: DocumentIndex | None
) -> Query:
    """The query a normalised question makes of the document ``index`` (None: of no document)."""
    years = [(year.start, year.end) for year in times.years]
    telling = told(text)
    cues = tuple(c for c in find_operations(text) if not _within((c.start, c.end), telling))
    heard = Query(
        question,
        text,
        scope,
        operation_asked(cues),
        cues=cues,
        amounts=tuple(a for a in find_amounts(text) if not _touch((a.start, a.end), years)),
        refusals=tuple(find_refusals(text)),
    )
    return heard if index is None else _of_document(heard, times, index)


def _of_document(heard: Query, times: Times, index: DocumentIndex) -> Query:
    """A query with what it names of a document, and what is to be done with that."""
    text = heard.text
    names = _named(heard, times, index)
    totals = tuple(mention for mention in names.mentions if _means_total(mention))
    mentions = names.mentions
    if operation_asked(names.cues) not in ("difference", "rest"):
        mentions = tuple(m for m in mentions if m not in totals) or mentions
    of_items = operation_asked(names.cues) in _OF_ITEMS and not names.bases
    groups = groups_asked(mentions, index) if of_items else []
    single = tuple(mention for mention in mentions if mention not in groups)
    asked = meant(text, single, names.bases, index, heard.scope)
    free = [*left_over(text, names.known, names.mentions)]
    free += cut_out(text, names.known, names.mentions)
    starts = {mention.start for mention in names.mentions}
    free += [*others_named(text, starts), *narrowing(text, starts)]
    free = [span for span in free if not _is_in_a_label(text, span, asked.targets)]
    free += sections_named(text, [(mention.start, mention.end) for mention in names.mentions])
    mentions = tuple(sorted((*asked.mentions, *groups), key=lambda mention: mention.start))
    held = [mention for mention in mentions if index.holds(mention.labels)]
    free += run_together(held, [target.best.explained for target in asked.targets])
    return replace(
        heard,
        text=blank_out(text, names.said.introduced),
        operation=_operation(heard, times, names, asked.targets, bool(groups)),
        in_turn=in_turn(text, names.cues),
        cues=names.cues,
        mentions=mentions,
        targets=asked.targets,
        totals=totals,
        unheld=asked.unheld,
        unexplained=tuple(text[start:end] for start, end in free),
    )


def _named(heard: Query, times: Times, index: DocumentIndex) -> _Named:
    """What a query names of a document: by printed words, the lexicon, or nearly so."""
    text = heard.text
    said = matter(text, named(text, heard.scope, heard.amounts, index), heard.cues)
    bases = bases_named(text, said.mentions, index)
    names: list[Mention | Basis] = [*bases, *(m for m in said.mentions if m.source == "label")]
    attributes = attributes_in(text, index)
    cues = tuple(c for c in said.cues if not (_inside(c, names) or _cuts(c, attributes)))
    known = [*said.beside, *_known_spans(replace(heard, cues=cues), times)]
    known += [(basis.start, basis.end) for basis in bases]
    known += [(attribute.start, attribute.end) for attribute in attributes]
    over_projects = operation_asked(cues) in _OVER_A_SET and not speaks_of_indicators(text)
    mentions = _filled(text, known, without(said.mentions, bases), over_projects, index)
    bases = bases_of_projects(bases, text, mentions, index)
    return _Named(without(mentions, bases), bases, attributes, cues, known, said)


def _operation(
    heard: Query, times: Times, names: _Named, found: Sequence[Target], grouped: bool
) -> Operation:
    """What is to be done with what is asked for; of a group of indicators each is."""
    if grouped:
        return "count" if operation_asked(names.cues) == "count" else "list"
    trend = any(not _within(span, names.said.beside) for span in times.every_year)
    operation = decided(heard.text, names.cues, heard.amounts, trend, found)
    if operation == "value" and not found and names.attributes:
        return "sum" if asks_for_one(heard.text, names.cues) else "list"
    return operation


def _filled(
    text: str,
    known: Sequence[Span],
    printed: Sequence[Mention],
    over_projects: bool,
    index: DocumentIndex,
) -> tuple[Mention, ...]:
    """The mentions, with those that are one slip, or a part of a project, away from a label."""
    mentions = with_near(text, known, printed, index)
    mentions = with_shared_endings(text, mentions, index)
    mentions = with_shared_beginnings(text, mentions, index)
    free = left_over(text, known, mentions)
    mentions = tuple(with_projects(text, known, mentions, free, index))
    if not over_projects:
        mentions = with_the_one(text, mentions, attributes_in(text, index), index)
    if len(asking_clauses(text)) < 2:
        mentions = within_project(text, known, mentions, index)
    return tuple(
        m
        for m in mentions
        if index.holds(m.labels) or not (in_a_set(m, text) or said_in_another(m, mentions))
    )


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _touch(span: Span, spans: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _inside(cue: Cue, words: Sequence[Mention | Basis]) -> bool:
    return any(word.start <= cue.start and cue.end <= word.end for word in words)


def _cuts(cue: Cue, attributes: Sequence[Attribute]) -> bool:
    """Whether a cue is read across the edge of an attribute (比重 of 比重点专项)."""
    return any(cue.start < one.end and one.start < cue.end for one in attributes)


def _is_in_a_label(text: str, span: Span, found: Sequence[Target]) -> bool:
    """Whether a word left over is part of a label that the question means (…运行维护项目), and
    is not asked for as a part of that (保安保洁项目里的保洁)."""
    key = skeleton(text[slice(*span)])
    if any(
        m.end < span[0] and pattern("within_it").fullmatch(text[m.end : span[0]])
        for target in found
        for m in target.mentions
    ):
        return False
    labels = [label for t in found for label in t.best.place.row]
    return len(key) > 1 and any(key in skeleton(label) for label in labels)


def _means_total(mention: Mention) -> bool:
    """合计, or 一年要花 for it: beside another label it is at most what that is part of."""
    bare = bool(pattern("total").fullmatch(mention.text))
    return bare or (mention.source == "lexicon" and is_total(mention.labels[0]))


def _known_spans(heard: Query, times: Times) -> list[Span]:
    """Stretches that say whose, when, how much, or what is to be done."""
    text = heard.text
    spans = [*heard.scope.spans, *times.every_year, *set_spans(text)]
    spans += [(year.start, year.end) for year in times.years]
    spans += [(kind.start, kind.end) for kind in times.kinds]
    spans += [(amount.start, amount.end) for amount in heard.amounts]
    spans += [(cue.start, cue.end) for cue in heard.cues]
    spans += [(refusal.start, refusal.end) for refusal in heard.refusals]
    spans += comparison_spans(text) if heard.amounts else ()
    spans += rate_spans(text) if any(cue.operation == "average" for cue in heard.cues) else ()
    said_otherwise = (pattern(name).finditer(text) for name in ("either", "counted_set"))
    return spans + [match.span() for matches in said_otherwise for match in matches]
