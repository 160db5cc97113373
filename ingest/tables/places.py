"""A grid of any layout → for every cell the labels that govern it, found without known words.

Rows that are one merged cell cut a grid into sections, merged banners and repeated headers cut
it into columns; what is left is read box by box (:mod:`ingest.tables.blocks`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ingest.model import Cell, Grid
from ingest.tables.blocks import (
    Reading,
    beside_labels,
    best_reading,
    groups_of,
)
from ingest.tables.boxes import Box, cells_of_row
from ingest.tables.cuts import best_cut, best_edge
from ingest.tables.heads import is_part, is_section, names_on_top, over_columns
from ingest.tables.likeness import cell_kind, likeness
from ingest.tables.splits import split_of

Role = Literal["title", "header", "key", "value"]
Path = tuple[str, ...]

_LONGEST_TITLE: Final = 40
_LABEL: Final = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with its row path and column path, outermost label first.

    ``title`` and ``header`` cells only label others; a ``key`` labels a row or column and is a
    value as well (the name of a person in a list of persons).
    """

    cell: Cell
    row: Path
    column: Path
    role: Role


def places(grid: Grid) -> list[Place]:
    """Every cell of a grid in its place, in reading order."""
    printed = _compact(grid)
    compact = Grid(tuple(printed))
    placing = _Placing(compact)
    placing.sections(Box(0, 0, compact.height, compact.width), (), ())
    for cell in printed:
        placing.put(cell, (), ())
    found = [replace(place, cell=printed[place.cell]) for place in placing.found.values()]
    return sorted(found, key=lambda place: (place.cell.row, place.cell.column))


def _compact(grid: Grid) -> dict[Cell, Cell]:
    """The cells without the rows and columns in which none begins, with the printed ones."""
    rows = sorted({cell.row for cell in grid.cells})
    columns = sorted({cell.column for cell in grid.cells})
    found = {}
    for cell in grid.cells:
        top, left = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        height = bisect_left(rows, cell.row + cell.rowspan) - top
        width = bisect_left(columns, cell.column + cell.colspan) - left
        found[Cell(cell.text, top, left, height, width, cell.page)] = cell
    return found


def _path(*labels: str) -> Path:
    """Labels as a path: stripped, no blank ones, none twice in a row."""
    path: list[str] = []
    for label in labels:
        text = label.strip()
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


@dataclass
class _Placing:
    grid: Grid
    found: dict[Cell, Place] = field(default_factory=dict)

    def put(self, cell: Cell | None, row: Path, column: Path, role: Role = "value") -> None:
        """Place a cell once; what places it first knows it best."""
        if cell is not None and cell not in self.found:
            self.found[cell] = Place(cell, row, column, role)

    def label(self, cell: Cell, row: Path, column: Path) -> None:
        """Place a label beside its value: a name that could itself be asked for is a key."""
        self.put(cell, row, column, "header" if likeness(cell.text) > _LABEL else "key")

    # ---- cutting ----

    def sections(self, box: Box, row: Path, column: Path) -> None:
        """Cut a box at the rows that are one merged cell; these head what follows."""
        outer: Path = ()
        before: tuple[Box, Reading] | None = None
        for titles, part in self._between_titles(box, row, column):
            heads = tuple(title.text for title in titles)
            if part.top == box.top + len(titles) > 1:
                outer, heads = heads[:1], heads[1:]
            for title in titles:
                self.put(title, row, column, "title")
            path = _path(*row, *outer, *heads)
            before = self.columns(part, path, column, before)

    def _between_titles(
        self, box: Box, row: Path, column: Path
    ) -> Iterator[tuple[list[Cell], Box]]:
        """Boxes between the titles of a box, each with the titles right above it."""
        titles: list[Cell] = []
        start = box.top
        for line in range(box.top, box.bottom + 1):
            merged = self._merged(line, box) if line < box.bottom else None
            if merged is None and line < box.bottom:
                continue
            if line > start:
                yield titles, box.rows(start, line)
                titles = []
            start = line + 1
            if merged is not None and _is_title(merged.text):
                titles.append(merged)
            else:
                self.put(merged, row, column)
        for title in titles:
            self.put(title, row, column)

    def _merged(self, row: int, box: Box) -> Cell | None:
        """The cell that is the whole of a row, if one is."""
        cell = self.grid.at(row, box.left)
        if cell is None or box.width < 2 or cell.rowspan > 1:
            return None
        return cell if cell.column + cell.colspan >= box.right else None

    def columns(
        self, box: Box, row: Path, column: Path, before: tuple[Box, Reading] | None
    ) -> tuple[Box, Reading] | None:
        """Cut a box under banners or at a repeated header; the list a next section may go on."""
        split = split_of(self.grid, box)
        if split is None:
            return self.read(box, row, column, before)
        if split.beside is not None:
            self.label(split.beside, row, column)
            row = _path(*row, split.beside.text)
        for number, part in enumerate(split.boxes):
            banner = split.banners[number] if split.banners else None
            self.put(banner, row, column, "title")
            if split.beside is not None and part.width == 1:
                self._values(part, row, column)
                continue
            self.sections(part, row, _path(*column, banner.text if banner else ""))
        return None

    # ---- reading ----

    def read(
        self, box: Box, row: Path, column: Path, before: tuple[Box, Reading] | None
    ) -> tuple[Box, Reading] | None:
        """Place the cells of a box, cut in two where that reads better."""
        reading = best_reading(self.grid, box, before)
        cut = best_cut(self.grid, box, reading)
        if cut is not None:
            first = self.columns(box.rows(box.top, cut), row, column, before)
            return self.columns(box.rows(cut, box.bottom), row, column, first)
        edge = best_edge(self.grid, box, reading)
        if edge is not None:
            self.sections(box.columns(box.left, edge), row, column)
            self.sections(box.columns(edge, box.right), row, column)
            return None
        if reading.arrangement == "more" and before is not None:
            known = before[1] if before[1].keys else reading
            self._list(before[0], known, box, row, column)
            return before[0], known
        if reading.arrangement == "list":
            head = box.rows(box.top, box.top + reading.headers)
            self._head(head, row, column, names_on_top(self.grid, head, reading, box))
            self._list(head, reading, box.rows(head.bottom, box.bottom), row, column)
            return head, reading
        {
            "record": self._record,
            "pairs": self._pairs,
            "stacked": self._stacked,
        }.get(reading.arrangement, self._values)(box, row, column)
        return None

    def _head(self, head: Box, row: Path, column: Path, names: bool = False) -> None:
        for line in range(head.top, head.bottom):
            corner, *cells = cells_of_row(self.grid, line, head)
            self.put(corner, row, column, "header")
            for cell in cells:
                path = _path(*row, corner.text) if names else row
                self.put(cell, path, column, "key" if names else "header")

    def _over(self, head: Box, column: int) -> Path:
        return _path(*(self.grid.text(row, column) for row in range(head.top, head.bottom)))

    def _list(self, head: Box, reading: Reading, body: Box, row: Path, column: Path) -> None:
        groups = groups_of(self.grid, head.bottom - 1, body, reading.keys)
        data = body.left + reading.keys
        section: Path = ()
        whole = ""
        for line in range(body.top, body.bottom):
            labels: list[str] = []
            label = self.grid.text(line, data - 1)
            if not is_part(label):
                whole = label
            elif whole:
                labels.append(whole)
            for place in range(body.left, data):
                cell = self.grid.at(line, place)
                if cell is not None:
                    over = _path(*column, *self._over(head, place))
                    self.put(cell, _path(*row, *section, *labels), over, "key")
                    labels.append(cell.text)
            if is_section(self.grid, line, body, data):
                section = _path(*labels)
                continue
            path = _path(*row, *section, *labels)
            for place in range(data, body.right):
                over = _path(*column, *self._over(head, place))
                group = groups.get(place)
                if group is None:
                    self.put(self.grid.at(line, place), path, over)
                elif place == group.column:
                    first = self.grid.at(line, body.left)
                    bottom = min(body.bottom, first.row + first.rowspan) if first else line + 1
                    if first is None or first.row in (line, body.top) or line == body.top:
                        right = group.column + group.colspan
                        self.sections(Box(line, place, bottom, right), path, over)

    def _record(self, box: Box, row: Path, column: Path) -> None:
        heads = over_columns(self.grid, box)
        for part in beside_labels(self.grid, box):
            label = self.grid.at(part.top, box.left)
            path = row
            if label is not None:
                self.label(label, row, column)
                path = _path(*row, label.text)
            if part.height > 1 and part.width > 1:
                self.sections(part, path, column)
                continue
            for place in range(part.left, part.right):
                over = _path(*column, *heads.get(place, ())[: part.top - box.top])
                for line in range(part.top, part.bottom):
                    self.put(self.grid.at(line, place), path, over)

    def _pairs(self, box: Box, row: Path, column: Path) -> None:
        for line in range(box.top, box.bottom):
            cells = cells_of_row(self.grid, line, box)
            even = len(cells) % 2 == 0
            label: Cell | None = None
            for place, cell in enumerate(cells):
                if place % 2 == 0 if even else (place == 0 or likeness(cell.text) > _LABEL):
                    label = cell
                    self.label(cell, row, column)
                else:
                    self.put(cell, _path(*row, label.text if label else ""), column)

    def _stacked(self, box: Box, row: Path, column: Path) -> None:
        for line in range(box.top, box.bottom, 2):
            for label in cells_of_row(self.grid, line, box):
                self.label(label, row, column)
                below = self.grid.at(line + 1, label.column)
                self.put(below, row, _path(*column, label.text))

    def _values(self, box: Box, row: Path, column: Path) -> None:
        for line in range(box.top, box.bottom):
            for cell in cells_of_row(self.grid, line, box):
                self.put(cell, row, column)


def _is_title(text: str) -> bool:
    kind = cell_kind(text)
    return kind == "word" or (kind == "text" and len(text) <= _LONGEST_TITLE)
