"""The part of a form that is a small table: sums of money by stage, with their points.

A 自评表 heads columns with 年初预算数, 全年预算数, 全年执行数, 分值, 执行率 and 得分; below them
stand 年度资金总额 and what it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.model import Cell, Grid
from ingest.numbers import parse_number
from ingest.tables.lists import unit_of_column
from ingest.text import fold, label_key
from ingest.vocabulary import HeadKind, form_heads

_FEWEST_HEADS: Final = 2
_BLANK: Final = frozenset(("", "—", "-", "/"))


@dataclass(frozen=True)
class BlockCell:
    """A figure of a block under its ``column``: the label of its row, then the head. Points are
    given for the share that was spent (执行率 · 得分)."""

    head: Cell
    value: Cell
    column: tuple[str, str]
    unit: str | None


def block_cells(grid: Grid, until: int, table_unit: str | None) -> Iterator[BlockCell]:
    """The figures of every block above row ``until`` of a form, in reading order."""
    row = 0
    while row < until:
        heads = _heads(grid, row)
        row += 1
        if len(heads) < _FEWEST_HEADS:
            continue
        while row < until and (label := _label(grid, row, heads)):
            for head in heads:
                value = grid.at(row, head.column)
                if value is not None and (
                    _kind(head) != "points" or value.text.strip() not in _BLANK
                ):
                    yield _cell(grid, label, head, value, heads, table_unit)
            row += 1


def _cell(
    grid: Grid, label: Cell, head: Cell, value: Cell, heads: list[Cell], table_unit: str | None
) -> BlockCell:
    text = head.text.strip()
    if _kind(head) == "points":
        share = next((other.text.strip() for other in heads if _kind(other) == "percent"), text)
        return BlockCell(head, value, (share, text), None)
    unit = _unit(grid, label, head, value, table_unit)
    return BlockCell(head, value, (label.text.strip(" :："), text), unit)


def _kind(head: Cell) -> HeadKind:
    return form_heads()[label_key(head.text)]


def _heads(grid: Grid, row: int) -> list[Cell]:
    """The cells of a row that head columns of a block."""
    cells = (grid.at(row, column) for column in range(grid.width))
    begun = dict.fromkeys(cell for cell in cells if cell is not None and cell.row == row)
    return [cell for cell in begun if label_key(cell.text) in form_heads()]


def _label(grid: Grid, row: int, heads: list[Cell]) -> Cell | None:
    """What names a row of figures below some heads; None where the block has ended."""
    values = [grid.at(row, head.column) for head in heads]
    if not all(
        value is None or (value.column == head.column and _is_figure(value.text))
        for head, value in zip(heads, values, strict=True)
    ):
        return None
    before = (grid.at(row, column) for column in range(heads[0].column - 1, -1, -1))
    return next((cell for cell in before if cell and cell.row == row and cell.text.strip()), None)


def _is_figure(text: str) -> bool:
    return parse_number(text) is not None or text.strip() in _BLANK or fold(text).endswith("%")


def _unit(grid: Grid, label: Cell, head: Cell, value: Cell, table_unit: str | None) -> str | None:
    """The unit of a sum of money, as its head, its row or what stands left of it says."""
    if _kind(head) == "percent":
        return "%"
    left = [grid.text(label.row, column) for column in range(label.column + 1)]
    over = [grid.text(head.row, column) for column in range(head.column + 1)]
    return unit_of_column((*over, *left, fold(head.text)), value.text, table_unit)
