"""A held table as it is drawn: its cells with their spans, in rows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.web.evidence import is_amount
from ingest.model import Cell, Table
from ingest.text import label_key


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell to draw. ``found`` holds what is looked for."""

    text: str
    rowspan: int
    colspan: int
    head: bool
    amount: bool
    found: bool


def rows_of(table: Table, find: str = "") -> list[list[Drawn]]:
    """The rows of a table, each cell once; a position nothing was printed at is a blank cell."""
    grid, key = table.grid, label_key(find)
    heads = [grid.text(table.header_rows - 1, c) for c in range(grid.width)]
    values = [[grid.at(r, c) for c in range(grid.width)] for r in range(grid.height)]
    return [
        [
            _drawn(cell or Cell("", r, c), heads[c], table.header_rows, key)
            for c, cell in enumerate(line)
            if cell is None or (cell.row, cell.column) == (r, c)
        ]
        for r, line in enumerate(values)
    ]


def _drawn(cell: Cell, above: str, header_rows: int, key: str) -> Drawn:
    head = cell.row < header_rows
    amount = not head and cell.colspan == 1 and is_amount(cell.text, above)
    found = bool(key) and key in label_key(cell.text)
    return Drawn(cell.text, cell.rowspan, cell.colspan, head, amount, found)
