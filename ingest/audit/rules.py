"""The rules of ``data/vocabulary/audit.toml``, ready for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ingest.model import Table
from ingest.text import fold, label_key
from ingest.vocabulary import read

TOTAL: Final = "total"
"""In place of a pattern: the row, or the column, that holds the sum."""


@dataclass(frozen=True)
class Selector:
    """Which cell: what its table is, its side (收入, 支出), patterns of its row and column paths.

    ``row`` is :data:`TOTAL` or a pattern, None where the sentence names it; ``columns`` are
    patterns, the first that is printed counts; (:data:`TOTAL`,) means the sum column.
    """

    table: str
    side: str | None
    row: str | None
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One identity. ``compares`` names how; ``tables`` what the tables it holds in are, () all.

    ``whole`` says that every one of ``parts`` must be printed; what ``optional`` names is part of
    the sum in some disclosures and beside it in others. ``count`` and ``subject`` are patterns of
    what sentences speak of.
    """

    id: str
    name: str
    compares: str
    tables: tuple[str, ...] = ()
    total: str = ""
    parts: tuple[str, ...] = ()
    whole: bool = False
    optional: str = ""
    column: str = ""
    projects: str = ""
    left: Selector | None = None
    right: tuple[Selector, ...] = ()
    count: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Words:
    """The words all rules share."""

    totals: tuple[re.Pattern[str], ...]
    partial: re.Pattern[str]
    beside: re.Pattern[str]
    carried: re.Pattern[str]
    says_empty: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    return tuple(_rule(raw) for raw in read("audit")["rule"])


@cache
def said_cells() -> tuple[tuple[re.Pattern[str], Selector], ...]:
    """What sentences speak of, as patterns of their subjects, and the cell that is the same."""
    return tuple((re.compile(s["subject"]), _selector(s["cell"])) for s in read("audit")["said"])


@cache
def audit_words() -> Words:
    raw = read("audit")
    return Words(
        totals=tuple(map(re.compile, raw["totals"])),
        partial=re.compile(raw["partial"]),
        beside=re.compile(raw["beside"]),
        carried=re.compile(raw["carried"]),
        says_empty=re.compile(raw["says_empty"]),
    )


def table_name(table: Table) -> str | None:
    """What a table is (``[[table]]`` of the file), by its title; None if no rule knows it."""
    key = label_key(table.title)
    for raw in read("audit")["table"]:
        if raw.get("layout", "list") == table.layout and re.search(raw["title"], key):
            return str(raw["name"])
    return None


def total_rank(label: str) -> int | None:
    """How grand a sum a label names, 0 the grandest; None if it names no sum."""
    key = label_key(label)
    return next((n for n, p in enumerate(audit_words().totals) if p.search(key)), None)


def is_sum(label: str) -> bool:
    """Whether a label names a sum (合计, 收入总计, 人员经费合计)."""
    return total_rank(label) is not None


def is_beside(path: tuple[str, ...]) -> bool:
    """Whether a row or column says a part of another again (其中：…), or is no part of a sum."""
    return any(audit_words().beside.search(fold(label)) for label in path)


def path_key(path: tuple[str, ...]) -> str:
    """A path as the patterns of the rules see it."""
    return "/".join(map(label_key, path))


def _rule(raw: dict[str, Any]) -> Rule:
    return Rule(
        id=raw["id"],
        name=raw["name"],
        compares=raw["compares"],
        tables=tuple(raw.get("tables", ())),
        total=raw.get("total", ""),
        parts=tuple(raw.get("parts", ())),
        whole=raw.get("whole", False),
        optional=raw.get("optional", ""),
        column=raw.get("column", ""),
        projects=raw.get("projects", ""),
        left=_selector(raw["left"]) if "left" in raw else None,
        right=tuple(map(_selector, raw.get("right", ()))),
        count=raw.get("count", ""),
        subject=raw.get("subject", ""),
    )


def _selector(raw: dict[str, Any]) -> Selector:
    column = raw["column"]
    columns = (column,) if isinstance(column, str) else tuple(column)
    return Selector(raw["table"], raw.get("side"), raw.get("row"), columns)
