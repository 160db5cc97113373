"""Amounts that are computed with one another: of one table where one prints them all.

The same name has several true values (口径); those of different tables are not to be mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.labels.lookup import Candidate, Target
from bot.labels.owned import by_group
from bot.labels.place import Place
from bot.labels.skeletons import variants
from bot.operations.amounts import (
    Amount,
    add_computed,
    amount_of,
    label_of,
    same_meaning,
    unit_of,
    value_of,
    written,
)
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from ingest.numbers import money


def amounts_of(
    items: Sequence[Target], of: Callable[[Place], Hashable] | None = None
) -> list[Amount]:
    """The amount of each target, all from one table if there is such; empty if one has none, or
    only several.

    ``of`` names what the places should have in common instead (the kind of table).
    """
    common = of or _table
    meant = [amount for target in items if (amount := amount_of(target))]
    if len(meant) < len(items):
        return []
    single = not any(len(of_several_groups(target)) > 1 for target in items)
    if single and len({common(amount.place) for amount in meant}) == 1:
        return meant
    cells = [p for target in items for p in _cells(target) if single or not by_group(p)]
    for shared in dict.fromkeys(map(common, cells)):
        there = [
            next((a for a in _as(amount, target) if common(a.place) == shared), None)
            for amount, target in zip(meant, items, strict=True)
        ]
        aligned = [amount for amount in there if amount]
        if len(aligned) == len(meant):
            return aligned
    return meant if single else []


def lists_its_items(query: Query) -> bool:
    """Whether a question names several things with nothing but commas and an 和 between them."""
    shared = [m for target in query.targets for m in target.mentions]
    own = [[m for m in t.mentions if shared.count(m) == 1] for t in query.targets]
    spans = sorted((min(m.start for m in each), max(m.end for m in each)) for each in own if each)
    between = (query.text[one[1] : other[0]] for one, other in pairwise(spans))
    listed = pattern("listed")
    return len(spans) > 1 and all(listed.fullmatch(words) for words in between)


def in_order(items: Sequence[Target]) -> list[Target]:
    """Targets in the order they are named in: each by its last word, for the first may be what
    several stand in (三公经费里公务用车是公务接待的几倍)."""
    return sorted(items, key=lambda target: max(m.start for m in target.mentions))


def _table(place: Place) -> Hashable:
    return place.fact.table if place.fact else None


def _cells(target: Target) -> Iterator[Place]:
    """The cells that print what a target means, the likeliest first."""
    return (c.place for c in same_meaning(target) if c.place.fact is not None)


def _as(amount: Amount, target: Target) -> Iterator[Amount]:
    """The amount as each cell prints it under the same label."""
    label = set(variants(amount.label))
    for place in _cells(target):
        value = value_of(place)
        if value is not None and label & set(variants(label_of(place))):
            yield Amount(place, label_of(place), value, unit_of(place))


def of_several_groups(target: Target) -> list[Candidate]:
    """The rows of one item that several groups of a table each print: 住宿服务 bought for 全委会
    and for 常委会, 一般行政管理事务 under several 款, 住房公积金 of each body below.
    None of them is the item's amount alone."""
    first = target.best
    beside = [c for c in target.candidates if c.score == first.score and _is_beside(c, first)]
    if by_group(first.place):
        return beside
    codes = [c.place.fact.code or "" for c in beside if c.place.fact is not None]
    own = [c for c, code in zip(beside, codes, strict=True) if not _below_another(code, codes)]
    return own if all(codes) else []


def _below_another(code: str, codes: Iterable[str]) -> bool:
    """Whether a row is the 项 of a 款 of the same name, or a row seen again."""
    return any(code.startswith(other) and code != other for other in codes)


def _is_beside(one: Candidate, other: Candidate) -> bool:
    fact, first = one.place.fact, other.place.fact
    return (
        fact is not None
        and first is not None
        and fact.table == first.table
        and (fact.column == first.column and fact.row[-1:] == first.row[-1:])
    )


def add_sum(
    draft: Draft, amounts: Sequence[Amount], label: str, unit: str | None = None
) -> tuple[str, str]:
    """Figure what amounts come to, in ``unit``, else that of the first; the sum as it is said, and
    how it is worked out."""
    unit = unit or amounts[0].unit
    total = sum((amount.into(unit) for amount in amounts), Decimal(0))
    formula = " + ".join(amount.term(unit) for amount in amounts)
    add_computed(draft, amounts, label, total, unit, formula)
    return written(total, unit), f"（{formula} = {money(total)}）"
