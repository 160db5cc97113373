"""The words of ``coverage.toml``, ready for matching."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.coverage.labels import comparable
from ingest.vocabulary import read


@dataclass(frozen=True)
class Ask:
    """A kind of question word, and the labels and cell texts that would answer it."""

    say: re.Pattern[str]
    label: re.Pattern[str]
    text: re.Pattern[str] | None


@dataclass(frozen=True)
class LabelWords:
    """Labels of a special part, as :func:`~bot.coverage.labels.comparable` gives them."""

    measures: frozenset[str]
    minor: frozenset[str]
    totals: frozenset[str]
    ratio: re.Pattern[str]
    ends: re.Pattern[str]


@dataclass(frozen=True)
class QuestionWords:
    """Patterns of a normalised question."""

    filler: re.Pattern[str]
    totals: re.Pattern[str]
    several: re.Pattern[str]
    every: re.Pattern[str]
    names: re.Pattern[str]
    joins: re.Pattern[str]
    asks: re.Pattern[str]
    shares: re.Pattern[str]
    besides: re.Pattern[str]
    adjectives: re.Pattern[str]
    counters: re.Pattern[str]
    change: re.Pattern[str]
    comparing: re.Pattern[str]
    than: re.Pattern[str]
    periods: re.Pattern[str]


@dataclass(frozen=True)
class CoverageWords:
    """Everything ``coverage.toml`` says."""

    label: LabelWords
    question: QuestionWords
    function_characters: frozenset[str]
    same: tuple[tuple[str, ...], ...]
    wider: dict[str, frozenset[str]]
    asks: tuple[Ask, ...]


@cache
def coverage_words() -> CoverageWords:
    """The vocabulary of the search by coverage."""
    raw = read("coverage")
    labels: dict[str, Any] = raw["labels"]
    filler = "|".join(sorted(raw["filler"], key=len, reverse=True))
    return CoverageWords(
        LabelWords(
            measures=frozenset(map(comparable, labels["measures"])),
            minor=frozenset(map(comparable, labels["minor"])),
            totals=frozenset(map(comparable, labels["totals"])),
            ratio=re.compile(labels["ratio"]),
            ends=re.compile(labels["ends"]),
        ),
        QuestionWords(re.compile(filler), **{k: re.compile(v) for k, v in raw["question"].items()}),
        frozenset(raw["function_characters"]),
        tuple(tuple(group) for group in raw["same"]),
        {entry["say"]: frozenset(map(comparable, entry["labels"])) for entry in raw["wider"]},
        tuple(
            Ask(
                re.compile(entry["say"]),
                re.compile(entry["label"]),
                re.compile(entry["text"]) if "text" in entry else None,
            )
            for entry in raw["ask"]
        ),
    )
