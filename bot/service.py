"""One question from its words to a verified answer; read top to bottom like the design's picture.

understand → Query → look up and retrieve → evidence → compute → compose → verify → Answer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Self

from bot import replies
from bot.answer import Answer
from bot.clauses import asking_clauses, asks_unlike
from bot.confidence import confidence
from bot.coverage.choices import likely
from bot.curated import Curated
from bot.doubts import say_doubts
from bot.draft import Draft
from bot.followup import completed, is_open, is_understood, supposed
from bot.index import DocumentIndex
from bot.journal import Journal
from bot.library import Library
from bot.likely import offers
from bot.operations import execute, last_year, told
from bot.operations.bodies import answer_bodies, bodies_compared
from bot.operations.years import answer_years, compared_years
from bot.query import Query
from bot.quoted import add_quoted
from bot.scope import Scope
from bot.sessions import Sessions, Turn
from bot.sets import sets_in
from bot.understand import understand
from bot.verify import faults
from bot.whole import about_all
from bot.words.normalise import LIMIT, normalise
from bot.words.times import find_times
from ingest.closing import Closing
from ingest.settings import Settings
from ingest.store import Store

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
        self._today = today

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
            query, index = self.understand(question, session, page)
            written = curated.draft(query) if curated else None
            draft = written or self._composed(query, index, self._sessions.turns(session), page)
            if offering and draft.status != "answered":
                draft = self._offering(draft, query, index, page)
            draft.confidence = confidence(query)
            if index is not None and draft.status == "answered" and not written:
                add_quoted(draft, index)
            if index is not None and draft.figures and not written:
                say_doubts(draft, index)
            if index is not None and (query.mentions or sets_in(query.text)):
                found = _found_by(query, draft)
                self._sessions.remember(session, index.disclosure.document, query, found)
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
    ) -> tuple[Query, DocumentIndex | None]:
        """What a question asks, and the index of the one document it asks, if it is one."""
        return self._in_conversation(
            question, normalise(question), self._sessions.turns(session), page
        )

    def _in_conversation(
        self, question: str, text: str, turns: Sequence[Turn], page: str | None
    ) -> tuple[Query, DocumentIndex | None]:
        """What a text asks after some turns, which it may leave to be filled in from them."""
        before = turns[-1].document if turns else None
        query, index = self._understand(question, text, page, before)
        if index is not None and is_open(query, index):
            for fuller in supposed(query, index, turns):
                again = self._understand(question, fuller, page, before)
                if is_understood(again[0]):
                    return again
        plain = completed(query, turns) or (about_all(query) if index is not None else None)
        return self._understand(question, plain, page, before) if plain else (query, index)

    def _understand(
        self, question: str, text: str, page: str | None, before: str | None
    ) -> tuple[Query, DocumentIndex | None]:
        times = find_times(text)
        scope = self.library.catalogue().resolve(
            text, times, today_year=self._today().year, page=page, before=before
        )
        if not scope.documents:
            return understand(question, text, scope, times, None), None
        return self._reading(question, text, scope, scope.documents[0])

    def _reading(
        self, question: str, text: str, scope: Scope, document: str
    ) -> tuple[Query, DocumentIndex]:
        """What a question asks of the part of a document's disclosure that explains most of it."""
        indexes = map(self.library.index, self.library.catalogue().parts(document))
        times = find_times(text)
        readings = [(understand(question, text, scope, times, index), index) for index in indexes]
        return max(readings, key=lambda reading: _explained(*reading))

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
            return self._over_bodies(query) or replies.which_body(query)
        compared = compared_years(query)
        if compared and not query.targets:
            return replies.not_understood(query, f"《{index.disclosure.metadata.title}》")
        if compared and (compared[1] - compared[0] > 1 or query.operation == "difference"):
            beyond = self._over_years(query, compared)
            return beyond or self._last_year(query, index) or replies.not_compared(compared)
        draft = self._over_years(query, query.scope.years) or self._from_parts(query, index)
        if query.scope.stage and (draft.status == "refused" or query.operation not in _OF_A_STAGE):
            scope = replace(query.scope, missing=query.scope.stage)
            return replies.not_held(
                replace(query, scope=scope), [held[d] for d in query.scope.documents]
            )
        year = index.disclosure.metadata.year
        if draft.status == "refused" and query.operation == "change" and year:
            return self._over_years(query, compared or (year - 1, year)) or draft
        return draft

    def _composed(
        self, query: Query, index: DocumentIndex | None, turns: Sequence[Turn], page: str | None
    ) -> Draft:
        """The answer to a question as one, or to its clauses where they ask unlike things or it
        cannot be answered as one."""
        if index is None:
            return self._respond(query, index)
        unlike = asking_clauses(query.text, each=False) if asks_unlike(query) else []
        draft = self._by_clause(query, unlike, turns, page) or self._respond(query, index)
        if draft.status != "refused":
            return draft
        return self._by_clause(query, asking_clauses(query.text), turns, page) or draft

    def _by_clause(
        self, query: Query, clauses: Sequence[str], turns: Sequence[Turn], page: str | None
    ) -> Draft | None:
        """The answers to a question's clauses, each understood after the one before it.

        None where it has but one, or one of them is not understood: it may narrow the others.
        """
        if len(clauses) < 2 or query.scope.missing or query.refusals:
            return None
        whole, said = Draft(), list(turns)
        for clause in clauses:
            one, index = self._in_conversation(query.question, clause, said, page)
            if index is None or one.unexplained or one.refusals or one.scope.missing:
                return None
            found = self._respond(one, index)
            if found.status == "answered":
                whole.add(found)
            elif clause is clauses[0] or not one.unheld:
                return None
            else:
                whole.lines += found.lines[:1]
            said.append(Turn(index.disclosure.document, one, _found_by(one, found)))
        return whole

    def _offering(
        self, draft: Draft, query: Query, index: DocumentIndex | None, page: str | None
    ) -> Draft:
        """A reply without an answer, with what can be asked instead; each offer is tried first."""
        held = self.library.catalogue().held
        if index is None:
            draft.suggestions = [q for q in draft.suggestions if self._answers(q, page, None)]
            unclear = draft.status == "clarify" and not draft.suggestions
            return replies.none_of_the_bodies(list(held.values())) if unclear else draft
        if query.refusals:
            return draft
        document, metadata = index.disclosure.document, index.disclosure.metadata
        several = len({item.body for item in held.values()}) > 1 and not page
        when = f"{metadata.year}年" if metadata.year else ""
        whose = f"{metadata.organization}{when}" if several or query.scope.missing else ""
        answers = partial(self._answers, page=page, document=document)
        offered = offers(query, index, self.library.meanings, whose, answers)
        replies.add_offers(draft, offered, query, likely(query, index).sure)
        return draft

    def _answers(self, question: str, page: str | None, document: str | None) -> bool:
        """Whether a question by itself is answered, from the disclosure of a document if given."""
        query, index = self.understand(question, page=page)
        draft = self._respond(query, index)
        if index is None or draft.status != "answered" or not draft.figures:
            return False
        parts = self.library.catalogue().parts(document or index.disclosure.document)
        return all(citation.document in parts for citation in draft.citations)

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

    def _parts(self, query: Query, index: DocumentIndex) -> Iterator[tuple[Query, DocumentIndex]]:
        """What a question asks of a document, then of each other part of its disclosure."""
        yield query, index
        times = find_times(query.text)
        _, *others = self.library.catalogue().parts(index.disclosure.document)
        for other in map(self.library.index, others):
            yield understand(query.question, query.text, query.scope, times, other), other

    def _over_bodies(self, query: Query) -> Draft | None:
        """An answer from several bodies' documents, where they are to be compared."""
        compared = bodies_compared(query)
        readings = [
            self._reading(query.question, query.text, query.scope, item.document)
            for item in compared
        ]
        draft = Draft()
        done = readings and answer_bodies(draft, [again for again, _ in readings])
        return draft if done else None

    def _over_years(self, query: Query, years: tuple[int, ...]) -> Draft | None:
        """An answer from several years' documents, where that is asked and they are held."""
        if query.operation != "trend" and len(years) < 2:
            return None
        documents = self.library.catalogue().every_year(query.scope.documents[0], years)
        if len(documents) < max(2, len(years)):
            return None
        draft = Draft()
        readings = (self._reading(query.question, query.text, query.scope, d) for d in documents)
        queries = [again for again, _ in readings]
        return draft if answer_years(draft, queries) else None


def _found_by(query: Query, draft: Draft) -> str | None:
    """What came out where a question asked which one it is (哪个项目最多)."""
    which = query.operation == "rank" and len(draft.figures) == 1
    return draft.figures[0].label if which else None


def _explained(query: Query, index: DocumentIndex) -> tuple[int, float, int]:
    """How well a document explains a question's words: a table's cell before a sentence."""
    open_words = sum(map(len, query.unexplained)) + sum(len(m.text) for m in query.unheld)
    surest = sum(target.best.score for target in query.targets)
    return -open_words, surest, len(index.disclosure.tables)
