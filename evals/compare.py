"""The bot beside a stock retrieval chain: same files, same questions, same model, same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.service import Bot
from evals.case import Case, Where, load_cases
from evals.chain import Chain, answer, chat_model
from evals.gold import prints
from evals.run import TODAY
from evals.score import judge, operands
from evals.stores import (
    CACHE,
    corpus_files,
    corpus_folder,
    corpus_settings,
    sample_file,
    sample_settings,
)
from ingest.embedding import SentenceEmbeddings
from ingest.settings import Settings
from ingest.store import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True)
class Pair:
    """One question answered by both. ``said`` is None where no chat model is configured."""

    chain_holds: bool
    chain_ms: float
    bot_exact: bool
    bot_ms: float
    said: bool | None


def compare(cache: Path = CACHE) -> list[dict[str, Any]]:
    """A row a store: how often the chain's evidence holds the figure and the bot answers it, and
    the median time of the chain's search alone beside that of the bot's full cited answer."""
    model = chat_model()
    with sample_settings() as settings:
        chain = settings.store / "chain"
        rows = [_row("sample", pairs(settings, [sample_file()], chain, "sample", model))]
    corpus = corpus_folder()
    if corpus is not None:
        settings = corpus_settings(corpus, cache)
        chain = settings.store / "chain"
        rows.append(_row("corpus", pairs(settings, corpus_files(corpus), chain, "corpus", model)))
    return rows


def comparable(case: Case) -> bool:
    """Whether a chain can be asked the same: one question, without a page, for printed figures."""
    plain = len(case.turns) == 1 and case.page is None and case.status == ("answered",)
    return plain and bool(case.figures) and all(gold.value is not None for gold in case.figures)


def pairs(
    settings: Settings,
    files: Sequence[Path],
    folder: Path,
    where: Where,
    model: BaseChatModel | None,
) -> list[Pair]:
    """Every comparable question of one store, answered by both."""
    embeddings = SentenceEmbeddings(settings.embedding)
    chain = Chain(files, embeddings, folder)
    cases = [case for case in load_cases() if case.where == where and comparable(case)]
    with Bot(Store.open(settings), today=lambda: TODAY) as bot:
        chain.search(cases[0].question)  # both have what they need loaded before they are timed
        bot.ask(cases[0].question)
        return [_pair(case, chain, bot, model) for case in cases]


def _pair(case: Case, chain: Chain, bot: Bot, model: BaseChatModel | None) -> Pair:
    chunks, chain_ms = chain.search(case.question)
    started = time.perf_counter()
    answered = bot.ask(case.question)
    bot_ms = (time.perf_counter() - started) * 1000
    said = None if model is None else says_gold(case, answer(model, case.question, chunks))
    exact = judge(case, answered) == "exact"
    return Pair(holds_gold(case, "\n".join(chunks)), chain_ms, exact, bot_ms, said)


def holds_gold(case: Case, evidence: str) -> bool:
    """Whether a text prints every figure of the gold, or every one it is computed from.

    Generous: a number that happens to be the same counts too.
    """
    return all(
        prints(evidence, value, None if gold.formula else gold.unit)
        for gold in case.figures
        if gold.value is not None
        for value in (operands(gold) if gold.formula else [gold.value])
    )


def says_gold(case: Case, text: str) -> bool:
    """Whether a chain's answer gives every figure of the gold, in whatever money unit."""
    return all(
        prints(text, gold.value, gold.unit) for gold in case.figures if gold.value is not None
    )


def _row(where: str, found: Sequence[Pair]) -> dict[str, Any]:
    chain_ms = statistics.median(pair.chain_ms for pair in found)
    bot_ms = statistics.median(pair.bot_ms for pair in found)
    said = [pair.said for pair in found if pair.said is not None]
    return {
        "store": where,
        "questions": len(found),
        "chain_evidence_percent": _percent(pair.chain_holds for pair in found),
        "chain_answer_percent": _percent(said) if said else None,
        "bot_exact_percent": _percent(pair.bot_exact for pair in found),
        "chain_search_ms": round(chain_ms, 2),
        "bot_answer_ms": round(bot_ms, 2),
        "ratio": round(bot_ms / chain_ms, 3),
    }


def _percent(truths: Iterable[bool]) -> float:
    values = list(truths)
    return round(100 * sum(values) / len(values), 1)
