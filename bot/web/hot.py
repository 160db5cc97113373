"""The questions offered before anything is asked."""

from __future__ import annotations

from itertools import islice
from threading import Lock
from typing import Final

from bot.scope import Catalogue
from bot.service import Bot
from ingest.vocabulary import read

_SHOWN: Final = 6


class HotQuestions:
    """Common questions that what is held now answers. Thread safe."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = Lock()
        self._catalogue: Catalogue | None = None
        self._questions: tuple[str, ...] = ()

    def current(self) -> tuple[str, ...]:
        """The first few that are answered; tried anew when the documents held change."""
        catalogue = self._bot.library.catalogue()
        with self._lock:
            if self._catalogue is not catalogue:
                answered = (q for q in read("web")["hot"] if self._answers(q))
                self._questions = tuple(islice(answered, _SHOWN))
                self._catalogue = catalogue
            return self._questions

    def _answers(self, question: str) -> bool:
        return self._bot.answer(question).status == "answered"
