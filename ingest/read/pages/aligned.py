"""Tables without ruled lines: rows of words that stand in columns.

A column is what no word of a row of figures crosses. A table is taken where it is sure: a line
over it names every column of figures, no cell holds two of them, and every row has a label. What
looks like a table and is not sure stays text, a line a row, and its page is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.numbers import is_mark, parse_number, unit_of_line
from ingest.read.pages.lines import Line, Word
from ingest.read.pages.page import Page
from ingest.read.pages.ruling import Box, Ruled
from ingest.text import fold
from ingest.vocabulary import is_number_line, is_title, is_total, table_words

_FEWEST_ROWS: Final = 2
_MOST_HEADS: Final = 3
_GUTTER: Final = 0.6
"""Parts of the type size that surely part two columns."""
_OVERHANG: Final = 1.0
_NEAR: Final = 2.0
"""Parts of the usual distance of rows within which a line belongs to those below it."""
_WRAPPED: Final = 0.75
"""Parts of the usual distance of rows below which a label goes on in its cell."""

_ASIDE: Final = 1.5
"""Parts of the type size by which a head of several columns may stand beside their middle."""

Item = Line | Ruled
Columns = tuple[float, ...]
"""The sides of the columns of a table, left to right."""


def take_aligned(pages: Sequence[Page]) -> list[int]:
    """Put tables in the place of the lines that print them; the numbers of the pages on which
    lines look like a table and are not surely one."""
    doubted: list[int] = []
    above: Ruled | None = None
    for page in pages:
        items: list[Item] = []
        left = list(page.items)
        while left:
            block = _block(left)
            if not block:
                items.append(left.pop(0))
                continue
            del left[: len(block)]
            heads = _heads(items, block)
            opens = not any(isinstance(item, Ruled) for item in items)
            goes_on = above if opens and (heads or not items) else None
            table = _table(items, heads, block, goes_on)
            del items[len(items) - len(heads) :]
            if table is None:
                doubted.append(page.number)
            lines = (line.of_words(line.words) for line in (*heads, *block))
            alone = (replace(line, alone=True) for line in lines)
            items += [table] if table else alone
        page.items = items
        above = items[-1] if items and isinstance(items[-1], Ruled) else None
    return doubted


def _block(items: Sequence[Item]) -> list[Line]:
    """The rows of figures that some items begin with, labels without any between them included;
    none where they are too few."""
    rows: list[Line] = []
    held = 0
    for item in items:
        if not isinstance(item, Line) or not (_has_figures(item) or (rows and _is_label(item))):
            break
        rows.append(item)
        held = len(rows) if _has_figures(item) else held
    return rows[:held] if sum(map(_has_figures, rows)) >= _FEWEST_ROWS else []


def _has_figures(line: Line) -> bool:
    return any(_is_figure(word) for word in line.words[1:])


def _is_figure(word: Word) -> bool:
    return parse_number(word.text) is not None


def _is_label(line: Line) -> bool:
    return len(line.words) < 3 and "。" not in line.text and not _is_caption(line)


def _is_caption(line: Line) -> bool:
    text, words = fold(line.text), table_words()
    return (
        is_title(text)
        or is_number_line(text)
        or unit_of_line(text) is not None
        or words.note.match(text) is not None
        or words.body_line.match(text) is not None
    )


def _heads(before: Sequence[Item], block: Sequence[Line]) -> list[Line]:
    """The lines right over a block that name its columns, top to bottom. One word heads some of
    them where it stands over no label; else it may be a title."""
    heads: list[Line] = []
    labels = [word.x1 for line in block for word in line.words if not _is_figure(word)]
    for item in reversed(before[-_MOST_HEADS:]):
        below = heads[0] if heads else block[0]
        if not isinstance(item, Line) or _is_caption(item):
            break
        alone = len(item.words) == 1
        if below.top - item.top > _NEAR * _distance(block) or (
            alone and item.x0 < max(labels, default=0.0)
        ):
            break
        heads.insert(0, item)
    return heads


def _distance(lines: Sequence[Line]) -> float:
    return median(after.top - before.top for before, after in pairwise(lines))


def _table(
    before: Sequence[Item], heads: Sequence[Line], block: Sequence[Line], above: Ruled | None
) -> Ruled | None:
    """The table of a block under its heads; one that goes on from the page before keeps to the
    columns of that. None where it is not sure."""
    lines = [*heads, *block]
    if above is not None and (rows := _rows(lines, len(heads), above.xs)):
        return _ruled(rows, above.xs)
    if not heads or (above is not None and not before[: -len(heads)]):
        return None
    xs = _columns(heads, block)
    rows = _rows(lines, len(heads), xs)
    if not rows or not _all_named(rows[: len(heads)], rows[len(heads) :]):
        return None
    return _ruled(rows, xs)


@dataclass
class _Cell:
    """What stands in columns ``left`` to before ``right`` on one line, or on several."""

    line: Line
    words: list[Word]
    left: int
    right: int

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def is_figure(self) -> bool:
        return any(map(_is_figure, self.words))

    @property
    def is_one(self) -> bool:
        """Whether it holds one text; a figure stands alone."""
        return len(self.words) == 1 or not self.is_figure


def _columns(heads: Sequence[Line], block: Sequence[Line]) -> Columns:
    """The sides of the columns of a block: what its words cover between the gutters, with the head
    over it, and what a single head covers where nothing is filled in."""
    gutter = _GUTTER * median(line.size for line in block)
    covered: list[list[float]] = []
    for x0, x1 in sorted((word.x0, word.x1) for line in block for word in line.words):
        if covered and x0 - covered[-1][1] < gutter:
            covered[-1][1] = max(covered[-1][1], x1)
        else:
            covered.append([x0, x1])
    for word in (word for line in heads for word in line.words):
        under = [column for column in covered if column[0] < word.x1 and word.x0 < column[1]]
        if len(under) == 1:
            under[0][:] = min(under[0][0], word.x0), max(under[0][1], word.x1)
        elif not under and len(heads) == 1:
            covered.append([word.x0, word.x1])
    covered.sort()
    between = [(one[1] + other[0]) / 2 for one, other in pairwise(covered)]
    return (covered[0][0], *between, covered[-1][1])


def _rows(lines: Sequence[Line], heads: int, xs: Columns) -> list[list[_Cell]]:
    """The cells of each line in columns; none where a line does not keep to them, two figures
    stand in one, or a row has no label of its own."""
    rows: list[list[_Cell]] = []
    for number, line in enumerate(lines):
        cells = _cells(line, xs, spanning=number < heads)
        if not cells or not all(cell.is_one for cell in cells):
            return []
        rows.append(cells)
    body = rows[heads:]
    columns = ([cell for row in body for cell in row if cell.left == c] for c in range(len(xs)))
    labelled = [any(not cell.is_figure for cell in row) for row in body]
    wrapped = any(_goes_on(body, number) for number in range(len(body)))
    unsure = wrapped or any(map(_is_mixed, columns))
    return [] if unsure or (any(labelled) and not all(labelled)) else rows


def _is_mixed(column: Sequence[_Cell]) -> bool:
    """Whether a column prints figures and words that are neither a total nor a mark."""
    words = [cell.text for cell in column if not cell.is_figure]
    other = [text for text in words if not is_total(text) and not is_mark(text)]
    return bool(other) and len(words) < len(column)


def _goes_on(rows: Sequence[Sequence[_Cell]], number: int) -> bool:
    """Whether a row without figures stands so near to another that it may be part of its label."""
    if any(cell.is_figure for cell in rows[number]):
        return False
    tops = [row[0].line.top for row in rows]
    usual = median(after - before for before, after in pairwise(tops))
    beside = (n for n in (number - 1, number + 1) if 0 <= n < len(rows))
    return any(abs(tops[n] - tops[number]) < _WRAPPED * usual for n in beside)


def _cells(line: Line, xs: Columns, spanning: bool) -> list[_Cell]:
    """The words of a line by their columns; none where one stands in no column, or in several
    and may not."""
    cells: list[_Cell] = []
    for word in line.words:
        left = next((c for c in range(len(xs) - 1) if word.x0 < xs[c + 1]), len(xs) - 2)
        right = next((c for c in range(left + 1, len(xs)) if word.x1 <= xs[c] + _OVERHANG), None)
        if right is None or word.x0 < xs[left] - _OVERHANG or (right > left + 1 and not spanning):
            return []
        if cells and cells[-1].right > left:
            if (cells[-1].left, cells[-1].right) != (left, right):
                return []
            cells[-1].words.append(word)
        else:
            cells.append(_Cell(line, [word], left, right))
    return cells


def _all_named(heads: Sequence[Sequence[_Cell]], body: Sequence[Sequence[_Cell]]) -> bool:
    """Whether every column of figures has a head of its own, the lowest over it, and all others
    over it head several columns and stand in their middle."""
    names: dict[int, list[_Cell]] = defaultdict(list)
    for cell in (cell for row in heads for cell in row):
        for column in range(cell.left, cell.right):
            names[column].append(cell)
    own = {c: over[-1] for c, over in names.items() if over[-1].right - over[-1].left == 1}
    figured = {cell.left for row in body for cell in row if cell.is_figure}
    groups = {id(cell): cell for over in names.values() for cell in over[:-1]}
    return figured <= own.keys() == names.keys() and all(
        _heads_all(cell, own) for cell in groups.values()
    )


def _heads_all(group: _Cell, own: dict[int, _Cell]) -> bool:
    """Whether a head stands over the middle of the columns it covers."""
    first, last = own[group.left].words, own[group.right - 1].words
    middle = (first[0].x0 + last[-1].x1) / 2
    aside = abs((group.words[0].x0 + group.words[-1].x1) / 2 - middle)
    return group.right - group.left > 1 and aside < _ASIDE * group.line.size


def _ruled(rows: Sequence[Sequence[_Cell]], xs: Columns) -> Ruled:
    """A table of rows as if it were ruled."""
    lines = [row[0].line for row in rows]
    between = [(above.bottom + below.top) / 2 for above, below in pairwise(lines)]
    boxes = []
    for number, row in enumerate(rows):
        begun = {cell.left: cell for cell in row}
        inside = {column for cell in row for column in range(cell.left + 1, cell.right)}
        for column in range(len(xs) - 1):
            if column not in inside:
                cell = begun.get(column)
                right = cell.right if cell else column + 1
                held = (cell.line.of_words(cell.words),) if cell else ()
                boxes.append(Box(number, column, 1, right - column, xs[column], xs[right], held))
    return Ruled(xs, (lines[0].top, *between, lines[-1].bottom), tuple(boxes))
