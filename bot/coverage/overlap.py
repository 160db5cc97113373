"""What of a question a label covers, and what of the label the question leaves unsaid.

Common stretches of two characters or more cover; a stretch that only repeats part of a longer
one of another label, or part of a cell's own text, does not (限售 inside 无限售). Where a label has
no such stretch, single characters count for less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.coverage.labels import Weights
from bot.coverage.question import Mask, Question

_ALONE: Final = 0.5
_WIDER: Final = 0.3
_LEAST: Final = 0.1
_UNSAID_MEASURE: Final = 0.3
_NUMERIC: Final = frozenset("0123456789.%")


@dataclass(frozen=True, slots=True)
class Overlap:
    """``strong`` and ``weak``: the characters of the question a label covers by stretches and
    by single characters. ``missing``: the share of the label, by weight, that is not said."""

    strong: Mask
    weak: Mask
    missing: float


NOTHING: Final = Overlap(0, 0, 1.0)


class _Stretch(NamedTuple):
    """Characters in common: from ``start`` in the question, ``size`` long, from ``place``."""

    start: int
    size: int
    place: int

    @property
    def mask(self) -> Mask:
        return ((1 << self.size) - 1) << self.start


class Overlaps:
    """The overlaps of one question with labels; ``axes`` are the labels that compete."""

    def __init__(
        self,
        question: Question,
        weights: Weights,
        axes: Iterable[Iterable[str]],
        named: Iterable[str],
    ) -> None:
        self.question = question
        self._weights = weights
        self._stretches: dict[str, list[_Stretch]] = {}
        self._known: dict[str, Overlap] = {}
        self._total = question.total
        self._spans: set[tuple[int, int]] = set()
        spans = {(s.start, s.start + s.size) for text in named for s in self._common(text)}
        for labels in axes:
            self._compete(labels, spans)

    def __getitem__(self, label: str) -> Overlap:
        known = self._known.get(label)
        if known is None:
            known = self._known[label] = self._find(label)
        return known

    def leave_to_others(self, titles: Iterable[str]) -> None:
        """Take from what labels of all cells cover what other labels say as a whole."""
        others = [self[label] for label in self._stretches if label not in titles] if titles else []
        whole = 0
        for overlap in others:
            whole |= 0 if overlap.missing else overlap.strong
        for title in titles:
            strong, weak, missing = self[title].strong, self[title].weak, self[title].missing
            self._known[title] = Overlap(strong & ~whole, weak & ~whole, missing)

    def _compete(self, labels: Iterable[str], spans: set[tuple[int, int]]) -> None:
        """Take from each label the stretches that lie inside another label's longer one, or
        inside one of ``spans``."""
        found = {label: self._outside(label, spans) for label in labels}
        for label, stretches in found.items() if self.question.shared else ():
            if self.question.words.label.ratio.search(label):
                self._total &= ~_union(s for s in stretches if 2 * s.size > len(label))
        inside = _inside(
            {(s.start, s.start + s.size) for all_ in found.values() for s in all_} | spans
        )
        self._spans |= {(s.start, s.start + s.size) for all_ in found.values() for s in all_}
        for label, stretches in found.items():
            free = [s for s in stretches if (s.start, s.start + s.size) not in inside]
            self._stretches[label] = free + [
                s
                for s in stretches
                if (s.start, s.start + s.size) in inside
                and not any(
                    f.place <= s.place and s.place + s.size <= f.place + f.size for f in free
                )
            ]

    def _outside(self, label: str, spans: set[tuple[int, int]]) -> list[_Stretch]:
        """The common stretches that are not part of a longer one of ``spans``."""
        return [
            s
            for s in self._common(label)
            if not any(a <= s.start and s.start + s.size <= b and s.size < b - a for a, b in spans)
        ]

    def _common(self, label: str) -> list[_Stretch]:
        """The longest common stretches of a label and the question, none cutting a number."""
        diagonals: dict[int, list[int]] = {}
        for place in range(len(label) - 1):
            for start in self.question.pairs.get(label[place : place + 2], ()):
                diagonals.setdefault(start - place, []).append(place)
        found = []
        for shift, run in diagonals.items():
            first = last = run[0]
            for place in (*run[1:], -1):
                if place == last + 1:
                    last = place
                    continue
                found.append(_Stretch(first + shift, last - first + 2, first))
                first = last = place
        return [stretch for stretch in found if not self._cuts_number(stretch, label)]

    def _cuts_number(self, stretch: _Stretch, label: str) -> bool:
        text, start, end = self.question.printed(stretch.start, stretch.size)
        return _cuts(text, start, end) or _cuts(label, stretch.place, stretch.place + stretch.size)

    def _find(self, label: str) -> Overlap:
        words = self.question.words
        if not label:
            return NOTHING
        if label in words.label.totals and self.question.total:
            return Overlap(self._total, 0, 0.0) if self._total else NOTHING
        stretches = self._stretches.get(label)
        if stretches is None:
            stretches = self._outside(label, self._spans)
        if whole := [s for s in stretches if s.size == len(label)]:
            return Overlap(_union(whole), 0, 0.0)
        if _NUMERIC.issuperset(label):
            return NOTHING
        if (wider := self._wider(label)) is not None:
            return wider
        return self._partial(label, stretches)

    def _wider(self, label: str) -> Overlap | None:
        for say, labels in self.question.words.wider.items():
            place = self.question.letters.find(say)
            if place >= 0 and label in labels:
                return Overlap(((1 << len(say)) - 1) << place, 0, _WIDER)
        return None

    def _partial(self, label: str, stretches: Sequence[_Stretch]) -> Overlap:
        said = [0.0] * len(label)
        strong = _union(stretches)
        for stretch in stretches:
            said[stretch.place : stretch.place + stretch.size] = [1.0] * stretch.size
        weak = 0
        for place, letter in enumerate(label):
            if said[place] or letter not in self.question.alone:
                continue
            said[place] = _ALONE if len(label) > 1 else 1.0
            for start in self.question.alone[letter]:
                if len(label) == 1 or self.question.adjectives >> start & 1:
                    strong |= 1 << start
                else:
                    weak |= 1 << start
        worth = [self._weights(letter) + _LEAST for letter in label]
        for place in range(len(label) - self._measure(label), len(label)):
            worth[place] *= _UNSAID_MEASURE
        covered = sum(a * b for a, b in zip(said, worth, strict=True))
        return Overlap(strong, weak & ~strong, 1 - covered / sum(worth))

    def _measure(self, label: str) -> int:
        """How many characters at the end of a label only say that a number follows."""
        measures = self.question.words.label.measures
        return max((len(m) for m in measures if label.endswith(m) and m != label), default=0)


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether a number goes on before or after a stretch of a text."""
    head = text[max(0, start - 1) : start + 1]
    tail = text[end - 1 : end + 1]
    return (len(head) == 2 and _NUMERIC.issuperset(head)) or (
        len(tail) == 2 and _NUMERIC.issuperset(tail) and tail[1] != "%"
    )


def _union(stretches: Iterable[_Stretch]) -> Mask:
    mask = 0
    for stretch in stretches:
        mask |= stretch.mask
    return mask


def _inside(spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The spans that lie inside another one."""
    found: set[tuple[int, int]] = set()
    furthest = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end <= furthest:
            found.add((start, end))
        furthest = max(furthest, end)
    return found
