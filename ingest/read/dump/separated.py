"""Rows of a pasted table that keep their cells apart by commas, tabs, or strokes (甲 | 乙).

A merged header cell leaves blanks behind it where it was pasted: they are its own as long as a
header row below names a column under each.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from ingest.model import Block, Cell, Grid, Paragraph
from ingest.numbers import parse_number
from ingest.text import fold

_RULE: Final = re.compile(r"[|\s:+\-—─┼├┤]*")
_SEPARATORS: Final = re.compile(r"[\t|｜]+")
_FEWEST_COLUMNS: Final = 2
_FEWEST_ROWS: Final = 3
_ALIKE: Final = 0.8
"""Part of the lines of comma separated values that hold the same number of them."""
_LONGEST_ALONE: Final = 40
"""Characters of a cell that may stand alone in a row; an indented sentence is longer."""


def has_separated_rows(text: str) -> bool:
    """Whether two lines below each other are rows of a table."""
    rows = [_cells(line) is not None for line in _lines(text)]
    return any(one and other for one, other in pairwise(rows))


def read_separated(text: str) -> Iterator[Block]:
    """A paragraph for every line of text, a grid for every run of rows."""
    split = [(line, _cells(line)) for line in _lines(text) if not _is_rule(line)]
    for is_row, run in groupby(split, key=lambda one: one[1] is not None):
        lines = list(run)
        rows = [cells for _, cells in lines if cells is not None]
        if is_row and len(rows) > 1:
            yield _grid(rows)
        else:
            yield from (Paragraph(_SEPARATORS.sub(" ", line).strip()) for line, _ in lines)


def csv_rows(text: str) -> list[list[str]] | None:
    """The rows of a text that is all comma separated values; None if it is none."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.split("\n"))]
    printed = [row for row in rows if any(row)]
    width, times = Counter(map(len, printed)).most_common(1)[0] if printed else (0, 0)
    if width < _FEWEST_COLUMNS or times < max(_FEWEST_ROWS, _ALIKE * len(printed)):
        return None
    return printed


def blocks_of_rows(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """A grid of the rows, but the lines of text before them, which fill one cell only."""
    first = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    yield from (Paragraph("".join(row)) for row in rows[:first])
    if first < len(rows):
        yield _grid(rows[first:])


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _is_rule(line: str) -> bool:
    """Whether a line only draws the stroke under a header (|---|---|)."""
    return "-" in line and _RULE.fullmatch(line) is not None


def _cells(line: str) -> list[str] | None:
    """The cells of a row; None for a line of running text."""
    drawn = line.strip().replace("｜", "|")
    if "\t" in line:
        cells = line.split("\t")
    elif drawn.count("|") > 1:
        cells = drawn.removeprefix("|").removesuffix("|").split("|")
    else:
        return None
    filled = [cell for cell in cells if cell.strip()]
    alone = len(filled) == 1 and len(cells) > 2 and len(filled[0]) < _LONGEST_ALONE
    return [cell.strip() for cell in cells] if len(filled) > 1 or alone else None


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    first = next((n for n, row in enumerate(padded) if any(map(_is_figure, row))), len(padded))
    cells: list[Cell] = []
    for at, row in enumerate(padded):
        below = [any(column) for column in zip(*padded[at + 1 : first], strict=True)]
        cells += _row_cells(at, row, below)
    return Grid(tuple(cells))


def _row_cells(at: int, row: Sequence[str], below: Sequence[bool]) -> Iterator[Cell]:
    """The cells of a row, those of a header as wide as the columns named ``below`` them."""
    column = 0
    while column < len(row):
        end = column + 1
        while (
            below
            and row[column]
            and below[column]
            and end < len(row)
            and not row[end]
            and below[end]
        ):
            end += 1
        yield Cell(row[column], at, column, colspan=end - column)
        column = end


def _is_figure(text: str) -> bool:
    return parse_number(fold(text)) is not None
