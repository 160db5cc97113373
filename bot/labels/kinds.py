"""Which kind of table a title names, and which of its columns is meant when none is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.text import label_key
from ingest.vocabulary import is_total, read

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|$|\D)")


@dataclass(frozen=True)
class TableKind:
    """A kind of table: its name, the 口径 it gives a figure, which is meant first, and whether
    its rows are items that several groups may each have."""

    name: str
    basis: str
    rank: int
    by_group: bool = False


@lru_cache(maxsize=4096)
def table_kind(title: str) -> TableKind:
    """The kind a title names (``data/vocabulary/kinds.toml``)."""
    key = label_key(title)
    for raw in read("kinds")["kind"]:
        if re.search(raw["title"], key):
            return TableKind(
                raw["name"], raw["basis"] or key, raw["rank"], raw.get("by_group", False)
            )
    raise AssertionError("kinds.toml ends with a kind that matches every title")


@lru_cache(maxsize=4096)
def column_rank(label: str) -> int:
    """How readily a column is meant when none is named; smaller is sooner."""
    key = label_key(label)
    patterns: list[str] = read("kinds")["columns"]["default"]
    return next((n for n, p in enumerate(patterns) if re.search(p, key)), len(patterns))


@lru_cache(maxsize=4096)
def column_years(column: tuple[str, ...], year: int) -> frozenset[int]:
    """The years a column of a document of ``year`` is of: what its headers name, else the
    document's own; none where it compares two (2025年预算数比2024年执行数增减额)."""
    words = read("kinds")["columns"]
    keys = [label_key(label) for label in column]
    if any(re.search(words["comparing"], key) for key in keys):
        return frozenset()
    named = {int(found) for key in keys for found in _YEAR.findall(key)}
    if not named and any(re.search(words["last_year"], key) for key in keys):
        named = {year - 1}
    return frozenset(named or {year})


@lru_cache(maxsize=4096)
def besides_year(column: tuple[str, ...]) -> tuple[str, ...]:
    """What a column is of besides a year: 公务接待费 under 2024年预算数, nothing under 小计."""
    plain = read("kinds")["columns"]["plain"]
    keys = [_YEAR.sub("", label_key(label)) for label in column]
    return tuple(key for key in keys if not (is_total(key) or re.fullmatch(plain, key)))
