"""Tables from ruled lines: where lines cross stand cells, and a wall not drawn merges two.

A page's lines become boundaries (``xs``, ``ys``) and the walls drawn along them. Two
neighbouring positions with no wall between are one cell, so spans come from the ruling and not
from the text. Lines that stop in the open bound a row or column all the same: Word leaves the
edge open where a page break cuts a table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ingest.read.limits import MAX_PAGE_LINES
from ingest.read.pages.lines import Glyph, Line, lines_of

SNAP: Final = 3.0
"""Points within which two lines are one: a double rule, or neighbours' borders side by side."""
NARROW: Final = 6.0
"""Points that hold no text: boundaries closer than this are one, a line of a scan a little askew,
and lines must reach so far past the last crossing to bound an open row."""
_DRAWN: Final = 0.5
"""Part of a cell's side that must be inked to be a wall."""


class Rule(NamedTuple):
    """A straight line: ``at`` across its direction, ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Box:
    """A cell as ruled: its place in the grid, its sides on the page, and the lines it holds."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    x1: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Ruled:
    """One ruled table on one page. ``xs`` and ``ys`` are its column and row boundaries."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]


class TooManyLinesError(Exception):
    """A page has more ruled lines than a table could."""


def ruled_tables(
    horizontal: Iterable[Rule], vertical: Iterable[Rule], glyphs: Sequence[Glyph]
) -> tuple[list[Ruled], list[Glyph]]:
    """The tables that lines draw, top to bottom, and the glyphs that stand in none.

    A frame of one column is decoration (a boxed text, a chart), not a table.
    Raises TooManyLinesError.
    """
    tables: list[Ruled] = []
    rest = list(glyphs)
    for across, down in _drawings(_merge(horizontal), _merge(vertical)):
        xs = _boundaries(down, across)
        ys = _boundaries(across, down)
        if len(xs) < 3 or len(ys) < 2:
            continue
        inside = [glyph for glyph in rest if _within(glyph, xs, ys)]
        if inside:
            tables.append(Ruled(xs, ys, tuple(_boxes(xs, ys, across, down, inside))))
            rest = [glyph for glyph in rest if not _within(glyph, xs, ys)]
    return sorted(tables, key=lambda table: (table.top, table.xs[0])), rest


def _merge(rules: Iterable[Rule]) -> list[Rule]:
    """Lines on one track made one where they touch, tracks within the snap made one."""
    merged: list[Rule] = []
    for track in _tracks(sorted(rules)):
        at = sum(rule.at for rule in track) / len(track)
        track.sort(key=lambda rule: rule.start)
        start, end = track[0].start, track[0].end
        for rule in track:
            if rule.start > end + SNAP:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        merged.append(Rule(at, start, end))
    if len(merged) > MAX_PAGE_LINES:
        raise TooManyLinesError(len(merged))
    return [rule for rule in merged if rule.end - rule.start > SNAP]


def _tracks(rules: list[Rule]) -> Iterator[list[Rule]]:
    track: list[Rule] = []
    for rule in rules:
        if track and rule.at - track[0].at > SNAP:
            yield track
            track = []
        track.append(rule)
    if track:
        yield track


def _drawings(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch, directly or through others, as (horizontal, vertical); largest first,
    so that a frame drawn inside a cell finds its text already taken."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if _crosses(h, v):
                group[root(i)] = root(j)
    drawings: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        drawings.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    found = [(h, v) for h, v in drawings.values() if h and v]
    return sorted(found, key=lambda pair: -_extent(pair[0]) * _extent(pair[1]))


def _crosses(h: Rule, v: Rule) -> bool:
    return h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP


def _extent(rules: list[Rule]) -> float:
    return max(rule.end for rule in rules) - min(rule.start for rule in rules)


def _boundaries(rules: list[Rule], crossing: list[Rule]) -> tuple[float, ...]:
    """Where lines stand, and where the lines crossing them end in the open."""
    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    ats = [rule.at for rule in rules]
    bounds: list[float] = []
    for at in sorted([*ats, *([first] if first < min(ats) - NARROW else [])]):
        if not bounds or at - bounds[-1] > NARROW:
            bounds.append(at)
    return (*bounds, last) if last > bounds[-1] + NARROW else tuple(bounds)


def _within(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]


def _boxes(
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    across: list[Rule],
    down: list[Rule],
    glyphs: list[Glyph],
) -> Iterator[Box]:
    """The cells, row by row, each as wide and then as tall as no wall stops it."""
    beside = _walls(down, xs, ys)
    below = _walls(across, ys, xs)
    height, width = len(ys) - 1, len(xs) - 1
    owner: dict[tuple[int, int], int] = {}
    places: list[tuple[int, int, int, int]] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in owner:
                continue
            right = column + 1
            while right < width and (right, row) not in beside and (row, right) not in owner:
                right += 1
            end = row + 1
            while end < height and _open_below(end, column, right, below, beside):
                end += 1
            for r in range(row, end):
                owner.update(((r, c), len(places)) for c in range(column, right))
            places.append((row, column, end, right))
    held: list[list[Glyph]] = [[] for _ in places]
    for glyph in glyphs:
        row = _band(ys, (glyph.top + glyph.bottom) / 2)
        column = _band(xs, (glyph.x0 + glyph.x1) / 2)
        held[owner[row, column]].append(glyph)
    for (row, column, end, right), inside in zip(places, held, strict=True):
        lines = tuple(lines_of(inside))
        yield Box(row, column, end - row, right - column, xs[column], xs[right], lines)


def _open_below(
    row: int, left: int, right: int, below: set[tuple[int, int]], beside: set[tuple[int, int]]
) -> bool:
    """Whether a cell over columns ``left`` to ``right`` runs on into ``row``."""
    return not any((row, column) in below for column in range(left, right)) and not any(
        (column, row) in beside for column in range(left + 1, right)
    )


def _walls(
    rules: list[Rule], ats: tuple[float, ...], bands: tuple[float, ...]
) -> set[tuple[int, int]]:
    """(boundary, band) for every side of a position that is inked."""
    inked: dict[tuple[int, int], float] = defaultdict(float)
    for rule in rules:
        boundary = nearest(ats, rule.at)
        first = max(bisect_right(bands, rule.start) - 1, 0)
        last = min(bisect_left(bands, rule.end), len(bands) - 1)
        for band in range(first, last):
            start, end = bands[band], bands[band + 1]
            inked[boundary, band] += (min(end, rule.end) - max(start, rule.start)) / (end - start)
    return {side for side, part in inked.items() if part >= _DRAWN}


def nearest(bounds: Sequence[float], at: float) -> int:
    """Which of some ascending places is nearest."""
    after = min(bisect_left(bounds, at), len(bounds) - 1)
    before = max(after - 1, 0)
    return before if at - bounds[before] < bounds[after] - at else after


def _band(bounds: tuple[float, ...], at: float) -> int:
    return min(max(bisect_right(bounds, at) - 1, 0), len(bounds) - 2)
