"""Figures computed before your eyes: sum, difference, conversion, yes or no."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.labels.lookup import Target
from bot.labels.place import is_indicator
from bot.labels.skeletons import skeleton
from bot.operations.amounts import (
    Amount,
    add_computed,
    amount_at,
    amount_of,
    filled,
    opening,
    term,
    value_of,
    written,
)
from bot.operations.change import confirm_change
from bot.operations.together import (
    add_sum,
    amounts_of,
    in_order,
    lists_its_items,
    of_several_groups,
)
from bot.operations.value import by_form
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.amounts import SpokenAmount
from bot.words.composition import pattern
from ingest.numbers import SCALE, convert, money
from ingest.vocabulary import is_total

_CENT: Final = Decimal("0.01")


def answer_sum(draft: Draft, items: Sequence[Target]) -> bool:
    """The sum of several amounts, or of one item's in several groups, in the unit of the first."""
    printed = [c.place for c in of_several_groups(items[0]) if value_of(c.place) is not None]
    groups = [amount_at(place) for place in printed]
    amounts = groups if len(items) == 1 else amounts_of(items)
    if len(amounts) < 2:
        return False
    label = f"{'、'.join(dict.fromkeys(amount.label for amount in amounts))}合计"
    total, worked_out = add_sum(draft, amounts, label)
    draft.lines.append(f"{opening(amounts[0].place)}{label}{total}{worked_out}。")
    return True


def answer_difference(draft: Draft, items: Sequence[Target]) -> bool:
    """How much two amounts differ, and which is the larger."""
    amounts = amounts_of(items[:2])
    if len(amounts) != 2:
        return False
    say_difference(draft, *_of_one_table(amounts[0], amounts[1]))
    return True


def say_difference(draft: Draft, first: Amount, second: Amount) -> None:
    """Say and figure how much two amounts differ, and which is the larger."""
    unit = first.unit
    larger, smaller = sorted((first, second), key=lambda amount: amount.into(unit), reverse=True)
    value = larger.into(unit) - smaller.into(unit)
    formula = f"{larger.term(unit)} − {smaller.term(unit)}"
    label = f"{first.label}与{second.label}之差"
    add_computed(draft, [first, second], label, value, unit, formula)
    more = f"{larger.label}比{smaller.label}多{written(value, unit)}" if value else "两者相同"
    draft.lines.append(
        f"{opening(first.place)}{first.label}为{first.said()}，{second.label}为{second.said()}，"
        f"{more}（{formula} = {money(value)}）。"
    )


def answer_per_cent_more(draft: Draft, query: Query) -> bool:
    """By how many per cent the first amount is above or below the second (甲比乙多百分之几)."""
    amounts = amounts_of(in_order(query.targets))
    if len(amounts) != 2 or not pattern("against").search(_between(query)):
        return False
    first, base = amounts
    if first.unit not in SCALE or base.unit not in SCALE or base.value <= 0:
        return False
    unit = first.unit
    larger, smaller = sorted(amounts, key=lambda amount: amount.into(unit), reverse=True)
    apart = larger.into(unit) - smaller.into(unit)
    value = (apart / base.into(unit) * 100).quantize(_CENT, ROUND_HALF_UP)
    formula = f"({larger.term(unit)} − {smaller.term(unit)}) ÷ {base.term(unit)} × 100"
    add_computed(draft, amounts, f"{first.label}与{base.label}之差的比例", value, "%", formula)
    more = "多" if larger is first else "少"
    draft.lines.append(
        f"{opening(first.place)}{first.label}为{first.said()}，{base.label}为{base.said()}，"
        f"{first.label}比{base.label}{more}{value}%（{formula} = {value}）。"
    )
    return True


def _between(query: Query) -> str:
    """What stands between the two things a question names."""
    first, second = in_order(query.targets)
    end = max(mention.end for mention in first.mentions)
    return query.text[end : max(mention.start for mention in second.mentions)]


def _of_one_table(first: Amount, second: Amount) -> list[Amount]:
    """Two amounts; where they stand in two tables, a total as the other's table prints it
    (收入合计 beside 本年支出合计 is 本年收入合计)."""
    there, here = _as_printed_with(first, second), _as_printed_with(second, first)
    return [there or first, second] if there or not here else [first, here]


def _as_printed_with(total: Amount, other: Amount) -> Amount | None:
    """The one total of the other's table whose label ends as a total's does."""
    table, label = other.place.table, skeleton(total.label)
    if table is None or total.place.table in (None, table) or not is_total(label):
        return None
    if not other.place.row or not is_total(other.place.row[-1]):
        return None
    rows = (p for p in filled(total.place.index) if p.table == table and p.row)
    found = [place for place in rows if skeleton(place.row[-1]).endswith(label)]
    return amount_at(found[0]) if len(found) == 1 else None


def answer_conversion(draft: Draft, query: Query) -> bool:
    """Each amount in another money unit; False where one of them is no amount of money."""
    unit = query.cue.unit if query.cue and query.cue.unit else "元"
    amounts = amounts_of(query.targets)
    if len(amounts) < len(query.targets) or any(a.unit not in SCALE for a in amounts):
        return False
    for amount in amounts if unit in SCALE else ():
        draft.lines.append(_converted(draft, amount, unit))
    return bool(draft.lines)


def _converted(draft: Draft, amount: Amount, unit: str) -> str:
    """Say and figure an amount of money in another unit."""
    value = amount.into(unit).normalize()
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    formula = term(amount.value, amount.unit, unit)
    add_computed(draft, [amount], amount.label, value, unit, formula)
    return (
        f"{opening(amount.place)}{amount.label}为{amount.said()}，折合{written(value, unit)}"
        f"（{formula} = {money(value)}）。"
    )


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
    """Whether an amount stands in the stated relation to the one the question names; of several
    listed each does, or their sum where 加起来 is said."""
    if not query.amounts:
        return False
    stated = query.amounts[0]
    if any(cue.operation == "change" for cue in query.cues):
        return confirm_change(draft, query, stated)
    summed = _are_summed(query)
    amounts = _compared(query, summed)
    nothing = stated.unit is None and not stated.value  # in whatever unit
    alike = all((stated.unit in SCALE) == (amount.unit in SCALE) for amount in amounts)
    if not amounts or not (alike or nothing):
        return False
    draft.echoes.append(stated.text)
    if summed:
        unit = amounts[0].unit
        total = sum((amount.into(unit) for amount in amounts), Decimal(0))
        verdict, said = _held_against(stated, total, unit)
        answer_sum(draft, query.targets)
        draft.lines[-1] = f"{verdict}。{draft.lines[-1].removesuffix('。')}，{said}。"
        return True
    for amount in amounts:
        number = amount.cite(draft)
        draft.add_figure(
            amount.place, amount.label, value=amount.value, unit=amount.unit, citations=[number]
        )
        verdict, said = _held_against(stated, amount.value, amount.unit)
        draft.lines.append(
            f"{verdict}。{opening(amount.place)}{amount.label}为{amount.said()}，{said}。"
        )
    return True


def answer_whether_more(draft: Draft, query: Query) -> bool:
    """Whether the first of two amounts is the larger, or the smaller (电费比水费高吗)."""
    if len(query.targets) != 2 or not pattern("against").fullmatch(_between(query)):
        return False
    pair = in_order(query.targets)
    behind = max(mention.end for mention in pair[1].mentions)
    said = pattern("more_or_less").match(query.text, behind)
    amounts = amounts_of(pair)
    if said is None or len(amounts) != 2 or not answer_difference(draft, query.targets):
        return False
    first, second = (amount.into(amounts[0].unit) for amount in amounts)
    holds = first < second if said["less"] else first > second
    draft.lines[-1] = f"{'是' if holds else '不是'}。{draft.lines[-1]}"
    return True


def _are_summed(query: Query) -> bool:
    """Whether several things are asked about as one amount."""
    together = bool(query.totals) or any(cue.operation == "sum" for cue in query.cues)
    return together and len(query.targets) > 1 and not pattern("apart").search(query.text)


def _compared(query: Query, summed: bool) -> list[Amount]:
    """What is held against the one amount named: of several things all, where they are summed or
    listed; none where it is not said which."""
    if len(query.amounts) > 1:
        return []
    if len(query.targets) > 1:
        return amounts_of(query.targets) if summed or lists_its_items(query) else []
    [target] = query.targets
    if is_indicator(target.best.place):
        set_in = [same[0].place for same in by_form(target)]
        return [amount_at(place) for place in set_in if value_of(place) is not None]
    amount = amount_of(target)
    return [amount] if amount else []


def _held_against(stated: SpokenAmount, value: Decimal, unit: str | None) -> tuple[str, str]:
    """The verdict on what is said of an amount, and in words whether that holds."""
    if stated.unit in SCALE and unit in SCALE:
        assert stated.unit is not None and unit is not None
        value = convert(value, unit, stated.unit)
    holds = HOLDS[stated.relation](value, stated.value)
    relation = f"{WORDS[stated.relation]}“{stated.text.strip()}”的说法" if stated.text else "的说法"
    return ("是" if holds else "不是"), f"{'符合' if holds else '不符合'}{relation}"
