"""Amounts that are computed with one another: of one table where one prints them all.

The same name has several true values (口径); those of different tables are not to be mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from bot.labels.index import Place
from bot.labels.lookup import Target
from bot.labels.skeletons import variants
from bot.operations.amounts import Amount, amount_of, label_of, same_meaning, unit_of, value_of


def amounts_of(
    items: Sequence[Target], of: Callable[[Place], Hashable] | None = None
) -> list[Amount]:
    """The amount of each target, all from one table if there is such; empty if one has none.

    ``of`` names what the places should have in common instead (the kind of table).
    """
    common = of or _table
    meant = [amount for target in items if (amount := amount_of(target))]
    if len(meant) < len(items):
        return []
    if len({common(amount.place) for amount in meant}) == 1:
        return meant
    for shared in dict.fromkeys(common(p) for target in items for p in _cells(target)):
        there = [
            next((a for a in _as(amount, target) if common(a.place) == shared), None)
            for amount, target in zip(meant, items, strict=True)
        ]
        aligned = [amount for amount in there if amount]
        if len(aligned) == len(meant):
            return aligned
    return meant


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
