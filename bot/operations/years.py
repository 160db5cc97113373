"""One amount over several years, each from that year's own document."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from bot.operations.amounts import Amount, amount_of, label_of, written
from bot.query import Query
from bot.replying.draft import Draft
from ingest.numbers import money

_CENT: Final = Decimal("0.01")


def answer_years(draft: Draft, queries: Sequence[Query]) -> bool:
    """The amount asked for in each year's document, the earliest first, and how it changed.

    ``queries`` are the one question understood for each document. False where not at least two
    of them print the amount.
    """
    found = [amount for query in queries if (amount := _amount(query))]
    found.sort(key=_year)
    if len({_year(amount) for amount in found}) < 2 or len(found) < len(queries):
        return False
    percent = any(cue.percent for cue in queries[0].cues if cue.operation == "change")
    changes = [_change(earlier, later, draft, percent) for earlier, later in pairwise(found)]
    metadata = found[0].place.index.disclosure.metadata
    said = "；".join(f"{_year(amount)}年{amount.said()}" for amount in found)
    lead = f"{metadata.organization}{metadata.kind or ''}中，{found[-1].label}：{said}。"
    draft.lines += [lead, *changes]
    if queries[0].operation in ("change", "difference"):
        draft.lines = [*changes, lead]
        draft.figures.sort(key=lambda figure: figure.formula is None)
    else:
        draft.figures.sort(key=lambda figure: figure.formula is not None)
    return True


def compared_years(query: Query) -> tuple[int, int] | None:
    """The earlier and the later of the two years a question compares; else None."""
    years = sorted({*query.scope.years, *query.scope.base_years})
    comparing = query.operation in ("change", "difference", "agree")
    return (years[0], years[1]) if comparing and len(years) == 2 else None


def _amount(query: Query) -> Amount | None:
    return amount_of(query.targets[0]) if len(query.targets) == 1 else None


def _year(amount: Amount) -> int:
    return amount.place.index.disclosure.metadata.year or 0


def _change(earlier: Amount, later: Amount, draft: Draft, percent: bool) -> str:
    """Say and figure how a later year differs from an earlier one, ``percent`` of that first."""
    numbers = [later.cite(draft), earlier.cite(draft)]
    for amount, number in ((earlier, numbers[1]), (later, numbers[0])):
        if all(figure.citations != [number] for figure in draft.figures):
            draft.add_figure(
                amount.place,
                label_of(amount.place),
                value=amount.value,
                unit=amount.unit,
                citations=[number],
            )
    change = later.value - earlier.into(later.unit)
    larger, smaller = (later, earlier) if change >= 0 else (earlier, later)
    formula = f"{larger.term(later.unit)} − {smaller.term(later.unit)}"
    way = "增加" if change > 0 else "减少"
    rate = _percent(earlier, later, change, draft) if percent else ""
    if change:
        draft.add_figure(
            later.place,
            f"{later.label}比{_year(earlier)}年{way}",
            value=abs(change),
            unit=later.unit,
            citations=numbers,
            formula=formula,
        )
    size = f"{rate}{way}{written(abs(change), later.unit)}（{formula} = {money(abs(change))}）"
    return f"{_year(later)}年比{_year(earlier)}年{size if change else '没有变化'}。"


def _percent(earlier: Amount, later: Amount, change: Decimal, draft: Draft) -> str:
    """Say and figure a change in per cent of the earlier amount; "" where that was nothing."""
    before = earlier.into(later.unit)
    if before <= 0 or not change:
        return ""
    value = abs(change / before * 100).quantize(_CENT, ROUND_HALF_UP)
    more, less = later.term(later.unit), earlier.term(later.unit)
    terms = f"({more} − {less})" if change > 0 else f"({less} − {more})"
    formula = f"{terms} ÷ {less} × 100"
    way = "增加" if change > 0 else "减少"
    draft.add_figure(
        later.place,
        f"{later.label}比{_year(earlier)}年{way}的百分比",
        value=value,
        unit="%",
        citations=[later.cite(draft), earlier.cite(draft)],
        formula=formula,
    )
    return f"{way}{value}%（{formula} = {value}），"
