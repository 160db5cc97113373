"""One question from its words to a verified answer; read top to bottom like the design's picture.

understand → Query → look up and retrieve → evidence → compute → compose → verify → Answer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Self

from bot.answer import Answer
from bot.composing import composed
from bot.instead import Instead
from bot.labels.index import DocumentIndex
from bot.library import Library
from bot.operations import execute, last_year, told
from bot.operations.bodies import answer_bodies, bodies_compared
from bot.operations.change import answer_change
from bot.operations.years import answer_years, compared_years
from bot.query import Query
from bot.records.curated import Curated
from bot.records.journal import Journal
from bot.records.sessions import Asked, Sessions, Turn
from bot.replying import replies
from bot.replying.doubts import say_doubts
from bot.replying.draft import Draft
from bot.replying.quoted import add_quoted
from bot.understanding.confidence import confidence
from bot.understanding.followup import says_only_whose
from bot.understanding.reading import Reader, Reading
from bot.understanding.talk import Said, said_in
from bot.verify import faults
from bot.words.normalise import LIMIT, normalise
from bot.words.sets import sets_in
from ingest.closing import Closing
from ingest.settings import Settings
from ingest.store import Store

_TRIED = 20
"""Bodies whose documents are looked into for a term, which most of them explain."""

_OF_A_STAGE = ("value", "convert", "yesno")
"""What may be asked of the budget that final accounts print beside what was spent."""

_log = logging.getLogger(__name__)


class Bot(Closing):
    """Answers questions from what the stores hold. One may be shared between threads."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date] = date.today,
        journal: Journal | None = None,
    ) -> None:
        self.store = store
        self.journal = journal
        self.library = Library(store)
        self.curated = Curated(journal, self.library) if journal else None
        self._sessions = Sessions()
        self._reader = Reader(self.library, today)
        self._instead = Instead(self.library, self._reader, self._respond)

    @classmethod
    def open(cls, settings: Settings, *, journal: bool = False) -> Self:
        """A bot on the stores the settings name, with the journal beside them if wanted."""
        store = Store.open(settings)
        return cls(store, journal=Journal.open(settings) if journal else None)

    def close(self) -> None:
        self.store.close()
        if self.journal is not None:
            self.journal.close()

    def ask(self, question: str, session: str | None = None, page: str | None = None) -> Answer:
        """Answer a question as staff have, else as the documents do, and keep it in the journal."""
        answer = self._answer(question, session, page, self.curated, offering=True)
        if self.journal is not None:
            self.journal.note(answer, page)
        return answer

    def answer(self, question: str, session: str | None = None, page: str | None = None) -> Answer:
        """What the documents say; whatever is asked, an answer's figures are traced or withheld.

        ``session`` joins questions to one conversation; ``page`` is the address of the page the
        question was asked on, whose document is then meant. Only :meth:`ask` looks for what could
        be asked instead where there is no answer.
        """
        return self._answer(question, session, page, None, offering=False)

    def _answer(
        self,
        question: str,
        session: str | None,
        page: str | None,
        curated: Curated | None,
        *,
        offering: bool,
    ) -> Answer:
        started = time.perf_counter()
        question = question.encode("utf-8", "replace").decode()  # a broken byte is a ?
        if len(question) > LIMIT:
            draft = replies.too_long(LIMIT)
        else:
            said = self._said(question, session)
            query, index = self._reader.read(question, said.text, said.turns, page, said.asked)
            written = curated.draft(query) if curated else None
            draft = written or self._composed(query, index, said, page)
            if offering and draft.status != "answered":
                draft = self._instead.offered(draft, query, index, page)
            draft.confidence = confidence(query)
            if index is not None and draft.status == "answered" and not written:
                add_quoted(draft, index)
            if index is not None and draft.figures and not written:
                say_doubts(draft, index)
            self._remember(session, said, query, index, draft)
        answer = draft.answer(question, session)
        titles = [item.metadata.title for item in self.library.catalogue().held.values()]
        problems = faults(answer, [*titles, *draft.echoes])
        if problems:
            _log.error("withheld an answer to %r: %s", question, "; ".join(problems))
            answer = replies.withheld().answer(question, session)
        answer.elapsed_ms = round((time.perf_counter() - started) * 1000, 2)
        return answer

    def understand(
        self, question: str, session: str | None = None, page: str | None = None
    ) -> Reading:
        """What a question asks, and the index of the one document it asks, if it is one."""
        said = self._said(question, session)
        return self._reader.read(question, said.text, said.turns, page, said.asked)

    def _said(self, question: str, session: str | None) -> Said:
        return said_in(normalise(question), self._sessions.conversation(session))

    def _remember(
        self,
        session: str | None,
        said: Said,
        query: Query,
        index: DocumentIndex | None,
        draft: Draft,
    ) -> None:
        """Keep what was spoken of and what was asked back; small talk changes neither."""
        if query.refusals:
            return
        turn = None
        if index is not None and (query.mentions or sets_in(query.text) or query.scope.named):
            turn = Turn.of(index, query, draft, said.turns)
        elif index is None and draft.status == "answered" and query.operation == "rank":
            turn = Turn("", query, over_bodies=True)
        asked = None if draft.status == "answered" else Asked.of(query, index, draft)
        self._sessions.remember(session, turn, asked)

    def _composed(
        self, query: Query, index: DocumentIndex | None, said: Said, page: str | None
    ) -> Draft:
        """The answer to what was read, as one or clause by clause."""
        read = partial(self._reader.read, query.question, page=page)
        return composed(query, index, said.turns, read, self._respond)

    def _respond(self, query: Query, index: DocumentIndex | None) -> Draft:
        held = self.library.catalogue().held
        if not query.text:
            return replies.nothing_asked()
        if refused := replies.out_of_scope(query):
            return refused
        if not held:
            return replies.nothing_held()
        if query.scope.missing:
            documents = [held[d] for d in query.scope.documents]
            one_body = len({item.metadata.organization for item in documents}) == 1
            derived = self._last_year(query, index) if index and one_body else None
            return derived or replies.not_held(query, documents)
        if index is None:
            told = self._over_bodies(query) or self._defined(query)
            return told or replies.which_body(query)
        if query.scope.named and not query.mentions and says_only_whose(query):
            return replies.which_item(f"《{index.disclosure.metadata.title}》")
        compared = compared_years(query, index.disclosure.metadata.year)
        if compared and not query.targets:
            return replies.not_understood(query, f"《{index.disclosure.metadata.title}》")
        if compared and (compared[1] - compared[0] > 1 or query.operation == "difference"):
            beyond = self._over_years(query, compared)
            told = self._last_year(query, index) or self._told_change(query, index, compared)
            return beyond or told or replies.not_compared(compared)
        draft = self._over_years(query, query.scope.years) or self._from_parts(query, index)
        if query.scope.stage and (draft.status == "refused" or query.operation not in _OF_A_STAGE):
            scope = replace(query.scope, missing=query.scope.stage)
            return replies.not_held(
                replace(query, scope=scope), [held[d] for d in query.scope.documents]
            )
        year = index.disclosure.metadata.year
        if draft.status == "refused" and query.operation in ("change", "times") and year:
            return self._over_years(query, compared or (year - 1, year)) or draft
        return draft

    def _from_parts(self, query: Query, index: DocumentIndex) -> Draft:
        """The answer of the document asked, else of another part of its disclosure, else what is
        written near it."""
        drafts: list[Draft] = []
        for part in self._parts(query, index):
            drafts.append(execute(*part))
            if drafts[-1].status != "refused":
                return drafts[-1]
        said = (told(*part) for part in self._parts(query, index))
        return next(filter(None, said), drafts[0])

    def _last_year(self, query: Query, index: DocumentIndex) -> Draft | None:
        """Last year's amount, worked out from whichever part of the disclosure tells it."""
        return next(filter(None, (last_year(*part) for part in self._parts(query, index))), None)

    def _told_change(
        self, query: Query, index: DocumentIndex, years: tuple[int, int]
    ) -> Draft | None:
        """What a document itself tells of the change between the year before it and its own."""
        year = index.disclosure.metadata.year or 0
        if years != (year - 1, year):
            return None
        for part in self._parts(query, index):
            draft = Draft()
            if answer_change(draft, *part):
                return draft
        return None

    def _parts(self, query: Query, index: DocumentIndex) -> Iterator[tuple[Query, DocumentIndex]]:
        """What a question asks of a document, then of each other part of its disclosure."""
        yield query, index
        for other in self.library.catalogue().parts(index.disclosure.document)[1:]:
            yield self._reader.of_part(query, other)

    def _over_bodies(self, query: Query) -> Draft | None:
        """An answer from several bodies' documents, where they are to be compared."""
        compared = bodies_compared(query)
        readings = [self._reader.of_disclosure(query, item.document) for item in compared]
        draft = Draft()
        done = readings and answer_bodies(draft, [again for again, _ in readings])
        return draft if done else None

    def _defined(self, query: Query) -> Draft | None:
        """What a term means, from the newest document that says it: it is the same for all."""
        choices = query.scope.choices[:_TRIED] if query.operation == "definition" else ()
        drafts = (execute(*self._reader.of_disclosure(query, item.document)) for item in choices)
        return next((draft for draft in drafts if draft.status == "answered"), None)

    def _over_years(self, query: Query, years: tuple[int, ...]) -> Draft | None:
        """An answer from several years' documents, where that is asked and they are held."""
        if query.operation != "trend" and len(years) < 2:
            return None
        documents = self.library.catalogue().every_year(query.scope.documents[0], years)
        if len(documents) < max(2, len(years)):
            return None
        draft = Draft()
        queries = [self._reader.of_disclosure(query, document)[0] for document in documents]
        return draft if answer_years(draft, queries) else None
