"""A form (绩效目标表) → its facts: label/value pairs, then the list of indicators.

Every fact's row path begins with what the form is about: the project's or the body's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.model import Cell, Fact, Grid, Table
from ingest.numbers import is_mark, parse_number
from ingest.tables.lists import unit_of_column
from ingest.text import fold, label_key, ordinal
from ingest.vocabulary import ColumnKind, form_columns, form_labels, form_money, form_subjects

_FEWEST_LABELS: Final = 3
_POINTS: Final = re.compile(r"\(\d+分?\)$")
_CODED_NAME: Final = re.compile(r"(?P<code>[0-9A-Z]{3,32})[-—－](?P<name>.+)", re.DOTALL)


def is_form(grid: Grid) -> bool:
    """Whether a grid holds enough known form labels to be read as a form.

    A numbered sum (一、财政拨款) is an item of a list, not a label; nor is what heads columns of
    figures (项目名称, 合计, 财政拨款).
    """
    heads = _row_cells(grid, 0) if _heads_figures(grid) else ()
    cells = [
        cell.text
        for cell in grid.cells
        if cell not in heads and not (ordinal(cell.text) and _is_money(cell.text))
    ]
    return (
        len({key for text in cells if (key := label_key(text)) in form_labels()}) >= _FEWEST_LABELS
    )


def _heads_figures(grid: Grid) -> bool:
    """Whether under the first row, each of its cells a column's, several columns hold figures and
    marks only."""
    if any(cell.colspan > 1 for cell in _row_cells(grid, 0)):
        return False
    columns = (
        [text for row in range(1, grid.height) if (text := grid.text(row, column)).strip()]
        for column in range(grid.width)
        if grid.text(0, column).strip()
    )
    amounts = (
        texts
        and any(parse_number(text) is not None for text in texts)
        and all(parse_number(text) is not None or is_mark(text) for text in texts)
        for texts in columns
    )
    return sum(map(bool, amounts)) > 1


def _is_money(label: str) -> bool:
    folded = fold(label)
    return any(word in folded for word in form_money())


def form_facts(table: Table) -> Iterator[Fact]:
    """Every value cell of a form, and every number and target of its indicator list."""
    grid = table.grid
    list_row = _list_row(grid)
    pairs = list(_pairs(grid, list_row))
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
    if list_row is not None:
        yield from _indicators(table, list_row, name, code)


def _list_row(grid: Grid) -> int | None:
    """The row whose cells head the indicator list."""
    for row in range(grid.height):
        heads = {text for cell in _row_cells(grid, row) if _column_kind(text := cell.text)}
        if len(heads) >= _FEWEST_LABELS:
            return row
    return None


def _column_kind(header: str) -> ColumnKind | None:
    """What a column of the indicator list holds, None for a header that heads none."""
    return form_columns().get(_POINTS.sub("", label_key(header)))


def _row_cells(grid: Grid, row: int) -> list[Cell]:
    """Cells that begin in a row, left to right."""
    found = (grid.at(row, column) for column in range(grid.width))
    return list(dict.fromkeys(cell for cell in found if cell is not None and cell.row == row))


def _pairs(grid: Grid, list_row: int | None) -> Iterator[tuple[Cell, Cell]]:
    """Label and value cells: the value is the next cell on the right that is no label."""
    for row in range(grid.height if list_row is None else list_row):
        label: Cell | None = None
        for cell in _row_cells(grid, row):
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


def _indicators(table: Table, head: int, name: str | None, code: str | None) -> Iterator[Fact]:
    grid = table.grid
    kinds: dict[int, ColumnKind] = {}
    for cell in _row_cells(grid, head):
        kind = _column_kind(cell.text)
        if kind is not None:
            kinds[cell.column] = kind
    texts = [column for column, kind in kinds.items() if kind == "text"]
    units = [column for column, kind in kinds.items() if kind == "unit"]
    path: list[str] = []
    for row in range(head + 1, grid.height):
        labels = [grid.text(row, column).strip() for column in texts]
        if not any(labels):
            continue
        blanks = next(n for n, label in enumerate(labels) if label)
        path = [*path[:blanks], *labels[blanks:]]
        for column, kind in kinds.items():
            printed = grid.at(row, column)
            if kind in ("text", "unit") or printed is None:
                continue
            unit = next((grid.text(row, c).strip() for c in units), "") if kind == "value" else ""
            yield Fact(
                table=table.index,
                row=tuple(filter(None, (name, *path))),
                code=code,
                column=(grid.text(head, column).strip(),),
                value=parse_number(printed.text),
                unit=unit or ("%" if fold(printed.text).endswith("%") else None),
                text=printed.text.strip(),
                row_index=row,
                column_index=column,
                page=printed.page or table.page,
            )
