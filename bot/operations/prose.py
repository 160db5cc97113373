"""How many there are of something that only running text tells: 聘用保洁3名.

The clause that prints most of the question's words, and a number in the measure asked for, is
quoted; no other clause may be as good.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from bot.draft import Draft, cite_passage
from bot.index import DocumentIndex, Place, skeleton
from bot.query import Query
from bot.words.intent import measure_asked, strip_question_words
from bot.words.phrases import blank_out
from ingest.model import Passage
from ingest.text import fold

_ENOUGH: Final = 0.6
"""The least part of the question's words, weighted, that a clause must print."""
_CLEARLY: Final = 0.15
"""How much more of them it must print than any clause with another number."""
_UNPRINTED: Final = 0.4
_CLAUSE: Final = re.compile(r"[^，,。；;！!？?\n]+")
_ASKING: Final = re.compile("(?:几|多少|多大|有多)(?:个|名|位|条|台|件)?")
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Clauses:
    """The clauses of a document's running text, each known by its pairs of characters."""

    def __init__(self, index: DocumentIndex) -> None:
        self._index = index

    @cached_property
    def printed(self) -> list[tuple[Passage, str, frozenset[str]]]:
        """Every clause that prints a number, with its passage and pairs."""
        return [
            (passage, clause, _pairs([skeleton(clause), skeleton(passage.subject or "")]))
            for passage in self._index.disclosure.passages
            for clause in _CLAUSE.findall(passage.text)
            if _NUMBER.search(clause)
        ]

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much a pair tells: the rarer the more."""
        counts = Counter(pair for _, _, pairs in self.printed for pair in pairs)
        total = len(self.printed) + 1
        return {pair: math.log(total / count) for pair, count in counts.items()}

    def weight(self, pair: str) -> float:
        """Of a pair no clause prints, little: most stand between two words."""
        return self.weights.get(pair, _UNPRINTED * math.log(len(self.printed) + 1))


def answer_how_many(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Quote the clause that says how many; False where none says it clearly."""
    measure = measure_asked(query.text)
    if measure is None:
        return False
    pattern = re.compile(rf"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<about>[多余]?)个?(?P<unit>{measure})")
    ranked = sorted(_fitting(query, index, pattern), key=lambda one: -one[0])
    if not ranked or ranked[0][0] < _ENOUGH:
        return False
    share, passage, clause = ranked[0]
    said = pattern.findall(fold(clause))
    rival = next((s for s, _, other in ranked[1:] if pattern.findall(fold(other)) != said), 0.0)
    if share - rival < _CLEARLY:
        return False
    number = draft.cite(cite_passage(index.disclosure, passage, clause.strip()))
    if len(said) == 1 and not said[0][1]:  # 110余个 is no figure
        value = Decimal(said[0][0].replace(",", ""))
        label = passage.subject or draft.citations[number].section or ""
        draft.add_figure(Place(index), label, value=value, unit=said[0][2], citations=[number])
    about = f"（{passage.subject}）" if passage.subject else ""
    section = draft.citations[number].section
    draft.lines.append(f"文件中写明{about}：{clause.strip()}（{section}）。")
    return True


@lru_cache(maxsize=64)
def _clauses(index: DocumentIndex) -> Clauses:
    return Clauses(index)


def _fitting(
    query: Query, index: DocumentIndex, pattern: re.Pattern[str]
) -> Iterator[tuple[float, Passage, str]]:
    """Clauses with a number of the measure, and the share of the question's words they print."""
    cues = [(cue.start, cue.end) for cue in query.cues]
    words = _ASKING.sub(" ", blank_out(query.text, [*query.scope.spans, *cues]))
    wanted = _pairs(skeleton(run) for run in strip_question_words(words).split())
    clauses = _clauses(index)
    whole = sum(map(clauses.weight, wanted))
    for passage, clause, pairs in clauses.printed if whole else ():
        if pattern.search(fold(clause)):
            yield sum(map(clauses.weight, wanted & pairs)) / whole, passage, clause


def _pairs(texts: Iterable[str] | Sequence[str]) -> frozenset[str]:
    return frozenset(text[n : n + 2] for text in texts for n in range(len(text) - 1))
