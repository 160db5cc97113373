"""Last year's amount where a table prints it beside this year's, and the change between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.labels.kinds import besides_year
from bot.labels.place import Place
from bot.operations.amounts import (
    Amount,
    add_computed,
    label_of,
    opening,
    same_meaning,
    unit_of,
    value_of,
    where,
    written,
)
from bot.query import Query
from bot.replying.draft import Draft, basis
from ingest.numbers import SCALE, money
from ingest.vocabulary import read

_CENT: Final = Decimal("0.01")


def say_last_year(draft: Draft, query: Query) -> bool:
    """Last year's amount as this year's table prints it; False where none does."""
    amounts = (_amount(last) for _, last in _pairs(query))
    last = next(filter(None, amounts), None)
    if last is None:
        return False
    year = last.place.year
    figure = draft.add_figure(
        last.place, last.label, value=last.value, unit=last.unit, citations=[last.cite(draft)]
    )
    figure.year = year
    draft.lines.append(
        f"没有收录{year}年的文件。{last.place.index.disclosure.metadata.year}年文件列出，{last.label}"
        f"为{last.said()}（{basis(last.place)}口径，{where(last.place)}）。"
    )
    return True


def say_beside(draft: Draft, query: Query, percent: bool) -> bool:
    """How an amount differs from the one of last year in its row, in per cent if so asked."""
    amounts = ((_amount(this), _amount(last)) for this, last in _pairs(query))
    this, last = next((pair for pair in amounts if all(pair)), (None, None))
    if this is None or last is None or (percent and not last.value):
        return False
    found = (this, last)
    change = this.value - last.into(this.unit)
    way = "增加" if change > 0 else "减少"
    label = f"{this.label}比{last.place.year}年{way}"
    terms = f"{this.term(this.unit)} − {last.term(this.unit)}"
    if percent:
        rate = (change / last.into(this.unit) * 100).quantize(_CENT, ROUND_HALF_UP)
        formula = f"({terms}) ÷ {last.term(this.unit)} × 100"
        add_computed(draft, found, f"{label}的百分比", rate, "%", formula)
        size = f"{way}{abs(rate)}%（{formula} = {rate}）"
    else:
        add_computed(draft, found, label, change, this.unit, terms)
        size = f"{way}{written(abs(change), this.unit)}（{terms} = {money(change)}）"
    said = f"{this.label}为{this.said()}，{last.label}为{last.said()}"
    same = f"与{last.place.year}年相同"
    draft.lines.append(
        f"{opening(this.place)}{said}（{basis(this.place)}口径，{where(this.place)}），"
        f"{size if change else same}。"
    )
    return True


def _pairs(query: Query) -> Iterator[tuple[Place, Place]]:
    """Where this year's amount of what is asked for stands, and last year's of the same row and
    table."""
    if len(query.targets) != 1:
        return
    for candidate in same_meaning(query.targets[0]):
        place = candidate.place
        this = place if not place.of_another_year else None
        last = place if place.of_another_year else None
        for other in _of_its_row(place):
            if this is None and not other.of_another_year:
                this = other
            elif last is None and _is_last_year(other, query):
                last = other
        if this is not None and last is not None and _is_last_year(last, query):
            yield this, last


def _of_its_row(place: Place) -> list[Place]:
    """What else a row of a list prints of the same thing for other years, from left to right."""
    if place.fact is None or place.table is None or place.table.layout != "list":
        return []
    line = (place.fact.table, place.fact.row_index, place.row, besides_year(place.column))
    return [
        other
        for other in place.index.places
        if other.fact is not None
        and other is not place
        and other.year is not None
        and (other.fact.table, other.fact.row_index, other.row, besides_year(other.column)) == line
    ]


def _is_last_year(place: Place, query: Query) -> bool:
    """Whether a place prints last year's budget, or what was spent where that is asked for."""
    own = place.index.disclosure.metadata.year
    if own is None or place.year != own - 1:
        return False
    spent = read("kinds")["columns"]["spent"]
    is_spent = any(re.search(spent, label) for label in place.column)
    planned = query.scope.kind == "预算" and not re.search(spent, query.text)
    return not (is_spent and planned) and (is_spent or not re.search(spent, query.text))


def _amount(place: Place) -> Amount | None:
    value, unit = value_of(place), unit_of(place)
    if value is None or unit not in SCALE:
        return None
    return Amount(place, label_of(place), value, unit)
