"""The questions offered before anything is asked."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from threading import Lock
from typing import Final

from bot.bodies.scope import Catalogue
from bot.service import Bot
from ingest.errors import StoreError
from ingest.vocabulary import read

_log = logging.getLogger(__name__)

_SHOWN: Final = 6
_COUNTED_OVER: Final = timedelta(days=30)
_COUNTED_EVERY: Final = 600.0
"""Seconds after which it is counted anew what people ask."""


class HotQuestions:
    """Common questions that what is held now answers, those asked most first. Thread safe.

    Only questions of ``data/vocabulary/web.toml`` are offered, whatever people type, and one
    person asking again and again counts once.
    """

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        self._lock = Lock()
        self._catalogue: Catalogue | None = None
        self._answered: dict[tuple[str, str | None], bool] = {}
        self._ordered: list[str] = []
        self._counted_at = -_COUNTED_EVERY

    def current(self, page: str | None = None) -> tuple[str, ...]:
        """The first few that are not refused; tried anew when the documents held change.

        ``page`` is the address of the page they are asked on.
        """
        catalogue = self._bot.library.catalogue()
        _, index = self._bot.understand("", page=page)
        document = index.disclosure.document if index is not None else None
        with self._lock:
            if self._catalogue is not catalogue:
                self._catalogue, self._answered = catalogue, {}
            asked = (q for q in self._by_use() if self._answers(q, document, page))
            return tuple(islice(asked, _SHOWN))

    def _by_use(self) -> list[str]:
        """The questions, those of most people first, else as they are written down."""
        if self._clock() - self._counted_at >= _COUNTED_EVERY:
            questions = read("web")["hot"]
            askers = self._askers(questions)
            self._ordered = sorted(questions, key=lambda question: -askers.get(question, 0))
            self._counted_at = self._clock()
        return self._ordered

    def _askers(self, questions: list[str]) -> dict[str, int]:
        if self._bot.journal is None:
            return {}
        since = (datetime.now(UTC) - _COUNTED_OVER).isoformat()
        try:
            return self._bot.journal.askers(questions, since)
        except StoreError as error:
            _log.error("the journal cannot be read: %s", error)
            return {}

    def _answers(self, question: str, document: str | None, page: str | None) -> bool:
        key = question, document
        if key not in self._answered:
            self._answered[key] = self._bot.answer(question, page=page).status != "refused"
        return self._answered[key]
