"""What is left of an amount without a part of it: 三公经费不含公务用车, 除了工会经费还剩多少."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.lookup import Target, targets
from bot.labels.mentions import Mention
from bot.labels.place import Place
from bot.labels.skeletons import skeleton
from bot.operations.amounts import add_computed, filled, opening, written
from bot.operations.together import amounts_of
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from ingest.numbers import SCALE, money

_TWO: Final = 2


def answer_rest(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """The whole named less the part named; False where it is no part of it in one table."""
    amounts = amounts_of(_part_and_whole(query, index))
    if len(amounts) != _TWO or any(amount.unit not in SCALE for amount in amounts):
        return False
    part, whole = amounts
    if not _is_part(part.place, whole.place, index):
        return False
    left = whole.into(whole.unit) - part.into(whole.unit)
    formula = f"{whole.term(whole.unit)} − {part.term(whole.unit)}"
    label = f"{whole.label}扣除{part.label}后"
    add_computed(draft, [whole, part], label, left, whole.unit, formula)
    draft.lines.append(
        f"{opening(whole.place)}{whole.label}为{whole.said()}，扣除{part.label}{part.said()}后"
        f"为{written(left, whole.unit)}（{formula} = {money(left)}）。"
    )
    return True


def _part_and_whole(query: Query, index: DocumentIndex) -> list[Target]:
    """What is left out and what it is left out of; empty where these are not two things."""
    held = [m for m in query.mentions if index.holds(m.labels)]
    parts = [m for m in held if _is_left_out(m, query)]
    wholes = [m for m in held if m not in parts and not pattern("remaining").match(m.text)]
    found = [targets(parts, index), targets(wholes, index)]
    return [target for [target] in found] if _are_single(found) else []


def _are_single(found: Iterable[list[Target]]) -> bool:
    return all(len(each) == 1 for each in found)


def _is_left_out(mention: Mention, query: Query) -> bool:
    """Whether a mention stands right behind 除了, or right before 以外."""
    before, after = query.text[: mention.start], query.text[mention.end :]
    leads = any(cue.operation == "rest" and cue.end == len(before) for cue in query.cues)
    return leads or pattern("left_out").match(after) is not None


def _is_part(part: Place, whole: Place, index: DocumentIndex) -> bool:
    """Whether a cell's amount is in another's: below it, or in the column or row it totals."""
    inner, outer = part.fact, whole.fact
    if inner is None or outer is None or inner.table != outer.table or inner is outer:
        return False
    if inner.column == outer.column:
        above = {skeleton(label) for label in inner.row[:-1]}
        total = index.is_default_row(outer) and not index.is_default_row(inner)
        return total or (bool(outer.row) and skeleton(outer.row[-1]) in above)
    if inner.row == outer.row:
        return index.is_default_column(outer)
    return index.is_default_row(outer) and any(
        place.fact is not None
        and (place.fact.table, place.fact.row) == (inner.table, inner.row)
        and place.fact.column == outer.column
        and place.fact.value == inner.value
        for place in filled(index)
    )
