"""Figures computed before your eyes: share, sum, difference, conversion, yes or no."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.draft import Draft
from bot.index import DocumentIndex, Place, is_indicator, variants
from bot.lookup import Target, targets
from bot.operations.amounts import Amount, amount_of, label_of, opening, written
from bot.operations.change import confirm_change, say_statement
from bot.operations.narrative import statements_about
from bot.operations.value import answer_values
from bot.query import Query
from bot.words.composition import pattern
from ingest.model import Statement
from ingest.numbers import SCALE, money

_CENT: Final = Decimal("0.01")


def answer_share(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What part one amount is of another: of the one named after 占, else of its total."""
    if len(query.targets) > 1 and pattern("each_share").search(query.text):
        alone = [replace(query, targets=(target,)) for target in query.targets]
        return all(answer_share(draft, one, index) for one in alone)
    if pattern("share_of_sum").search(query.text) and len(query.targets) > 1:
        return False  # the share of a sum: each is to be asked for
    if len(query.targets) == 1 and (printed := _printed_share(query.targets[0], index)):
        return say_statement(draft, index, printed, "占比")
    asked, named = _part_and_whole(query, index)
    part = amount_of(asked)
    if part is None:
        return False
    if part.unit not in SCALE and not named:  # 占多少权重, 达到百分之几: printed as it is asked
        return answer_values(draft, [asked])
    totals = named or targets(query.totals, index)[:1]
    whole = (amount_of(totals[0]) if totals else None) or _whole_of(part)
    if whole is None or not whole.value:
        return False
    if (part.unit in SCALE) != (whole.unit in SCALE):
        return answer_values(draft, [t for t in query.targets if is_indicator(t.best.place)])
    divisor = whole.into(part.unit)
    if part.value > divisor and named:
        part, whole, divisor = whole, part, part.into(whole.unit)
    value = (part.value / divisor * 100).quantize(_CENT, ROUND_HALF_UP)
    over = whole.term(part.unit)
    formula = f"{money(part.value)} ÷ {f'({over})' if ' ' in over else over} × 100"
    _add_computed(draft, [part, whole], f"{part.label}占{whole.label}的比例", value, "%", formula)
    draft.lines.append(
        f"{opening(part.place)}{part.label}{part.said()}，占{whole.label}{whole.said()}的"
        f"{value}%（{formula} = {value}）。"
    )
    return True


def _printed_share(target: Target, index: DocumentIndex) -> Statement | None:
    """The sentence that prints the share of just what is asked."""
    for candidate in target.candidates:
        statement = candidate.place.statement
        if statement is not None and statement.aspect == "share":
            return statement
    if len(target.mentions) == 1:
        return next(statements_about(target.mentions, index, "share"), None)
    return None


def _part_and_whole(query: Query, index: DocumentIndex) -> tuple[Target, Sequence[Target]]:
    """What is asked the share of, and what it is a share of where the question names it.

    A label above the other in one table (工会经费占商品和服务支出) is the whole, not a narrowing.
    """
    first, *others = query.targets
    if others or len(first.mentions) == 1:
        return first, others
    mentions = sorted(first.mentions, key=lambda mention: mention.start)
    cue = query.cue
    inner = [m for m in mentions if cue and m.end <= cue.start] or mentions
    if len(inner) == len(mentions):
        leaf = set(variants(first.best.label))
        inner = [m for m in mentions if leaf & set(m.labels)] or mentions
    outer = [m for m in mentions if m not in inner]
    parts, wholes = targets(inner, index), targets(outer, index)
    over = {key for label in first.best.place.row[:-1] for key in variants(label)}
    named = [w for w in wholes if any(set(m.labels) & over for m in w.mentions)]
    if cue is not None and any(m.start >= cue.end for m in outer):
        named = wholes
    return (parts[0], named[:1]) if parts and named else (first, [])


def _whole_of(part: Amount) -> Amount | None:
    """The total a cell is part of: its column's total row, else its row's total column."""
    fact, index = part.place.fact, part.place.index
    if fact is None:
        return None
    for place in index.places:
        other = place.fact
        if other is None or other.table != fact.table or other is fact or other.value is None:
            continue
        in_column = other.column_index == fact.column_index and index.is_default_row(other)
        in_row = other.row_index == fact.row_index and index.is_default_column(other)
        total_row = index.is_default_row(fact)
        if in_row if total_row else in_column:
            return Amount(place, label_of(place), other.value, other.unit)
    return None


def answer_sum(draft: Draft, items: Sequence[Target]) -> bool:
    """The sum of several amounts, in the unit of the first."""
    amounts = [amount for target in items if (amount := amount_of(target))]
    if len(amounts) < 2 or len(amounts) < len(items):
        return False
    unit = amounts[0].unit
    total = sum((amount.into(unit) for amount in amounts), Decimal(0))
    formula = " + ".join(amount.term(unit) for amount in amounts)
    label = "、".join(amount.label for amount in amounts)
    _add_computed(draft, amounts, f"{label}合计", total, unit, formula)
    opened = opening(amounts[0].place)
    draft.lines.append(f"{opened}{label}合计{written(total, unit)}（{formula} = {money(total)}）。")
    return True


def answer_difference(draft: Draft, items: Sequence[Target]) -> bool:
    """How much two amounts differ, and which is the larger."""
    amounts = [amount for target in items[:2] if (amount := amount_of(target))]
    if len(amounts) != 2:
        return False
    first, second = amounts
    unit = first.unit
    larger, smaller = sorted(amounts, key=lambda amount: amount.into(unit), reverse=True)
    value = larger.into(unit) - smaller.into(unit)
    formula = f"{larger.term(unit)} − {smaller.term(unit)}"
    _add_computed(draft, amounts, f"{first.label}与{second.label}之差", value, unit, formula)
    more = f"{larger.label}比{smaller.label}多{written(value, unit)}" if value else "两者相同"
    draft.lines.append(
        f"{opening(first.place)}{first.label}为{first.said()}，{second.label}为{second.said()}，"
        f"{more}（{formula} = {money(value)}）。"
    )
    return True


def answer_conversion(draft: Draft, query: Query) -> bool:
    """An amount in another money unit."""
    amount = amount_of(query.targets[0])
    unit = query.cue.unit if query.cue and query.cue.unit else "元"
    if amount is None or amount.unit not in SCALE or unit not in SCALE:
        return False
    assert amount.unit is not None
    value = amount.into(unit).normalize()
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    factor = SCALE[amount.unit] / SCALE[unit]
    step = f"× {money(factor)}" if factor >= 1 else f"÷ {money(SCALE[unit] / SCALE[amount.unit])}"
    formula = f"{money(amount.value)} {step}"
    _add_computed(draft, [amount], amount.label, value, unit, formula)
    draft.lines.append(
        f"{opening(amount.place)}{amount.label}为{amount.said()}，折合{written(value, unit)}"
        f"（{formula} = {money(value)}）。"
    )
    return True


HOLDS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    ">": operator.gt,
    "≥": operator.ge,
    "<": operator.lt,
    "≤": operator.le,
    "=": operator.eq,
}
"""The relations a question names, as comparisons."""

WORDS: Final[Mapping[str, str]] = {
    ">": "超过",
    "≥": "不少于",
    "<": "低于",
    "≤": "不超过",
    "=": "等于",
}
"""The relations in words."""


def answer_yes_or_no(draft: Draft, query: Query) -> bool:
    """Whether an amount stands in the stated relation to the one the question names."""
    if not query.amounts:
        return False
    stated = query.amounts[0]
    if any(cue.operation == "change" for cue in query.cues):
        return confirm_change(draft, query, stated)
    amount = amount_of(query.targets[0])
    if amount is None or (stated.unit in SCALE) != (amount.unit in SCALE):
        return False
    unit = stated.unit if stated.unit in SCALE else amount.unit
    holds = HOLDS[stated.relation](amount.into(unit), stated.value)
    number = amount.cite(draft)
    draft.add_figure(
        amount.place, amount.label, value=amount.value, unit=amount.unit, citations=[number]
    )
    draft.echoes.append(stated.text)
    verdict = "是" if holds else "不是"
    relation = f"{WORDS[stated.relation]}“{stated.text.strip()}”的说法" if stated.text else "的说法"
    draft.lines.append(
        f"{verdict}。{opening(amount.place)}{amount.label}为{amount.said()}，"
        f"{'符合' if holds else '不符合'}{relation}。"
    )
    return True


def _add_computed(
    draft: Draft,
    amounts: Sequence[Amount],
    label: str,
    value: Decimal,
    unit: str | None,
    formula: str,
) -> None:
    """The computed figure first, then each operand as a figure of its own."""
    numbers = [amount.cite(draft) for amount in amounts]
    place: Place = amounts[0].place
    draft.add_figure(place, label, value=value, unit=unit, citations=numbers, formula=formula)
    for amount, number in zip(amounts, numbers, strict=True):
        draft.add_figure(
            amount.place, amount.label, value=amount.value, unit=amount.unit, citations=[number]
        )
