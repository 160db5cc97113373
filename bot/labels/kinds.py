"""Which kind of table a title names, and which of its columns is meant when none is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.text import label_key
from ingest.vocabulary import read


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
