"""The path of each row of a list: which labels stand over it.

Four printings say it, in this order of strength: the code (a parent is a prefix), a merged
label cell to the left, a label further up on the left of a blank one (printed once, for all the
rows of its group), the ordinal in front of the label (一、 over （一） over 1.).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.codes import is_code, is_parent, joined_code
from ingest.model import Grid
from ingest.tables.structure import ColumnList
from ingest.text import fold, ordinal
from ingest.vocabulary import is_subtotal, is_total

_LEVELS: Final = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+[、.．]"),
    re.compile(r"^[(（]\d+[)）]"),
)


@dataclass(frozen=True, slots=True)
class RowPath:
    """A row of a list: where it is, its labels outermost first, its code."""

    row: int
    labels: tuple[str, ...]
    code: str | None


def row_paths(grid: Grid, first: int, columns: ColumnList) -> Iterator[RowPath]:
    """The labelled rows of one list from row ``first`` on; rows without a label are left out.

    A list without label columns yields its rows with an empty path.
    """
    by_code: list[tuple[str, str]] = []
    by_ordinal: list[tuple[int, str]] = []
    over: list[str] = []
    for row in range(first, grid.height):
        labels = _labels(grid, row, columns)
        code = joined_code(_texts(grid, row, columns.codes))
        if code is not None and not (is_code(code) or (code.isalnum() and code.isascii())):
            labels, code = labels or (grid.text(row, columns.codes[0]).strip(),), None
        if not labels and code is None and (columns.labels or columns.codes):
            continue
        if code is not None:
            by_code = [(c, label) for c, label in by_code if is_parent(c, code)]
            above = tuple(label for _, label in by_code)
            if labels:
                by_code.append((code, labels[-1]))
            yield RowPath(row, (*above, *labels), code)
            continue
        group = _group(grid, row, columns.labels, over)
        if len(labels) == 1 and not group:
            group = _over(by_ordinal, labels[0])
        yield RowPath(row, (*group, *labels), None)


def _labels(grid: Grid, row: int, columns: ColumnList) -> tuple[str, ...]:
    """The label texts of a row, left to right; a total merged over the code column too."""
    places = columns.labels
    if columns.codes and not any(grid.text(row, c).strip() for c in places):
        places = columns.codes if is_total(grid.text(row, columns.codes[0])) else places
    return tuple(filter(None, _texts(grid, row, places)))


def _texts(grid: Grid, row: int, columns: tuple[int, ...]) -> list[str]:
    """What a row prints in some columns, a cell merged over several in the first of them."""
    cells = [grid.at(row, column) for column in columns]
    merged = [cell is not None and cell is before for before, cell in pairwise([None, *cells])]
    return [
        "" if again or cell is None else cell.text.strip()
        for again, cell in zip(merged, cells, strict=True)
    ]


def _group(grid: Grid, row: int, columns: tuple[int, ...], over: list[str]) -> tuple[str, ...]:
    """What ``over``, the labels of the row before by label column, prints over the blank ones on
    the left of a row; ``over`` becomes the row's. A total belongs to no group, a 小计 to its own.
    """
    texts = _texts(grid, row, columns)
    blanks = next((n for n, text in enumerate(texts) if text), len(texts))
    first = texts[blanks] if blanks < len(texts) else ""
    total = is_total(first) and not (blanks and is_subtotal(first))
    group = [] if total else over[:blanks]
    over[:] = [] if total else [*group, *texts[blanks:]]
    return tuple(filter(None, group))


def _over(stack: list[tuple[int, str]], label: str) -> tuple[str, ...]:
    """Labels over ``label`` by ordinals, keeping ``stack`` of (level, label) up to date. A total
    ends every group but the one whose numbers it carries on (（一）支出合计 below 一、)."""
    level = _level(label)
    if is_total(label) and not (level and stack):
        stack.clear()
        return ()
    if level is None:
        return tuple(above for _, above in stack)
    while stack and stack[-1][0] >= level:
        stack.pop()
    above = tuple(text for _, text in stack)
    stack.append((level, label))
    return above


def _level(label: str) -> int | None:
    if ordinal(label) is None:
        return None
    folded = fold(label)
    return next((n for n, pattern in enumerate(_LEVELS) if pattern.match(folded)), None)
