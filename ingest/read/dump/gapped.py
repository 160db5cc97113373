"""Rows of a table that only wide gaps or tabs between the cells set apart, each a line of text.

A blank cell leaves no trace between gaps, and tabs may only fill up to the next stop, so a run of
rows is a table only where each has as many cells as the header names columns and no column mixes
figures and words; what has not stays running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from ingest.model import Block, Grid, Paragraph
from ingest.numbers import is_blank, is_mark, parse_number
from ingest.text import fold, label_key
from ingest.vocabulary import names_codes

_GAP: Final = re.compile(r"[ \n\u00a0\u2002\u2003\u3000]{2,}|(?<=\S\S)\u3000(?=\S\S)")
_STRETCHED: Final = re.compile(r"(?<!\S)([一-鿿])\s+(?=[一-鿿](?!\S))")
_FEWEST_ROWS: Final = 2
_MOST_BEFORE: Final = 3
"""Lines with a gap that may stand over the header: a title and its number, a body and a unit."""

Row = list[str]


def has_gapped_rows(text: str) -> bool:
    """Whether some lines of a text are the rows of a table."""
    return any(isinstance(block, Grid) for block in read_gapped(text))


def read_gapped(text: str) -> Iterator[Block]:
    """A paragraph for every line of text, a grid for every run of rows."""
    return with_rows(text.split("\n"), lambda line: _GAP.sub(" ", line).strip())


def with_rows(printed: Iterable[str | Grid], text_of: Callable[[str], str]) -> Iterator[Block]:
    """The lines and grids of a document as blocks, every run of rows among the lines as a grid.
    ``text_of`` is what a line says as running text; one that says nothing is left out."""
    for is_row, run in groupby(printed, key=_is_row):
        items = list(run)
        lines = [item for item in items if isinstance(item, str)]
        first, rows = _table([_cells(line) for line in lines]) if is_row else (len(items), [])
        for item in items[:first]:
            if isinstance(item, Grid):
                yield item
            elif text := text_of(item):
                yield Paragraph(text)
        if rows:
            yield Grid.from_rows(rows)


def _is_row(item: str | Grid) -> bool:
    return isinstance(item, str) and len(_cells(item)) > 1


def _cells(line: str) -> Row:
    """The cells of a line; letters that are only stretched (合　　计) are one word."""
    if "\t" in line.strip():
        return [cell.strip() for cell in line.strip(" \n").split("\t")]
    cells = _GAP.split(_STRETCHED.sub(r"\1", line.strip()))
    return [line.strip()] if any(len(cell) < 2 and not cell.isdigit() for cell in cells) else cells


def _table(run: Sequence[Row]) -> tuple[int, list[Row]]:
    """The rows of the table that a run of lines ends in and the line they begin at; none where
    they are none."""
    for first in range(min(_MOST_BEFORE + 1, len(run))):
        if rows := _rows(run[first:]):
            return first, rows
    return len(run), []


def _rows(run: Sequence[Row]) -> list[Row] | None:
    """The rows of a table with the cell for a code that a total lacks; None if they are none."""
    head, *body = run
    if len(body) < _FEWEST_ROWS or not _is_head(head) or not all(map(_has_figure, body)):
        return None
    coded = names_codes(label_key(head[0]))
    rows = [["", *row] if coded and len(row) == len(head) - 1 else row for row in body]
    if any(len(row) != len(head) for row in rows):
        return None
    _, *columns = zip(*rows, strict=True)
    return None if any(map(_is_mixed, columns)) else [head, *rows]


def _is_head(row: Row) -> bool:
    """Whether a line may name columns: each cell a word, and none a caption (单位：万元)."""
    return all(map(str.strip, row)) and not _has_figure(row) and ":" not in fold("".join(row))


def _is_mixed(column: Sequence[str]) -> bool:
    """Whether a column prints figures in some rows and words in others."""
    printed = [text for text in column if not is_blank(text) and not is_mark(text)]
    return len({parse_number(text) is None for text in printed}) > 1


def _has_figure(row: Sequence[str]) -> bool:
    return any(parse_number(cell) is not None for cell in row[1:])
