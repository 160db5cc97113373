"""Between the dataclasses of ``ingest.model`` and rows: columns are named after fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Table, select

from ingest.model import Disclosure, Fact, Metadata, Passage
from ingest.store import schema

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A held document without its contents. ``ingested_at`` is ISO 8601 in UTC."""

    document: str
    sha256: str
    source: str
    ingested_at: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact with the document and the table it stands in."""

    document: DocumentRecord
    number: str | None
    title: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class HeldPassage:
    """A passage with the id of its document."""

    document: str
    passage: Passage


def columns_of(kind: type, table: Table) -> list[Any]:
    """The columns that make a ``kind``, in the order of its fields."""
    return [table.c[field.name] for field in fields(kind)]


def read_parts(connection: Connection, kind: type[T], table: Table, document: str) -> tuple[T, ...]:
    """What a document consists of, of one kind, in the order it was put in."""
    query = select(*columns_of(kind, table)).where(table.c.document == document)
    return tuple(kind(*row) for row in connection.execute(query.order_by(table.c.position)))


def record_of(row: RowMapping) -> DocumentRecord:
    """A row of ``documents`` as a record."""
    metadata = Metadata(**{field.name: row[field.name] for field in fields(Metadata)})
    return DocumentRecord(
        document=row["document"],
        sha256=row["sha256"],
        source=row["source"],
        ingested_at=row["ingested_at"],
        metadata=metadata,
    )


def document_row(disclosure: Disclosure) -> dict[str, Any]:
    """The row of ``documents``, without what the store knows and the disclosure does not."""
    return {
        "document": disclosure.document,
        "sha256": disclosure.sha256,
        "source": disclosure.source,
        "issues": disclosure.issues,
        **_values(disclosure.metadata),
    }


def part_rows(
    disclosure: Disclosure, vectors: Sequence[Sequence[float]]
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of every part; ``vectors`` are those of the passages, in their order."""
    document = disclosure.document
    yield schema.tables, _numbered(document, map(_values, disclosure.tables))
    yield schema.facts, _numbered(document, map(_values, disclosure.facts))
    yield schema.statements, _numbered(document, map(_values, disclosure.statements))
    rows = map(_passage_row, disclosure.passages, vectors)
    yield schema.passages, _numbered(document, rows)


def text_key(text: str) -> str:
    """What stands for a text where it is looked up whole."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def _values(item: Any) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _numbered(document: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"document": document, "position": n, **row} for n, row in enumerate(rows)]


def _passage_row(passage: Passage, vector: Sequence[float]) -> dict[str, Any]:
    return {**_values(passage), "text_key": text_key(passage.text), "vector": vector}
