"""Which kind of table a title names, and which of its columns is meant when none is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.model import Kind
from ingest.text import label_key
from ingest.vocabulary import is_total, read

_KINDS: Final[tuple[Kind, ...]] = ("决算", "预算")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class TableKind:
    """A kind of table: its name, the 口径 it gives a figure, which is meant first, whether its
    rows are items that several groups may each have, and whether it holds every source of money."""

    name: str
    basis: str
    rank: int
    by_group: bool = False
    of_all: bool = False


@lru_cache(maxsize=4096)
def table_kind(title: str) -> TableKind:
    """The kind a title names (``data/vocabulary/kinds.toml``)."""
    key = label_key(title)
    for raw in read("kinds")["kind"]:
        if re.search(raw["title"], key):
            flags = {flag: raw.get(flag, False) for flag in ("by_group", "of_all")}
            return TableKind(raw["name"], raw["basis"] or key, raw["rank"], **flags)
    raise AssertionError("kinds.toml ends with a kind that matches every title")


@lru_cache(maxsize=4096)
def column_rank(label: str) -> int:
    """How readily a column is meant when none is named; smaller is sooner."""
    key = label_key(label)
    patterns: list[str] = read("kinds")["columns"]["default"]
    return next((n for n, p in enumerate(patterns) if re.search(p, key)), len(patterns))


@lru_cache(maxsize=4096)
def stage_of(head: str) -> Kind | None:
    """Whether the head of a column says that it holds what was planned or what was spent."""
    found = re.search(read("kinds")["columns"]["stage"], label_key(head))
    return next((kind for kind in _KINDS if found and kind in found[0]), None)


def kind_in(printed: str) -> Kind | None:
    """The stage that some words name, apart from the fund that pays (一般公共预算)."""
    said = re.sub(read("kinds")["item"]["fund"], "", printed)
    return next((kind for kind in _KINDS if kind in said), None)


@lru_cache(maxsize=4096)
def stage_above(labels: tuple[str, ...]) -> Kind | None:
    """Whether what a sentence speaks of, or the innermost it is part of that says so, is what was
    planned or what was spent: 三公经费支出预算."""
    ends = (
        re.search(read("kinds")["item"]["stage_in"], label_key(one)) for one in reversed(labels)
    )
    return next((kind for end in ends if end and (kind := kind_in(end[0]))), None)


@lru_cache(maxsize=4096)
def is_named(head: str) -> bool:
    """Whether the head of a column says what it holds: neither just 合计 nor just 决算数."""
    stage = re.fullmatch(read("kinds")["columns"]["only_stage"], label_key(head))
    return not is_total(head) and stage is None


@lru_cache(maxsize=4096)
def names_nothing(row: str) -> bool:
    """Whether the label of a row only says that figures follow: 合计, 数量."""
    return is_total(row) or bool(re.fullmatch(read("kinds")["columns"]["only_row"], label_key(row)))


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
