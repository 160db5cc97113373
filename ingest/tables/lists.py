"""A list-like grid → its facts."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model import Fact, Grid, Table
from ingest.numbers import SCALE, parse_number
from ingest.tables.paths import RowPath, row_paths
from ingest.tables.structure import Structure, header_path
from ingest.text import fold, label_key
from ingest.vocabulary import table_words


def list_facts(table: Table, structure: Structure) -> Iterator[Fact]:
    """Every data cell of a list with its row path, code, column path and unit."""
    grid = table.grid
    for columns in structure.lists:
        headers = {c: header_path(grid, structure.header_rows, c) for c in columns.data}
        for path in row_paths(grid, structure.header_rows, columns):
            if path.row in structure.skipped or _is_empty(grid, path, columns.data):
                continue
            for column in columns.data:
                cell = grid.at(path.row, column)
                if (
                    cell is not None
                    and cell.column >= columns.data[0]
                    and not (cell.row < path.row and cell.rowspan > 1)
                    and (cell.column == column or headers.get(cell.column) != headers[column])
                ):
                    yield _fact(table, path, column, headers[column], cell.text, cell.page)


def _is_empty(grid: Grid, path: RowPath, data: tuple[int, ...]) -> bool:
    """Whether a row without a label holds nothing at all."""
    return not path.labels and not any(grid.text(path.row, column).strip() for column in data)


def _fact(
    table: Table,
    path: RowPath,
    column: int,
    header: tuple[str, ...],
    text: str,
    page: int | None,
) -> Fact:
    value = parse_number(text)
    return Fact(
        table=table.index,
        row=path.labels,
        code=path.code,
        column=header,
        value=value,
        unit=unit_of_column(header, text, unit_of_row(path.labels, table.unit)),
        text=text.strip(),
        row_index=path.row,
        column_index=column,
        page=page if page is not None else table.page,
    )


def unit_of_column(header: tuple[str, ...], text: str, table_unit: str | None) -> str | None:
    """The unit of a cell: %, what its header says in brackets, else the table's."""
    words = table_words()
    folded = [fold(label) for label in header]
    if fold(text).endswith("%") or any(word in label for label in folded for word in words.percent):
        return "%"
    if header and label_key(header[-1]) in words.unitless:
        return None
    for label in reversed(folded):
        for unit in sorted(SCALE, key=len, reverse=True):
            if label.endswith(f"({unit})") or f"(单位:{unit})" in label:
                return unit
    if parse_number(text) is None and text.strip():
        return None
    return table_unit


def unit_of_row(labels: tuple[str, ...], table_unit: str | None) -> str | None:
    """What the cells of a row are counted in where its label says so, or the one it is under:
    车辆数合计（辆）, 公务接待人次, 单价100万元以上设备; else the table's unit.
    """
    for label in map(fold, reversed(labels)):
        for named, unit in table_words().row_units:
            if found := named.search(label):
                return unit or found[1]
    return table_unit
