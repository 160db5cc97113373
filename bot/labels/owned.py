"""Rows that stand in groups of a list: below a 专项, or below the body whose they are."""

from __future__ import annotations

from functools import lru_cache

from bot.labels.place import Place
from ingest.organizations import is_office, is_organization


def is_whole_body(place: Place) -> bool:
    """Whether a cell stands in the row of a body itself."""
    return place.fact is not None and len(place.row) == 1 and _is_body(place.row[0])


def is_below_body(place: Place) -> bool:
    """Whether the row of a list stands below the row of the body that spends it."""
    return _is_list(place) and len(place.row) > 1 and _is_body(place.row[0])


def by_group(place: Place) -> bool:
    """Whether its row is an item that other groups of rows may each have too: what is bought for
    a 专项, what a body below spends on a class."""
    in_kind = place.kind is not None and place.kind.by_group
    return in_kind or is_below_body(place)


def _is_list(place: Place) -> bool:
    return place.table is not None and place.table.layout == "list"


@lru_cache(maxsize=4096)
def _is_body(label: str) -> bool:
    return is_organization(label) or is_office(label)
