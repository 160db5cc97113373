"""Where something is printed, and whether two places print the same: 正文里写的和表里的一致吗."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.answer import Check
from bot.labels.lookup import Target
from bot.labels.place import Place
from bot.operations.amounts import (
    agree,
    comparable,
    label_of,
    opening,
    said,
    same_meaning,
    unit_of,
    value_of,
    where,
)
from bot.query import Query
from bot.replying.draft import Draft, basis, cite_place
from bot.words.amounts import SpokenAmount
from ingest.numbers import SCALE, same_amount
from ingest.text import fold

_NEAR: Final = 3.0
"""How much less sure another place may be and still print the label asked for."""


def answer_agree(draft: Draft, query: Query) -> bool:
    """Show each place that is compared, with its basis, and whether all print the same amount.

    Several things asked for are compared with each other, one with itself wherever it stands.
    False where there are no two amounts of one kind of unit.
    """
    places = _compared(query)
    first, *others = places or (None,)
    if first is None or not others or not all(comparable(first, other) for other in others):
        return False
    same = all(agree(first, other) for other in others)
    for place in places:
        number = draft.cite(cite_place(place))
        draft.add_figure(
            place,
            label_of(place),
            value=value_of(place),
            unit=unit_of(place),
            citations=[number],
        )
    each = "；".join(f"{where(p)}（{basis(p)}）为{said(p) or '空白'}" for p in places)
    verdict = "一致" if same else "不一致"
    draft.lines.append(f"{verdict}。{opening(first)}{label_of(first)}：{each}。")
    message = f"各处所列{verdict}。"
    draft.checks.append(Check(status="agree" if same else "differ", message=message))
    return True


def _compared(query: Query) -> Sequence[Place]:
    """The places that print what is asked for: one a target, or all of a single one."""
    if len(query.targets) > 1:
        meant = [same_meaning(target) for target in query.targets]
        places = [same[0].place for same in meant if same]
        return places if len(places) == len(query.targets) else ()
    places = [one.place for target in query.targets for one in same_meaning(target)]
    return [place for place in places if value_of(place) is not None]


def answer_where(draft: Draft, query: Query) -> bool:
    """The tables and sentences that print a label, each with its amount; of one that the question
    names, those that print it."""
    for target in query.targets:
        places = _places(target, query)
        label = label_of(target.best.place)
        for place in places.values():
            number = draft.cite(cite_place(place))
            draft.add_figure(
                place, label, value=value_of(place), unit=unit_of(place), citations=[number]
            )
        named = [f"{_named(at, p)}印为{said(p) or '空白'}" for at, p in places.items()]
        if named:
            draft.lines.append(f"“{label}”见：{'；'.join(named)}。")
    return bool(draft.lines)


def _places(target: Target, query: Query) -> dict[str, Place]:
    """Where a target's label is printed: one place for each table's row and each section."""
    places: dict[str, Place] = {}
    for candidate in target.candidates:
        place = candidate.place
        plain = place.statement is None or place.statement.aspect in ("amount", "count")
        if plain and candidate.score > target.best.score - _NEAR:
            places.setdefault(where(place), place)
    stated = [amount for amount in query.amounts if amount.unit in SCALE]
    return {at: p for at, p in places.items() if all(_prints(p, a) for a in stated)}


def _prints(place: Place, stated: SpokenAmount) -> bool:
    value, unit = value_of(place), unit_of(place)
    return value is not None and same_amount(value, unit or "", stated.value, stated.unit or "")


def _named(at: str, place: Place) -> str:
    return f"{at}（《{fold(place.table.title)}》）" if place.table else at
