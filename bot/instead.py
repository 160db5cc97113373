"""What can be asked instead of a question without an answer; each offer is tried first."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import Final

from bot.bodies.others import body_not_held
from bot.composing import Respond
from bot.coverage.choices import likely
from bot.labels.index import DocumentIndex
from bot.library import Library
from bot.operations.page import of_the_page
from bot.query import Query
from bot.replying import replies
from bot.replying.draft import Draft
from bot.replying.offers import offers
from bot.understanding.reading import Reader
from bot.words.normalise import normalise

_TRIED: Final = 20
"""Of the bodies held: each reads the documents of one."""

_OFFERED: Final = 6


class Instead:
    """Offers questions that are answered, read and responded to as any other."""

    def __init__(self, library: Library, reader: Reader, respond: Respond) -> None:
        self._library = library
        self._reader = reader
        self._respond = respond

    def offered(
        self, draft: Draft, query: Query, index: DocumentIndex | None, page: str | None
    ) -> Draft:
        """A reply without an answer, with what can be asked instead."""
        held = self._library.catalogue().held
        if held and not query.refusals and (body := body_not_held(query.text, query.unexplained)):
            return replies.body_not_held(body, list(held.values()))
        if index is None:
            asked = (q for q in draft.suggestions[:_TRIED] if self._tells(q, page))
            draft.suggestions = list(islice(asked, _OFFERED))
            unclear = draft.status == "clarify" and not draft.suggestions
            return replies.none_of_the_bodies(list(held.values())) if unclear else draft
        if query.refusals or (of_the_page(query) and not query.targets):
            return draft
        document, metadata = index.disclosure.document, index.disclosure.metadata
        several = len({item.body for item in held.values()}) > 1 and not page
        when = f"{metadata.year}年" if metadata.year else ""
        whose = f"{metadata.organization}{when}" if several or query.scope.missing else ""
        answers = partial(self._answers, page=page, document=document)
        found = offers(query, index, self._library.meanings, whose, answers)
        replies.add_offers(draft, found, query, likely(query, index).sure)
        return draft

    def _tells(self, question: str, page: str | None) -> bool:
        """Whether a question by itself is answered, in words or figures, from one disclosure."""
        draft, document = self._tried(question, page)
        return document is not None and self._rests_on(draft, document)

    def _answers(self, question: str, page: str | None, document: str) -> bool:
        """Whether a question by itself is answered by a figure, from a document's disclosure."""
        draft, _ = self._tried(question, page)
        return bool(draft.figures) and self._rests_on(draft, document)

    def _tried(self, question: str, page: str | None) -> tuple[Draft, str | None]:
        """What becomes of a question by itself, and the one document it asks, if it is one."""
        query, index = self._reader.read(question, normalise(question), page=page)
        return self._respond(query, index), index.disclosure.document if index else None

    def _rests_on(self, draft: Draft, document: str) -> bool:
        parts = self._library.catalogue().parts(document)
        cited = [citation.document in parts for citation in draft.citations]
        return draft.status == "answered" and any(cited) and all(cited)
