"""Questions offered while one is typed: common ones, and one for each amount printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Final

from rapidfuzz import fuzz, process

from bot.bodies.scope import Catalogue
from bot.labels.index import DocumentIndex
from bot.labels.skeletons import skeleton
from bot.service import Bot
from bot.words.normalise import normalise
from bot.words.sounds import syllables
from ingest.text import label_key
from ingest.vocabulary import is_total, read

_SHOWN: Final = 6
_DOCUMENTS: Final = 20
"""Newest documents whose labels are offered where no page says which one is meant."""

_NEAR: Final = 75.0
"""Of 100, how alike a question must be to what was typed, where it does not contain it."""


class Hints:
    """What may be meant by the first characters of a question. Thread safe."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._lock = Lock()
        self._catalogue: Catalogue | None = None
        self._questions: dict[str | None, dict[str, str]] = {}
        self._answered: dict[tuple[str, str | None], bool] = {}

    def of(self, typed: str, page: str | None = None) -> list[str]:
        """At most six complete questions, the likeliest first, none that would be refused.

        ``page`` is the address of the page they are asked on.
        """
        said = skeleton(normalise(typed))
        if not said:
            return []
        _, index = self._bot.understand("", page=page)
        with self._lock:
            document = index.disclosure.document if index is not None else None
            likely = _matching(said, self._known(document, index))
            return list(islice((q for q in likely if self._answers(q, document, page)), _SHOWN))

    def _known(self, document: str | None, index: DocumentIndex | None) -> dict[str, str]:
        """Skeleton → question; read anew when the documents held change."""
        catalogue = self._bot.library.catalogue()
        if self._catalogue is not catalogue:
            self._catalogue, self._questions, self._answered = catalogue, {}, {}
        if document not in self._questions:
            asked = _questions([index] if index is not None else self._newest(catalogue))
            self._questions[document] = {skeleton(question): question for question in asked}
        return self._questions[document]

    def _newest(self, catalogue: Catalogue) -> Iterator[DocumentIndex]:
        held = sorted(catalogue.held.values(), key=lambda item: -(item.metadata.year or 0))
        return (self._bot.library.index(item.document) for item in held[:_DOCUMENTS])

    def _answers(self, question: str, document: str | None, page: str | None) -> bool:
        key = question, document
        if key not in self._answered:
            self._answered[key] = self._bot.answer(question, page=page).status != "refused"
        return self._answered[key]


def _questions(indexes: Iterable[DocumentIndex]) -> Iterator[str]:
    """Common questions first, then the value of every label under which an amount is printed."""
    yield from read("web")["hot"]
    for index in indexes:
        for fact in index.disclosure.facts:
            label = (fact.row or fact.column or ("",))[-1]
            printed = fact.value is not None and index.is_default_column(fact)
            if printed and len(skeleton(label)) > 1 and not is_total(label):
                yield f"{label_key(label)}是多少"


def _matching(said: str, known: dict[str, str]) -> Iterator[str]:
    """Questions that begin with what was typed, then those that contain it, else those like it.

    Latin letters are the sounds of a question (gwjd or gongwujie for 公务接待费).
    """
    if said.isascii() and said.isalpha() and len(said) > 1:
        sounding = (key for key in known if any(s.startswith(said) for s in _sounds(key)))
        yield from (known[key] for key in sounding)
        return
    found = sorted((key for key in known if said in key), key=lambda k: not k.startswith(said))
    if not found and len(said) > 2:
        near = process.extract(said, known.keys(), scorer=fuzz.partial_ratio, score_cutoff=_NEAR)
        found = [key for key, _, _ in near]
    yield from (known[key] for key in found)


@lru_cache(maxsize=16384)
def _sounds(question: str) -> tuple[str, str]:
    """A question in the first letters of its sounds, and in whole sounds."""
    sounds = syllables(question)
    return "".join(sound[0] for sound in sounds), "".join(sounds)
