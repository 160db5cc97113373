"""The path of each row of a list: which labels stand over it.

Four printings say it, in this order of strength: the code (a parent is a prefix; the body whose
row stands over it), a merged label cell to the left, a label further up on the left of a blank one
(printed once, for all the rows of its group), the ordinal in front of the label (一、 over （一）
over 1.).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise, takewhile
from typing import Final

from ingest.codes import is_code, is_parent, joined_code, named_code
from ingest.model import Grid
from ingest.tables.owners import owner_rows
from ingest.tables.structure import ColumnList
from ingest.text import fold, label_key, ordinal
from ingest.vocabulary import is_subtotal, is_total

_LEVELS: Final = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"^\d+[、.．]"),
    re.compile(r"^[(（]\d+[)）]"),
)
_HEADS: Final = re.compile(r"其中|.*[:：]$|[注备说]")
"""How a label begins or ends that heads or explains other rows."""

_PART: Final = 2
"""Digits of 款 and of 项 where they stand in columns of their own."""


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
    owners = owner_rows(grid, first, columns)
    owner: tuple[str, ...] = ()
    by_code: list[tuple[str, str]] = []
    by_ordinal: list[tuple[int, str]] = []
    over: list[str] = []
    parts: list[str] = []
    named = _names_after_codes(grid, first, columns)
    wrapped = _wrapped_names(grid, first, columns)
    for row in range(first, grid.height):
        labels = _labels(grid, row, columns)
        coded = _carried(_texts(grid, row, columns.codes), parts)
        parts = coded if any(coded) else parts
        code = joined_code(coded)
        if row in named:
            code, name = named[row]
            labels = (name,)
        if code is not None and not (is_code(code) or (code.isalnum() and code.isascii())):
            labels, code = labels or (grid.text(row, columns.codes[0]).strip(),), None
        if not labels and code is None and (columns.labels or columns.codes):
            continue
        if row in wrapped:
            continue
        if row in owners:
            owner, by_code = owners[row], []
        if code is not None:
            for rest in takewhile(wrapped.__contains__, count(row + 1)):
                labels = (*labels[:-1], labels[-1] + wrapped[rest])
            by_code = [(c, label) for c, label in by_code if is_parent(c, code)]
            above = tuple(label for _, label in by_code)
            if labels:
                by_code.append((code, labels[-1]))
            yield RowPath(row, (*owner, *above, *labels), code)
            continue
        group = _group(grid, row, columns.labels, over)
        if len(labels) == 1 and not group:
            group = _over(by_ordinal, labels[0])
        yield RowPath(row, (*group, *labels), None)


def _names_after_codes(grid: Grid, first: int, columns: ColumnList) -> dict[int, tuple[str, str]]:
    """By row, code and name where a list prints both in its one label column; else nothing."""
    if columns.codes or len(columns.labels) != 1:
        return {}
    texts = {row: grid.text(row, columns.labels[0]) for row in range(first, grid.height)}
    printed = [text for text in texts.values() if text.strip() and not is_total(text)]
    named = {row: found for row, text in texts.items() if (found := named_code(text))}
    return named if 2 * len(named) > len(printed) else {}


def _wrapped_names(grid: Grid, first: int, columns: ColumnList) -> dict[int, str]:
    """By row, what it prints of the name that began in the row above: in a list of codes a row
    with neither code nor figure is none of its own, unless it heads or sums others."""
    heads = {label_key(grid.text(r, c)) for r in range(first) for c in range(grid.width)}
    wrapped: dict[int, str] = {}
    for row in range(first + 1, grid.height):
        text = "".join(_texts(grid, row, columns.labels))
        coded, filled = (
            any(grid.text(row, column).strip() for column in places)
            for places in (columns.codes, columns.data)
        )
        begun = row - 1 in wrapped or (
            any(grid.text(row - 1, column).strip() for column in columns.codes)
            and any(grid.text(row - 1, column).strip() for column in columns.labels)
        )
        own = is_total(text) or ordinal(text) or label_key(text) in heads or _HEADS.match(text)
        if text and begun and not (coded or filled or own):
            wrapped[row] = text
    return wrapped


def _carried(parts: list[str], above: list[str]) -> list[str]:
    """The cells that print a row's code (类, 款, 项), the blank ones on their left as ``above``:
    printed once, for all the rows of their group."""
    blanks = next((n for n, part in enumerate(parts) if part), len(parts))
    short = all(part.isdigit() and len(part) <= _PART for part in map(fold, filter(None, parts)))
    if not 0 < blanks < len(parts) or not short or not all(above[:blanks]):
        return parts
    return [*above[:blanks], *parts[blanks:]]


def _labels(grid: Grid, row: int, columns: ColumnList) -> tuple[str, ...]:
    """The label texts of a row, left to right; a total merged over the columns of codes and of
    line numbers too, or printed in one of them."""
    labels = tuple(filter(None, _texts(grid, row, columns.labels)))
    if labels:
        return labels
    left = (grid.text(row, column).strip() for column in range(columns.first, columns.data[0]))
    return tuple(text for text in left if is_total(text))[:1]


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
    the left of a row; ``over`` becomes the row's. A total belongs to no group, a 小计 to its own;
    one printed left of all label columns leaves none of them filled.
    """
    texts = _texts(grid, row, columns)
    blanks = next((n for n, text in enumerate(texts) if text), len(texts))
    first = texts[blanks] if blanks < len(texts) else ""
    total = not first or (is_total(first) and not (blanks and is_subtotal(first)))
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
