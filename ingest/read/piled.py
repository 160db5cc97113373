"""Rows piled up in one row of cells, a line each, laid out one below the other.

Editors put a whole column into a cell: 办公费 ↵ 差旅费 beside 1.00 ↵ 2.00. The lines belong
together where every cell has as many and one of them holds nothing but figures; two lines may
also be a label that is wrapped, so that only codes tell two rows apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from ingest.codes import is_code
from ingest.model import Cell, Grid
from ingest.numbers import are_several
from ingest.read.wrapping import join_broken

_SURE: Final = 3
"""Lines that no label is wrapped into beside as many figures."""


def one_below_other(grid: Grid) -> Grid:
    """A grid whose cells hold their lines, with rows of their own for those that are piled up
    surely, and one text in every other cell."""
    tops = [0, *accumulate(_rows_in(grid, row) for row in range(grid.height))]
    cells: list[Cell] = []
    for cell in grid.cells:
        top, bottom = tops[cell.row], tops[cell.row + cell.rowspan]
        if cell.rowspan == 1 and bottom - top > 1:
            lines = cell.text.split("\n") if cell.text else [""] * (bottom - top)
            cells += (
                Cell(line, top + n, cell.column, 1, cell.colspan, cell.page)
                for n, line in enumerate(lines)
            )
        else:
            text = cell_text(cell.text.split("\n"))
            cells.append(Cell(text, top, cell.column, bottom - top, cell.colspan, cell.page))
    return Grid(tuple(cells))


def cell_text(lines: Sequence[str]) -> str:
    """What a cell says; figures on lines of their own stay apart, for they are not one."""
    text = "\n".join(filter(None, lines))
    return text if are_several(text) else join_broken(lines)


def _rows_in(grid: Grid, row: int) -> int:
    """How many rows are surely piled up in a row; 1 where it is one."""
    begun = [cell for cell in grid.cells if cell.row == row and cell.text]
    counts = {cell.text.count("\n") + 1 for cell in begun}
    if len(counts) != 1 or any(cell.rowspan > 1 for cell in begun):
        return 1
    coded = any(all(map(is_code, cell.text.split("\n"))) for cell in begun)
    figures = [are_several(cell.text) for cell in begun]
    [count] = counts
    return count if any(figures) and not all(figures) and (coded or count >= _SURE) else 1
