"""The ends of a ranking: which are asked for, and figures worked out from them (前两大项目合计,
最大项目是最小项目的几倍)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.operations.amounts import Amount
from bot.operations.compute import HOLDS, say_difference
from bot.operations.shares import say_times
from bot.operations.together import add_sum
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.intent import Cue
from ingest.numbers import SCALE

_BOTH: Final = {"max", "min"}


def ends_asked(query: Query) -> list[Cue]:
    """Which ends of the ranking are asked for: one, or the largest and the smallest.

    An order said beside it tells only from which end to count (从低到高前三名).
    """
    cues = [cue for cue in query.cues if cue.operation == "rank"]
    orders = [cue for cue in cues if cue.every]
    firm = [cue for cue in cues if not cue.every]
    if query.cue and (query.cue.n or query.cue.nth):
        upwards = any(order.direction == "min" for order in orders)
        return [replace(query.cue, direction="min") if upwards else query.cue]
    ends = {cue.direction: cue for cue in reversed(firm)}
    return [ends[way] for way in ("max", "min") if way in ends] or orders[:1]


def picked(items: Sequence[Amount], cue: Cue) -> list[Amount]:
    """What of the items a cue wants, in the order asked for."""
    ranked = sorted(items, key=lambda item: item.into("元"), reverse=cue.direction != "min")
    count = cue.nth or cue.n or (len(ranked) if cue.every else 1)
    last = ranked[min(count, len(ranked)) - 1].into("元")
    if cue.nth is not None:
        return [item for item in ranked if item.into("元") == last]
    within = HOLDS["≤" if cue.direction == "min" else "≥"]
    return [item for item in ranked if within(item.into("元"), last)]


def said_of_rank(draft: Draft, query: Query, cue: Cue) -> str:
    """What of a ranking is said, in words."""
    if cue.nth is not None:
        wanted = f"{query.text[cue.start : cue.end]}的"
        draft.echoes.append(wanted)
        return wanted
    few, order = ("最少", "从少到多") if cue.direction == "min" else ("最多", "从多到少")
    return f"{order}排列的{'各项' if cue.every else '前几项'}" if cue.every or cue.n else f"{few}的"


def of_both_ends(query: Query) -> bool:
    """Whether the largest is set against the smallest (最大的和最小的差多少, 相差几倍)."""
    ends = {cue.direction for cue in query.cues if cue.operation == "rank"}
    return ends == _BOTH and sets_apart(query)


def sets_apart(query: Query) -> bool:
    """Whether one item is to be set against another."""
    return any(cue.operation in ("times", "difference") for cue in query.cues)


def say_between(draft: Draft, query: Query, first: Amount, base: Amount) -> None:
    """Say and figure how two items differ, or how many times the second the first is."""
    if any(cue.operation == "times" for cue in query.cues) and base.value:
        say_times(draft, first, base)
    else:
        say_difference(draft, first, base)


def say_total(draft: Draft, query: Query, cue: Cue, chosen: Sequence[Amount]) -> None:
    """Say and figure what the items chosen come to, where that is asked behind their number."""
    items = chosen[: cue.n]
    if not _asks_for_total(query, cue) or len(items) < 2:
        return
    if any(item.unit not in SCALE for item in items):
        return
    label = f"{'、'.join(item.label for item in items)}合计"
    total, worked_out = add_sum(draft, items, label)
    draft.lines.append(f"{label}{total}{worked_out}。")


def _asks_for_total(query: Query, cue: Cue) -> bool:
    return cue.n is not None and pattern("together").search(query.text, cue.end) is not None
