"""What was spent against what had been planned: final accounts beside their own budget.

A sentence that prints the comparison is quoted; else both amounts are taken from where they
stand side by side, the 预算数 and the 决算数 of one line.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.kinds import stage_of
from bot.labels.lookup import Target
from bot.labels.place import Place
from bot.labels.skeletons import variants
from bot.operations.amounts import (
    Amount,
    add_computed,
    amount_of,
    label_of,
    opening,
    said,
    unit_of,
    value_of,
    where,
    written,
)
from bot.operations.change import say_statement
from bot.operations.narrative import statements_about
from bot.query import Query
from bot.replying.draft import Draft, basis, cite_place
from ingest.model import Aspect
from ingest.numbers import SCALE, money
from ingest.text import label_key

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


def answer_both(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What was planned and what was spent of each thing asked for, from where both are printed;
    False where one of them has no such place."""
    named = [t for t in query.targets if not all(stage_of(m.text) for m in t.mentions)]
    lines = [_planned_and_spent(target, query.text) for target in named]
    if not lines or not all(lines):
        return False
    for line in lines:
        said_of = [f"{label_of(place)}{_said_or_blank(place)}" for place in line]
        for place in line:
            draft.add_figure(
                place,
                label_of(place),
                value=value_of(place),
                unit=unit_of(place),
                citations=[draft.cite(cite_place(place))],
            )
        spent = line[-1]
        of = f"{basis(spent)}口径，" if spent.fact else ""
        draft.lines.append(f"{opening(spent)}{'，'.join(said_of)}（{of}{where(spent)}）。")
    draft.drop_repeated()
    return True


def _said_or_blank(place: Place) -> str:
    return f"为{said(place)}" if value_of(place) is not None else "没有列出金额（空白）"


def _planned_and_spent(target: Target, text: str) -> list[Place]:
    """The places that print what was planned of a target, those of the stages that the question
    names if it does, and what was spent, last; none where not both are printed."""
    for candidate in target.candidates:
        line = [p for p in candidate.place.index.places if _is_amount_beside(p, candidate.place)]
        planned = [place for place in line if place.stage == "预算"]
        spent = [p for p in line if p.stage == "决算"] or [p for p in line if _is_of_accounts(p)]
        named = [p for p in planned if any(label_key(head) in text for head in _stages(p))]
        if planned and spent:
            return [*(named or planned), spent[0]]
    return []


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
    printed = place.stage == "预算" and value_of(place) is not None
    return printed and _is_amount_beside(place, spent)


def _is_amount_beside(place: Place, other: Place) -> bool:
    """Whether a place holds the amount of just what another does, at any stage."""
    if unit_of(place) not in SCALE:
        return False
    if place.statement is not None and other.statement is not None:
        amounts = all(p.statement and p.statement.aspect == "amount" for p in (place, other))
        return amounts and (place.row == other.row or _is_said_of_one_item(place, other))
    if place.row != other.row or place.statement is not None or other.statement is not None:
        return False
    assert place.fact is not None and other.fact is not None
    same_line = (place.fact.table, place.fact.row_index) == (other.fact.table, other.fact.row_index)
    return same_line and _of_any_stage(place) == _of_any_stage(other)


def _is_of_accounts(place: Place) -> bool:
    """Whether final accounts print it in a sentence that names no stage: it was spent."""
    own = place.index.disclosure.metadata.kind == "决算"
    return own and place.statement is not None and place.stage is None


def _is_said_of_one_item(place: Place, other: Place) -> bool:
    """Whether sentences of one section name one item, which no other names: 三公经费预算 and
    三公经费支出."""
    assert place.statement is not None and other.statement is not None
    together = place.statement.section == other.statement.section
    return together and len(place.row) == len(other.row) and _item(place) == _item(other)


def _item(place: Place) -> str:
    """What a place's label names, without the stage and what it is paid from."""
    return min(variants(place.row[-1]), key=len) if place.row else ""


def _stages(place: Place) -> list[str]:
    """The heads of a place's column that say which stage it holds."""
    return [head for head in place.column if stage_of(head)]


def _of_any_stage(place: Place) -> list[str]:
    return [head for head in place.column if not stage_of(head)]


def _say_whether_over(draft: Draft, query: Query, value: Decimal | None) -> None:
    """是 or 不是 first, where the question is whether the budget was overspent."""
    asked = any(cue.operation == "yesno" for cue in query.cues)
    if asked and value is not None:
        draft.lines.append("超过了预算。" if value > 0 else "没有超过预算。")
