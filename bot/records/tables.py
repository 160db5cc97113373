"""The tables of the journal."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Column, Float, Integer, MetaData, String, Table

METADATA: Final = MetaData()

ASKED: Final = Table(
    "asked",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False, index=True),
    Column("session", String),
    Column("page", String),
    Column("question", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("text", String, nullable=False),
    Column("elapsed_ms", Float, nullable=False),
)

HANDLED: Final = Table(
    "handled",
    METADATA,
    Column("question", String, primary_key=True),
    Column("at", String, nullable=False),
)

CURATED: Final = Table(
    "curated",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("question", String, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("ended_at", String),
    Column("ended_why", String),
)

CHANGES: Final = Table(
    "changes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("detail", String, nullable=False),
)
