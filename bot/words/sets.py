"""The sets of items people ask over (``data/vocabulary/sets.toml``), found in a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from bot.words.phrases import Phrases, Span
from ingest.vocabulary import read


@cache
def _phrases() -> Phrases[dict[str, Any]]:
    return Phrases({word: entry for entry in read("sets")["set"] for word in entry["say"]})


def set_spans(text: str) -> list[Span]:
    """Where a normalised question speaks of a set."""
    return [(hit.start, hit.end) for hit in _phrases().find(text)]


def sets_named(labels: Iterable[Sequence[str]]) -> list[dict[str, Any]]:
    """The sets that labels are the names of."""
    named = {label for one in labels for label in one}
    return [entry for entry in read("sets")["set"] if entry["name"] in named]


def sets_parting(labels: Iterable[Sequence[str]]) -> list[dict[str, Any]]:
    """The sets that amounts of these labels are made up of: projects, of 项目支出."""
    named = {label for one in labels for label in one}
    return [entry for entry in read("sets")["set"] if entry.get("parts_of") in named]


def set_said(text: str) -> str | None:
    """The words of a normalised question for the first set it speaks of."""
    spans = set_spans(text)
    return text[slice(*spans[0])] if spans else None


def sets_in(text: str) -> list[dict[str, Any]]:
    """The sets a normalised question speaks of, as entries of ``sets.toml``, each once."""
    found: list[dict[str, Any]] = []
    for hit in _phrases().find(text):
        if hit.value not in found:
            found.append(hit.value)
    return found


def speaks_of_indicators(text: str) -> bool:
    """Whether a normalised question speaks of the indicators of a form, or of several."""
    return any("below" in entry for entry in sets_in(text))
