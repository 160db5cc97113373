"""One sheet of a spreadsheet to a grid, or to paragraphs where it only holds running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ingest.errors import UnreadableError
from ingest.model import Block, Cell, Grid, Issue, Paragraph
from ingest.read.limits import MAX_CELLS
from ingest.read.piled import cell_text, one_below_other
from ingest.read.wrapping import clean
from ingest.vocabulary import is_number_line, is_title

_UNNAMED: Final = re.compile(r"(?:Sheet|工作表|Table)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)

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
        if text := "\n".join(filter(None, map(clean, text.split("\n")))):
            self.texts[row, column] = text
            if len(self.texts) > MAX_CELLS:
                raise UnreadableError(f"工作表“{self.name}”过大，请拆分后再导入。")


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The name of a sheet, where somebody gave it one, and what it shows: a grid for each part
    that stands apart, running text where a part fills one column only (a cover, a note)."""
    cells = list(_cells(sheet))
    if not cells:
        return
    printed = {cell.text for cell in cells}
    if not _UNNAMED.fullmatch(sheet.name) and sheet.name not in printed:
        yield Paragraph(sheet.name)
    for top, bottom in _parts(cells):
        part = [cell for cell in cells if top <= cell.row < bottom]
        if len({cell.column for cell in part}) == 1:
            yield from (Paragraph(cell_text(cell.text.split("\n"))) for cell in part)
            continue
        text = _text_rows(part)
        yield from (Paragraph(cell_text(cell.text.split("\n"))) for cell in part if cell.row < text)
        part = [cell for cell in part if cell.row >= text]
        top = max(top, text)
        left = min(cell.column for cell in part)
        right = max(cell.column + cell.colspan for cell in part)
        if (bottom - top) * (right - left) > MAX_CELLS:
            raise UnreadableError(f"工作表“{sheet.name}”过大，请拆分后再导入。")
        yield one_below_other(Grid(tuple(_filled_in(part, top, left, bottom, right))))


def _parts(cells: list[Cell]) -> Iterator[tuple[int, int]]:
    """First row and row past the last of what blank rows keep apart. One blank row is air
    inside a table."""
    start = end = min(cell.row for cell in cells)
    for cell in sorted(cells, key=lambda cell: cell.row):
        if cell.row > end + 1:
            yield start, end
            start = cell.row
        end = max(end, cell.row + cell.rowspan)
    yield start, end


def _text_rows(part: list[Cell]) -> int:
    """The row before which a part holds running text only: rows of one cell each, up to the first
    that calls a table by its title or number, or past the last that is a sentence."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(part, key=lambda cell: cell.row):
        rows.setdefault(cell.row, []).append(cell)
    end = 0
    for row, (cell, *others) in rows.items():
        if others:
            break
        if is_title(cell.text) or is_number_line(cell.text):
            return row
        if "。" in cell.text:
            end = row + 1
    return end


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
