"""Rows of cells with spans to a grid, the way the HTML standard places them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.errors import UnreadableError
from ingest.model import Cell, Grid
from ingest.read.limits import MAX_CELLS, MAX_COLSPAN


class Spanned(NamedTuple):
    """A cell before it has a place. ``rowspan`` 0 runs to the last row."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def place(rows: Sequence[Sequence[Spanned]]) -> Grid:
    """The grid of rows that each list only the cells that start in them.

    Spans are made to fit: rows end with the table, columns where another cell stands. Raises
    UnreadableError for a grid of more positions than any table has.
    """
    cells: list[Cell] = []
    taken: list[int] = []
    """The first row in which each column is free again."""
    covered = 0
    for row, listed in enumerate(rows):
        column = 0
        for text, rowspan, colspan in listed:
            while column < len(taken) and taken[column] > row:
                column += 1
            end = column + 1
            while end < column + min(colspan, MAX_COLSPAN) and (
                end >= len(taken) or taken[end] <= row
            ):
                end += 1
            height = min(rowspan or len(rows), len(rows) - row)
            covered += height * (end - column)
            if covered > MAX_CELLS:
                raise UnreadableError("表格过大，请拆分后再导入。")
            taken += [0] * (end - len(taken))
            taken[column:end] = [row + height] * (end - column)
            cells.append(Cell(text, row, column, height, end - column))
            column = end
    return Grid(tuple(cells))
