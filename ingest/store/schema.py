"""The tables of the fact store: one row a document, a table, a fact, a statement, a passage.

Columns are named after the fields of ``ingest.model`` they hold, which is how
:mod:`ingest.store.rows` finds them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from ingest.model import Cell, Grid, Issue

SCHEMA: Final = 2
"""Version of this layout; counted up with every change of it."""


class Exact(TypeDecorator[Decimal]):
    """A decimal as the text of its exact value, exponent and all; ValueError if not finite."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is not None and not value.is_finite():
            raise ValueError(f"not a number to keep: {value}")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Structure(TypeDecorator[Any]):
    """A value kept as JSON, with how it becomes JSON and how it comes back."""

    impl = JSON
    cache_ok = True

    def __init__(self, plain: Callable[[Any], Any], whole: Callable[[Any], Any]) -> None:
        super().__init__()
        self.plain = plain
        self.whole = whole

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return self.plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return self.whole(value)


class Vector(TypeDecorator[Sequence[float]]):
    """A vector as the bytes of its 32-bit floats."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sequence[float] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else array("f", value).tobytes()

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> list[float] | None:
        return None if value is None else array("f", value).tolist()


def _plain_grid(grid: Grid) -> list[list[Any]]:
    return [[c.text, c.row, c.column, c.rowspan, c.colspan, c.page] for c in grid.cells]


def _whole_grid(cells: list[list[Any]]) -> Grid:
    return Grid(tuple(Cell(*cell) for cell in cells))


def _plain_issues(issues: tuple[Issue, ...]) -> list[list[str]]:
    return [[issue.code, issue.message, issue.where] for issue in issues]


def _whole_issues(issues: list[list[str]]) -> tuple[Issue, ...]:
    return tuple(Issue(*issue) for issue in issues)


LABELS: Final = Structure(list, tuple)
GRID: Final = Structure(_plain_grid, _whole_grid)
ISSUES: Final = Structure(_plain_issues, _whole_issues)

METADATA: Final = MetaData()

store: Final = Table(
    "store",
    METADATA,
    Column("schema", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)
"""One row; ``revision`` counts the writes."""

documents: Final = Table(
    "documents",
    METADATA,
    Column("document", String, primary_key=True),
    Column("sha256", String, nullable=False, index=True),
    Column("source", String, nullable=False, index=True),
    Column("ingested_at", String, nullable=False),
    Column("version", String, nullable=False, unique=True),
    Column("embedding", String, nullable=False),
    Column("title", String, nullable=False),
    Column("organization", String, nullable=False),
    Column("scope", String),
    Column("region", String),
    Column("year", Integer),
    Column("kind", String),
    Column("published", String),
    Column("index_number", String),
    Column("publisher", String),
    Column("aliases", LABELS, nullable=False),
    Column("issues", ISSUES, nullable=False),
)
"""``version`` names the vectors that belong to a document, ``embedding`` the model they are of."""


def _part(name: str, *columns: Column[Any] | UniqueConstraint) -> Table:
    """A table of what documents consist of; ``position`` (from 0) keeps the order."""
    owner = ForeignKey("documents.document", ondelete="CASCADE")
    return Table(
        name,
        METADATA,
        Column("document", String, owner, primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
    )


tables: Final = _part(
    "tables",
    Column("index", Integer, nullable=False),
    Column("number", String),
    Column("title", String, nullable=False),
    Column("unit", String),
    Column("note", String),
    Column("layout", String, nullable=False),
    Column("grid", GRID, nullable=False),
    Column("header_rows", Integer, nullable=False),
    Column("page", Integer),
    UniqueConstraint("document", "index"),
)

facts: Final = _part(
    "facts",
    Column("table", Integer, nullable=False),
    Column("row", LABELS, nullable=False),
    Column("code", String),
    Column("column", LABELS, nullable=False),
    Column("value", Exact),
    Column("unit", String),
    Column("text", String, nullable=False),
    Column("row_index", Integer, nullable=False),
    Column("column_index", Integer, nullable=False),
    Column("page", Integer),
)

statements: Final = _part(
    "statements",
    Column("subject", LABELS, nullable=False),
    Column("aspect", String, nullable=False),
    Column("value", Exact),
    Column("unit", String),
    Column("text", String, nullable=False),
    Column("sentence", String, nullable=False),
    Column("section", LABELS, nullable=False),
    Column("passage", Integer, nullable=False),
    Column("year", Integer),
    Column("base_year", Integer),
    Column("page", Integer),
)

passages: Final = _part(
    "passages",
    Column("index", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("section", LABELS, nullable=False),
    Column("text", String, nullable=False),
    Column("subject", String),
    Column("table", Integer),
    Column("page", Integer),
    Column("text_key", String, nullable=False, index=True),
    Column("vector", Vector, nullable=False),
    UniqueConstraint("document", "index"),
)
"""``vector`` is the text's embedding, found again by ``text_key``: the vector store is made of
these anew in seconds, and a text that stands in many documents is embedded once."""
