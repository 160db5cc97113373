"""Several tables below one another in one grid (a sheet, a page's one big table), taken apart.

A table begins where a row prints nothing but a title (表二 “三公”经费支出表) or the number above
one, and the next rows head columns anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ingest.model import Grid
from ingest.numbers import parse_number
from ingest.tables.captions import Caption, rebased, row_texts
from ingest.vocabulary import is_total

_FEWEST_HEADS: Final = 2


def tables_of(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid, top to bottom; the grid itself where it is one."""
    starts = [0]
    for row in range(1, grid.height):
        if _begins(grid, row) and _holds_table(grid, starts[-1], row):
            starts.append(row)
    for top, bottom in pairwise([*starts, grid.height]):
        yield rebased(grid, top, bottom)


def _begins(grid: Grid, row: int) -> bool:
    """Whether a row captions a table whose header follows the other rows of its caption."""
    texts = row_texts(grid, row)
    if len(texts) != 1 or not _names_table(texts[0]):
        return False
    for below in range(row + 1, grid.height):
        texts = row_texts(grid, below)
        if texts and not all(map(Caption().take, texts)):
            return _heads(texts)
    return False


def _names_table(text: str) -> bool:
    caption = Caption()
    return caption.take(text) and bool(caption.title or caption.number)


def _heads(texts: list[str]) -> bool:
    figures = any(parse_number(text) is not None for text in texts)
    return len(texts) >= _FEWEST_HEADS and not figures and not is_total(texts[0])


def _holds_table(grid: Grid, top: int, bottom: int) -> bool:
    """Whether the rows above hold more than captions."""
    rows = [row_texts(grid, row) for row in range(top, bottom)]
    wide = [texts for texts in rows if len(texts) >= _FEWEST_HEADS]
    return not all(Caption().take(text) for texts in wide for text in texts)
