"""A person's words → a :class:`~bot.query.Query`, one step after the other.

Whose and when first; then the labels meant, by their printed words, the lexicon, or one slip
away; then what is to be done. Each word is explained once, by the longest thing it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from bot.asides import matter
from bot.index import DocumentIndex, is_indicator, skeleton
from bot.leftover import cut_out, left_over, run_together
from bot.lookup import Target, targets
from bot.mentions import Mention
from bot.naming import in_a_set, named, said_in_another, with_near
from bot.projects import with_projects
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
)
from bot.words.phrases import Span
from bot.words.times import Times
from ingest.vocabulary import is_total

_PRECEDENCE: Final[tuple[Operation, ...]] = (
    "publication", "definition", "reason", "contact", "structure", "duties", "name_to_code",
    "code_to_name", "where", "use", "reverse", "yesno", "share", "trend", "rank", "change",
    "difference", "sum", "convert", "count", "goal", "list", "value",
)  # fmt: skip
_TOGETHER: Final = re.compile("合计|总计|共计|一共|总共|加起来|加在一起")
_TOTAL: Final = re.compile("(?:支出|收入|经费)?(?:合计|总计|总额)")
_BEFORE: Final = re.compile("去年|上年|前一年|同比|往年")
_AND: Final = re.compile("(?:总额|合计|金额|预算)?[、和与及跟同还有以]{1,3}")
_CLAUSE: Final = re.compile("[^,;、。?!]+")
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
            question,
            text,
            scope,
            _operation(cues),
            cues=cues,
            amounts=amounts,
            refusals=refusals,
        )
    said = matter(text, named(text, scope, amounts, index), cues)
    mentions = said.mentions
    printed = [mention for mention in mentions if mention.source == "label"]
    cues = tuple(cue for cue in said.cues if not _inside(cue, printed))
    known = said.beside + _known_spans(scope, times, amounts, cues, refusals)
    known += [*set_spans(text), *(comparison_spans(text) if amounts else ())]
    mentions = with_near(text, known, mentions, index)
    free = left_over(text, known, mentions)
    mentions = tuple(with_projects(text, known, mentions, free, index))
    mentions = tuple(
        m
        for m in mentions
        if index.holds(m.labels) or not (in_a_set(m, text) or said_in_another(m, mentions))
    )
    free = [*left_over(text, known, mentions), *cut_out(text, known, mentions)]
    totals = tuple(mention for mention in mentions if _means_total(mention))
    if _operation(cues) != "difference":
        mentions = tuple(m for m in mentions if m not in totals) or mentions
    held = [m for m in mentions if index.holds(m.labels)]
    found = tuple(targets(held, index, _side_by_side(text, held)))
    operation = _decided(text, cues, amounts, times, found)
    free = [span for span in free if not _is_in_a_label(text[slice(*span)], found)]
    free += run_together(held, [target.best.explained for target in found])
    return Query(
        question=question,
        text=text,
        scope=scope,
        operation=operation,
        in_turn=_in_turn(text, cues),
        cues=cues,
        mentions=mentions,
        targets=found,
        totals=totals,
        unheld=tuple(m for m in mentions if not index.holds(m.labels)),
        unexplained=tuple(text[start:end] for start, end in free),
        amounts=amounts,
        refusals=refusals,
    )


def _decided(
    text: str,
    cues: Sequence[Cue],
    amounts: Sequence[SpokenAmount],
    times: Times,
    found: Sequence[Target],
) -> Operation:
    """What is to be done: what the cues ask, seen beside what the labels turned out to be."""
    operation = _operation(cues)
    bounded = any(amount.relation != "=" for amount in amounts)
    listed = [cue for cue in cues if cue.operation == "list"]
    if operation in ("list", "count", "goal") and any(is_indicator(t.best.place) for t in found):
        operation = "value"  # each form that sets it says it
    if operation == "list" and len(found) > 1 and all(cue.weak for cue in listed):
        operation = "value"  # 分别
    if operation == "change" and len(found) > 1 and not _BEFORE.search(text):
        return "difference"  # 甲比乙少了多少
    if operation == "value" and bounded and not found and set_spans(text):
        return "list"  # 超过30万元的项目
    if operation == "value" and times.every_year:
        return "trend"  # 往年: no single figure answers it
    if operation == "value" and len(found) > 1 and _asks_for_one(text, cues):
        return "sum"
    return operation


def _side_by_side(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Every two of a row of mentions with nothing but a comma or an 和 between neighbours."""
    rows: list[list[Mention]] = [[]]
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if rows[-1] and not _AND.fullmatch(text[rows[-1][-1].end : mention.start]):
            rows.append([])
        rows[-1].append(mention)
    return [pair for row in rows for pair in combinations(row, 2)]


def _in_turn(text: str, cues: Sequence[Cue]) -> tuple[Operation, ...]:
    """What the clauses of a question ask one after the other (多少、比上年增加多少、为什么)."""
    asked: dict[Operation, None] = {}
    for clause in _CLAUSE.finditer(text):
        inside = [cue for cue in cues if clause.start() <= cue.start < clause.end()]
        if inside:
            asked[_operation(inside)] = None
    return tuple(asked)


def _inside(cue: Cue, mentions: Sequence[Mention]) -> bool:
    return any(m.start <= cue.start and cue.end <= m.end for m in mentions)


def _is_in_a_label(word: str, found: Sequence[Target]) -> bool:
    """Whether a word left over is part of a label that the question means (…运行维护项目)."""
    key = skeleton(word)
    labels = [label for t in found for label in t.best.place.row]
    return len(key) > 1 and any(key in skeleton(label) for label in labels)


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


def _asks_for_one(text: str, cues: Sequence[Cue]) -> bool:
    """Whether several things are asked for as one amount: 合计 said, and not 分别."""
    together = any(cue.operation == "sum" for cue in cues) or _TOGETHER.search(text)
    return bool(together) and not _APART.search(text)


def _operation(cues: Sequence[Cue]) -> Operation:
    """What is asked for: a firm cue before one that only leans, the more special first."""
    for weak in (False, True):
        asked = {cue.operation for cue in cues if cue.weak is weak}
        for operation in _PRECEDENCE:
            if operation in asked:
                return operation
    return "value"
