"""Tables typed in a fixed width: columns that spaces or drawn strokes keep below each other.

A column is what no row crosses. A table is taken where it is sure: a line over the figures names
every column of them, no cell holds two texts, and no column mixes figures and words. What is not
sure stays lines of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from ingest.model import Grid
from ingest.numbers import is_blank, is_mark, parse_number
from ingest.read.dump.separated import has_separated_rows, read_separated
from ingest.read.wrapping import clean, printed_width
from ingest.text import fold
from ingest.vocabulary import is_total

_GUTTER: Final = 2
"""Half-width columns without a character that part two columns of a table."""
_GAP: Final = re.compile(r"[ \u00a0\u3000]{2,}")
_FEWEST_ROWS: Final = 2

Columns = list[tuple[int, int]]
"""From where to before where each column reaches, in half-width columns."""


def preformatted(text: str) -> list[str | Grid]:
    """The lines and tables of a text that keeps its spaces; empty where it holds no table."""
    if has_separated_rows(text):
        read = list(read_separated(text))
        return [block if isinstance(block, Grid) else block.text for block in read]
    lines = [line.rstrip() for line in text.expandtabs().split("\n")]
    found: list[str | Grid] = []
    for filled, run in groupby(lines, key=lambda line: bool(line.strip())):
        found += _with_table(list(run)) if filled else []
    return found if any(isinstance(one, Grid) for one in found) else []


def _with_table(lines: Sequence[str]) -> Iterator[str | Grid]:
    """Lines that stand together, the rows among them as a table: all from the first that may name
    columns to the last."""
    first = next((n for n, line in enumerate(lines) if _may_be_row(line)), len(lines))
    rows = lines[first:]
    grid = _table(rows) if rows and all(map(_may_be_row, rows)) else None
    yield from lines[:first]
    yield from [grid] if grid else map(clean, rows)


def _may_be_row(line: str) -> bool:
    """Whether a line holds cells and none that says whose the table is or in what unit."""
    return len(_GAP.split(line.strip())) > 1 and ":" not in fold(line)


def _table(lines: Sequence[str]) -> Grid | None:
    columns = _columns(lines)
    rows = [[_between(line, *column) for column in columns] for line in lines]
    begin = next((n for n, row in enumerate(rows) if any(map(_is_figure, row[1:]))), len(rows))
    heads, body = rows[:begin], rows[begin:]
    if not heads or len(body) < _FEWEST_ROWS:
        return None
    if any(_GAP.search(cell.strip()) for row in rows for cell in row):
        return None
    figured = [any(_is_figure(row[n]) for row in body) for n in range(len(columns))]
    if not all(map(str.strip, heads[-1])) or not _heads_lists(heads[:-1], figured):
        return None
    if any(_is_mixed([row[n] for row in body]) for n, is_one in enumerate(figured) if is_one):
        return None
    return Grid.from_rows([[clean(cell) for cell in row] for row in rows])


def _columns(lines: Sequence[str]) -> Columns:
    """The columns between the gutters that all lines leave free."""
    width = max(map(printed_width, lines))
    free = [True] * (width + _GUTTER)
    for line in lines:
        at = 0
        for char in line:
            wide = printed_width(char)
            if not char.isspace():
                free[at : at + wide] = [False] * wide
            at += wide
    starts = [0]
    run = 0
    for at, is_free in enumerate(free[:width]):
        if not is_free and run >= _GUTTER and at > run:
            starts.append(at)
        run = run + 1 if is_free else 0
    return list(pairwise([*starts, width]))


def _between(line: str, start: int, end: int) -> str:
    """What a line prints from one half-width column to before another."""
    kept, at = "", 0
    for char in line:
        if start <= at < end:
            kept += char
        at += printed_width(char)
    return kept


def _is_figure(cell: str) -> bool:
    return parse_number(cell.strip()) is not None


def _is_mixed(column: Sequence[str]) -> bool:
    """Whether a column prints, beside figures, words that are neither a total nor a mark."""
    texts = [cell.strip() for cell in column if not is_blank(cell) and not _is_figure(cell)]
    return any(not is_total(text) and not is_mark(text) for text in texts)


def _heads_lists(heads: Sequence[Sequence[str]], figured: Sequence[bool]) -> bool:
    """Whether upper heads stand over the labels of lists side by side (收入, 支出), the first list
    among them; how far any other reaches is not to be seen."""
    named = [[n for n, cell in enumerate(row) if cell.strip()] for row in heads]
    return all(row[:1] == [0] and not any(figured[n] for n in row) for row in named)
