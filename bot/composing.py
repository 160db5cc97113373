"""One answer to a question of several clauses: as one, or clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.labels.index import DocumentIndex
from bot.query import Query
from bot.records.sessions import Turn
from bot.replying.draft import Draft
from bot.understanding.clauses import asking_clauses, asks_unlike, counts_apart
from bot.understanding.reading import Reading

Read = Callable[[str, Sequence[Turn]], Reading]
"""Reads a clause as said after some turns."""

Respond = Callable[[Query, DocumentIndex | None], Draft]
"""Answers what was read as one question."""


def composed(
    query: Query,
    index: DocumentIndex | None,
    turns: Sequence[Turn],
    read: Read,
    respond: Respond,
) -> Draft:
    """The answer to a question as one, or to its clauses where they ask unlike things or it
    cannot be answered as one."""
    if index is None:
        return respond(query, index)
    draft = _by_clause(query, _asked_apart(query), turns, read, respond) or respond(query, index)
    if draft.status != "refused":
        return draft
    return _by_clause(query, asking_clauses(query.text), turns, read, respond) or draft


def _asked_apart(query: Query) -> list[str]:
    """What a question asks one after the other, each count of a clause for itself; nothing where
    one answer shows all of it."""
    clauses = asking_clauses(query.text, each=False)
    counts = [counts_apart(clause) for clause in clauses]
    if any(counts):
        return [
            one for clause, each in zip(clauses, counts, strict=True) for one in each or [clause]
        ]
    return counts_apart(query.text) or (clauses if asks_unlike(query) else [])


def _by_clause(
    query: Query, clauses: Sequence[str], turns: Sequence[Turn], read: Read, respond: Respond
) -> Draft | None:
    """The answers to a question's clauses, each understood after the one before it.

    None where it has but one, or one of them is not understood: it may narrow the others.
    """
    if len(clauses) < 2 or query.scope.missing or query.refusals:
        return None
    whole, said = Draft(), list(turns)
    for clause in clauses:
        one, index = read(clause, said)
        if index is None or one.refusals or one.scope.missing:
            return None
        found = respond(one, index)
        if one.unexplained and found.status != "answered":
            return None
        if found.status == "answered":
            whole.add(found)
        elif clause is clauses[0] or not one.unheld:
            return None
        else:
            whole.lines += found.lines[:1]
        said.append(Turn.of(index, one, found, said))
    whole.drop_repeated()
    return whole
