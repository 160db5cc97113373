"""What can be asked instead of a question without an answer; each offer is tried first."""

from __future__ import annotations

from functools import partial

from bot.bodies.others import body_not_held
from bot.composing import Respond
from bot.coverage.choices import likely
from bot.labels.index import DocumentIndex
from bot.library import Library
from bot.query import Query
from bot.replying import replies
from bot.replying.draft import Draft
from bot.replying.offers import offers
from bot.understanding.reading import Reader
from bot.words.normalise import normalise


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
        found = offers(query, index, self._library.meanings, whose, answers)
        replies.add_offers(draft, found, query, likely(query, index).sure)
        return draft

    def _answers(self, question: str, page: str | None, document: str | None) -> bool:
        """Whether a question by itself is answered, from the disclosure of a document if given."""
        query, index = self._reader.read(question, normalise(question), page=page)
        draft = self._respond(query, index)
        if index is None or draft.status != "answered" or not draft.figures:
            return False
        parts = self._library.catalogue().parts(document or index.disclosure.document)
        return all(citation.document in parts for citation in draft.citations)
