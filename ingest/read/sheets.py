"""One sheet of a spreadsheet to a grid, or to paragraphs where it only holds running text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.model import Block, Cell, Grid, Issue, Paragraph
from ingest.read.limits import MAX_CELLS
from ingest.read.wrapping import join_broken

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass
class Sheet:
    """What a sheet holds: texts by place, merged ranges (top, left, bottom, right; the last two
    inclusive), and the rows and columns it hides."""

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, text: str) -> None:
        """Keep a cell that shows something. UnreadableError past what any sheet holds."""
        if text := join_broken(text.split("\n")):
            self.texts[row, column] = text
            if len(self.texts) > MAX_CELLS:
                raise UnreadableError(f"工作表“{self.name}”过大，请拆分后再导入。")


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The grid of what a sheet shows, from its first filled row and column to its last.

    Text in one column only, as on a cover, is running text.
    """
    cells = list(_cells(sheet))
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return
    if len({cell.column for cell in filled}) == 1:
        yield from (Paragraph(cell.text) for cell in filled)
        return
    top, left = min(cell.row for cell in filled), min(cell.column for cell in filled)
    bottom = max(cell.row + cell.rowspan for cell in filled)
    right = max(cell.column + cell.colspan for cell in filled)
    if (bottom - top) * (right - left) > MAX_CELLS:
        raise UnreadableError(f"工作表“{sheet.name}”过大，请拆分后再导入。")
    yield Grid(tuple(_filled_in(cells, top, left, bottom, right)))


def hidden_parts(sheet: Sheet, where: str) -> Iterator[Issue]:
    """The issue that tells of rows and columns a sheet hides although they hold something."""
    hidden = [(r, c) for r, c in sheet.texts if r in sheet.hidden_rows or c in sheet.hidden_columns]
    if hidden:
        message = f"有隐藏的行或列，其中 {len(hidden)} 个单元格没有收录。"
        yield Issue("hidden-cells", message, f"{where} 工作表“{sheet.name}”")


def _cells(sheet: Sheet) -> Iterator[Cell]:
    """Shown cells that hold text or are merged, moved up and left past what is hidden."""
    rows = _Shown(sheet.hidden_rows)
    columns = _Shown(sheet.hidden_columns)
    corners = {(top, left) for top, left, _, _ in sheet.merged}
    spans = [*sheet.merged, *((r, c, r, c) for r, c in sheet.texts if (r, c) not in corners)]
    taken: set[Place] = set()
    for top, left, bottom, right in spans:
        row, column = rows.before(top), columns.before(left)
        height, width = rows.before(bottom + 1) - row, columns.before(right + 1) - column
        text = sheet.texts.get((top, left), "")
        if not (height and width and text) or (row, column) in taken:
            continue
        if height * width > 1:
            if height * width + len(taken) > MAX_CELLS:
                raise UnreadableError(f"工作表“{sheet.name}”过大，请拆分后再导入。")
            covered = {
                (r, c) for r in range(row, row + height) for c in range(column, column + width)
            }
            if not taken.isdisjoint(covered):
                continue
            taken |= covered
        yield Cell(text, row, column, height, width)


class _Shown:
    """Counts places that are not hidden."""

    def __init__(self, hidden: set[int]) -> None:
        self._hidden = sorted(hidden)

    def before(self, place: int) -> int:
        """How many shown rows (or columns) stand before ``place``."""
        return place - bisect_left(self._hidden, place)


def _filled_in(cells: list[Cell], top: int, left: int, bottom: int, right: int) -> Iterator[Cell]:
    """Every cell of the window with its place counted from it, blank ones where nothing stands."""
    held = {(cell.row, cell.column): cell for cell in cells}
    covered = {
        (r, c)
        for cell in cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.column, cell.column + cell.colspan)
    }
    for row in range(top, bottom):
        for column in range(left, right):
            cell = held.get((row, column))
            if cell is not None:
                yield Cell(cell.text, row - top, column - left, cell.rowspan, cell.colspan)
            elif (row, column) not in covered:
                yield Cell("", row - top, column - left)
