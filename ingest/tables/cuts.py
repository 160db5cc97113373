"""Where a box of cells falls into parts that read better apart than as one."""

from __future__ import annotations

from typing import Final

from ingest.model import Cell, Grid
from ingest.tables.blocks import TREE, Reading, best_reading, weight_of
from ingest.tables.boxes import Box, cells_of_row, edges_of_row
from ingest.tables.splits import split_of
from ingest.text import label_key

_NEW_BOX: Final = 1.5
_MOST_CUTS: Final = 16
_EFFORT: Final = 3000


def best_cut(grid: Grid, box: Box, whole: Reading) -> int | None:
    """The row where a box falls into two that read better apart than ``whole``, or None."""
    best, cut = whole.weight, None
    for row in _cuts(grid, box):
        if whole.weight >= TREE and _goes_on(grid, box, whole, row):
            continue
        above, below = box.rows(box.top, row), box.rows(row, box.bottom)
        upper = best_reading(grid, above)
        before = (above, upper) if upper.arrangement == "list" else None
        weight = weight_of(grid, above) + weight_of(grid, below, before)
        weight -= 0.0 if _begins_lists(grid, below) else _NEW_BOX
        if weight > best:
            best, cut = weight, row
    return cut


def _begins_lists(grid: Grid, box: Box) -> bool:
    """Whether a box falls into lists side by side, so that another one ends above it."""
    split = split_of(grid, box)
    return split is not None and len(split.boxes) > 1 and not split.banners


def _goes_on(grid: Grid, box: Box, whole: Reading, row: int) -> bool:
    """Whether the cells of a row begin where those of the header of a list do, without
    printing its corner again."""
    head = edges_of_row(grid, box.top + whole.headers - 1, box)
    again = grid.text(row, box.left) == grid.text(box.top, box.left)
    return edges_of_row(grid, row, box) <= head and not again


def best_edge(grid: Grid, box: Box, whole: Reading) -> int | None:
    """The column where a box falls into two that read better apart than ``whole``, or None."""
    best, edge = whole.weight, None
    for column in _edges(grid, box) if whole.weight < TREE else ():
        left, right = box.columns(box.left, column), box.columns(column, box.right)
        weight = weight_of(grid, left) + weight_of(grid, right) - _NEW_BOX
        if weight > best:
            best, edge = weight, column
    return edge


def _edges(grid: Grid, box: Box) -> list[int]:
    """Columns where merged labels of several rows stand beside rows of their own."""
    found = []
    for column in range(box.left + 1, box.right - 1):
        cells = [grid.at(row, column) for row in range(box.top, box.bottom)]
        if any(cell is None or cell.column != column for cell in cells):
            continue
        merged = {cell for cell in cells if cell and cell.rowspan > 1 and _labels_rows(grid, cell)}
        if any(_crosses(grid, cell, column - 1) for cell in merged):
            found.append(column)
    return found


def _labels_rows(grid: Grid, cell: Cell) -> bool:
    """Whether a merged cell stands to the left of several."""
    beside = cell.column + cell.colspan
    rows = range(cell.row, cell.row + cell.rowspan)
    return len({grid.at(row, beside) for row in rows} - {None}) > 1


def _crosses(grid: Grid, cell: Cell, column: int) -> bool:
    """Whether a merged cell begins or ends inside a row of ``column``, or divides it."""
    rows = range(cell.row, cell.row + cell.rowspan)
    return len({grid.at(row, column) for row in rows} - {None}) > 1


def _cuts(grid: Grid, box: Box) -> list[int]:
    """Rows where the borders of the cells change, or the first header comes again."""
    corner = label_key(grid.text(box.top, box.left))
    rows = []
    for row in range(box.top + 1, box.bottom):
        above, here = cells_of_row(grid, row - 1, box), cells_of_row(grid, row, box)
        if any(cell in above for cell in here):
            continue
        again = corner and label_key(grid.text(row, box.left)) == corner
        if again or [c.column for c in above] != [c.column for c in here]:
            rows.append(row)
    return rows[: max(1, min(_MOST_CUTS, _EFFORT // (box.height * box.width)))]
