"""A person's words → a :class:`~bot.query.Query`, one step after the other.

Whose and when first; then the labels meant, by their printed words, the lexicon, or one slip
away; then what is to be done. Each word is explained once, by the longest thing it is part of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from bot.bodies.others import others_named
from bot.bodies.scope import Scope
from bot.labels.called import side_of
from bot.labels.index import DocumentIndex
from bot.labels.leftover import cut_out, left_over, narrowing, run_together
from bot.labels.lookup import Target, targets
from bot.labels.mentions import Mention
from bot.labels.naming import in_a_set, named, said_in_another, with_near
from bot.labels.skeletons import skeleton
from bot.operations.amounts import is_form, value_of
from bot.projects.attributes import Attribute, attributes_in, with_the_one
from bot.projects.named import with_projects
from bot.projects.within import within_project
from bot.prose.asked import rate_spans
from bot.query import Query
from bot.understanding.asides import matter
from bot.understanding.bases import Basis, bases_named, bases_of_projects, by_basis, without
from bot.understanding.clauses import asking_clauses, told
from bot.understanding.coordinated import with_shared_endings
from bot.understanding.deciding import asks_for_one, decided, in_turn, operation_asked
from bot.words.amounts import SpokenAmount, comparison_spans, find_amounts
from bot.words.composition import pattern
from bot.words.intent import (
    Cue,
    Operation,
    Refusal,
    find_operations,
    find_refusals,
)
from bot.words.phrases import Span, blank_out
from bot.words.sets import set_spans, speaks_of_indicators
from bot.words.times import Times
from ingest.model import Kind
from ingest.vocabulary import is_total

_JOINTS: Final = ("and", "against")
_OVER_A_SET: Final[tuple[Operation, ...]] = ("list", "rank", "count")


def understand(
    question: str, text: str, scope: Scope, times: Times, index: DocumentIndex | None
) -> Query:
    """The query a normalised question makes of the document ``index`` (None: of no document)."""
    refusals = tuple(find_refusals(text))
    years = [(year.start, year.end) for year in times.years]
    amounts = tuple(a for a in find_amounts(text) if not _touch((a.start, a.end), years))
    telling = told(text)
    cues = tuple(c for c in find_operations(text) if not _within((c.start, c.end), telling))
    if index is None:
        return Query(
            question,
            text,
            scope,
            operation_asked(cues),
            cues=cues,
            amounts=amounts,
            refusals=refusals,
        )
    said = matter(text, named(text, scope, amounts, index), cues)
    printed = said.mentions
    bases = bases_named(text, printed, index)
    named_by: list[Mention | Basis] = [*bases, *(m for m in printed if m.source == "label")]
    attributes = attributes_in(text, index)
    cues = tuple(c for c in said.cues if not (_inside(c, named_by) or _cuts(c, attributes)))
    known = said.beside + _known_spans(scope, times, amounts, cues, refusals)
    known += [*set_spans(text), *((basis.start, basis.end) for basis in bases)]
    known += comparison_spans(text) if amounts else ()
    known += rate_spans(text) if any(cue.operation == "average" for cue in cues) else ()
    said_otherwise = (pattern(name).finditer(text) for name in ("either", "counted_set"))
    known += [match.span() for matches in said_otherwise for match in matches]
    known += [(attribute.start, attribute.end) for attribute in attributes]
    over_projects = operation_asked(cues) in _OVER_A_SET and not speaks_of_indicators(text)
    mentions = _filled(text, known, without(printed, bases), over_projects, index)
    bases = bases_of_projects(bases, text, mentions, index)
    mentions = without(mentions, bases)
    free = [*left_over(text, known, mentions), *cut_out(text, known, mentions)]
    starts = {mention.start for mention in mentions}
    free += [*others_named(text, starts), *narrowing(text, starts)]
    totals = tuple(mention for mention in mentions if _means_total(mention))
    if operation_asked(cues) != "difference":
        mentions = tuple(m for m in mentions if m not in totals) or mentions
    found, unheld = _targets(text, mentions, bases, index, scope.stage)
    wholes = [target for target in found if _is_whole_of(text, target, found)]
    found = tuple(target for target in found if target not in wholes)
    mentions = tuple(m for m in mentions if not any(m in whole.mentions for whole in wholes))
    trend = any(not _within(span, said.beside) for span in times.every_year)
    operation = decided(text, cues, amounts, trend, found)
    if operation == "value" and not found and attributes:
        operation = "sum" if asks_for_one(text, cues) else "list"
    free = [span for span in free if not _is_in_a_label(text[slice(*span)], found)]
    held = [mention for mention in mentions if index.holds(mention.labels)]
    free += run_together(held, [target.best.explained for target in found])
    return Query(
        question=question,
        text=blank_out(text, said.introduced),
        scope=scope,
        operation=operation,
        in_turn=in_turn(text, cues),
        cues=cues,
        mentions=mentions,
        targets=found,
        totals=totals,
        unheld=unheld,
        unexplained=tuple(text[start:end] for start, end in free),
        amounts=amounts,
        refusals=refusals,
    )


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


def _targets(
    text: str,
    mentions: Sequence[Mention],
    bases: Sequence[Basis],
    index: DocumentIndex,
    stage: Kind | None,
) -> tuple[tuple[Target, ...], tuple[Mention, ...]]:
    """What is asked for, of each basis named, and what is named and not printed there."""
    held = [m for m in mentions if index.holds(m.labels)]
    found = targets(held, index, _side_by_side(text, held), stage)
    found = [_on_its_side(text, _in_group(text, target)) for target in found]
    unheld = [m for m in mentions if m not in held]
    astray = _of_another_project(text, found, index)
    unheld += [mention for target in astray for mention in target.mentions]
    found = [target for target in found if target not in astray]
    if bases:
        found, missing = by_basis(found, bases)
        unheld += missing
    return tuple(found), tuple(unheld)


def _in_group(text: str, target: Target) -> Target:
    """A target whose best cell is blank, with an amount of the same label first that stands
    under the group the question names (收入里面…)."""
    groups = [skeleton(match[1]) for match in pattern("group").finditer(text)]
    if not groups or target.best.place.fact is None or target.best.place.fact.text:
        return target
    filled = (c for c in target.candidates if value_of(c.place) is not None)
    for candidate in filled:
        above = [skeleton(label) for label in candidate.place.row[:-1]]
        if any(label.startswith(group) for label in above for group in groups):
            rest = [other for other in target.candidates if other is not candidate]
            return replace(target, candidates=(candidate, *rest))
    return target


def _on_its_side(text: str, target: Target) -> Target:
    """A target without the candidates of the other side, where its words end in 收入 or 支出, or
    go on with it (政府性基金支出 is not 政府性基金预算财政拨款收入)."""
    last = max(target.mentions, key=lambda mention: mention.end)
    after = pattern("side").match(text, last.end)
    said = after[1] if after else last.text[-2:]
    if said not in ("收入", "支出"):
        return target
    other = "收入" if said == "支出" else "支出"
    own = tuple(
        candidate
        for candidate in target.candidates
        if (other not in candidate.label or said in candidate.label)
        and side_of(candidate.place) != other
    )
    return replace(target, candidates=own) if own else target


def _of_another_project(text: str, found: Sequence[Target], index: DocumentIndex) -> list[Target]:
    """What is asked of the project that a question names and only other places print: the forms
    of other projects, or whatever else is said right behind the name (某项目的…)."""
    whose = [m for target in found for m in target.mentions if m.labels[0] in index.subjects]
    ends = tuple(text[: m.end] + joint for m in whose for joint in ("", "的"))
    return [
        target
        for target in found
        if whose
        and not set(target.mentions) & set(whose)
        and (
            is_form(target.best.place)
            or any(text[: mention.start] in ends for mention in target.mentions)
        )
    ]


def _is_whole_of(text: str, target: Target, found: Sequence[Target]) -> bool:
    """Whether a target is only the table that another one stands in (采购路由器): its words say
    what is done with the other, and its total is not asked for beside it."""
    place = target.best.place
    total = place.fact is not None and place.index.is_default_row(place.fact)
    if place.fact is None or not total or not place.index.is_called_by_kind(place):
        return False
    return any(
        other.best.place.fact is not None
        and other.best.place.fact.table == place.fact.table
        and not place.index.is_default_row(other.best.place.fact)
        and any(_in_one_breath(text, m, n) for m in target.mentions for n in _own(other, target))
        for other in found
    )


def _own(target: Target, other: Target) -> list[Mention]:
    """What names a target and not the other as well."""
    return [mention for mention in target.mentions if mention not in other.mentions]


def _in_one_breath(text: str, one: Mention, other: Mention) -> bool:
    """Whether nothing between two mentions lists them or asks for the first by itself."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return pattern("parted").search(between) is None


def _side_by_side(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Every two of a row of mentions with nothing but a comma, 和 or 比 between neighbours."""
    rows: list[list[Mention]] = [[]]
    for mention in sorted(mentions, key=lambda mention: mention.start):
        between = text[rows[-1][-1].end : mention.start] if rows[-1] else ""
        if rows[-1] and not any(pattern(name).fullmatch(between) for name in _JOINTS):
            rows.append([])
        rows[-1].append(mention)
    return [pair for row in rows for pair in combinations(row, 2)]


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _touch(span: Span, spans: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _inside(cue: Cue, words: Sequence[Mention | Basis]) -> bool:
    return any(word.start <= cue.start and cue.end <= word.end for word in words)


def _cuts(cue: Cue, attributes: Sequence[Attribute]) -> bool:
    """Whether a cue is read across the edge of an attribute (比重 of 比重点专项)."""
    return any(cue.start < one.end and one.start < cue.end for one in attributes)


def _is_in_a_label(word: str, found: Sequence[Target]) -> bool:
    """Whether a word left over is part of a label that the question means (…运行维护项目)."""
    key = skeleton(word)
    labels = [label for t in found for label in t.best.place.row]
    return len(key) > 1 and any(key in skeleton(label) for label in labels)


def _means_total(mention: Mention) -> bool:
    """合计, or 一年要花 for it: beside another label it is at most what that is part of."""
    bare = bool(pattern("total").fullmatch(mention.text))
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
