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
        self._questions: dict[str | None, tuple[str, ...]] = {}

    def current(self, page: str | None = None) -> tuple[str, ...]:
        """The first few that are not refused; tried anew when the documents held change.

        ``page`` is the address of the page they are asked on.
        """
        catalogue = self._bot.library.catalogue()
        _, index = self._bot.understand("", page=page)
        document = index.disclosure.document if index is not None else None
        with self._lock:
            if self._catalogue is not catalogue:
                self._catalogue, self._questions = catalogue, {}
            if document not in self._questions:
                asked = (q for q in read("web")["hot"] if self._answers(q, page))
                self._questions[document] = tuple(islice(asked, _SHOWN))
            return self._questions[document]

    def _answers(self, question: str, page: str | None) -> bool:
        return self._bot.answer(question, page=page).status != "refused"
