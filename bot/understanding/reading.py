"""A question read as a Query: of the document it is about, after what was spoken of before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.bodies.scope import Scope
from bot.labels.index import DocumentIndex
from bot.library import Library
from bot.query import Query
from bot.records.sessions import Asked, Turn
from bot.understanding.coordinated import each_spelled_out
from bot.understanding.followup import (
    completed,
    is_open,
    is_understood,
    of_another_project,
    says_only_whose,
    supposed,
)
from bot.understanding.former import pointed_out
from bot.understanding.understand import understand
from bot.understanding.whole import about_all
from bot.words.normalise import LIMIT
from bot.words.times import find_times

Reading = tuple[Query, DocumentIndex | None]
"""What a question asks, and the index of the one document it asks, if it is one."""


class Reader:
    """Reads questions about what a library holds; ``today`` tells which year 今年 is."""

    def __init__(self, library: Library, today: Callable[[], date]) -> None:
        self._library = library
        self._today = today

    def read(
        self,
        question: str,
        text: str,
        turns: Sequence[Turn] = (),
        page: str | None = None,
        asked: Asked | None = None,
    ) -> Reading:
        """What a normalised ``text`` of a question asks on a page after some turns, which it may
        leave to be filled in from them, or from the question the bot ``asked`` back about."""
        before = tuple(turn.document for turn in reversed(turns) if turn.document)
        query, index = self._alone(question, text, page, before)
        if asked is not None and asked.of_whom and says_only_whose(query):
            return self._alone(
                question, f"{text}{asked.text.removeprefix(text)}"[:LIMIT], page, before
            )
        for fuller in self._fuller(query, index, turns) if index is not None else ():
            again = self._alone(question, fuller, page, before)
            if is_understood(again[0]):
                return again
        plain = completed(query, turns)
        if plain and asked is not None and asked.other and not query.scope.named:
            plain = f"{asked.other}{plain}"[:LIMIT]  # it is still of the body that is not held
        plain = plain or (about_all(query) if index is not None else None)
        return self._alone(question, plain, page, before) if plain else (query, index)

    def _fuller(self, query: Query, index: DocumentIndex, turns: Sequence[Turn]) -> Iterator[str]:
        """Fuller questions that may be meant, each taken if all of it is understood."""
        if said := pointed_out(query, turns):
            yield said
        if said := each_spelled_out(query, index):
            yield said
        if said := of_another_project(query, index, turns):
            yield said
        if is_open(query, index):
            yield from supposed(query, index, turns)

    def of_disclosure(self, query: Query, document: str) -> tuple[Query, DocumentIndex]:
        """A query asked of the part of a document's disclosure that explains most of it."""
        return self._best_part(query.question, query.text, query.scope, document)

    def of_part(self, query: Query, document: str) -> tuple[Query, DocumentIndex]:
        """A query asked of one document."""
        return self._of_one(query.question, query.text, query.scope, document)

    def _alone(self, question: str, text: str, page: str | None, before: Sequence[str]) -> Reading:
        """What a text asks as it stands; ``before`` are the documents spoken of, latest first."""
        times = find_times(text)
        scope = self._library.catalogue().resolve(
            text, times, today_year=self._today().year, page=page, before=before
        )
        if not scope.documents:
            return understand(question, text, scope, times, None), None
        return self._best_part(question, text, scope, scope.documents[0])

    def _best_part(
        self, question: str, text: str, scope: Scope, document: str
    ) -> tuple[Query, DocumentIndex]:
        parts = self._library.catalogue().parts(document)
        readings = [self._of_one(question, text, scope, part) for part in parts]
        return max(readings, key=lambda reading: _explained(*reading))

    def _of_one(
        self, question: str, text: str, scope: Scope, document: str
    ) -> tuple[Query, DocumentIndex]:
        index = self._library.index(document)
        return understand(question, text, scope, find_times(text), index), index


def _explained(query: Query, index: DocumentIndex) -> tuple[int, float, int]:
    """How well a document explains a question's words: a table's cell before a sentence."""
    open_words = sum(map(len, query.unexplained)) + sum(len(m.text) for m in query.unheld)
    surest = sum(target.best.score for target in query.targets)
    return -open_words, surest, len(index.disclosure.tables)
