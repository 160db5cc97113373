"""What conversations spoke of, so that the next question may leave it out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final, Self

from bot.bodies.others import body_not_held
from bot.labels.index import DocumentIndex
from bot.labels.skeletons import skeleton
from bot.query import Query
from bot.replying.draft import Draft
from ingest.organizations import same_for_all

_MOST: Final = 10_000
"""Conversations remembered; the ones longest silent are forgotten first."""

_TURNS: Final = 8
"""Turns kept of one conversation."""


@dataclass(frozen=True)
class Turn:
    """The document a question was answered from, and the question understood.

    ``body``, spelled the same in all its documents, and ``year`` are the document's;
    ``year_said`` is the year the conversation named for it, if it did. ``found`` is what came
    out where the question asked which it is (哪个项目最多), ``listed`` what was told one by one,
    ``project`` the one it was about, as a skeleton; None if it was about none, or several.
    ``over_bodies`` says that several bodies were compared: ``document`` is then none of theirs.
    """

    document: str
    query: Query
    body: str = ""
    year: int | None = None
    year_said: int | None = None
    found: str | None = None
    listed: tuple[str, ...] = ()
    project: str | None = None
    over_bodies: bool = False

    @classmethod
    def of(
        cls, index: DocumentIndex, query: Query, draft: Draft, before: Sequence[Self] = ()
    ) -> Self:
        """The turn in which a query of a document was answered by a draft, after others."""
        which = query.operation == "rank" and len(draft.figures) == 1
        found = draft.figures[0].label if which else None
        metadata = index.disclosure.metadata
        said = query.scope.years[0] if len(query.scope.years) == 1 else None
        if not query.scope.years and before and before[-1].year_said == metadata.year:
            said = metadata.year
        named = {label for mention in query.mentions for label in mention.labels[:1]}
        projects = ({skeleton(found)} if found else named) & set(index.subjects)
        return cls(
            index.disclosure.document,
            query,
            same_for_all(metadata.organization),
            metadata.year,
            said,
            found,
            _listed(query, draft),
            projects.pop() if len(projects) == 1 else None,
        )

    def of_its_body(self) -> Self:
        """The turn without what it was about: a new matter of the same body."""
        return replace(
            self, query=replace(self.query, mentions=()), found=None, listed=(), project=None
        )


@dataclass(frozen=True)
class Asked:
    """What the bot asked back: the question, as far as it was understood, and the complete ones
    it offered; ``of_whom`` if it did not know whose disclosure was meant, ``choice`` if one of
    the offers was to be chosen; ``other`` is the body named of whom nothing is held."""

    text: str
    offers: tuple[str, ...] = ()
    of_whom: bool = False
    choice: bool = False
    other: str | None = None

    @classmethod
    def of(cls, query: Query, index: DocumentIndex | None, draft: Draft) -> Self:
        """What a reply without an answer asks back."""
        offers = tuple(draft.suggestions)
        other = body_not_held(query.text, query.unexplained)
        return cls(query.text, offers, index is None, draft.status == "clarify", other)


@dataclass(frozen=True)
class Conversation:
    """The last turns, the latest last, and what was asked back since."""

    turns: tuple[Turn, ...] = ()
    asked: Asked | None = None


class Sessions:
    """Each conversation by its session id; bounded, thread safe."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = Lock()

    def remember(self, session: str | None, turn: Turn | None, asked: Asked | None) -> None:
        """Keep a turn, if it was one, and what was asked back; a question without a session is
        no part of a conversation."""
        if session is None:
            return
        with self._lock:
            turns = self._held.get(session, Conversation()).turns
            kept = (*turns, turn)[-_TURNS:] if turn else turns
            self._held[session] = Conversation(kept, asked)
            self._held.move_to_end(session)
            while len(self._held) > _MOST:
                self._held.popitem(last=False)

    def conversation(self, session: str | None) -> Conversation:
        """What was said before; nothing without a session."""
        with self._lock:
            return self._held.get(session, Conversation()) if session else Conversation()


def _listed(query: Query, draft: Draft) -> tuple[str, ...]:
    """What an answer told one by one, in its order: items counted, or each with its figure."""
    if query.operation == "count":
        labels = [citation.row[-1] for citation in draft.citations if citation.row]
    else:
        labels = [figure.label for figure in draft.figures if figure.formula is None]
    once = tuple(dict.fromkeys(labels))
    return once if len(once) > 1 else ()
