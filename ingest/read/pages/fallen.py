"""Rows that stand under or over a ruled table, in its columns but outside its lines.

A page break, or an exporter that forgets the last border, leaves them as loose text. A row is
taken back where its text keeps to the columns and one of them prints a number: a heading, a
unit or a note does neither.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.numbers import parse_number
from ingest.read.pages.lines import Glyph, lines_of, rows_of
from ingest.read.pages.ruling import Box, Ruled

_NEAR: Final = 1.5
_OVERHANG: Final = 1.0


def take_back(tables: Sequence[Ruled], glyphs: Sequence[Glyph]) -> tuple[list[Ruled], list[Glyph]]:
    """The tables with the rows that fell out of them, and the glyphs that are left."""
    rows = list(rows_of(glyphs))
    grown: list[Ruled] = []
    for table in tables:
        for row in list(rows):
            if (larger := _under(table, row)) is not None:
                table = larger
                rows.remove(row)
        for row in reversed(list(rows)):
            if (larger := _over(table, row)) is not None:
                table = larger
                rows.remove(row)
        grown.append(table)
    return grown, [glyph for row in rows for glyph in row]


def _under(table: Ruled, row: Sequence[Glyph]) -> Ruled | None:
    top, bottom = min(g.top for g in row), max(g.bottom for g in row)
    if not 0 <= top - table.bottom <= _NEAR * (table.ys[-1] - table.ys[-2]):
        return None
    boxes = _boxes(table, row, len(table.ys) - 1)
    if boxes is None:
        return None
    return replace(table, ys=(*table.ys, bottom), boxes=(*table.boxes, *boxes))


def _over(table: Ruled, row: Sequence[Glyph]) -> Ruled | None:
    top, bottom = min(g.top for g in row), max(g.bottom for g in row)
    if not 0 <= table.top - bottom <= _NEAR * (table.ys[1] - table.ys[0]):
        return None
    boxes = _boxes(table, row, 0)
    if boxes is None:
        return None
    lowered = [replace(box, row=box.row + 1) for box in table.boxes]
    return replace(table, ys=(top, *table.ys), boxes=(*boxes, *lowered))


def _boxes(table: Ruled, row: Sequence[Glyph], at: int) -> list[Box] | None:
    """A row's text in the table's columns, or None if it is not a row of it."""
    xs = table.xs
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    columns: list[list[Glyph]] = [[] for _ in xs[1:]]
    for glyph in inked:
        column = bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1
        if not 0 <= column < len(columns):
            return None
        if glyph.x0 < xs[column] - _OVERHANG or glyph.x1 > xs[column + 1] + _OVERHANG:
            return None
        columns[column].append(glyph)
    boxes = [
        Box(at, column, 1, 1, xs[column], xs[column + 1], tuple(lines_of(held)))
        for column, held in enumerate(columns)
    ]
    filled = [box.lines[0].text for box in boxes if box.lines]
    if len(filled) < 2 or all(parse_number(text) is None for text in filled):
        return None
    return boxes
