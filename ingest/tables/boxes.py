"""Rectangles of a grid and the cells in them."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Cell, Grid


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a grid; ``bottom`` and ``right`` lie outside."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    def rows(self, top: int, bottom: int) -> Box:
        """The same columns, other rows."""
        return Box(top, self.left, bottom, self.right)

    def columns(self, left: int, right: int) -> Box:
        """The same rows, other columns."""
        return Box(self.top, left, self.bottom, right)


def cells_of_row(grid: Grid, row: int, box: Box) -> list[Cell]:
    """The cells that cover a row of a box, left to right, a merged one once."""
    found = (grid.at(row, column) for column in range(box.left, box.right))
    return list(dict.fromkeys(cell for cell in found if cell is not None))


def edges_of_row(grid: Grid, row: int, box: Box) -> set[int]:
    """The columns where the cells of a row begin."""
    return {cell.column for cell in cells_of_row(grid, row, box)}
