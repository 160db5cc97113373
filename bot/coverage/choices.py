"""Rows a question may mean where the bot does not understand all its words, to be offered.

The bot asks with these; it never says a figure that was found this way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.coverage import CoverageIndex
from bot.coverage.labels import comparable
from bot.labels.index import DocumentIndex
from bot.query import Query
from bot.words.phrases import Span
from ingest.vocabulary import is_total

_MOST: Final = 3
_LEAST: Final = 0.3
_BEHIND: Final = 0.35
"""The least score of a choice, and how far it may be behind the best."""


@dataclass(frozen=True)
class Choices:
    """At most three printed row labels, the likeliest first.

    ``sure`` if they print most of every word that was not understood (职业化 of 职业化培训人数):
    what was asked for is then among them. Another body or month, a person, an item that is not
    disclosed stand in no row, so they never make sure.
    """

    labels: tuple[str, ...]
    sure: bool


def likely(query: Query, index: DocumentIndex) -> Choices:
    """The rows of a document that cover most of what a question says besides body and year."""
    asked = _without(query.text, query.scope.spans)
    ranked = _rows(index).rank(asked)
    least = max(_LEAST, ranked[0].score - _BEHIND) if ranked else 0.0
    labels = dict.fromkeys(found.facts[0].row[-1] for found in ranked if found.score >= least)
    said = _pairs(comparable(asked))  # 多少钱 alone suits a 费, but says none
    chosen = tuple(label for label in labels if said & _pairs(comparable(label)))[:_MOST]
    printed = [comparable(label) for label in chosen]
    open_words = [comparable(word) for word in query.unexplained]
    return Choices(chosen, bool(open_words) and all(_mostly_in(w, printed) for w in open_words))


def _without(text: str, spans: Iterable[Span]) -> str:
    used = {n for span in spans for n in range(*span)}
    return "".join(letter for n, letter in enumerate(text) if n not in used)


@lru_cache(maxsize=16)
def _rows(index: DocumentIndex) -> CoverageIndex:
    """The figures of a document that the label of their row alone asks for."""
    body = index.disclosure.metadata.organization
    return CoverageIndex(
        [
            fact
            for fact in index.disclosure.facts
            if fact.value is not None
            and fact.row
            and index.is_default_column(fact)
            and not is_total(fact.row[-1])
            and fact.row[-1] != body
        ]
    )


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _mostly_in(word: str, printed: Iterable[str]) -> bool:
    """Whether pairs of neighbouring characters that labels print make up most of a word."""
    texts = tuple(printed)
    found: set[int] = set()
    for n in range(len(word) - 1):
        if any(word[n : n + 2] in text for text in texts):
            found |= {n, n + 1}
    return 2 * len(found) > len(word)
