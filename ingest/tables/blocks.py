"""How a box of cells is laid out: lists, records, label/value pairs.

Every possible reading is weighed by whether the cells it makes labels look like labels, the
others like values, and whether what stands in one line is of one kind. The heaviest wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final, Literal

from ingest.model import Cell, Grid
from ingest.numbers import parse_number
from ingest.tables.boxes import Box, cells_of_row
from ingest.tables.likeness import VALUES, cell_kind, likeness
from ingest.tables.splits import split_of
from ingest.text import fold, label_key

Arrangement = Literal["list", "more", "record", "pairs", "stacked", "values"]

_MOST_HEADER_ROWS: Final = 6
_MOST_TREE_ROWS: Final = 3
TREE: Final = 100.0
"""What a header tree weighs: it leaves little doubt that a box is a list."""

_LABEL: Final = 0.3
_UNLABELLED: Final = 2.0
_DOUBT: Final = 1.0
_CROSSING: Final = 0.7
_PLAIN: Final = 0.4
_OUTLINE: Final = re.compile(r"\d+(?:\.\d+)*")
_REPEATED: Final = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a box, and its weight.

    ``list``: ``headers`` rows on top, ``keys`` columns of row labels on the left. ``more``: rows
    of the list above. ``record``: labels on the left, what they label beside them. ``pairs``:
    label, value, label, value along each row. ``stacked``: a row of labels over a row of values.
    """

    arrangement: Arrangement
    weight: float
    headers: int = 0
    keys: int = 0


def best_reading(grid: Grid, box: Box, before: tuple[Box, Reading] | None = None) -> Reading:
    """The heaviest reading of a box; ``before`` is the list that stands right above it."""
    return max(_readings(grid, box, before), key=lambda reading: reading.weight)


def weight_of(grid: Grid, box: Box, before: tuple[Box, Reading] | None = None) -> float:
    """How well a box reads, split where it falls into parts side by side."""
    split = split_of(grid, box)
    if split is None:
        return best_reading(grid, box, before).weight
    heads = [*split.banners, *([split.beside] if split.beside else [])]
    labels = sum(likeness(head.text) for head in heads)
    return labels + sum(weight_of(grid, part) for part in split.boxes)


def _readings(grid: Grid, box: Box, before: tuple[Box, Reading] | None) -> Iterator[Reading]:
    weighed = _weighed(grid, box)
    everything = sum(weight for _, weight in weighed)
    yield Reading("values", -everything - (_UNLABELLED if box.width > 1 else 0.0))
    yield from _lists(grid, box, weighed)
    if before is not None and (before[0].left, before[0].right) == (box.left, box.right):
        keys = keys_of(grid, box, 0)
        body = _list_weight(grid, box, weighed, 0, keys)
        yield Reading("more", body + 0.5, 0, keys)
    if box.width > 1 and not (before is not None and before[0].bottom == box.top):
        yield Reading("record", _record_weight(grid, box))
    if box.width > 2 and (weight := _pairs_weight(grid, box)) is not None:
        yield Reading("pairs", weight)
    if box.width > 1 and box.height % 2 == 0 and (box.height >= 4 or _values_below(grid, box)):
        signs = ((1 if (cell.row - box.top) % 2 == 0 else -1) * w for cell, w in weighed)
        yield Reading("stacked", sum(signs))


def _values_below(grid: Grid, box: Box) -> bool:
    """Whether all of a second row are values, so that the first one names none of them."""
    cells = cells_of_row(grid, box.top + 1, box)
    return box.height == 2 and all(cell_kind(cell.text) in VALUES for cell in cells)


def _record_weight(grid: Grid, box: Box) -> float:
    """The weight of the labels on the left and of what stands beside each of them."""
    total, rows = 0.0, []
    for part in beside_labels(grid, box):
        label = grid.at(part.top, box.left)
        total += likeness(label.text) if label else 0.0
        if part.height > 1 and part.width > 1:
            total += weight_of(grid, part)
        else:
            rows.append([cell_kind(cell.text) for cell in cells_of_row(grid, part.top, part)])
            total -= sum(weight for _, weight in _weighed(grid, part))
    return total + (_evenness(rows) if box.width > 2 else 0.0)


def beside_labels(grid: Grid, box: Box) -> Iterator[Box]:
    """For each label on the left of a record the box to its right."""
    row = box.top
    while row < box.bottom:
        label = grid.at(row, box.left)
        bottom = min(box.bottom, label.row + label.rowspan) if label else row + 1
        left = label.column + label.colspan if label else box.left + 1
        yield Box(row, left, bottom, box.right)
        row = bottom


def _weighed(grid: Grid, box: Box) -> list[tuple[Cell, float]]:
    """Every cell of a box once, with its likeness to a label."""
    cells = dict.fromkeys(
        cell for row in range(box.top, box.bottom) for cell in cells_of_row(grid, row, box)
    )
    return [(cell, likeness(cell.text)) for cell in cells]


def _lists(grid: Grid, box: Box, weighed: list[tuple[Cell, float]]) -> Iterator[Reading]:
    """Readings with 1, 2, 3… header rows; a header tree leaves little doubt."""
    top = cells_of_row(grid, box.top, box)
    corner = grid.at(box.top, box.left)
    least = max((cell.rowspan for cell in top if cell.rowspan < box.height), default=1)
    divided = any(_divides(grid, box, row) for row in range(box.top + 1, box.top + least))
    tree = corner is not None and 1 < corner.rowspan == least <= _MOST_TREE_ROWS and divided
    for headers in range(least, min(_MOST_HEADER_ROWS + 1, box.height)):
        bottom = box.top + headers
        if headers > least and not _divides(grid, box, bottom - 1):
            break
        head = [cell for cell, _ in weighed if cell.row < bottom]
        if any(cell.row + cell.rowspan > bottom for cell in head):
            continue
        sure = tree and _looks_like_header(head)
        keys = keys_of(grid, box, headers)
        weight = _list_weight(grid, box, weighed, headers, keys)
        if len(top) == 2 and likeness(top[1].text) <= _LABEL:
            weight -= _DOUBT
        if _repeated_beside(grid, box):
            weight += _REPEATED
        yield Reading("list", weight + (TREE if sure else 0.0), headers, keys)


def _looks_like_header(head: list[Cell]) -> bool:
    """Whether the rows of a header tree look like labels, or those of its upper rows do and the
    lowest row holds no numbers: names and types of things may look like values."""
    if sum(likeness(cell.text) for cell in head) > 0:
        return True
    lowest = max(cell.row for cell in head)
    upper = (cell for cell in head if cell.row < lowest)
    numbers = any(parse_number(cell.text) is not None for cell in head)
    return not numbers and sum(likeness(cell.text) for cell in upper) > 0


def _repeated_beside(grid: Grid, box: Box) -> bool:
    """Whether what the first row prints is printed to its left or right once more: a header."""
    labels = [label_key(grid.text(box.top, c)) for c in range(box.left, box.right)]
    return any(
        labels == [label_key(grid.text(box.top, c)) for c in range(left, left + box.width)]
        for left in (box.left - box.width, box.right)
        if left >= 0
    )


def _divides(grid: Grid, box: Box, row: int) -> bool:
    """Whether a row divides a merged cell of the row above."""
    edges = {cell.column for cell in cells_of_row(grid, row, box)}
    above = cells_of_row(grid, row - 1, box)
    return any(edges.intersection(range(c.column + 1, c.column + c.colspan)) for c in above)


def _list_weight(
    grid: Grid, box: Box, weighed: list[tuple[Cell, float]], headers: int, keys: int
) -> float:
    head = labels = body = 0.0
    inner = box.rows(box.top + headers, box.bottom)
    groups = groups_of(grid, inner.top - 1, inner, keys) if headers else {}
    edges = {cell.column for cell in cells_of_row(grid, inner.top - 1, box)} if headers else set()
    for group in dict.fromkeys(groups.values()):
        under = Box(inner.top, group.column, inner.bottom, group.column + group.colspan)
        body -= weight_of(grid, under)
    for cell, weight in weighed:
        if cell.row < box.top + headers:
            head += 0.0 if cell_kind(cell.text) == "date" else weight
        elif cell.column < box.left + keys:
            labels += _key_weight(cell, box, weight)
        elif cell.column not in groups:
            inside = range(cell.column + 1, cell.column + cell.colspan)
            body += weight + (_CROSSING if edges.intersection(inside) else 0.0)
    columns = [c for c in range(box.left + keys, box.right) if c not in groups]
    rows = range(inner.top, inner.bottom)
    kinds = ((cell_kind(grid.text(row, column)) for row in rows) for column in columns)
    return head + labels - body + _evenness(kinds)


def _key_weight(cell: Cell, box: Box, weight: float) -> float:
    """What a row label weighs, a name as much as a label; a number beside the first label may as
    well be the first figure of the row."""
    figure = cell.column > box.left and cell_kind(cell.text) == "number"
    return 0.0 if figure else abs(weight)


def groups_of(grid: Grid, last: int, body: Box, keys: int) -> dict[int, Cell]:
    """By column, the merged headers of row ``last`` under which the body is divided further."""
    found: dict[int, Cell] = {}
    for cell in cells_of_row(grid, last, body):
        right = cell.column + cell.colspan
        if cell.colspan < 2 or cell.column < body.left + keys:
            continue
        under = (
            cells_of_row(grid, row, Box(row, cell.column, row + 1, right))
            for row in range(body.top, body.bottom)
        )
        if any(len(cells) > 1 for cells in under):
            found |= dict.fromkeys(range(cell.column, right), cell)
    return found


def _evenness(lines: Iterable[Iterable[str]]) -> float:
    """How far the values of each line are of one kind; negative where they are mixed."""
    total = 0.0
    for line in lines:
        kinds = Counter(kind for kind in line if kind not in ("blank", "mark"))
        count = kinds.total()
        if count > 1:
            most, times = kinds.most_common(1)[0]
            even = max(-1.0, min(1.0, 5 * (times / count - 0.65))) * sqrt(count)
            total += even * (_PLAIN if most in ("word", "text") and even > 0 else 1.0)
    return total / 2


def _pairs_weight(grid: Grid, box: Box) -> float | None:
    """The weight as label/value pairs; None where too many rows hold an odd number of cells."""
    total, odd = 0.0, 0
    for row in range(box.top, box.bottom):
        cells = cells_of_row(grid, row, box)
        odd += len(cells) % 2
        for place, cell in enumerate(cells):
            follower = cells[place + 1] if place + 1 < len(cells) else None
            empty = not cell.text.strip() and (follower is None or not follower.text.strip())
            sign = 1 if place % 2 == 0 else -1
            total += 0.0 if empty else sign * likeness(cell.text) / cell.rowspan
    return None if 3 * odd > box.height else total


def keys_of(grid: Grid, box: Box, headers: int) -> int:
    """How many columns on the left label the rows of a list.

    The corner says it by its width; a column of numbers (序号) needs the next one beside it, and
    so does a merged label that the next column divides.
    """
    corner = grid.at(box.top, box.left)
    keys = 1
    if headers and corner is not None and corner.rowspan >= headers:
        keys = max(1, min(corner.colspan, box.width - 1))
    body = box.rows(box.top + headers, box.bottom)
    lowest = cells_of_row(grid, body.top - 1, box) if headers else []
    merged = {c for cell in lowest for c in range(cell.column + 1, cell.column + cell.colspan)}
    while keys < box.width - 1 and _divided(grid, body, box.left + keys - 1, keys == 1):
        keys += 1
    while keys > 1 and box.left + keys in merged:
        keys -= 1
    return keys


def _divided(grid: Grid, body: Box, column: int, first: bool) -> bool:
    """Whether a label column needs the next one: it only numbers, or the next one divides it."""
    cells = [grid.at(row, column) for row in range(body.top, body.bottom)]
    if first and cells and _counts([cell.text for cell in cells if cell]):
        return True
    for cell in dict.fromkeys(cells):
        if cell is None or cell.rowspan < 2 or cell.column + cell.colspan - 1 != column:
            continue
        rows = range(cell.row, cell.row + cell.rowspan)
        parts = dict.fromkeys(grid.at(row, column + 1) for row in rows)
        words = [part for part in parts if part and cell_kind(part.text) in ("word", "text")]
        if len(words) > 1 and len(words) == len(parts):
            return True
    return False


@lru_cache(maxsize=65536)
def only_numbers(text: str) -> bool:
    """Whether a label only counts lines (序号), so that the next one has to name them."""
    return not text.strip() or fold(text).isdigit()


def _counts(texts: list[str]) -> bool:
    """Whether a column only counts lines, as 1 2 3 or as 1.1, 1.1.1, 1.1.2; 3.5 is a figure."""
    outline = [fold(text) for text in texts if not only_numbers(text)]
    deep = any(text.count(".") > 1 for text in outline)
    return not outline or (deep and all(map(_OUTLINE.fullmatch, outline)))
