"""Cases asked one by one, each answer held against its gold; what became of all of them."""

from __future__ import annotations

import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.answer import Answer
from bot.service import Bot
from bot.verify import faults
from evals.case import Case, Where, load_cases
from evals.proof import Prover
from evals.questions import corpus_questions
from evals.score import Outcome, cites_gold, judge
from evals.stores import CACHE, corpus_folder, corpus_settings, sample_settings
from ingest.settings import Settings
from ingest.store import Store

RESULTS: Final = Path(__file__).parent / "results" / "latest.json"
TODAY: Final = date(2026, 6, 1)
"""What the cases mean by 今年 and 去年 where no page says it."""


@dataclass(frozen=True)
class Result:
    """A case with what became of it. ``cited`` is None where the gold names no place.

    ``doubts`` say what of the answer could not be traced: by the bot's own check run again, and
    by an independent one against the documents.
    """

    case: Case
    answer: Answer
    outcome: Outcome
    cited: bool | None
    doubts: tuple[str, ...]


def run(cache: Path = CACHE) -> list[Result]:
    """Ask every case of the store it is for; those of the corpus only where there is one."""
    cases = load_cases()
    with sample_settings() as settings:
        results = ask_all(settings, cases, "sample")
    corpus = corpus_folder()
    if corpus is not None:
        cases = [*cases, *corpus_questions(corpus / "questions.jsonl")]
        results += ask_all(corpus_settings(corpus, cache), cases, "corpus")
    return results


def ask_all(settings: Settings, cases: Iterable[Case], where: Where) -> list[Result]:
    """Ask one store the cases that are for it."""
    with Store.open(settings) as store, Bot(store, today=lambda: TODAY) as bot:
        return list(ask_cases(bot, store, (case for case in cases if case.where == where)))


def ask_cases(bot: Bot, store: Store, cases: Iterable[Case]) -> Iterator[Result]:
    """Ask case by case, one of several turns in a session of its own."""
    names = [held.metadata.title for held in bot.library.catalogue().held.values()]
    prover = Prover(store)
    for case in cases:
        session = f"eval-{case.id}" if len(case.turns) > 1 else None
        *before, question = case.turns
        for turn in before:
            bot.ask(turn, session, case.page)
        answer = bot.ask(question, session, case.page)
        doubts = (*faults(answer, [*names, question]), *prover.doubts(answer))
        yield Result(case, answer, judge(case, answer), cites_gold(case, answer), doubts)


def summary(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A row for all, for each store, split and kind: outcomes, citations, doubts and latency."""
    groups: dict[tuple[str, str, str], list[Result]] = defaultdict(list)
    for result in results:
        case = result.case
        for where, split, kind in (
            ("all", "all", "all"),
            (case.where, "all", "all"),
            (case.where, case.split, "all"),
            (case.where, "all", case.kind),
        ):
            groups[where, split, kind].append(result)
    return [_row(*key, groups[key]) for key in sorted(groups)]


def _row(where: str, split: str, kind: str, group: Sequence[Result]) -> dict[str, Any]:
    outcomes = Counter(result.outcome for result in group)
    cited = [r.cited for r in group if r.cited is not None and r.outcome == "exact"]
    times = sorted(result.answer.elapsed_ms for result in group)
    return {
        "store": where,
        "split": split,
        "kind": kind,
        "cases": len(group),
        "exact": outcomes["exact"],
        "wrong": outcomes["wrong"],
        "abstained": outcomes["abstained"],
        "percent": round(100 * outcomes["exact"] / len(group), 1),
        "cited": f"{sum(cited)}/{len(cited)}",
        "untraced": sum(1 for result in group if result.doubts),
        "median_ms": round(statistics.median(times), 2),
        "p95_ms": round(times[int(0.95 * (len(times) - 1))], 2),
    }


COVERAGES: Final = (100, 90, 80, 50)


def at_coverage(results: Iterable[Result]) -> list[dict[str, Any]]:
    """A row for each split and coverage: how right the surest answers are, were only that part
    of them given. ``confidence`` is that of the least sure among them."""
    answered = [r for r in results if r.answer.status == "answered"]
    splits = {"all": answered, "held": [r for r in answered if r.case.split == "held"]}
    return [
        _covered(split, percent, sorted(group, key=lambda r: -(r.answer.confidence or 0)))
        for split, group in splits.items()
        for percent in COVERAGES
        if group
    ]


def _covered(split: str, percent: int, surest: Sequence[Result]) -> dict[str, Any]:
    kept = surest[: max(1, round(len(surest) * percent / 100))]
    exact = sum(1 for result in kept if result.outcome == "exact")
    return {
        "split": split,
        "coverage": f"{percent} %",
        "answers": len(kept),
        "exact": exact,
        "accuracy": round(100 * exact / len(kept), 1),
        "confidence": kept[-1].answer.confidence,
    }


def write_results(results: Sequence[Result], file: Path = RESULTS) -> None:
    """The rows, and every case of the tuning split with its answer, as JSON.

    Of the split held aside only the rows: what is not written cannot be looked at by mistake.
    """
    answers = [line_of(result) for result in results if result.case.split == "tuning"]
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "summary": summary(results),
        "coverage": at_coverage(results),
        "tuning": answers,
    }
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def line_of(result: Result) -> dict[str, Any]:
    """One case and its answer, short."""
    answer = result.answer
    return {
        "id": result.case.id,
        "turns": result.case.turns,
        "outcome": result.outcome,
        "cited": result.cited,
        "doubts": result.doubts,
        "status": answer.status,
        "figures": [f"{figure.value} {figure.unit or ''}".strip() for figure in answer.figures],
        "text": answer.text,
        "elapsed_ms": answer.elapsed_ms,
    }
