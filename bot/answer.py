"""The answer as outside callers see it: the JSON of the contract, as typed models."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Status = Literal["answered", "clarify", "refused"]


class Citation(BaseModel):
    """Where a figure stands: a table cell (``table_title`` set) or a sentence (``section`` set)."""

    document: str
    title: str
    source: str
    page: int | None = None
    table: str | None = None
    table_index: int | None = None
    table_title: str | None = None
    row: list[str] | None = None
    column: list[str] | None = None
    text: str
    unit: str | None = None
    header: list[list[str]] | None = None
    row_cells: list[str] | None = None
    cell: int | None = None
    section: str | None = None


class Figure(BaseModel):
    """One figure of the answer with its 口径. ``value`` is a decimal string, None for a blank.

    ``citations`` index into ``Answer.citations``; ``formula`` is set when it was computed.
    """

    label: str
    value: str | None
    unit: str | None
    organization: str
    year: int | None
    kind: str | None
    basis: str
    citations: list[int]
    formula: str | None = None


class Check(BaseModel):
    """Whether other places of the document say the same."""

    status: Literal["agree", "differ"]
    message: str


class Curation(BaseModel):
    """Who of the staff wrote and approved an answer, and when (ISO 8601, time of China)."""

    by: str
    at: str


class Answer(BaseModel):
    """What the bot says, and everything it rests on. ``text`` is the whole answer in words.

    ``curated`` is left out of the JSON where no person wrote the answer; ``confidence`` is never
    in it: it is for measuring.
    """

    question: str
    session: str | None = None
    status: Status
    text: str
    figures: list[Figure] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    checks: list[Check] = Field(default_factory=list)
    suggestions: list[str] = Field(default_factory=list)
    model: str | None = None
    curated: Curation | None = Field(default=None, exclude_if=lambda one: one is None)
    elapsed_ms: float = 0.0
    confidence: float | None = Field(default=None, exclude=True)
