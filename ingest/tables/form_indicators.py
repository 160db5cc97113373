"""The indicator list of a form (一级指标 二级指标 三级指标 指标值 分值) → its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ingest.model import Cell, Fact, Grid, Table
from ingest.numbers import parse_number
from ingest.text import fold, label_key
from ingest.vocabulary import ColumnKind, form_columns

_FEWEST_HEADS: Final = 3
_POINTS: Final = re.compile(r"\(\d+分?\)$")


def list_row(grid: Grid) -> int | None:
    """The row whose cells head the indicator list."""
    for row in range(grid.height):
        heads = {text for cell in row_cells(grid, row) if column_kind(text := cell.text)}
        if len(heads) >= _FEWEST_HEADS:
            return row
    return None


def column_kind(header: str) -> ColumnKind | None:
    """What a column of the indicator list holds, None for a header that heads none."""
    return form_columns().get(_POINTS.sub("", label_key(header)))


def row_cells(grid: Grid, row: int) -> list[Cell]:
    """Cells that begin in a row, left to right."""
    found = (grid.at(row, column) for column in range(grid.width))
    return list(dict.fromkeys(cell for cell in found if cell is not None and cell.row == row))


def indicators(
    table: Table, head: int, rows: Iterable[int], name: str | None, code: str | None
) -> Iterator[Fact]:
    """The numbers and targets of the indicators in some rows below their header, and what was
    reached of them."""
    grid = table.grid
    kinds = _kinds(grid, head)
    texts = [column for column, kind in kinds.items() if kind == "text"]
    units = [column for column, kind in kinds.items() if kind == "unit"]
    path: list[str] = []
    for row in rows:
        labels = _labels(grid, row, texts)
        if not any(labels):
            continue
        blanks = next(n for n, label in enumerate(labels) if label)
        path = [*path[:blanks], *labels[blanks:]]
        of_all = labels[0] if len(labels) < len(texts) else None
        for column, printed in _figures(grid, row, kinds, of_all):
            value = kinds[column] == "value"
            unit = next((grid.text(row, c).strip() for c in units), "") if value else ""
            header = grid.text(head, column).strip()
            yield Fact(
                table=table.index,
                row=tuple(filter(None, (name, *(() if of_all else path)))),
                code=code,
                column=(of_all, header) if of_all else (header,),
                value=parse_number(printed.text),
                unit=unit or ("%" if fold(printed.text).endswith("%") else None),
                text=printed.text.strip(),
                row_index=row,
                column_index=column,
                page=printed.page or table.page,
            )


def _kinds(grid: Grid, head: int) -> dict[int, ColumnKind]:
    """Column → what it holds."""
    kinds = {cell.column: column_kind(cell.text) for cell in row_cells(grid, head)}
    return {column: kind for column, kind in kinds.items() if kind is not None}


def _labels(grid: Grid, row: int, texts: Iterable[int]) -> list[str]:
    """The labels of a row, one a cell: 总分 is merged over the columns of all of them."""
    cells = [grid.at(row, column) for column in texts]
    return [
        cell.text.strip() if cell else ""
        for n, cell in enumerate(cells)
        if cell is None or cell not in cells[:n]
    ]


def _figures(
    grid: Grid, row: int, kinds: dict[int, ColumnKind], of_all: str | None
) -> Iterator[tuple[int, Cell]]:
    """The figures of a row and their columns. Of all indicators together (``of_all``) the score
    that was reached, where there is one: the points to be had are always the same."""
    reached = of_all is not None and "reached" in kinds.values()
    labels = [grid.at(row, column) for column, kind in kinds.items() if kind == "text"]
    for column, kind in kinds.items():
        printed = grid.at(row, column)
        if printed is None or kind in ("text", "unit") or printed in labels:
            continue
        if kind == "reached" or not reached:
            yield column, printed
