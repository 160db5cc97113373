"""A form (绩效目标表) → its facts: label/value pairs, then the list of indicators.

Every fact's row path begins with what the form is about: the project's or the body's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from ingest.model import Cell, Fact, Grid, Table
from ingest.numbers import parse_number
from ingest.tables.form_blocks import BlockCell, block_cells
from ingest.tables.form_indicators import column_kind, indicators, list_row, row_cells
from ingest.tables.lists import unit_of_column
from ingest.tables.structure import find_structure
from ingest.text import fold, label_key, ordinal
from ingest.vocabulary import form_labels, form_money, form_subjects

_FEWEST_LABELS: Final = 3
_MOST_HEADER_ROWS: Final = 3
_LONGEST_HEADER: Final = 20
_CODED_NAME: Final = re.compile(r"(?P<code>[0-9A-Z]{3,32})[-—－](?P<name>.+)", re.DOTALL)


def is_form(grid: Grid) -> bool:
    """Whether a grid holds enough known form labels to be read as a form.

    A numbered sum (一、财政拨款) is an item of a list, not a label; nor is what heads columns of
    figures (项目名称, 合计, 财政拨款).
    """
    cells = [cell.text for cell in grid.cells if not (ordinal(cell.text) and _is_money(cell.text))]
    labels = {key for text in cells if (key := label_key(text)) in form_labels()}
    return names_column(grid) is not None or (
        len(labels) >= _FEWEST_LABELS and not _heads_a_list(grid)
    )


def _heads_a_list(grid: Grid) -> bool:
    """Whether form labels only head the columns of a list (项目单位 项目名称 其他资金)."""
    structure = find_structure(grid)
    labels = [cell for cell in grid.cells if label_key(cell.text) in form_labels()]
    if structure is None or not labels or structure.header_rows > _MOST_HEADER_ROWS:
        return False
    head = structure.header_rows
    over = [cell for cell in grid.cells if cell.row < head]
    short = all(len(cell.text.strip()) <= _LONGEST_HEADER for cell in over)
    return short and all(cell.row < head for cell in labels) and grid.height > head


def _is_money(label: str) -> bool:
    folded = fold(label)
    return any(word in folded for word in form_money())


def form_facts(table: Table) -> Iterator[Fact]:
    """Every value cell of a form, and every number and target of its indicator list."""
    grid = table.grid
    head = list_row(grid)
    if head is not None and names_column(grid) is not None:
        yield from _forms_of_rows(table, head)
        return
    pairs, block = _pairs_and_block(table, head)
    name, code = _subject(pairs)
    for label, value in pairs:
        number = parse_number(value.text)
        yield Fact(
            table=table.index,
            row=(name,) if name else (),
            code=code,
            column=(label.text.strip(" :："),),
            value=number,
            unit=_pair_unit(grid, label, value.text, table.unit),
            text=value.text.strip(),
            row_index=value.row,
            column_index=value.column,
            page=value.page or table.page,
        )
    for cell in block:
        yield Fact(
            table=table.index,
            row=(name,) if name else (),
            code=code,
            column=cell.column,
            value=parse_number(cell.value.text),
            unit=cell.unit,
            text=cell.value.text.strip(),
            row_index=cell.value.row,
            column_index=cell.value.column,
            page=cell.value.page or table.page,
        )
    if head is not None:
        yield from indicators(table, head, range(head + 1, grid.height), name, code)


def _pairs_and_block(
    table: Table, head: int | None
) -> tuple[list[tuple[Cell, Cell]], list[BlockCell]]:
    """The label/value pairs above the indicator list, and the figures in rows and columns."""
    grid = table.grid
    until = grid.height if head is None else head
    block = list(block_cells(grid, until, table.unit))
    rows = {row for cell in block for row in (cell.head.row, cell.value.row)}
    return list(_pairs(grid, [row for row in range(until) if row not in rows])), block


def names_column(grid: Grid) -> int | None:
    """The column that names the projects where one list holds the indicators of several, each
    with its name, its money and its goal beside them; None for any other grid."""
    head = list_row(grid)
    if head is None:
        return None
    keys = [label_key(grid.text(head, column)) for column in range(grid.width)]
    return next((keys.index(subject) for subject in form_subjects() if subject in keys), None)


def _forms_of_rows(table: Table, head: int) -> Iterator[Fact]:
    """What a list of several projects' indicators prints of each, as from a form of its own."""
    grid, names = table.grid, names_column(table.grid)
    assert names is not None
    rows = range(head + 1, grid.height)
    for name, group in groupby(rows, key=lambda row: grid.text(row, names).strip()):
        lines = list(group)
        if not name:
            continue
        for cell in (cell for row in lines for cell in row_cells(grid, row)):
            header = grid.text(head, cell.column).strip()
            if cell.column == names or not header or column_kind(header):
                continue
            yield Fact(
                table=table.index,
                row=(name,),
                code=None,
                column=(header,),
                value=parse_number(cell.text),
                unit=unit_of_column((header,), cell.text, table.unit)
                if _is_money(header)
                else None,
                text=cell.text.strip(),
                row_index=cell.row,
                column_index=cell.column,
                page=cell.page or table.page,
            )
        yield from indicators(table, head, lines, name, None)


def _pairs(grid: Grid, rows: Iterable[int]) -> Iterator[tuple[Cell, Cell]]:
    """Label and value cells: the value is the next cell on the right that is no label."""
    for row in rows:
        label: Cell | None = None
        for cell in row_cells(grid, row):
            if label_key(cell.text) in form_labels():
                label = cell
            elif label is not None:
                yield label, cell
                label = None


def _subject(pairs: list[tuple[Cell, Cell]]) -> tuple[str | None, str | None]:
    """Name and code of what the form is about (``50015326T0001-某项目`` prints both)."""
    values = {label_key(label.text): value.text.strip() for label, value in pairs}
    for key in form_subjects():
        if text := values.get(key):
            match = _CODED_NAME.fullmatch(text)
            return (match["name"].strip(), match["code"]) if match else (text, None)
    return None, None


def _pair_unit(grid: Grid, label: Cell, text: str, table_unit: str | None) -> str | None:
    """The unit a label, or a label merged over several to its left, gives its number."""
    if parse_number(text) is None and text.strip():
        return None
    if _is_money(label.text):
        labels = tuple(fold(grid.text(label.row, column)) for column in range(label.column + 1))
        return unit_of_column(labels, text, table_unit)
    return "%" if fold(text).endswith("%") else None
