"""The fact store: everything of every disclosure, in SQL. What is not here is not held.

Reading goes through :class:`FactStore`, which any number of threads and processes may do at any
time; writing through :meth:`FactStore.writing`, one at a time across all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from ingest.errors import StoreError
from ingest.model import Disclosure, Fact, Passage, Statement, Table
from ingest.store import schema
from ingest.store.engine import make_tables, open_engine, reading, writing
from ingest.store.rows import (
    DocumentRecord,
    HeldFact,
    HeldPassage,
    columns_of,
    document_row,
    part_rows,
    read_parts,
    record_of,
    text_key,
)

_MANY = 500
"""How many values go into one query: below the limits of every database."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of a document's passages, in their order. ``version`` names just these."""

    version: str
    model: str
    vectors: Sequence[Sequence[float]]


class FactStore:
    """A database of disclosures; made on first use. Close it, or use it in a ``with``.

    ``url`` is a SQLAlchemy URL. SettingsError if it cannot be used; StoreError, here and from
    every method, if the database is damaged, unreachable or of another program version.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        try:
            first = insert(schema.store).values(schema=schema.SCHEMA, revision=0)
            make_tables(self._engine, schema.METADATA, first)
            self._check_schema()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        self._engine.dispose()

    def revision(self) -> int:
        """Counts up with every document put in or removed: what was read at one stays true."""
        with reading(self._engine) as connection:
            return int(connection.scalar(select(schema.store.c.revision)) or 0)

    def documents(self) -> list[DocumentRecord]:
        """Every held document, by id."""
        with reading(self._engine) as connection:
            return list(_records(connection).values())

    def find(self, sha256: str) -> DocumentRecord | None:
        """The document made of these bytes."""
        with reading(self._engine) as connection:
            found = _records(connection, schema.documents.c.sha256 == sha256)
        return next(iter(found.values()), None)

    def load(self, document: str) -> Disclosure:
        """The whole document, equal to what was put in; KeyError if it is not held."""
        with reading(self._engine) as connection:
            query = select(schema.documents).where(schema.documents.c.document == document)
            row = connection.execute(query).mappings().first()
            if row is None:
                raise KeyError(document)
            return Disclosure(
                document=document,
                sha256=row["sha256"],
                source=row["source"],
                metadata=record_of(row).metadata,
                tables=read_parts(connection, Table, schema.tables, document),
                facts=read_parts(connection, Fact, schema.facts, document),
                statements=read_parts(connection, Statement, schema.statements, document),
                passages=read_parts(connection, Passage, schema.passages, document),
                issues=row["issues"],
            )

    def facts(self, document: str | None = None) -> Iterator[HeldFact]:
        """The facts of one document or of all, in reading order, without holding them at once."""
        chosen = () if document is None else (schema.facts.c.document == document,)
        return self._held(*chosen)

    def passages(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], HeldPassage]:
        """Of ``(version, passage index)`` pairs those that are held now, with what stands there."""
        query = (
            select(schema.documents.c.version, schema.documents.c.document)
            .add_columns(*columns_of(Passage, schema.passages))
            .join_from(schema.documents, schema.passages)
            .where(schema.documents.c.version.in_({version for version, _ in places}))
            .where(schema.passages.c.index.in_({index for _, index in places}))
        )
        with reading(self._engine) as connection:
            held = {
                (version, passage.index): HeldPassage(document, passage)
                for version, document, *values in connection.execute(query)
                for passage in [Passage(*values)]
            }
        return {place: held[place] for place in places if place in held}

    def passages_of(self, version: str) -> tuple[Passage, ...]:
        """The passages of a version, in their order; none if it is not held now."""
        query = (
            select(*columns_of(Passage, schema.passages))
            .join_from(schema.documents, schema.passages)
            .where(schema.documents.c.version == version)
            .order_by(schema.passages.c.position)
        )
        with reading(self._engine) as connection:
            return tuple(Passage(*row) for row in connection.execute(query))

    def versions(self, documents: Collection[str]) -> set[str]:
        """The versions that stand for these documents now."""
        query = select(schema.documents.c.version).where(schema.documents.c.document.in_(documents))
        with reading(self._engine) as connection:
            return set(connection.scalars(query))

    def vectors(self, texts: Iterable[str], model: str) -> dict[str, list[float]]:
        """Those of the texts that any passage has embedded with this model, with their vectors."""
        passages = schema.passages
        texts_of = {text_key(text): text for text in texts}
        query = (
            select(passages.c.text_key, passages.c.vector)
            .join_from(passages, schema.documents)
            .where(schema.documents.c.embedding == model)
        )
        found = {}
        with reading(self._engine) as connection:
            for keys in _batches(list(texts_of)):
                for key, vector in connection.execute(query.where(passages.c.text_key.in_(keys))):
                    found[texts_of[key]] = vector
        return found

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The right to write, held by one at a time; all of it is kept, or nothing on any error.

        Readers are not held up and see the state before until it ends.
        """
        with writing(self._engine) as connection:
            yield Writing(connection)

    def _held(self, *conditions: Any) -> Iterator[HeldFact]:
        records: dict[str, DocumentRecord] = {}
        with reading(self._engine) as connection:
            found = connection.execution_options(yield_per=1000).execute(_facts_query(*conditions))
            for rows in found.partitions():
                new = {row[0] for row in rows} - records.keys()
                records |= _records(connection, schema.documents.c.document.in_(new))
                for document, number, title, *values in rows:
                    yield HeldFact(records[document], number, title or "", Fact(*values))

    def _check_schema(self) -> None:
        with reading(self._engine) as connection:
            found = connection.scalar(select(schema.store.c.schema))
        if found != schema.SCHEMA:
            shown = self._engine.url.render_as_string(hide_password=True)
            raise StoreError(
                f"事实库 {shown} 的格式是第 {found} 版，本程序只认第 {schema.SCHEMA} 版；"
                "请使用相应版本的程序，或另换一个库重新收录。"
            )


class Writing:
    """What may be done while :meth:`FactStore.writing` holds the right to write."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, disclosure: Disclosure, embedded: Embedded) -> None:
        """Hold a disclosure, in place of one with its id."""
        self.remove(disclosure.document)
        row = {
            **document_row(disclosure),
            "ingested_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": embedded.version,
            "embedding": embedded.model,
        }
        self._connection.execute(insert(schema.documents), row)
        for table, rows in part_rows(disclosure, embedded.vectors):
            if rows:
                self._connection.execute(insert(table), rows)

    def remove(self, document: str) -> bool:
        """Let go of a document and all that came from it; whether it was held."""
        row = schema.store
        self._connection.execute(update(row).values(revision=row.c.revision + 1))
        held = schema.documents.c.document == document
        return self._connection.execute(delete(schema.documents).where(held)).rowcount > 0

    def versions(self) -> dict[str, int]:
        """The version of every held document, with the number of its passages."""
        query = (
            select(schema.documents.c.version, func.count(schema.passages.c.position))
            .outerjoin_from(schema.documents, schema.passages)
            .group_by(schema.documents.c.version)
        )
        return {version: count for version, count in self._connection.execute(query)}

    def keep_vectors(self, embedded: Embedded) -> bool:
        """Hold other vectors of a version's passages; False if it is not held any more."""
        documents, passages = schema.documents, schema.passages
        held = update(documents).where(documents.c.version == embedded.version)
        document = self._connection.scalar(
            held.values(embedding=embedded.model).returning(documents.c.document)
        )
        one = passages.c.document == document, passages.c.position == bindparam("at")
        rows = [{"at": n, "to": vector} for n, vector in enumerate(embedded.vectors)]
        if rows:
            self._connection.execute(
                update(passages).where(*one).values(vector=bindparam("to")), rows
            )
        return document is not None


def _records(connection: Connection, *conditions: Any) -> dict[str, DocumentRecord]:
    query = select(schema.documents).where(*conditions).order_by(schema.documents.c.document)
    records = (record_of(row) for row in connection.execute(query).mappings())
    return {record.document: record for record in records}


def _facts_query(*conditions: Any) -> Select[Any]:
    same = and_(
        schema.tables.c.document == schema.facts.c.document,
        schema.tables.c.index == schema.facts.c.table,
    )
    return (
        select(schema.facts.c.document, schema.tables.c.number, schema.tables.c.title)
        .add_columns(*columns_of(Fact, schema.facts))
        .outerjoin_from(schema.facts, schema.tables, same)
        .where(*conditions)
        .order_by(schema.facts.c.document, schema.facts.c.position)
    )


def _batches(values: list[Any]) -> Iterator[list[Any]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
