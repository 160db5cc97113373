"""Whose the rows of a list are, where rows of bodies stand among the rows of codes.

部门支出总表 by 单位: a body's row gives its total, the rows of codes below it are that body's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ingest.codes import is_code
from ingest.model import Grid
from ingest.organizations import is_office, is_organization
from ingest.tables.structure import ColumnList
from ingest.vocabulary import is_total

_FEWEST: Final = 2


def owner_rows(grid: Grid, first: int, columns: ColumnList) -> dict[int, tuple[str, ...]]:
    """By row that changes whose the rows of codes below are: the body's name; nothing at a total,
    or where the body is the whole of the table (its row repeats the total's). Empty for a list
    in which fewer than two bodies have rows of codes."""
    if not columns.codes or not columns.labels:
        return {}
    total: list[str] = []
    owners: dict[int, tuple[str, ...]] = {}
    for row, label, figures in _uncoded(grid, first, columns):
        if is_total(label):
            total, owners[row] = figures, ()
        elif is_organization(label) or is_office(label):
            owners[row] = () if figures == total else (label,)
    rows = [row for row in owners if owners[row] and _is_coded(grid, row + 1, columns)]
    return owners if len(rows) >= _FEWEST else {}


def _uncoded(grid: Grid, first: int, columns: ColumnList) -> Iterator[tuple[int, str, list[str]]]:
    """The rows with a label and no classification code: where, the label, what they print."""
    for row in range(first, grid.height):
        label = next(filter(None, (grid.text(row, c).strip() for c in columns.labels)), "")
        if label and not _is_coded(grid, row, columns):
            yield row, label, [grid.text(row, c).strip() for c in columns.data]


def _is_coded(grid: Grid, row: int, columns: ColumnList) -> bool:
    return any(is_code(grid.text(row, column)) for column in columns.codes)
