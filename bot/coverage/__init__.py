"""Find the cells a question asks for by what their labels cover of it, without exact labels.

A cell is worth the share of the question, weighted by how much each character tells in these
labels, that its row path and column path cover, less what the paths add. Sets of cells compete:
one cell, rows × columns that the question lists, every row that matches a key, whole rows and
columns. No training, no model; the same facts and question give the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.coverage.evidence import Evidence
from bot.coverage.index import Index
from bot.coverage.question import Question
from bot.coverage.sets import Candidates
from ingest.model import Fact

_LIMIT: Final = 8


@dataclass(frozen=True, slots=True)
class CellSet:
    """Cells that together may be what a question asks for.

    ``score`` is at most about 1: everything covered, nothing added. ``margin`` is the distance
    to the best other set, negative for all but the first: the larger, the surer.
    """

    facts: tuple[Fact, ...]
    score: float
    margin: float


class CoverageIndex:
    """Facts made ready for any number of questions."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._index = Index(facts)

    def rank(self, question: str, limit: int = _LIMIT) -> list[CellSet]:
        """At most ``limit`` sets of cells, the likeliest first; none where no label is touched."""
        index = self._index
        evidence = Evidence(index, Question(question, index.weights, index.printed))
        ranked = Candidates(evidence).ranked()
        best = [score for _, score in ranked[:2]]
        return [
            CellSet(
                tuple(index.cells[place].fact for place in sorted(places)),
                score,
                score - (best[0] if n else best[1] if len(best) > 1 else 0.0),
            )
            for n, (places, score) in enumerate(ranked[:limit])
        ]


def rank(question: str, facts: Sequence[Fact]) -> list[CellSet]:
    """The sets of cells a question may ask for, the likeliest first (see the module)."""
    return CoverageIndex(facts).rank(question)
