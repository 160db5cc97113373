"""A question of several clauses, taken apart: what each asks, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.query import IN_TURN, Query
from bot.words.amounts import find_amounts
from bot.words.composition import pattern
from bot.words.intent import find_operations, measure_asked
from bot.words.phrases import Span


def asking_clauses(text: str, each: bool = True) -> list[str]:
    """The clauses of a normalised question that ask something, in order.

    What asks nothing belongs to the clause after it (更换工作服，一共多少), at the end to the one
    before. Things of one kind asked for each (甲和乙各是多少) are clauses too, with
    ``each``.
    """
    found: list[str] = []
    waiting = ""
    clauses = (one for clause in pattern("clause").findall(text) for one in _listed(clause))
    for clause in clauses:
        if asks(clause):
            whole = f"{waiting},{clause}" if waiting else clause
            found += _each(whole) if each else [whole]
            waiting = ""
        else:
            waiting = f"{waiting},{clause}" if waiting else clause
    if waiting and found:
        found[-1] = f"{found[-1]},{waiting}"
    return found


def _listed(clause: str) -> list[str]:
    """The parts of a clause that lists what is counted (几个保安、几个保洁), else the clause."""
    parts = clause.split("、")
    counting = all(measure_asked(part) is not None for part in parts)
    return parts if counting else [clause]


def counts_apart(text: str) -> list[str]:
    """A question that counts one thing several ways, once for each: 接待多少批次 and 接待多少人次
    of 接待多少批次多少人次; none where it does not end so."""
    counts = list(pattern("measured").finditer(text))
    between = [text[one.end() : other.start()] for one, other in pairwise(counts)]
    if len(counts) < 2 or counts[-1].end() < len(text.rstrip("?!。")):
        return []
    if any(re.sub("[,、和与及共有分别]", "", joint) for joint in between):
        return []
    stem = text[: counts[0].start()]
    return [f"{stem}{count[0]}" for count in counts]


def asks_unlike(query: Query) -> bool:
    """Whether clauses ask for unlike things, of which no one answer would show the others; the
    operands of a figure that is worked out are shown with it."""
    asked = set(query.in_turn)
    worked_out = asked - {"value", "list", "yesno"}
    one_too = pattern("apart").search(query.text) and pattern("together").search(query.text)
    several_years = len(query.scope.years) > 1  # answered as one, with what they come to
    if one_too and not several_years and len(asking_clauses(query.text, each=False)) > 1:
        return True  # 分别多少，合计多少
    clauses = asking_clauses(query.text, each=False)
    if len([clause for clause in clauses if measure_asked(clause) is not None]) > 1:
        return True  # 有几辆公车，其中执法用车几辆
    if asked == {"value"} and 0 < len(query.targets) < len(clauses):
        return True  # 采购预算是多少，其中货物多少
    unlike = len(worked_out) > 1 or "where" in asked
    return len(asked) > 1 and not asked <= IN_TURN and unlike


def asks(clause: str) -> bool:
    """Whether words ask for anything; 对吗 by itself asks of what stands before it, and 一共7个人
    tells rather than asks."""
    asked = {cue.operation for cue in find_operations(clause)}
    tag = asked == {"yesno"} and not find_amounts(clause)
    return (bool(asked) and not tag and not tells(clause)) or measure_asked(clause) is not None


def told(text: str) -> list[Span]:
    """Where clauses tell something, beside one that asks."""
    clauses = list(pattern("clause").finditer(text))
    telling = [clause.span() for clause in clauses if tells(clause[0])]
    return telling if len(telling) < len(clauses) else []


def tells(clause: str) -> bool:
    """Whether a clause states an amount and asks nothing firmly: 项目支出一共424.21万."""
    return bool(find_amounts(clause)) and all(cue.weak for cue in find_operations(clause))


def _each(clause: str) -> Iterable[str]:
    apart = pattern("apart").search(clause) and not pattern("each_share").search(clause)
    return _parts(clause) if apart else [clause]


def _parts(clause: str) -> Iterator[str]:
    yield from (part for part in pattern("and").split(clause) if part)
