"""A list-like grid → its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from ingest.model import Cell, Fact, Grid, Table
from ingest.numbers import SCALE, is_mark, parse_number
from ingest.tables.paths import RowPath, row_paths
from ingest.tables.structure import ColumnList, Structure, header_path
from ingest.text import fold, label_key
from ingest.vocabulary import table_words


def list_facts(table: Table, structure: Structure) -> Iterator[Fact]:
    """Every data cell of a list with its row path, code, column path and unit."""
    grid = table.grid
    for columns, beside in zip_longest(structure.lists, structure.lists[1:]):
        for path in row_paths(grid, structure.header_rows, columns):
            data = columns.data
            if path.row in structure.skipped or _is_empty(grid, path, data):
                continue
            if beside is not None and _runs_on(grid, path, columns, beside):
                data = beside.data
            yield from _row_facts(table, structure, path, replace(columns, data=data))


def _row_facts(
    table: Table, structure: Structure, path: RowPath, columns: ColumnList
) -> Iterator[Fact]:
    data = columns.data
    headers = {c: header_path(table.grid, structure.header_rows, c) for c in data}
    units = _units(table, columns, headers, path)
    for column in data:
        cell = table.grid.at(path.row, column)
        if (
            cell is not None
            and cell.column >= data[0]
            and not (cell.row < path.row and cell.rowspan > 1)
            and (cell.column == column or headers.get(cell.column) != headers[column])
        ):
            yield _fact(table, path, column, headers[column], cell, units[column])


def _runs_on(grid: Grid, path: RowPath, columns: ColumnList, beside: ColumnList) -> bool:
    """Whether a total without figures of its own is that of the list beside it, which names
    nothing in this row: 公用经费合计 merged over two lists, pasted without its merging."""

    def texts(places: tuple[int, ...]) -> list[str]:
        return [grid.text(path.row, column).strip() for column in places]

    named = texts((*beside.codes, *beside.labels))
    blank = not any(texts(columns.data)) and not any(named)
    return blank and any(map(_sums_up, path.labels[-1:])) and all(texts(beside.data))


def _sums_up(label: str) -> bool:
    return label_key(label).endswith(tuple(table_words().totals))


def _is_empty(grid: Grid, path: RowPath, data: tuple[int, ...]) -> bool:
    """Whether a row without a label holds nothing at all."""
    return not path.labels and not any(grid.text(path.row, column).strip() for column in data)


def _units(
    table: Table, columns: ColumnList, headers: dict[int, tuple[str, ...]], path: RowPath
) -> dict[int, str | None]:
    """By column, what the cells of a row are counted in but for what they and their headers say:
    what the list's column of units (计量单位) prints, for the columns that count things where
    there are any, else what the row's labels say or the table's unit."""
    unit = unit_of_row(path.labels, table.unit)
    texts = (table.grid.text(path.row, column).strip() for column in columns.units)
    printed = next((text for text in texts if text and not is_mark(text)), None)
    if printed is None:
        return dict.fromkeys(columns.data, unit)
    counting = [column for column in columns.data if counts(headers[column])] or columns.data
    return {column: printed if column in counting else unit for column in columns.data}


def _fact(
    table: Table,
    path: RowPath,
    column: int,
    header: tuple[str, ...],
    cell: Cell,
    unit: str | None,
) -> Fact:
    return Fact(
        table=table.index,
        row=path.labels,
        code=path.code,
        column=header,
        value=parse_number(cell.text),
        unit=unit_of_column(header, cell.text, unit),
        text=cell.text.strip(),
        row_index=path.row,
        column_index=column,
        page=cell.page if cell.page is not None else table.page,
    )


def unit_of_column(header: tuple[str, ...], text: str, table_unit: str | None) -> str | None:
    """The unit of a cell: %, what its header ends in (车辆数（辆）, 金额/万元), nothing where the
    header counts (采购数量), else the table's; in a table of no money what its header counts."""
    words = table_words()
    folded = [fold(label) for label in header]
    if fold(text).endswith("%") or any(word in label for label in folded for word in words.percent):
        return "%"
    if named := next(filter(None, map(words.column_unit.search, reversed(folded))), None):
        return named[1]
    if counts(header) and table_unit in SCALE:
        return None
    if parse_number(text) is None and text.strip():
        return None
    return table_unit or unit_of_row(header, None)


def counts(header: tuple[str, ...]) -> bool:
    """Whether a header says that its column counts things, not money."""
    words = table_words()
    return bool(header) and (
        label_key(header[-1]) in words.unitless
        or words.unitless_ending.search(fold(header[-1])) is not None
    )


def unit_of_row(labels: tuple[str, ...], table_unit: str | None) -> str | None:
    """What the cells of a row (or column) are counted in where its label says so, or the one it
    is under: 车辆数合计（辆）, 公务接待人次, 单价100万元以上设备; else the table's unit.
    """
    for label in map(fold, reversed(labels)):
        for named, unit in table_words().row_units:
            if found := named.search(label):
                return unit or found[1]
    return table_unit
