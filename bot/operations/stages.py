"""What was spent against what had been planned: final accounts beside their own budget.

A sentence that prints the comparison is quoted; else both amounts are taken from where they
stand side by side, the 预算数 and the 决算数 of one line.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.labels.index import DocumentIndex, Place
from bot.operations.amounts import (
    Amount,
    add_computed,
    amount_of,
    label_of,
    opening,
    unit_of,
    value_of,
    written,
)
from bot.operations.change import say_statement
from bot.operations.narrative import statements_about
from bot.query import Query
from bot.replying.draft import Draft
from ingest.model import Aspect
from ingest.numbers import SCALE, money

_CENT: Final = Decimal("0.01")


def answer_against_budget(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """How far spending is above or below its budget; False where nothing tells."""
    percent = any(cue.percent for cue in query.cues if cue.operation == "change")
    mentions = [mention for target in query.targets for mention in target.mentions]
    aspect: Aspect = "percent" if percent else "change"
    for found in statements_about(mentions, index, aspect, "budget"):
        _say_whether_over(draft, query, found.value)
        return say_statement(draft, index, found, "比预算变化")
    pair = _side_by_side(query)
    if pair is None:
        return False
    spent, planned = pair
    value = spent.value - planned.into(spent.unit)
    if percent and not planned.value:
        return False
    _say_whether_over(draft, query, value)
    way = "增加" if value > 0 else "减少"
    difference = f"{spent.term(spent.unit)} − {planned.term(spent.unit)}"
    said = (
        f"{opening(spent.place)}{spent.label}为{spent.said()}，{planned.label}为{planned.said()}，"
    )
    if percent:
        rate = (value / planned.into(spent.unit) * 100).quantize(_CENT, ROUND_HALF_UP)
        formula = f"({difference}) ÷ {planned.term(spent.unit)} × 100"
        add_computed(draft, pair, f"{spent.label}比预算变化", rate, "%", formula)
        draft.lines.append(f"{said}{way}{abs(rate)}%（{formula} = {rate}）。")
    else:
        add_computed(draft, pair, f"{spent.label}比预算变化", value, spent.unit, difference)
        change = f"{way}{written(abs(value), spent.unit)}" if value else "两者相同"
        draft.lines.append(f"{said}{change}（{difference} = {money(value)}）。")
    return True


def answer_completion(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What part of its budget was spent, as printed or worked out."""
    for candidate in (c for target in query.targets for c in target.candidates):
        statement = candidate.place.statement
        if statement and statement.aspect == "share" and candidate.place.column:
            return say_statement(draft, index, statement, "")
    pair = _side_by_side(query)
    if pair is None or not pair[1].value:
        return False
    spent, planned = pair
    rate = (spent.value / planned.into(spent.unit) * 100).quantize(_CENT, ROUND_HALF_UP)
    formula = f"{spent.term(spent.unit)} ÷ {planned.term(spent.unit)} × 100"
    add_computed(draft, pair, f"{spent.label}完成预算的比例", rate, "%", formula)
    draft.lines.append(
        f"{opening(spent.place)}{planned.label}为{planned.said()}，{spent.label}为{spent.said()}，"
        f"完成{rate}%（{formula} = {rate}）。"
    )
    return True


def _side_by_side(query: Query) -> tuple[Amount, Amount] | None:
    """The amount spent and the one planned, of one line; None where not both are printed."""
    spent = amount_of(query.targets[0]) if len(query.targets) == 1 else None
    if spent is None or spent.unit not in SCALE or spent.place.stage == "预算":
        return None
    planned = next((p for p in spent.place.index.places if _plans(p, spent.place)), None)
    if planned is None:
        return None
    value = value_of(planned)
    assert value is not None
    return spent, Amount(planned, label_of(planned), value, unit_of(planned))


def _plans(place: Place, spent: Place) -> bool:
    """Whether a place prints the budget of just what another prints as spent."""
    if place.stage != "预算" or unit_of(place) not in SCALE or value_of(place) is None:
        return False
    if (place.statement is None) != (spent.statement is None) or place.row != spent.row:
        return False
    if place.fact is None or spent.fact is None:
        return True
    same_line = (place.fact.table, place.fact.row_index) == (spent.fact.table, spent.fact.row_index)
    return same_line and place.column[:-1] == spent.column[:-1]


def _say_whether_over(draft: Draft, query: Query, value: Decimal | None) -> None:
    """是 or 不是 first, where the question is whether the budget was overspent."""
    asked = any(cue.operation == "yesno" for cue in query.cues)
    if asked and value is not None:
        draft.lines.append("超过了预算。" if value > 0 else "没有超过预算。")
