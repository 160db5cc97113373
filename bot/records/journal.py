"""What was asked and what staff changed: three tables beside the facts, bounded.

With SQLite the journal is a file of its own in the store's folder, so that a question asked never
waits for a document being ingested; with PostgreSQL it stands in the database of the facts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import delete, event, func, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.answer import Answer, Status
from bot.records.tables import ASKED, CHANGES, CURATED, HANDLED, METADATA
from ingest.settings import Settings
from ingest.store.engine import make_tables, open_engine, reading, writing

_log = logging.getLogger(__name__)

BEIJING: Final = timezone(timedelta(hours=8))
"""Days and times are shown as those of the whole country."""

MOST_ASKED: Final = 100_000
"""Questions kept; the oldest go first."""
_EVERY: Final = 500
"""After how many questions the oldest are looked for."""


@dataclass(frozen=True)
class Asked:
    """A question that was answered. ``at`` is ISO 8601 in UTC, as everywhere here."""

    at: str
    question: str
    status: Status
    text: str
    elapsed_ms: float


@dataclass(frozen=True)
class Open:
    """A question that still waits for staff: how often asked, when last, what was said then."""

    question: str
    status: Status
    text: str
    times: int
    last: str


@dataclass(frozen=True)
class CuratedRow:
    """A curated answer as kept. ``sources`` are the sha256 of each document it rests on."""

    id: int
    key: str
    question: str
    answer: dict[str, Any]
    sources: dict[str, str]
    by: str
    at: str
    ended_at: str | None = None
    ended_why: str | None = None


@dataclass(frozen=True)
class Change:
    """Who did what, when."""

    at: str
    who: str
    what: str
    detail: str


class Journal:
    """The journal behind a SQLAlchemy URL; made on first use. Threads and processes may share it.

    SettingsError if the URL cannot be used, StoreError from every method but :meth:`note`.
    """

    def __init__(self, url: str, most: int = MOST_ASKED) -> None:
        self._engine = open_engine(url)
        self._most = most
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _sync_seldom)
        make_tables(self._engine, METADATA)

    @classmethod
    def open(cls, settings: Settings) -> Journal:
        """The journal of the stores the settings name."""
        return cls(_url(settings))

    def close(self) -> None:
        self._engine.dispose()

    def note(self, answer: Answer, page: str | None = None) -> None:
        """Keep a question with its answer. What goes wrong is logged: the answer is given."""
        row = {
            "at": now(),
            "session": _hashed(answer.session),
            "page": page,
            "question": _storable(answer.question),
            "status": answer.status,
            "text": _storable(answer.text),
            "elapsed_ms": answer.elapsed_ms,
        }
        try:
            # Not as ``writing``: on PostgreSQL that would wait for a document being ingested.
            with self._engine.begin() as connection:
                added = connection.execute(insert(ASKED), row).inserted_primary_key
                if added is not None and added[0] % _EVERY == 0:
                    connection.execute(delete(ASKED).where(ASKED.c.id <= added[0] - self._most))
        except SQLAlchemyError as error:
            _log.error("the journal did not take a question: %s", error)

    def asked_since(self, at: str) -> list[Asked]:
        """The questions from a moment on, the oldest first."""
        query = select(*(ASKED.c[name] for name in Asked.__dataclass_fields__))
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(ASKED.c.at >= at).order_by(ASKED.c.id))
            return [Asked(*row) for row in rows]

    def askers(self, questions: Iterable[str], since: str) -> dict[str, int]:
        """In how many conversations each of some questions was asked from a moment on."""
        query = (
            select(ASKED.c.question, func.count(ASKED.c.session.distinct()))
            .where(ASKED.c.question.in_(list(questions)), ASKED.c.at >= since)
            .group_by(ASKED.c.question)
        )
        with reading(self._engine) as connection:
            return {question: count for question, count in connection.execute(query)}

    def open_questions(self, statuses: Iterable[Status], most: int) -> list[Open]:
        """Questions whose last answer had one of these statuses, the most asked first.

        One that staff have handled comes back when it is asked again.
        """
        last = (
            select(ASKED.c.question, func.max(ASKED.c.id).label("id"), func.count().label("times"))
            .join_from(ASKED, HANDLED, ASKED.c.question == HANDLED.c.question, isouter=True)
            .where((HANDLED.c.at.is_(None)) | (ASKED.c.at > HANDLED.c.at))
            .group_by(ASKED.c.question)
            .subquery()
        )
        query = (
            select(ASKED.c.question, ASKED.c.status, ASKED.c.text, last.c.times, ASKED.c.at)
            .join_from(last, ASKED, last.c.id == ASKED.c.id)
            .where(ASKED.c.status.in_(list(statuses)))
            .order_by(last.c.times.desc(), ASKED.c.id.desc())
            .limit(most)
        )
        with reading(self._engine) as connection:
            return [Open(*row) for row in connection.execute(query)]

    def unhandled(self, asked: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Of questions with the moments they were asked those not handled since."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(HANDLED.c.question, HANDLED.c.at))
            done = {question: at for question, at in rows}
        return [(question, at) for question, at in asked if at > done.get(question, "")]

    def handle(self, question: str) -> None:
        """Take a question out of those that wait."""
        with writing(self._engine) as connection:
            connection.execute(delete(HANDLED).where(HANDLED.c.question == question))
            connection.execute(insert(HANDLED), {"question": question, "at": now()})

    def curate(self, row: CuratedRow) -> None:
        """Keep a curated answer (its ``id`` is given here), in place of one with its key."""
        values = {name: value for name, value in vars(row).items() if name != "id"}
        with writing(self._engine) as connection:
            same = (CURATED.c.key == row.key) & CURATED.c.ended_at.is_(None)
            ended = update(CURATED).where(same).values(ended_at=row.at, ended_why="已由新答复替换")
            connection.execute(ended)
            connection.execute(insert(CURATED), values)

    def curated(self, key: str | None = None) -> list[CuratedRow]:
        """The curated answers in force, of one key or all, the newest first."""
        query = select(CURATED).where(CURATED.c.ended_at.is_(None))
        if key is not None:
            query = query.where(CURATED.c.key == key)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(CURATED.c.id.desc())).mappings()
            return [CuratedRow(**row) for row in rows]

    def ended(self, most: int) -> list[CuratedRow]:
        """The curated answers that ended last, the latest first."""
        query = select(CURATED).where(CURATED.c.ended_at.is_not(None))
        query = query.order_by(CURATED.c.ended_at.desc(), CURATED.c.id.desc()).limit(most)
        with reading(self._engine) as connection:
            return [CuratedRow(**row) for row in connection.execute(query).mappings()]

    def end(self, number: int, why: str) -> bool:
        """End a curated answer; whether it was in force, so that an end is told once."""
        one = (CURATED.c.id == number) & CURATED.c.ended_at.is_(None)
        with writing(self._engine) as connection:
            ended = update(CURATED).where(one).values(ended_at=now(), ended_why=why)
            return connection.execute(ended).rowcount > 0

    def changed(self, who: str, what: str, detail: str = "") -> None:
        """Write down a change."""
        row = {"at": now(), "who": who, "what": what, "detail": _storable(detail)}
        with writing(self._engine) as connection:
            added = connection.execute(insert(CHANGES), row).inserted_primary_key
            if added is not None and added[0] % _EVERY == 0:
                connection.execute(delete(CHANGES).where(CHANGES.c.id <= added[0] - self._most))

    def changes(self, most: int) -> list[Change]:
        """The latest changes, the newest first."""
        query = select(*(CHANGES.c[name] for name in Change.__dataclass_fields__))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(CHANGES.c.id.desc()).limit(most))
            return [Change(*row) for row in rows]


def now() -> str:
    """The present moment, ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _url(settings: Settings) -> str:
    if make_url(settings.facts_url).get_backend_name() == "postgresql":
        return settings.facts_url
    return f"sqlite:///{settings.store / 'journal.sqlite3'}"


def _sync_seldom(connection: Any, _: object) -> None:
    """A power cut may take the last questions; none of them waits for the disk."""
    connection.execute("PRAGMA synchronous = NORMAL")


def _hashed(session: str | None) -> str | None:
    return None if session is None else sha256(_storable(session).encode()).hexdigest()[:16]


def _storable(text: str) -> str:
    """What every database takes: no NUL, no lone surrogate."""
    return text.replace("\0", "").encode(errors="replace").decode()
