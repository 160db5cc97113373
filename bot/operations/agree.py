"""Whether what is printed in two places is the same: 正文里写的和表里的一致吗."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Check
from bot.draft import Draft, basis, cite_place
from bot.index import Place
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
