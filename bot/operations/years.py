"""One amount over several years, each from that year's own document."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from bot.operations.amounts import (
    Amount,
    add_computed,
    amount_of,
    bracketed,
    label_of,
    written,
)
from bot.operations.shares import answer_share
from bot.operations.together import add_sum
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.phrases import blank_out
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
    metadata = found[0].place.index.disclosure.metadata
    if queries[0].operation == "share" and not pattern("of_a_year").search(queries[0].text):
        of_each = [(query, query.targets[0].best.place.index) for query in queries]
        return all(answer_share(draft, query, index) for query, index in of_each)
    said = "；".join(f"{_year(amount)}年{amount.said()}" for amount in found)
    whose = f"{metadata.organization}{metadata.kind or ''}"
    draft.lines.append(f"{whose}中，{found[-1].label}：{said}。")
    if _asks_for_total(queries[0]):
        draft.lines.append(_total(found, draft))
        if not pattern("apart").search(queries[0].text):
            return True
    if queries[0].operation in ("times", "share"):
        return _say_times(draft, found, queries[0])
    percent = any(cue.percent for cue in queries[0].cues if cue.operation == "change")
    changes = [_change(earlier, later, draft, percent) for earlier, later in pairwise(found)]
    comparing = queries[0].operation in ("change", "difference")
    draft.lines = [*changes, *draft.lines] if comparing else [*draft.lines, *changes]
    draft.figures.sort(key=lambda figure: (figure.formula is None) == comparing)
    return True


def _say_times(draft: Draft, found: Sequence[Amount], query: Query) -> bool:
    """Say and figure how many times, or how many per cent of, the amount of one year that of
    another is: of the year said last (是2017年的几倍) or compared with, else the earlier. False
    of more than two years."""
    said = query.scope.base_years or query.scope.years[1:]
    base_year = said[-1] if said else _year(found[0])
    bases = [amount for amount in found if _year(amount) == base_year]
    others = [amount for amount in found if _year(amount) != base_year]
    if len(bases) != 1 or len(others) != 1 or not bases[0].value:
        return False
    base, other = bases[0], others[0]
    unit, factor = ("%", 100) if query.operation == "share" else ("倍", 1)
    formula = f"{other.term(other.unit)} ÷ {bracketed(base.term(other.unit))}"
    formula += f" × {factor}" if factor > 1 else ""
    value = (other.value / base.into(other.unit) * factor).quantize(_CENT, ROUND_HALF_UP)
    label = f"{other.label}：{_year(other)}年与{base_year}年之比"
    add_computed(draft, [other, base], label, value, unit, formula)
    said_of = f"{_year(other)}年是{base_year}年的{value}{unit}"
    draft.lines.insert(0, f"{said_of}（{formula} = {value}）。")
    return True


def _asks_for_total(query: Query) -> bool:
    """Whether what the years come to is asked for (2017和2018年合计), beside what a label says
    (支出合计)."""
    words = blank_out(query.text, [(mention.start, mention.end) for mention in query.mentions])
    return query.operation == "sum" or pattern("together").search(words) is not None


def _total(amounts: Sequence[Amount], draft: Draft) -> str:
    """Say and figure what several years come to, in the unit of the last."""
    total, worked_out = add_sum(draft, amounts, f"{amounts[-1].label}合计", amounts[-1].unit)
    return f"合计{total}{worked_out}。"


def compared_years(query: Query, year: int | None) -> tuple[int, int] | None:
    """The earlier and the later of the two years a question compares; else None. ``year`` is the
    one of the document it is asked of, meant where only the other is said (跟2017年比呢)."""
    own = query.scope.years or ((year,) if year else ())
    years = sorted({*own, *query.scope.base_years})
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
