"""The cases that are answered with a figure, asked again changed.

How a question is changed tells what must come back without any new gold: the same answer where
only the wording changed; where another thing is asked for, that or nothing, but never the figure
of the first. The ways and their words are in ``perturbed.toml``. Cases held aside are not asked.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, get_args

from bot.answer import Answer
from bot.query import Query
from bot.service import Bot
from bot.words.phrases import Span
from evals.case import Case, load_cases
from evals.changes import CHANGES, Asked
from evals.questions import corpus_questions
from evals.run import TODAY
from evals.score import judge
from evals.stores import CACHE, corpus_folder, corpus_settings, sample_settings
from ingest.settings import Settings
from ingest.store import Store

WORDS: Final = Path(__file__).parent / "perturbed.toml"
RESULTS: Final = Path(__file__).parent / "results" / "perturbed.json"

Expects = Literal["same", "other", "none"]
"""What is right: the same answer; another figure or none; no figure at all."""

Outcome = Literal["same", "other", "refused", "wrong"]


@dataclass(frozen=True)
class Perturbation:
    """A way to change a question with one of its words; with which one, the case tells."""

    name: str
    expects: Expects
    how: str
    words: tuple[str, ...] = ("",)

    def question(self, asked: Asked) -> str | None:
        """The case's question changed; None where it cannot be."""
        told = sha256(f"{asked.case.id} {self.name}".encode()).digest()[0]
        changed = CHANGES[self.how](asked, self.words[told % len(self.words)])
        return None if changed == asked.case.question else changed


@dataclass(frozen=True)
class Result:
    """A case asked changed, and what came back."""

    perturbation: Perturbation
    case: Case
    answer: Answer
    outcome: Outcome


@cache
def perturbations() -> tuple[Perturbation, ...]:
    """Those of ``perturbed.toml``."""
    entries = tomllib.loads(WORDS.read_text("utf-8"))["perturbation"]
    return tuple(
        Perturbation(e["name"], e["expects"], e["how"], tuple(e.get("words", [""])))
        for e in entries
    )


def run(cache: Path = CACHE) -> list[Result]:
    """Every case that can be, changed in every way, on the sample and on the corpus if it is
    there."""
    cases = load_cases()
    with sample_settings() as settings:
        results = _of_store(settings, [case for case in cases if case.where == "sample"])
    corpus = corpus_folder()
    if corpus is not None:
        cases += corpus_questions(corpus / "questions.jsonl")
        there = [case for case in cases if case.where == "corpus"]
        results += _of_store(corpus_settings(corpus, cache), there)
    return results


def _of_store(settings: Settings, cases: Iterable[Case]) -> list[Result]:
    with Store.open(settings) as store, Bot(store, today=lambda: TODAY) as bot:
        return list(ask_changed(bot, cases))


def ask_changed(bot: Bot, cases: Iterable[Case]) -> Iterator[Result]:
    """The cases that a bot answers exactly with figures, changed in every way that they can be."""
    for case in cases:
        asked = _asked(bot, case) if case.figures and case.split == "tuning" else None
        for perturbation in perturbations() if asked else ():
            assert asked is not None
            question = perturbation.question(asked)
            if question is not None:
                changed = replace(case, turns=(*case.turns[:-1], question))
                answer = _answer(bot, changed, f"{case.id} {perturbation.name}")
                outcome = _outcome(perturbation.expects, asked, answer)
                yield Result(perturbation, changed, answer, outcome)


def _asked(bot: Bot, case: Case) -> Asked | None:
    """A case with its answer; None where that is not exact, or shows no figure."""
    answer = _answer(bot, case, case.id)
    if judge(case, answer) != "exact" or not answer.figures:
        return None
    query, _ = bot.understand(case.question, page=case.page)
    document = answer.citations[answer.figures[0].citations[0]].document
    facts = bot.library.index(document).disclosure.facts
    return Asked(case, answer, query, _label(case, answer, query), facts)


def _label(case: Case, answer: Answer, query: Query) -> Span | None:
    """Where a question names the printed figure it asks for, if it asks for one in one clause."""
    computed = case.figures[0].formula or answer.figures[0].formula
    alone = len(case.turns) == len(case.figures) == len(query.targets) == 1
    if computed or not alone or query.operation != "value" or query.amounts:
        return None
    first = query.targets[0].mentions[0]
    more = re.search("[,;。?!]", query.text[first.end :])
    return None if more else (first.start, first.end)


def _answer(bot: Bot, case: Case, session: str) -> Answer:
    """What is answered to the last turn of a case."""
    *before, question = case.turns
    for turn in before:
        bot.answer(turn, session, case.page)
    return bot.answer(question, session if before else None, case.page)


def _outcome(expects: Expects, asked: Asked, answer: Answer) -> Outcome:
    if expects == "same":
        judged = judge(asked.case, answer)
        return "same" if judged == "exact" else "refused" if judged == "abstained" else "wrong"
    if answer.status != "answered":
        return "refused"
    if expects == "none" or _is_shown_again(asked, answer):
        return "wrong" if answer.figures else "other"
    return "other"


def _is_shown_again(asked: Asked, answer: Answer) -> bool:
    """Whether the figure stands in an answer, but as what another is worked out from."""
    computed = bool(answer.figures) and answer.figures[0].formula is not None
    shown = answer.figures[:1] if computed else answer.figures
    nothing = computed and not Decimal(answer.figures[0].value or 0)  # 0 a month of 0
    return not nothing and any(asked.is_answer(figure.value, figure.unit) for figure in shown)


def summary(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A row for each perturbation and one for all: how many came back how."""
    groups: dict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    for result in results:
        one = result.perturbation
        groups[one.name, one.expects][result.outcome] += 1
        groups["all", one.expects][result.outcome] += 1
    return [
        {
            "perturbation": name,
            "expects": expects,
            "asked": found.total(),
            **{outcome: found[outcome] for outcome in get_args(Outcome)},
        }
        for (name, expects), found in groups.items()
    ]


def write_results(results: Sequence[Result], file: Path = RESULTS) -> None:
    """The rows, every wrong answer and every answer lost, as JSON."""
    lost = [r for r in results if r.perturbation.expects == "same" and r.outcome == "refused"]
    content = {
        "summary": summary(results),
        "wrong": [_line(result) for result in results if result.outcome == "wrong"],
        "lost": [_line(result) for result in lost],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _line(result: Result) -> dict[str, Any]:
    return {
        "id": result.case.id,
        "perturbation": result.perturbation.name,
        "turns": result.case.turns,
        "text": result.answer.text,
    }
