"""Projects named by what they are for: 印宣传册那个项目, 保安和打扫卫生外包.

Every word said must stand in one project's form: in its name, its indicators or its text, said
so or as ``data/vocabulary/projects.toml`` prints the everyday word. A word that few forms hold
weighs more, and the best form must stand clear of the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any, Final

from bot.labels.index import DocumentIndex
from bot.labels.skeletons import skeleton
from bot.words.intent import fillers_in
from bot.words.phrases import Span
from ingest.vocabulary import read

_NAME, _LABEL, _TEXT = 1.0, 0.8, 0.5
_SHORT_CELL: Final = 12
_LONGEST_WORD: Final = 10
_LEAST: Final = 4.0
_CLEAR: Final = 1.2
_MOST_SAID: Final = 60


@dataclass(frozen=True)
class _Word:
    """A word said, where a form holds it: ``weight`` tells name, label and text apart."""

    said: str
    weight: float
    worth: float


@dataclass(frozen=True)
class Described:
    """A project and how well its form holds the words: ``named`` is the part of
    them in its name. ``words`` counts them."""

    name: str
    worth: float
    named: float
    words: int


class Forms:
    """The forms of a document's projects, to be searched for words."""

    def __init__(self, index: DocumentIndex) -> None:
        labels: dict[str, list[str]] = defaultdict(list)
        texts: dict[str, list[str]] = defaultdict(list)
        for fact in index.disclosure.facts:
            form = fact.row[:1] and index.disclosure.table(fact.table).layout == "form"
            if not form or (name := skeleton(fact.row[0])) == index.body:
                continue
            labels[name] += [skeleton(label) for label in fact.row[1:]]
            if fact.value is None and fact.text:
                text = skeleton(fact.text)
                (labels if len(text) <= _SHORT_CELL else texts)[name].append(text)
        self._labels = {name: "\n".join(found) for name, found in labels.items()}
        self._texts = {name: "\n".join(texts[name]) for name in labels}
        self._rarities: dict[str, float] = {}

    def meant(self, text: str, span: Span, known: Sequence[Span]) -> list[Described]:
        """The projects whose forms hold every word of a stretch, the likeliest first."""
        if span[1] - span[0] > _MOST_SAID:
            return []
        empty = _empty_ends(text, span, known)
        found = (self._covered(name, text, span, empty) for name in self._labels)
        return sorted((d for d in found if d), key=lambda one: (-one.worth, one.name))

    def _covered(
        self, name: str, text: str, span: Span, empty: dict[int, set[int]]
    ) -> Described | None:
        """How a form holds the words of a stretch at best; None if it lacks one of them."""
        start, end = span
        best: dict[int, tuple[float, tuple[_Word, ...]]] = {start: (0.0, ())}
        for at in range(start, end):
            if at not in best:
                continue
            worth, words = best[at]
            steps = [(to, words, worth) for to in empty.get(at, ())]
            for word in self._words(name, text[at:end]):
                steps.append((at + len(word.said), (*words, word), worth + word.worth))
            for to, said, total in steps:
                if to not in best or total > best[to][0]:
                    best[to] = total, said
        if end not in best or not best[end][1]:
            return None
        words = best[end][1]
        named = sum(len(word.said) for word in words if word.weight == _NAME)
        length = sum(len(word.said) for word in words)
        return Described(name, best[end][0], named / length, len(words))

    def _words(self, name: str, rest: str) -> list[_Word]:
        """The words at the beginning of a stretch that a form holds."""
        sizes = range(min(_LONGEST_WORD, len(rest)), 0, -1)
        found = ((rest[:size], self._weight(name, rest[:size])) for size in sizes)
        return [
            _Word(said, weight, weight * len(said) * self._rarity(said))
            for said, weight in found
            if weight
        ]

    def _weight(self, name: str, said: str) -> float:
        if len(said) < 2 and said not in _printed():
            return 0.0
        printed = _printed().get(said, [said])
        for place, weight in ((name, _NAME), (self._labels[name], _LABEL)):
            if any(word in place for word in printed):
                return weight
        return _TEXT if any(word in self._texts[name] for word in printed) else 0.0

    def _rarity(self, said: str) -> float:
        """How much a word tells: nothing much if every form holds it."""
        if said not in self._rarities:
            holding = sum(1 for name in self._labels if self._weight(name, said))
            self._rarities[said] = log((len(self._labels) + 1) / max(holding, 1))
        return self._rarities[said]


@lru_cache(maxsize=16)
def forms_of(index: DocumentIndex) -> Forms:
    """The forms of a document, made once."""
    return Forms(index)


def surely(meant: Sequence[Described]) -> Described | None:
    """The first of the projects meant, if it stands clear of the next and enough is said of it;
    one word that another form holds too is not enough."""
    if not meant or meant[0].worth < _LEAST:
        return None
    first, *rivals = meant
    clear = not rivals or (first.words > 1 and first.worth >= _CLEAR * rivals[0].worth)
    return first if clear else None


def _empty_ends(text: str, span: Span, known: Sequence[Span]) -> dict[int, set[int]]:
    """From each place in a stretch, to where nothing of content is said."""
    ends: dict[int, set[int]] = defaultdict(set)
    for start, end in (*known, *fillers_in(text)):
        low, high = max(start, span[0]), min(end, span[1])
        if low < high:
            ends[low].add(high)
    for match in re.finditer(read("projects")["word"], text):
        if span[0] <= match.start() and match.end() <= span[1]:
            ends[match.start()].add(match.end())
    for at in range(*span):
        if text[at] in read("projects")["empty"]:
            ends[at].add(at + 1)
    return ends


def _printed() -> dict[str, list[str]]:
    words: dict[str, Any] = read("projects")["printed"]
    return words
