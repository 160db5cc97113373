"""What heads lines of a list or record besides its labels: sections, numbered and named lines."""

from __future__ import annotations

from ingest.model import Cell, Grid
from ingest.tables.blocks import Reading, only_numbers
from ingest.tables.boxes import Box, cells_of_row
from ingest.tables.likeness import VALUES, cell_kind, likeness
from ingest.text import fold, label_key, ordinal


def names_on_top(grid: Grid, head: Box, reading: Reading, box: Box) -> bool:
    """Whether the header of a list holds names and its first column says what of them."""
    if head.height != 1 or reading.keys != 1:
        return False
    above = [likeness(cell.text) for cell in cells_of_row(grid, head.top, head)[1:]]
    left = [likeness(grid.text(row, box.left)) for row in range(head.bottom, box.bottom)]
    return bool(above) and sum(above) / len(above) < sum(left) / len(left)


def over_columns(grid: Grid, box: Box) -> dict[int, tuple[str, ...]]:
    """What the first row of a record with several value columns prints over each; where it only
    numbers them, the second row as well."""
    cells = cells_of_row(grid, box.top, box)[1:]
    if box.height < 2 or len(cells) < 2 or any(cell.colspan > 1 for cell in cells):
        return {}
    rows = range(box.top, box.top + (2 if _names_below(grid, box, cells) else 1))
    return {cell.column: tuple(grid.text(row, cell.column) for row in rows) for cell in cells}


def _names_below(grid: Grid, box: Box, cells: list[Cell]) -> bool:
    """Whether the first row only numbers the columns and the second names them."""
    names = [grid.text(box.top + 1, cell.column) for cell in cells]
    numbers = sum(only_numbers(cell.text) for cell in cells)
    named = not any(cell_kind(name) in VALUES for name in names)
    return box.height > 2 and 2 * numbers > len(cells) and named


def is_part(label: str) -> bool:
    """Whether a row of a list is part of the one above (其中:…)."""
    return fold(label).startswith("其中") and label_key(label) not in ("", "其中")


def is_section(grid: Grid, row: int, body: Box, data: int) -> bool:
    """Whether a row of a list only heads the rows below: a label and no value from ``data`` on,
    or a label as wide as all of them."""
    if row == body.bottom - 1:
        return False
    name = grid.at(row, data - 1)
    if name and name.column + name.colspan >= body.right > data and name.rowspan == 1:
        return cell_kind(name.text) == "word"
    if any(grid.text(row, column).strip() for column in range(data, body.right)):
        return False
    label = fold(grid.text(row, data - 1))
    below = fold(grid.text(row + 1, data - 1))
    counted = ordinal(label) is not None
    return bool(label) and (counted or label.endswith(":") or below.startswith("其中"))
