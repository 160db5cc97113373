"""The bot's own cases: asked one by one, each answer held against its gold."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from bot.answer import Answer
from bot.service import Bot
from bot.verify import faults

CASES: Final = Path(__file__).parent / "cases"

Outcome = Literal["exact", "wrong", "abstained"]
Split = Literal["tuning", "held"]


@dataclass(frozen=True)
class Case:
    """One question with what must come back; ``turns`` are asked before it in one session.

    Gold is a figure (``value``, ``unit``), figures in order (``values``), words the text must
    hold (``text``), or ``refuse``. ``table`` and ``row`` name the cell the first figure cites.
    """

    id: str
    kind: str
    question: str
    turns: tuple[str, ...] = ()
    value: str | None = None
    unit: str | None = None
    values: tuple[str, ...] = ()
    text: str | None = None
    refuse: bool = False
    blank: bool = False
    table: str | None = None
    row: str | None = None

    @property
    def split(self) -> Split:
        """A third is held aside by a hash of the id; it is never looked at when tuning."""
        return "held" if sha256(self.id.encode()).digest()[0] % 3 == 0 else "tuning"


_READER: Final = TypeAdapter(Case)


@dataclass(frozen=True)
class Result:
    """A case with what became of it. ``cited`` is None where the gold names no cell."""

    case: Case
    answer: Answer
    outcome: Outcome
    cited: bool | None


def load_cases(folder: Path = CASES) -> list[Case]:
    """Every case of a folder's ``*.jsonl``; ValueError if two share an id."""
    cases = [
        _READER.validate_json(line)
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if line
    ]
    twice = [name for name, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise ValueError(f"cases share an id: {', '.join(twice)}")
    return cases


def run_cases(bot: Bot, cases: Iterable[Case]) -> Iterator[Result]:
    """Ask every case; a case with turns in a session of its own."""
    for case in cases:
        session = f"eval-{case.id}" if case.turns else None
        for turn in case.turns:
            bot.ask(turn, session)
        answer = bot.ask(case.question, session)
        yield Result(case, answer, judge(case, answer), _cites_gold(case, answer))


def judge(case: Case, answer: Answer) -> Outcome:
    """Exact as the gold says; a figure or words other than the gold's are wrong; else abstained."""
    if case.refuse:
        return "exact" if answer.status != "answered" and not answer.figures else "wrong"
    if answer.status != "answered":
        return "abstained"
    if case.text is not None and case.text not in answer.text:
        return "wrong"
    values = [figure.value for figure in answer.figures]
    if case.blank:
        return "exact" if values[:1] == [None] else "wrong"
    gold = list(case.values) or ([case.value] if case.value is not None else [])
    if not gold:
        return "exact"
    if not values:
        return "abstained"
    same = len(values) >= len(gold) and all(map(_equal, values, gold))
    unit_right = case.unit is None or answer.figures[0].unit == case.unit
    return "exact" if same and unit_right else "wrong"


def _equal(value: str | None, gold: str) -> bool:
    return value is not None and Decimal(value) == Decimal(gold.replace(",", ""))


def _cites_gold(case: Case, answer: Answer) -> bool | None:
    if case.table is None or answer.status != "answered" or not answer.figures:
        return None
    cited = [answer.citations[number] for number in answer.figures[0].citations]
    return any(
        citation.table == case.table
        and (case.row is None or case.row in [*(citation.row or []), *(citation.column or [])])
        for citation in cited
    )


def summary(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A row a split and kind, then a row of all: counts of each outcome, citations, latency."""
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        groups[(result.case.split, result.case.kind)].append(result)
        groups[(result.case.split, "全部")].append(result)
        groups[("all", "全部")].append(result)
    return [_row(split, kind, group) for (split, kind), group in sorted(groups.items())]


def _row(split: str, kind: str, group: Sequence[Result]) -> dict[str, Any]:
    outcomes = Counter(result.outcome for result in group)
    cited = [result.cited for result in group if result.cited is not None]
    return {
        "split": split,
        "kind": kind,
        "cases": len(group),
        "exact": outcomes["exact"],
        "wrong": outcomes["wrong"],
        "abstained": outcomes["abstained"],
        "cited": f"{sum(cited)}/{len(cited)}",
        "median_ms": round(statistics.median(r.answer.elapsed_ms for r in group), 2),
    }


def untraced(results: Iterable[Result], names: Sequence[str]) -> list[str]:
    """Ids of cases whose shown answer has a figure that its evidence does not print."""
    return [
        r.case.id
        for r in results
        if r.answer.status == "answered" and faults(r.answer, [*names, r.case.question])
    ]
