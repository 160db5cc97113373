"""Recover a form (绩效目标表) whose cells are known only in reading order.

A form is label/value pairs, long texts among them, then a list of indicators. Labels are
known words (``data/vocabulary/forms.toml``); the list's cells are aligned to its header by
what each column can hold, because single characters (≥, 件) were lost together with their cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ingest.model import Cell, Grid
from ingest.numbers import is_blank, parse_number
from ingest.text import fold, label_key
from ingest.vocabulary import ColumnKind, form_columns, form_labels

_FEWEST_LABELS: Final = 3
_RELATION: Final = re.compile(r"[≥≤=＝><≧≦]+|定性|定量|大于等于|小于等于|等于|大于|小于")
_MISFIT: Final = 3.0
_SKIP: Final[dict[ColumnKind, float]] = {
    "text": 2.0,
    "number": 2.0,
    "reached": 2.0,
    "value": 2.0,
    "unit": 0.5,
    "relation": 0.5,
    "yesno": 0.5,
}


def is_form(tokens: Sequence[str]) -> bool:
    """Whether the cells hold enough known form labels to be read as a form."""
    return sum(_is_label(token) for token in tokens) >= _FEWEST_LABELS


def lay_out_form(tokens: Sequence[str]) -> Grid:
    """The grid of a form: a row a pair, the indicator list beside its label at the end.

    Column 0 holds the labels, the columns after it the values; a list of ``n`` columns makes
    the grid ``n + 1`` wide and every pair's value spans all of them.
    """
    head, tail = _split_at_list(tokens)
    header = _list_header(tail)
    pairs = _pairs(head)
    listed = _list_cells(tail, header, len(pairs)) if header else []
    beside = pairs.pop() if listed and pairs and not pairs[-1][1] else None
    cells: list[Cell] = []
    for row, (label, value) in enumerate(pairs):
        cells.append(Cell(label, row, 0))
        cells.append(Cell(value, row, 1, colspan=max(1, len(header))))
    if beside is not None:
        listed = [replace(cell, row=cell.row - 1) for cell in listed]
        height = max(cell.row for cell in listed) + 1 - len(pairs)
        cells.append(Cell(beside[0], len(pairs), 0, rowspan=height))
    return Grid((*cells, *listed))


def _is_label(token: str) -> bool:
    return label_key(token) in form_labels()


def _split_at_list(tokens: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Pairs, and the list from its header on: three header cells in a row begin a list."""
    for index in range(len(tokens) - 2):
        if all(label_key(token) in form_columns() for token in tokens[index : index + 3]):
            return tokens[:index], tokens[index:]
    return tokens, ()


def _list_header(tail: Sequence[str]) -> Sequence[str]:
    end = 0
    while end < len(tail) and label_key(tail[end]) in form_columns():
        end += 1
    return tail[:end]


def _pairs(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Label and value; a label without a cell of its own after it has the value ``""``."""
    pairs: list[tuple[str, str]] = []
    for token in tokens:
        if _is_label(token):
            pairs.append((token, ""))
        elif pairs and not is_blank(token):
            label, value = pairs[-1]
            pairs[-1] = (label, f"{value}\n{token}" if value else token)
    return pairs


def _list_cells(tail: Sequence[str], header: Sequence[str], top: int) -> list[Cell]:
    """Header and rows of the list from row ``top`` on."""
    kinds = tuple(form_columns()[label_key(text)] for text in header)
    body = tail[len(header) :]
    cells = [Cell(text, top, column) for column, text in enumerate(header, 1)]
    for row, (start, end) in enumerate(_cut(body, kinds), top + 1):
        texts = tuple(body[start:end])
        for token, column in zip(texts, _align(texts, kinds)[1], strict=True):
            cells.append(Cell(token, row, column + 1))
    return cells


def _cut(body: Sequence[str], kinds: tuple[ColumnKind, ...]) -> list[tuple[int, int]]:
    """Cut the list's cells into rows at least cost: (start, end) of each row."""
    size = len(body)
    cost = [0.0] + [float("inf")] * size
    came_from = [0] * (size + 1)
    for start in range(size):
        for end in range(start + 1, min(size, start + len(kinds)) + 1):
            total = cost[start] + _align(tuple(body[start:end]), kinds)[0]
            if total < cost[end]:
                cost[end], came_from[end] = total, start
    rows: list[tuple[int, int]] = []
    end = size
    while end > 0:
        rows.append((came_from[end], end))
        end = came_from[end]
    return rows[::-1]


@lru_cache(maxsize=65536)
def _align(tokens: tuple[str, ...], kinds: tuple[ColumnKind, ...]) -> tuple[float, tuple[int, ...]]:
    """Least cost of putting ``tokens`` under ``kinds`` in order, and each token's column."""
    if not tokens:
        return sum(_SKIP[kind] for kind in kinds), ()
    if len(tokens) > len(kinds):
        return float("inf"), ()
    rest_cost, rest = _align(tokens[1:], kinds[1:])
    here = (_misfit(tokens[0], kinds[0]) + rest_cost, (0, *_moved(rest)))
    skip_cost, skipped = _align(tokens, kinds[1:])
    skip = (_SKIP[kinds[0]] + skip_cost, _moved(skipped))
    return min(here, skip)


def _moved(columns: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(column + 1 for column in columns)


def _misfit(token: str, kind: ColumnKind) -> float:
    folded = fold(token)
    number, relation = parse_number(folded) is not None, bool(_RELATION.fullmatch(folded))
    if not folded:
        return 0.3
    match kind:
        case "text":
            return _MISFIT if number else 0.0
        case "number" | "reached":
            return 0.0 if number else _MISFIT
        case "unit":
            return _MISFIT if (number and folded != "%") or relation or folded in "是否" else 0.0
        case "relation":
            return 0.0 if relation else _MISFIT
        case "value":
            return 0.0 if number else 0.6
        case "yesno":
            return 0.0 if folded in ("是", "否") else _MISFIT
