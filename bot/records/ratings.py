"""What people thought of answers: kept in a database of its own, beside what was ingested."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, Self

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, insert, select

from bot.answer import Status
from ingest.closing import Closing
from ingest.settings import Settings
from ingest.store.engine import open_engine, reading, writing


@dataclass(frozen=True, slots=True)
class Rating:
    """Whether the answer to a question was useful, and why not in the asker's words."""

    question: str
    session: str | None
    status: Status
    useful: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class HeldRating:
    """A rating with its number and when it came, an ISO time in UTC."""

    id: int
    asked_at: str
    rating: Rating


class Ratings(Protocol):
    """Where ratings go; anything that keeps them will do."""

    def add(self, rating: Rating) -> None: ...

    def latest(self, count: int) -> Sequence[HeldRating]: ...


_METADATA: Final = MetaData()
_RATINGS: Final = Table(
    "ratings",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("asked_at", String, nullable=False),
    Column("session", String),
    Column("question", String, nullable=False),
    Column("status", String, nullable=False),
    Column("useful", Boolean, nullable=False),
    Column("reason", String),
)


def _now() -> datetime:
    return datetime.now(UTC)


class RatingStore(Closing):
    """Ratings in ``ratings.sqlite3`` of a folder. StoreError where that cannot be used."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        self._clock = clock
        self._engine = open_engine(f"sqlite:///{folder / 'ratings.sqlite3'}")
        with writing(self._engine) as connection:
            _METADATA.create_all(connection)

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The ratings of the store the settings name."""
        return cls(settings.store)

    def close(self) -> None:
        self._engine.dispose()

    def add(self, rating: Rating) -> None:
        """Keep a rating."""
        row = {
            "asked_at": self._clock().isoformat(timespec="seconds"),
            "session": rating.session,
            "question": rating.question,
            "status": rating.status,
            "useful": rating.useful,
            "reason": rating.reason,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(_RATINGS), row)

    def latest(self, count: int) -> list[HeldRating]:
        """The last ratings, the newest first."""
        query = select(_RATINGS).order_by(_RATINGS.c.id.desc()).limit(count)
        with reading(self._engine) as connection:
            return [
                HeldRating(
                    row.id,
                    row.asked_at,
                    Rating(row.question, row.session, row.status, row.useful, row.reason),
                )
                for row in connection.execute(query)
            ]
