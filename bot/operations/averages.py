"""What an amount comes to for each: 平均每个项目, 每个月, 人均 of a project that counts people."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.lookup import Target
from bot.labels.place import Place, is_indicator
from bot.operations.amounts import (
    Amount,
    amount_at,
    amount_of,
    filled,
    is_form,
    opening,
    written,
)
from bot.operations.items import items_asked
from bot.operations.together import amounts_of, lists_its_items
from bot.prose.asked import rates_in
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.sets import sets_in
from ingest.numbers import SCALE, money

_CENT: Final = Decimal("0.01")
_MONTHS: Final = Decimal(12)


def answer_average(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """An average over the items of a set, the months of the year or the people a project counts.

    False where the question names another measure, or nothing printed says how many there are.
    """
    rates = rates_in(query.text)
    if not rates:
        return _over_items(draft, query, index)
    amount = _only_amount(query.targets)
    if amount is None or len(rates) > 1:
        return False
    if "月" in rates:
        _say(draft, [amount], _MONTHS, [], "平均每月", "按12个月平均")
        return True
    people = _people_of(amount, query) if "人" in rates else None
    if people is None or not people.value:
        return False
    how = f"按“{people.place.row[-1]}”{money(people.value)}平均"
    _say(draft, [amount], people.value, [people], "平均每人", how)
    return True


def _over_items(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    if len(query.targets) > 1 and lists_its_items(query):
        return _over_named(draft, query)
    if not sets_in(query.text) or any(not is_form(t.best.place) for t in query.targets):
        return False
    name, items = items_asked(query, index)
    if len(items) < 2 or any(item.unit not in SCALE for item in items):
        return False
    count = Decimal(len(items))
    said = f"{name}{len(items)}个，合计{{total}}"
    _say(draft, items, count, [], f"{name}平均每个", said)
    return True


def _over_named(draft: Draft, query: Query) -> bool:
    """The average of the amounts that a question lists."""
    amounts = amounts_of(query.targets)
    if not amounts or any(amount.unit not in SCALE for amount in amounts):
        return False
    said = f"{'、'.join(amount.label for amount in amounts)}合计{{total}}"
    _say(draft, amounts, Decimal(len(amounts)), [], "平均每项", said)
    return True


def _say(
    draft: Draft,
    amounts: Sequence[Amount],
    count: Decimal,
    counted: Sequence[Amount],
    label: str,
    how: str,
) -> None:
    """The average first, then the amounts and the number it is worked out from."""
    unit = _unit(amounts, count)
    total = sum((amount.into(unit) for amount in amounts), Decimal(0))
    value = (total / count).quantize(_CENT, ROUND_HALF_UP)
    above = " + ".join(amount.term(unit) for amount in amounts)
    formula = f"{f'({above})' if len(amounts) > 1 else above} ÷ {money(count)}"
    operands = [*amounts, *counted]
    numbers = [amount.cite(draft) for amount in operands]
    place = amounts[0].place
    alone = "" if len(amounts) > 1 else amounts[0].label
    draft.add_figure(
        place, f"{alone}{label}", value=value, unit=unit, citations=numbers, formula=formula
    )
    if len(amounts) > 1:
        draft.add_figure(place, "合计", value=total, unit=unit, citations=numbers, formula=above)
    for amount, number in zip(operands, numbers, strict=True):
        draft.add_figure(
            amount.place, amount.label, value=amount.value, unit=amount.unit, citations=[number]
        )
    lead = f"{alone}为{amounts[0].said()}，" if alone else ""
    draft.lines.append(
        f"{opening(place)}{lead}{how.format(total=written(total, unit))}，"
        f"{label}{written(value, unit)}（{formula} = {money(value)}）。"
    )


def _unit(amounts: Sequence[Amount], count: Decimal) -> str | None:
    """The first amount's unit; 元 where the average is less than one of it."""
    unit = amounts[0].unit
    small = sum((amount.into(unit) for amount in amounts), Decimal(0)) < count
    return "元" if small and unit in SCALE else unit


def _only_amount(targets: Sequence[Target]) -> Amount | None:
    """The one amount of money that is asked about."""
    amounts = [amount_of(target) for target in targets if not is_indicator(target.best.place)]
    amount = amounts[0] if len(amounts) == 1 else None
    return amount if amount and amount.unit in SCALE else None


def _people_of(amount: Amount, query: Query) -> Amount | None:
    """The one number of people that the form of a project sets; None where the question says
    another."""
    if not is_form(amount.place) or len(amount.place.row) != 1:
        return None
    found = [amount_at(p) for p in filled(amount.place.index) if _counts_people(p, amount.place)]
    stated = {a.value for a in query.amounts if pattern("people").fullmatch(a.unit or "")}
    if len(found) != 1 or not stated <= {found[0].value}:
        return None
    return found[0]


def _counts_people(place: Place, of: Place) -> bool:
    if not is_indicator(place) or place.row[0] != of.row[0]:
        return False
    own = place.index.is_default_column(place.fact) if place.fact else False
    return own and pattern("head_count").search(place.row[-1]) is not None
