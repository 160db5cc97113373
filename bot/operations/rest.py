"""What is left of an amount without a part of it: 三公经费不含公务用车, 除了工会经费还剩多少."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

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


def answer_rest(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """The whole named less the parts named; False where one is no part of it in one table, or is a
    part of another of them."""
    amounts = amounts_of(_parts_and_whole(query, index))
    if len(amounts) < 2 or any(amount.unit not in SCALE for amount in amounts):
        return False
    *parts, whole = amounts
    if not all(_is_part(part.place, whole.place, index) for part in parts):
        return False
    if any(_overlap(one.place, other.place, index) for one, other in combinations(parts, 2)):
        return False
    unit = whole.unit
    left = whole.into(unit) - sum((part.into(unit) for part in parts), Decimal(0))
    formula = " − ".join(amount.term(unit) for amount in (whole, *parts))
    labels = "、".join(part.label for part in parts)
    add_computed(draft, [whole, *parts], f"{whole.label}扣除{labels}后", left, unit, formula)
    said = "、".join(f"{part.label}{part.said()}" for part in parts)
    draft.lines.append(
        f"{opening(whole.place)}{whole.label}为{whole.said()}，扣除{said}后"
        f"为{written(left, unit)}（{formula} = {money(left)}）。"
    )
    return True


def _parts_and_whole(query: Query, index: DocumentIndex) -> list[Target]:
    """What is left out, and last what it is left out of; empty where that is not one thing."""
    named = [m for m in query.mentions if not pattern("remaining").match(m.text)]
    held = [m for m in named if index.holds(m.labels)]
    parts = _left_out(held, query)
    wholes = [m for m in held if m not in parts]
    left_out = [targets([part], index) for part in parts]
    found = [*left_out, targets(wholes, index)]
    return [target for [target] in found] if all(len(each) == 1 for each in found) else []


def _left_out(mentions: Sequence[Mention], query: Query) -> list[Mention]:
    """The mentions right behind 除了, or right before 以外, and those listed with them."""
    parts: list[Mention] = []
    for mention in mentions:
        before = query.text[: mention.start]
        leads = any(cue.operation == "rest" and cue.end == len(before) for cue in query.cues)
        if leads or (parts and _listed(query.text[parts[-1].end : mention.start])):
            parts.append(mention)
    for mention in reversed(mentions):
        trails = pattern("left_out").match(query.text, mention.end) is not None
        listed = parts and _listed(query.text[mention.end : parts[0].start])
        if mention not in parts and (trails or listed):
            parts.insert(0, mention)
    return parts


def _listed(between: str) -> bool:
    return pattern("joined").fullmatch(between) is not None


def _overlap(one: Place, other: Place, index: DocumentIndex) -> bool:
    return _is_part(one, other, index) or _is_part(other, one, index) or one.fact is other.fact


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
