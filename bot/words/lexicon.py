"""Everyday words of public money in a question, and the printed labels they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bot.words.joints import joined
from bot.words.phrases import Phrases
from bot.words.sounds import syllables
from ingest.text import label_key
from ingest.vocabulary import read

_SHORTEST_SOUND: Final = 3
_VAGUE: Final = 0.5
"""The weight of a printed label that is an everyday word too (服务)."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one everyday word means.

    ``labels`` are printed labels as ``ingest.text.label_key`` has them, likeliest first; with
    ``together`` they are parts that make up what is said, else one of them is meant. ``weight``
    (0–1] is how surely the words mean it; ``printed`` marks a printed label that stands for
    itself.
    """

    labels: tuple[str, ...]
    together: bool = False
    weight: float = 1.0
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the lexicon in a question: ``text[start:end]`` and what it means."""

    start: int
    end: int
    text: str
    meaning: Meaning


def expand(text: str) -> list[Mention]:
    """The everyday words and known labels in a normalised question, in reading order.

    Longest first and never overlapping. A word that an organization's name goes on from
    (教育局, 培训中心) is left out, and so is an everyday word for an expense that is said to be
    earned (药品收入).
    """
    phrases, organization = _phrases()
    return [
        Mention(hit.start, hit.end, text[hit.start : hit.end], hit.value)
        for hit in phrases.find(joined(text))
        if hit.value.labels
        and not organization.match(text, hit.end)
        and not _is_earned(hit.value, text[hit.end :])
    ]


def _is_earned(meaning: Meaning, after: str) -> bool:
    """Whether a word for an expense is followed by that for income."""
    income = read("lexicon")["income"]
    everyday = not meaning.printed and not any(income in label for label in meaning.labels)
    return everyday and after.startswith(income)


@cache
def by_sound() -> dict[tuple[str, ...], Meaning]:
    """How everyday words of three syllables or more sound → their meaning, where it is sure."""
    return {
        syllables(word): meaning
        for word, meaning in sorted(_everyday().items(), reverse=True)
        if len(word) >= _SHORTEST_SOUND and not meaning.together and meaning.weight == 1.0
    }


@cache
def _phrases() -> tuple[Phrases[Meaning], re.Pattern[str]]:
    """Every phrase with its meaning, and what makes one part of a body's name."""
    raw: dict[str, Any] = read("lexicon")
    same = _same_printings(raw["same"])
    meanings = {word: Meaning(()) for word in raw["neither"]}
    for label in _labels(raw):
        weight = _VAGUE if label in raw["vague"] else 1.0
        meanings[label] = Meaning(_with_same([label], same), weight=weight, printed=True)
    known = {joined(word): meaning for word, meaning in (meanings | _everyday()).items()}
    return Phrases(known), re.compile(raw["organization_ending"])


@cache
def _everyday() -> dict[str, Meaning]:
    """The everyday words with their meanings; ValueError if two entries say the same word."""
    raw: dict[str, Any] = read("lexicon")
    same = _same_printings(raw["same"])
    said: dict[str, Meaning] = {}
    for entry in raw["entry"]:
        meaning = _meaning(entry, same)
        for word in entry["say"]:
            if word in said:
                raise ValueError(f"lexicon.toml says {word} twice")
            said[word] = meaning
    return said


def _meaning(entry: dict[str, Any], same: Mapping[str, tuple[str, ...]]) -> Meaning:
    together = "parts" in entry
    labels = entry["parts"] if together else entry["means"]
    return Meaning(
        labels=tuple(map(label_key, labels)) if together else _with_same(labels, same),
        together=together,
        weight=entry.get("weight", 1.0),
    )


def _labels(raw: dict[str, Any]) -> set[str]:
    """Keys of every label the vocabulary knows."""
    lists: list[Iterable[str]] = [raw["printed"]]
    lists += [entry.get("means") or entry["parts"] for entry in raw["entry"]]
    lists += [group["labels"] for group in raw["same"]]
    lists += [names.values() for names in read("subjects").values()]
    lists.append(_others())
    return {label_key(label) for labels in lists for label in labels}


def _others() -> list[str]:
    """The last 项 of each 款 (code …99), which the 功能分类 calls 其他…支出 all through."""
    items = read("subjects")["functional"].items()
    return [f"其他{name.removesuffix('支出')}支出" for code, name in items if len(code) == 5]


def _same_printings(groups: Iterable[dict[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Label key → the keys of its group, itself first."""
    same: dict[str, tuple[str, ...]] = {}
    for group in groups:
        keys = [label_key(label) for label in group["labels"]]
        same |= {key: (key, *(other for other in keys if other != key)) for key in keys}
    return same


def _with_same(labels: Iterable[str], same: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Label keys in order, each followed by its other printings, each once."""
    keys = [label_key(label) for label in labels]
    return tuple(dict.fromkeys(other for key in keys for other in same.get(key, (key,))))
