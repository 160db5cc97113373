"""Rows of a pasted table that only wide gaps between the cells set apart.

A blank cell leaves no trace in such a row, so a run of rows is a table only where each has as many
cells as the header names columns; what has not stays running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ingest.model import Block, Grid, Paragraph
from ingest.numbers import parse_number
from ingest.read.dump.separated import blocks_of_rows
from ingest.text import label_key
from ingest.vocabulary import names_codes

_GAP: Final = re.compile(r"[ \u00a0\u3000]{2,}|(?<=\S\S)\u3000(?=\S\S)")
_FEWEST_ROWS: Final = 2


def has_gapped_rows(text: str) -> bool:
    """Whether some lines of a text are the rows of a table."""
    return any(isinstance(block, Grid) for block in read_gapped(text))


def read_gapped(text: str) -> Iterator[Block]:
    """A paragraph for every line of text, a grid for every run of rows."""
    lines = [line for line in text.split("\n") if line.strip()]
    for is_row, run in groupby(lines, key=lambda line: len(_cells(line)) > 1):
        printed = list(run)
        rows = _rows([_cells(line) for line in printed]) if is_row else None
        if rows is None:
            yield from (Paragraph(_GAP.sub(" ", line).strip()) for line in printed)
        else:
            yield from blocks_of_rows(rows)


def _cells(line: str) -> list[str]:
    """The cells of a line; one that is only stretched (合　　计) is a single cell."""
    cells = _GAP.split(line.strip())
    return [line.strip()] if any(len(cell) < 2 and not cell.isdigit() for cell in cells) else cells


def _rows(run: Sequence[list[str]]) -> list[list[str]] | None:
    """The rows of a table with the cell for a code that a total lacks; None if they are none."""
    head, *body = run
    if len(body) < _FEWEST_ROWS or _has_figure(head) or not all(map(_has_figure, body)):
        return None
    coded = names_codes(label_key(head[0]))
    rows = [["", *row] if coded and len(row) == len(head) - 1 else row for row in body]
    return [head, *rows] if all(len(row) == len(head) for row in rows) else None


def _has_figure(row: Sequence[str]) -> bool:
    return any(parse_number(cell) is not None for cell in row[1:])
