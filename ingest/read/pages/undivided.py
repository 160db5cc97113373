"""Rows of a ruled table without a line between them, told apart by what stands at one height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.numbers import parse_number
from ingest.read.pages.lines import Line
from ingest.read.pages.ruling import Box, Ruled

Band = list[Line]
"""Lines at one height, left to right."""


def with_all_rows(table: Ruled) -> Ruled:
    """The table with the rows that its lines leave undivided, where they are sure."""
    bands = [_bands(_boxes_of(table, row)) for row in range(len(table.ys) - 1)]
    if not any(bands):
        return table
    ys, tops = [table.ys[0]], [0]
    for found, bottom in zip(bands, table.ys[1:], strict=True):
        ys += (_between(above, below) for above, below in pairwise(found))
        ys.append(bottom)
        tops.append(len(ys) - 1)
    boxes = [part for box in table.boxes for part in _parts(box, bands[box.row], tops)]
    boxes.sort(key=lambda box: (box.row, box.column))
    return replace(table, ys=tuple(ys), boxes=tuple(boxes))


def _boxes_of(table: Ruled, row: int) -> list[Box]:
    """The boxes that cover a row."""
    return [box for box in table.boxes if box.row <= row < box.row + box.rowspan]


def _between(above: Band, below: Band) -> float:
    return (max(line.bottom for line in above) + min(line.top for line in below)) / 2


def _parts(box: Box, bands: Sequence[Band], tops: Sequence[int]) -> Iterator[Box]:
    """A box in each of the rows it holds, at the rows they have come to."""
    top = tops[box.row]
    if not bands:
        yield replace(box, row=top, rowspan=tops[box.row + box.rowspan] - top)
    for row, band in enumerate(bands, top):
        yield replace(box, row=row, lines=tuple(line for line in box.lines if line in band))


def _bands(boxes: Sequence[Box]) -> list[Band]:
    """The rows piled up in a row: each has a line of the label and a figure beside it. Empty
    where it is one row, or where a label may be wrapped."""
    if any(box.rowspan > 1 for box in boxes) or not any(map(_holds_figures, boxes)):
        return []
    label = next((box for box in boxes if box.lines and not _all_figures(box)), None)
    bands = _by_height([line for box in boxes for line in box.lines])
    if label is None or len(bands) != len(label.lines):
        return []
    sure = all(
        any(line in label.lines for line in band) and any(map(_is_figure, band)) for band in bands
    )
    return bands if sure else []


def _by_height(lines: Sequence[Line]) -> list[Band]:
    bands: list[Band] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        if bands and 2 * line.top < bands[-1][0].top + bands[-1][0].bottom:
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _holds_figures(box: Box) -> bool:
    return len(box.lines) > 1 and _all_figures(box)


def _all_figures(box: Box) -> bool:
    return all(map(_is_figure, box.lines))


def _is_figure(line: Line) -> bool:
    return parse_number(line.text) is not None
