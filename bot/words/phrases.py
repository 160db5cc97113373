"""Finding the phrases of a fixed list in a text: longest first, never overlapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Span = tuple[int, int]
"""Where something stands in a text: start and end, as in ``text[start:end]``."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A stretch of text and what it was found to be."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """A list of phrases, each with what it stands for; ValueError for an empty phrase."""

    def __init__(self, values: Mapping[str, T]) -> None:
        if "" in values:
            raise ValueError("an empty phrase stands everywhere")
        self._values = dict(values)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for phrase in values:
            lengths[phrase[0]].add(len(phrase))
        self._lengths = dict(lengths)

    def everywhere(self, text: str) -> Iterator[Hit[T]]:
        """Every place of every phrase, overlapping ones too."""
        for start, first in enumerate(text):
            for length in self._lengths.get(first, ()):
                phrase = text[start : start + length]
                if phrase in self._values:
                    yield Hit(start, start + len(phrase), self._values[phrase])

    def find(self, text: str) -> list[Hit[T]]:
        """The phrases that stand in ``text``, in reading order; see :func:`longest_first`."""
        return longest_first(self.everywhere(text))


def longest_first(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Hits that do not overlap, in reading order; the longer wins, then the one further left."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def blank_out(text: str, spans: Iterable[Span]) -> str:
    """``text`` with every character of the spans replaced by a space: positions stay."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def in_order(part: str, whole: str) -> bool:
    """Whether a text holds all the characters of another, in the same order."""
    characters = iter(whole)
    return all(character in characters for character in part)
