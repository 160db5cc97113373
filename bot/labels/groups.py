"""Places that go by the label of the group they stand in as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.labels.place import Place
from bot.labels.skeletons import skeleton


def called_by_group(places: Sequence[Place]) -> Iterator[tuple[str, Place]]:
    """The places of a document that a group lends its label to, each with that label."""
    yield from _indicators(places)
    yield from _only_rows(places)


def _indicators(places: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """The indicators of a form, each with the labels of all its groups (数量指标)."""
    for place in places:
        if place.table is not None and place.table.layout == "form":
            yield from ((skeleton(label), place) for label in place.row[1:-1])


def _only_rows(places: Iterable[Place]) -> Iterator[tuple[str, Place]]:
    """What stands in the one row of a group without a row of its own, with the group's label:
    what is bought for a 专项 comes to that."""
    groups: dict[tuple[int, tuple[str, ...]], list[Place]] = defaultdict(list)
    rows: dict[tuple[int, tuple[str, ...]], set[int]] = defaultdict(set)
    for place in places:
        if (fact := place.fact) is not None and _is_list(place):
            rows[fact.table, fact.row].add(fact.row_index)
            groups[fact.table, fact.row[:-1]].append(place)
    for (table, path), found in groups.items():
        single = len({place.row for place in found}) == 1 and len(rows[table, found[0].row]) == 1
        if len(path) > 1 and single and (table, path) not in rows:
            yield from ((skeleton(path[-1]), place) for place in found)


def _is_list(place: Place) -> bool:
    return place.table is not None and place.table.layout == "list" and len(place.row) > 1
