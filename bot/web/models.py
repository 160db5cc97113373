"""What the HTTP API takes and gives, beside the answer itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from bot.answer import Status
from bot.bodies.scope import Held
from bot.words.normalise import LIMIT
from ingest.model import Kind, Layout, Scope, Table

Id = Annotated[str, Field(min_length=1, max_length=200)]
Address = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LIMIT)]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LIMIT)]


class Ask(BaseModel):
    """``session`` joins questions to a conversation; ``page`` is the address the asker is on."""

    question: Question
    session: Id | None = None
    page: Address | None = None


class Rate(BaseModel):
    """Whether an answer was useful; ``question`` and ``session`` are those it was given to."""

    question: Question
    session: Id | None = None
    status: Status
    useful: bool
    reason: Reason | None = None


class Hinted(BaseModel):
    """Complete questions that begin like what was typed."""

    hints: list[str]


class Document(BaseModel):
    """A document held."""

    document: str
    title: str
    organization: str
    scope: Scope | None
    region: str | None
    year: int | None
    kind: Kind | None
    published: str | None
    source: str

    @classmethod
    def of(cls, held: Held) -> Document:
        data = held.metadata
        return cls(
            document=held.document,
            title=data.title,
            organization=data.organization,
            scope=data.scope,
            region=data.region,
            year=data.year,
            kind=data.kind,
            published=data.published,
            source=held.source,
        )


class TableView(BaseModel):
    """A table as printed. ``rows`` are all rows, the first ``header_rows`` of them its header;
    a text that spans several positions is repeated in each.
    """

    document: str
    index: int
    number: str | None
    title: str
    unit: str | None
    note: str | None
    layout: Layout
    page: int | None
    header_rows: int
    rows: list[list[str]]

    @classmethod
    def of(cls, document: str, table: Table) -> TableView:
        return cls(
            document=document,
            index=table.index,
            number=table.number,
            title=table.title,
            unit=table.unit,
            note=table.note,
            layout=table.layout,
            page=table.page,
            header_rows=table.header_rows,
            rows=table.grid.rows(),
        )


class Health(BaseModel):
    """That the stores can be read, and how much they hold."""

    status: str
    documents: int
