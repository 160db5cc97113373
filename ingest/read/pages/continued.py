"""One table from its parts on several pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from ingest.codes import is_code
from ingest.model import Cell, Grid
from ingest.numbers import parse_number
from ingest.read.pages.lines import Line
from ingest.read.pages.page import Page
from ingest.read.pages.ruling import Ruled, nearest
from ingest.read.wrapping import join_wrapped
from ingest.text import ordinal

_SAME_PLACE: Final = 5.0
"""Points by which a column may move from page to page; less than NARROW, so that two columns of
one page stay two."""
_PADDING: Final = 6.0
"""What Word and Excel leave blank beside a cell's text, a little rounded up."""


_AMOUNT: Final = re.compile(r"\d[.,]\d")
"""What no header prints: years and the numbers of columns have neither cents nor thousands."""
_CENTS: Final = re.compile(r"[-−(（△▲]?[\d,]+\.\d+[)）]?")
"""A whole amount: what is wrapped has one point on all its lines."""

_Place = tuple[int, int]
"""Which columns a cell covers: the first, and how many."""


@dataclass(frozen=True)
class Part:
    """A ruled table, the number of its page, and whether it reaches the lower half of it."""

    page: int
    ruled: Ruled
    low: bool


@dataclass
class _Placed:
    """A cell of the joined table while its parts are put together."""

    row: int
    column: int
    rowspan: int
    colspan: int
    width: float
    lines: tuple[Line, ...]
    page: int

    @property
    def text(self) -> str:
        return _text(self.lines)

    @property
    def place(self) -> _Place:
        return self.column, self.colspan


def goes_on(above: Part, below: Part) -> bool:
    """Whether ``below``, first on its page, continues ``above``, last on the page before.

    Both have the same outer edges, and the upper one runs down its page. A table that starts
    with a title row of its own, where the upper one had another, is a new one.
    """
    return (
        below.page == above.page + 1
        and above.low
        and abs(above.ruled.xs[0] - below.ruled.xs[0]) <= _SAME_PLACE
        and abs(above.ruled.xs[-1] - below.ruled.xs[-1]) <= _SAME_PLACE
        and not _new_title(above.ruled, below.ruled)
    )


def _new_title(above: Ruled, below: Ruled) -> bool:
    titles = [table.boxes[0] for table in (above, below)]
    alone = all(
        box.colspan == len(table.xs) - 1 and box.lines
        for box, table in zip(titles, (above, below), strict=True)
    )
    return alone and _text(titles[0].lines) != _text(titles[1].lines)


def drop_repeated_captions(pages: Sequence[Page]) -> None:
    """Take off the title and unit that a spreadsheet prints again over each page of one table."""
    captions: set[str] = set()
    for before, page in pairwise(pages):
        captions |= {item.text for item in before.items if isinstance(item, Line)}
        first = next((i for i, item in enumerate(page.items) if isinstance(item, Ruled)), None)
        last = before.items[-1] if before.items else None
        heading = [item.text for item in page.items[:first] if isinstance(item, Line)]
        below = page.items[first] if first is not None else None
        if isinstance(last, Ruled) and isinstance(below, Ruled) and captions.issuperset(heading):
            low = last.bottom > before.height / 2
            upper, lower = Part(before.number, last, low), Part(page.number, below, True)
            if goes_on(upper, lower) and _repeated_rows(last, below):
                page.items = page.items[first:]
                continue
        captions.clear()


def join(parts: Sequence[Part]) -> Grid:
    """The grid of a table's parts: columns brought together by their place on the page, a header
    repeated on a later page dropped, rows and merged cells that a page break cut made whole."""
    bounds = _columns(part.ruled.xs for part in parts)
    joined: list[_Placed] = []
    height = 0
    for part in parts:
        header = _repeated_rows(parts[0].ruled, part.ruled) if part is not parts[0] else 0
        added = _place(part, header, height, bounds)
        if joined:
            added = _mend(joined, added, height)
        joined += added
        height = max((box.row + box.rowspan for box in joined), default=0)
    return Grid(
        tuple(
            Cell(box.text, box.row, box.column, box.rowspan, box.colspan, box.page)
            for box in sorted(joined, key=lambda box: (box.row, box.column))
        )
    )


def _columns(all_xs: Iterable[tuple[float, ...]]) -> list[float]:
    """The column boundaries of all parts, those at one place made one."""
    bounds: list[float] = []
    for x in sorted(x for xs in all_xs for x in xs):
        if not bounds or x - bounds[-1] > _SAME_PLACE:
            bounds.append(x)
    return bounds


def _repeated_rows(first: Ruled, later: Ruled) -> int:
    """How many header rows ``later`` repeats from the top of ``first``, whole cells only."""
    rows = 0
    for row in range(min(len(first.ys), len(later.ys)) - 2):
        texts = _row_texts(first, row)
        if texts != _row_texts(later, row) or not any(texts) or any(map(_AMOUNT.search, texts)):
            break
        rows = row + 1
    while rows and any(box.row < rows < box.row + box.rowspan for box in later.boxes):
        rows -= 1
    return rows


def _row_texts(table: Ruled, row: int) -> list[str]:
    return [_text(box.lines) for box in table.boxes if box.row == row]


def _text(lines: Sequence[Line]) -> str:
    """What the lines of a cell say; amounts below each other are several, and stay apart."""
    if len(lines) > 1 and all(_CENTS.fullmatch(line.text) for line in lines):
        return "\n".join(line.text for line in lines)
    return join_wrapped(line.text for line in lines)


def _place(part: Part, skip: int, height: int, bounds: Sequence[float]) -> list[_Placed]:
    placed: list[_Placed] = []
    for box in part.ruled.boxes:
        if box.row >= skip:
            left, right = nearest(bounds, box.x0), nearest(bounds, box.x1)
            row, span = box.row - skip + height, right - left
            width = box.x1 - box.x0
            placed.append(_Placed(row, left, box.rowspan, span, width, box.lines, part.page))
    return placed


def _mend(above: list[_Placed], below: list[_Placed], seam: int) -> list[_Placed]:
    """Make whole what the break between rows ``seam - 1`` and ``seam`` cut; returns what is left
    of ``below``."""
    upper = {box.place: box for box in above if box.row + box.rowspan == seam}
    first = [box for box in below if box.row == seam]
    if _one_row(upper, first, _widest([*above, *below]), _without_figures(above) == {seam - 1}):
        for box in first:
            cut = upper[box.place]
            cut.lines += box.lines if box.text != cut.text else ()
            cut.rowspan += box.rowspan - 1
        return [replace(box, row=box.row - 1) for box in below if box.row > seam]
    kept: list[_Placed] = []
    for box in below:
        over = upper.get(box.place)
        if box.row == seam and over and _one_cell(over, box):
            over.rowspan += box.rowspan
        else:
            kept.append(box)
    return kept


def _widest(boxes: Iterable[_Placed]) -> dict[_Place, float]:
    """The longest line seen in each column: what surely fits there."""
    widest: dict[_Place, float] = {}
    for box in boxes:
        for line in box.lines:
            widest[box.place] = max(widest.get(box.place, 0.0), line.x1 - line.x0)
    return widest


def _without_figures(boxes: Iterable[_Placed]) -> set[int]:
    """The rows below the first one of figures that have none."""
    figured = {box.row for box in boxes if _is_amount(box.text)}
    rows = {box.row for box in boxes if box.lines}
    return {row for row in rows - figured if row > min(figured, default=row)}


def _one_row(
    upper: dict[_Place, _Placed],
    first: list[_Placed],
    widest: dict[_Place, float],
    only_here: bool,
) -> bool:
    """Whether a page's first row is the rest of the last row before it: every text in it goes on
    from a full line above, and something above does not go on or nothing starts an item. Its
    figures may all stand on the later page where ``only_here`` a row has none above."""
    if any(box.place not in upper for box in first) or len(first) != len(upper):
        return False
    texts = [box for box in first if box.lines]
    if only_here:
        texts = [box for box in texts if upper[box.place].lines or not _is_amount(box.text)]
    silent = any(not box.lines and upper[box.place].lines for box in first)
    started = any(ordinal(box.text) for box in texts)
    wrapped = all(_wraps(upper[box.place], box, widest[box.place]) for box in texts)
    return bool(texts) and wrapped and (silent or not started)


def _is_amount(text: str) -> bool:
    return parse_number(text) is not None and not is_code(text)


def _wraps(over: _Placed, under: _Placed, widest: float) -> bool:
    """Whether the lower cell's first word had no room on the upper cell's last line."""
    if not over.lines or parse_number(under.text) is not None:
        return False
    last, room = over.lines[-1], max(over.width - 2 * _PADDING, widest)
    return last.x1 - last.x0 + under.lines[0].lead > room


def _one_cell(over: _Placed, under: _Placed) -> bool:
    """Whether a cell at a page's top is the rest of a merged cell above: a page break cuts it in
    two and leaves its text in the upper half (Word) or prints it in both (Excel)."""
    merged = over.rowspan > 1 or under.rowspan > 1
    again = not under.lines or under.text == over.text
    return merged and again and bool(over.lines) and parse_number(over.text) is None
