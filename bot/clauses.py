"""A question of several clauses, taken apart: what each asks, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.query import IN_TURN, Query
from bot.words.amounts import find_amounts
from bot.words.composition import pattern
from bot.words.intent import find_operations, measure_asked


def asking_clauses(text: str) -> list[str]:
    """The clauses of a normalised question that ask something, in order.

    What asks nothing belongs to the clause after it (更换工作服，一共多少), at the end to the one
    before. Things of one kind asked for each (甲和乙各是多少) are clauses too.
    """
    found: list[str] = []
    waiting = ""
    for clause in pattern("clause").findall(text):
        if asks(clause):
            found += _each(f"{waiting},{clause}" if waiting else clause)
            waiting = ""
        else:
            waiting = f"{waiting},{clause}" if waiting else clause
    if waiting and found:
        found[-1] = f"{found[-1]},{waiting}"
    return found


def asks_unlike(query: Query) -> bool:
    """Whether clauses ask for unlike things, of which no one answer would show the others; the
    operands of a figure that is worked out are shown with it."""
    asked = set(query.in_turn)
    worked_out = asked - {"value", "list", "yesno"}
    return len(asked) > 1 and not asked <= IN_TURN and (len(worked_out) > 1 or "where" in asked)


def asks(clause: str) -> bool:
    """Whether words ask for anything; 对吗 by itself asks of what stands before it."""
    asked = {cue.operation for cue in find_operations(clause)}
    tag = asked == {"yesno"} and not find_amounts(clause)
    return (bool(asked) and not tag) or measure_asked(clause) is not None


def _each(clause: str) -> Iterable[str]:
    return _parts(clause) if pattern("apart").search(clause) else [clause]


def _parts(clause: str) -> Iterator[str]:
    yield from (part for part in pattern("and").split(clause) if part)
