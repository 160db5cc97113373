"""Labels near in meaning to words that no label says: to be offered, never to decide."""

from __future__ import annotations

from collections.abc import Collection
from statistics import fmean
from threading import Lock
from typing import Final

from ingest.embedding import Embedder

_ABOVE: Final = 0.035
"""How far above the mean of all labels a cosine must be: with E5 whatever is asked comes to 0.83
with every label, and what is about the same thing to 0.87 or more."""


class Meanings:
    """How near labels are to words. Thread safe; each label is embedded once, when first asked.

    A label takes some 10 ms to embed on one core, so the first words that a document does not
    explain cost its 100 to 300 labels once.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = Lock()
        self._vectors: dict[str, list[float]] = {}

    def near(self, words: str, labels: Collection[str], count: int) -> list[str]:
        """At most ``count`` labels that may be meant by some words, the nearest first."""
        with self._lock:
            new = [label for label in labels if label not in self._vectors]
            self._vectors |= zip(new, self._embedder.embed_documents(new), strict=True)
        said = self._embedder.embed_query(words)
        scores = {label: _cosine(said, self._vectors[label]) for label in labels}
        least = fmean(scores.values()) + _ABOVE if scores else 0.0
        nearest = sorted(scores, key=lambda label: (-scores[label], label))
        return [label for label in nearest[:count] if scores[label] >= least]


def _cosine(one: list[float], other: list[float]) -> float:
    """Of unit vectors, as embedders give."""
    return sum(a * b for a, b in zip(one, other, strict=True))
