"""How well each cell fits a question: what its labels cover of it, and what they add."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.coverage.index import AXES, COLUMN, ROW, Index, Path
from bot.coverage.overlap import Overlaps
from bot.coverage.question import Mask, Question

ADDED: Final = 0.2
"""What a label that is not said at all costs, where covering everything is worth 1."""

_PARENT: Final = 0.25
_MEASURE: Final = 0.2
_MINOR: Final = 0.5
_UNLABELLED: Final = 1.1
_NAMES: Final = 0.5
_SAID: Final = 0.6
_SAID_ALREADY: Final = 0.5
_TELLING: Final = 0.04
_BLANK: Final = 0.06
_ANSWERS: Final = 0.1
_ASKED: Final = 0.5
_MOST: Final = 400
_CHOICE: Final = re.compile(r"[√□☑✓×是否有无]{1,8}|[□√].*|不适用")


@dataclass(frozen=True, slots=True)
class Said:
    """What of a question a path covers, and ``added``: how much of its labels is not said.

    ``answers`` are the question words (by number, as bits) that its last label would answer.
    """

    strong: Mask
    weak: Mask
    added: float
    answers: int


class Evidence:
    """The fit of the cells of an index; lists are by place, ``[axis][place]``.

    ``labels`` is what the labels of a cell's path cover, ``strong`` also what a text beside it
    covers that names its line. ``order`` are the places worth looking at, the fittest first.
    """

    def __init__(self, index: Index, question: Question) -> None:
        self.index = index
        self.question = question
        named = [t for t in index.texts_sharing(question.pairs) if t in question.letters]
        axes = (index.row_labels, index.column_labels)
        self.overlaps = Overlaps(question, index.weights, axes, named)
        self.overlaps.leave_to_others(index.titles)
        self._paths: dict[Path, Said] = {}
        size = len(index.cells)
        said = [[self._said(cell.paths[axis]) for cell in index.cells] for axis in AXES]
        self.labels = tuple([s.strong for s in line] for line in said)
        self.strong = tuple(list(line) for line in self.labels)
        self.weak = tuple([s.weak for s in line] for line in said)
        self.added = tuple([s.added for s in line] for line in said)
        self.answers = [a.answers | b.answers for a, b in zip(*said, strict=True)]
        self.mentioned: dict[int, float] = {}
        self.said: dict[int, float] = {}
        self._use_texts()
        everything = self._everything()
        self.whole = everything or 1.0
        self.score = [0.0] * size
        self.order = self._ranked()

    def _said(self, path: Path) -> Said:
        known = self._paths.get(path)
        if known is None:
            known = self._paths[path] = self._read(path)
        return known

    def _read(self, path: Path) -> Said:
        words = self.question.words.label
        strong = weak = answers = 0
        added = 0.0 if path else _UNLABELLED
        for label in path:
            overlap = self.overlaps[label]
            strong |= overlap.strong
            weak |= overlap.weak
            missing = overlap.missing * (_MEASURE if label in words.measures else 1.0)
            missing += _MINOR if label in words.minor else 0.0
            added += missing * (1.0 if label is path[-1] else _PARENT)
        for number, ask in self.question.asks if path else ():
            if ask.label.search(path[-1]):
                answers |= 1 << number
                strong |= self.question.asked[number]
        if answers:
            added -= _ASKED * self.overlaps[path[-1]].missing
        return Said(strong, weak, added, answers)

    def _use_texts(self) -> None:
        """Let texts of cells that the question names stand for their row or column."""
        for text in self.index.texts_sharing([*self.question.pairs, *self.question.letters]):
            overlap = self.overlaps[text]
            if overlap.missing > _NAMES:
                continue
            for place in self.index.with_text(text):
                self.said[place] = 1 - overlap.missing
                if len(text) > 1 and 1 - overlap.missing > _SAID:
                    self.mentioned[place] = 1 - overlap.missing
                for axis in AXES:
                    for other in self.index.named_by(place, axis):
                        self.strong[axis][other] |= overlap.strong

    def _everything(self) -> float:
        strong = weak = 0
        for axis in AXES:
            for mask in set(self.strong[axis]):
                strong |= mask
            for mask in set(self.weak[axis]):
                weak |= mask
        return self.question.weight(strong, weak)

    def covered(self, places: list[int]) -> tuple[Mask, Mask]:
        """The characters that some cells cover together, by stretches and by single ones."""
        strong = weak = 0
        for place in places:
            strong |= self.strong[ROW][place] | self.strong[COLUMN][place]
            weak |= self.weak[ROW][place] | self.weak[COLUMN][place]
        return strong, weak

    def share(self, strong: Mask, weak: Mask = 0) -> float:
        """The weight of some characters, where all that any cell covers weigh 1."""
        return self.question.weight(strong, weak) / self.whole

    def cost(self, place: int) -> float:
        """What speaks against a cell besides its labels; negative where its kind fits."""
        cell = self.index.cells[place]
        cost = 0.0 if cell.text else _BLANK
        if place in self.mentioned and self.is_mentioned(place):
            cost += _SAID_ALREADY * self.mentioned[place]
        if self.answers[place] or any(
            ask.text is not None and ask.text.search(cell.fact.text)
            for _, ask in self.question.asks
        ):
            cost -= _ANSWERS
        return cost

    def is_mentioned(self, place: int) -> bool:
        """Whether the question already says what a cell prints, so does not ask for it."""
        if place not in self.mentioned:
            return False
        cell = self.index.cells[place]
        if _CHOICE.fullmatch(cell.fact.text.strip()):
            return False
        labels = self.labels[ROW][place] | self.labels[COLUMN][place]
        return self.share(self.overlaps[cell.text].strong & ~labels) > _TELLING

    def _ranked(self) -> list[int]:
        rough = []
        for place in range(len(self.index.cells)):
            fit = self.share(*self.covered([place]))
            fit -= ADDED * (self.added[ROW][place] + self.added[COLUMN][place])
            rough.append((-fit, place))
        rough.sort()
        for fit, place in rough[:_MOST]:
            self.score[place] = -fit - self.cost(place)
        return sorted((place for _, place in rough[:_MOST]), key=lambda p: -self.score[p])
