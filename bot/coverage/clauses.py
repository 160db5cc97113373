"""Questions that ask more than once: 谁发现的?什么时候发现的? Each clause has its own cell."""

from __future__ import annotations

from typing import Final

from bot.coverage.evidence import Evidence

_OWN: Final = 1.5
_ANSWERED: Final = 0.1
_LEAST: Final = 0.03
_MOST: Final = 60


def cell_of_each_clause(evidence: Evidence) -> list[int]:
    """The fittest cell for each clause that asks; empty unless there are two and all differ."""
    clauses = evidence.question.clauses
    if len(clauses) < 2:
        return []
    chosen: list[int] = []
    for clause, asks in clauses:
        best, fittest = 0.0, None
        for place in evidence.order[:_MOST]:
            strong, weak = evidence.covered([place])
            own = evidence.share(strong & clause, weak & clause)
            answers = bool(evidence.answers[place] & asks)
            if place in chosen or (own < _LEAST and not answers):
                continue
            fit = evidence.score[place] + _OWN * own + (_ANSWERED if answers else 0.0)
            if fittest is None or fit > best:
                best, fittest = fit, place
        if fittest is None:
            return []
        chosen.append(fittest)
    return chosen
