"""What conversations spoke of, so that the next question may leave it out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final, Self

from bot.labels.index import DocumentIndex
from bot.query import Query
from bot.replying.draft import Draft

_MOST: Final = 10_000
"""Conversations remembered; the ones longest silent are forgotten first."""

_TURNS: Final = 4
"""Turns kept of one conversation."""


@dataclass(frozen=True)
class Turn:
    """The document a question was answered from, and the question understood.

    ``found`` is what came out where the question asked which it is (哪个项目最多).
    """

    document: str
    query: Query
    found: str | None = None

    @classmethod
    def of(cls, index: DocumentIndex, query: Query, draft: Draft) -> Self:
        """The turn in which a query of a document was answered by a draft."""
        which = query.operation == "rank" and len(draft.figures) == 1
        found = draft.figures[0].label if which else None
        return cls(index.disclosure.document, query, found)


class Sessions:
    """The last turns of each conversation, by its session id; bounded, thread safe."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, tuple[Turn, ...]] = OrderedDict()
        self._lock = Lock()

    def remember(self, session: str | None, turn: Turn) -> None:
        """Keep a turn; a question without a session is no part of a conversation."""
        if session is None:
            return
        with self._lock:
            before = self._turns.get(session, ())
            self._turns[session] = (*before, turn)[-_TURNS:]
            self._turns.move_to_end(session)
            while len(self._turns) > _MOST:
                self._turns.popitem(last=False)

    def turns(self, session: str | None) -> tuple[Turn, ...]:
        """The turns before, the latest last; none without a session."""
        with self._lock:
            return self._turns.get(session, ()) if session is not None else ()
