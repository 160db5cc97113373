"""Merged header cells made whole that lost their merging on the way.

A spreadsheet filled in by a program, a pasted page and a CSV print a head of several columns in
the first of them and leave the others blank: they are its own as long as the row below names a
column under each.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.codes import is_code
from ingest.model import Cell, Grid
from ingest.numbers import is_blank, parse_number


def merge_heads(grid: Grid) -> Grid:
    """The grid with every unmerged head over its figures as wide as the columns named under it. A
    row that merges cells itself is left as it is."""
    body = next((row for row in range(grid.height) if _holds_data(grid, row)), 0)
    widths = {cell: width for row in range(body - 1) for cell, width in _widths(grid, row)}
    if not widths:
        return grid
    eaten = {
        (cell.row, column)
        for cell, width in widths.items()
        for column in range(cell.column + 1, cell.column + width)
    }
    kept = (cell for cell in grid.cells if (cell.row, cell.column) not in eaten)
    return Grid(tuple(_widened(cell, widths.get(cell, 1)) for cell in kept))


def _widened(cell: Cell, width: int) -> Cell:
    if width == 1:
        return cell
    return Cell(cell.text, cell.row, cell.column, cell.rowspan, width, cell.page)


def _holds_data(grid: Grid, row: int) -> bool:
    texts = [grid.text(row, column) for column in range(grid.width)]
    return any(parse_number(text) is not None or is_code(text) for text in texts)


def _widths(grid: Grid, row: int) -> Iterator[tuple[Cell, int]]:
    """The heads of a row that are wider than printed, and how wide."""
    cells = [grid.at(row, column) for column in range(grid.width)]
    if any(cell and (cell.colspan > 1 or cell.row < row) for cell in cells):
        return
    for column, cell in enumerate(cells):
        if cell is None or is_blank(cell.text) or cell.rowspan > 1 or not _named(grid, row, column):
            continue
        end = column + 1
        while end < grid.width and is_blank(grid.text(row, end)) and _named(grid, row, end):
            end += 1
        if end > column + 1:
            yield cell, end - column


def _named(grid: Grid, row: int, column: int) -> bool:
    """Whether the row below names a column of its own under a place."""
    below = grid.at(row + 1, column)
    return below is not None and below.column == column and not is_blank(below.text)
