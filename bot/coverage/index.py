"""Facts as a grid of row lines and column lines: what is computed once, before any question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.coverage.labels import Weights, comparable, grams
from ingest.model import Fact

ROW: Final = 0
COLUMN: Final = 1
AXES: Final = (ROW, COLUMN)

Path = tuple[str, ...]

_LONGEST_KEY: Final = 60


@dataclass(frozen=True, eq=False, slots=True)
class Cell:
    """A fact as the search sees it: ``paths`` (row, column) and ``text`` made comparable,
    ``lines`` the numbers of the row and the column it stands in."""

    fact: Fact
    paths: tuple[Path, Path]
    lines: tuple[int, int]
    text: str


class Index:
    """The cells of some facts by line and by text. Cells are known by their place, from 0."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        numbers: dict[object, int] = {}
        self.cells = [_cell(fact, numbers) for fact in facts]
        paths = [{*cell.paths[ROW], *cell.paths[COLUMN]} for cell in self.cells]
        self.titles = set.intersection(*paths) if paths else set()
        self.row_labels = {label for cell in self.cells for label in cell.paths[ROW] if label}
        self.column_labels = {label for cell in self.cells for label in cell.paths[COLUMN] if label}
        self.printed = "\n".join(sorted(self.row_labels | self.column_labels))
        texts = {cell.text for cell in self.cells if 0 < len(cell.text) <= _LONGEST_KEY}
        names = {text for text in texts if not text[0].isdigit()}
        self.weights = Weights(self.row_labels | self.column_labels | names)
        self.at = {cell.lines: place for place, cell in enumerate(self.cells)}
        self.on_line: dict[int, list[int]] = defaultdict(list)
        self._beside: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)
        for place, cell in enumerate(self.cells):
            for line in cell.lines:
                self.on_line[line].append(place)
            if cell.text in texts:
                self._by_text[cell.text].append(place)
            for axis in AXES:
                self._beside[axis, *_printed_line(cell.fact, axis)].append(place)
        self._by_gram: dict[str, list[str]] = defaultdict(list)
        for text in sorted(texts):
            for gram in grams(text):
                if len(gram) == min(2, len(text)):
                    self._by_gram[gram].append(text)

    def texts_sharing(self, said: Iterable[str]) -> list[str]:
        """Texts of cells that share two neighbouring characters, or all they have, with a text."""
        return list(dict.fromkeys(text for gram in said for text in self._by_gram.get(gram, ())))

    def with_text(self, text: str) -> list[int]:
        """The cells that print a text."""
        return self._by_text.get(text, [])

    def name_of(self, place: int, axis: int) -> int | None:
        """The cell on the row (or column) of a cell that is the innermost label of its path."""
        cell = self.cells[place]
        path = cell.paths[axis]
        for other in self._beside[axis, *_printed_line(cell.fact, axis)] if path else ():
            if other != place and self.cells[other].text == path[-1]:
                return other
        return None

    def named_by(self, place: int, axis: int) -> Iterator[int]:
        """The cells whose row (or column) a cell may name: 王杰 under 姓名 names the amounts
        beside it. A column without labels is named by nothing."""
        naming = self.cells[place]
        if axis == COLUMN and not naming.paths[COLUMN]:
            return
        for other in self._beside[axis, *_printed_line(naming.fact, axis)]:
            cell = self.cells[other]
            across = 1 - axis
            if other != place and naming.paths[across] != cell.paths[across]:
                one, two = sorted((naming.paths[axis], cell.paths[axis]), key=len)
                if two[: len(one)] == one and (axis == ROW or cell.paths[COLUMN]):
                    yield other


def _cell(fact: Fact, numbers: dict[object, int]) -> Cell:
    row = numbers.setdefault((ROW, *_printed_line(fact, ROW), fact.row), len(numbers))
    column = numbers.setdefault((COLUMN, *_printed_line(fact, COLUMN), fact.column), len(numbers))
    paths = (tuple(map(comparable, fact.row)), tuple(map(comparable, fact.column)))
    return Cell(fact, paths, (row, column), comparable(fact.text))


def _printed_line(fact: Fact, axis: int) -> tuple[int, int]:
    """The table and the printed row (or column) of a fact."""
    return fact.table, fact.row_index if axis == ROW else fact.column_index
