"""Where a box of cells falls into parts side by side, seen from its borders and headers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Cell, Grid
from ingest.tables.boxes import Box, cells_of_row, edges_of_row
from ingest.tables.likeness import VALUES, cell_kind, likeness
from ingest.text import label_key


@dataclass(frozen=True, slots=True)
class Split:
    """``boxes`` side by side, each under its banner where there are ``banners``; ``beside`` is
    the cell as high as the box that heads the only one to its right."""

    boxes: tuple[Box, ...]
    banners: tuple[Cell, ...] = ()
    beside: Cell | None = None


def split_of(grid: Grid, box: Box) -> Split | None:
    """The parts of a box, or None where it is to be read as one."""
    cells = cells_of_row(grid, box.top, box)
    if len(cells) < 2 or box.height < 2:
        return None
    if _are_banners(grid, box, cells):
        under = box.rows(box.top + 1, box.bottom)
        boxes = (under.columns(cell.column, cell.column + cell.colspan) for cell in cells)
        return Split(tuple(boxes), banners=tuple(cells))
    for edges in (_repeats(cells), _pairs(grid, box), _high(box, cells)):
        if len(edges) > 1 and _cut_every_row(grid, box, set(edges)):
            return Split(tuple(box.columns(a, b) for a, b in pairwise([*edges, box.right])))
    first = cells[0]
    all_high = all(cell.rowspan == box.height for cell in cells)
    if first.rowspan == box.height and not all_high and cell_kind(first.text) not in VALUES:
        rest = box.columns(first.column + first.colspan, box.right)
        return Split((rest,), beside=first)
    return None


def _cut_every_row(grid: Grid, box: Box, edges: set[int]) -> bool:
    return all(edges <= edges_of_row(grid, row, box) for row in range(box.top, box.bottom))


def _are_banners(grid: Grid, box: Box, cells: list[Cell]) -> bool:
    """Whether the merged cells of the first row head blocks of their own side by side."""
    if any(cell.colspan < 2 or cell.rowspan > 1 for cell in cells):
        return False
    if likeness(cells[0].text) > 0 > min(likeness(cell.text) for cell in cells[1:]):
        return False
    edges = {cell.column for cell in cells}
    rows = range(box.top + 1, box.bottom)
    if not all(edges <= edges_of_row(grid, row, box) for row in rows):
        return False
    if not all(_heads_columns(grid, box, cell) for cell in cells):
        return False
    return sum(likeness(grid.text(row, edge)) for row in rows for edge in edges) > 0


def _heads_columns(grid: Grid, box: Box, banner: Cell) -> bool:
    """Whether most rows under a banner are divided, or it stands over a single one; else it is
    only as wide as the labels or the values below it."""
    under = box.columns(banner.column, banner.column + banner.colspan)
    rows = range(box.top + 1, box.bottom)
    divided = sum(len(cells_of_row(grid, row, under)) > 1 for row in rows)
    return len(rows) == 1 or 2 * divided >= len(rows)


def _repeats(cells: list[Cell]) -> list[int]:
    """Where a header begins again: the same two labels, or all but a first title."""
    keys = [label_key(cell.text) for cell in cells]
    kinds = {cell_kind(cell.text) for cell in cells}
    if (keys[0] and not all(keys)) or kinds & (VALUES - {"code"}):
        return []
    again = [n for n in range(len(keys) - 1) if keys[n : n + 2] == keys[:2]]
    if len(again) > 1 and all(keys[n] or n in again for n in range(len(keys))):
        return [cells[n].column for n in again]
    for size in range(2, len(keys) // 2 + 1):
        if len(keys) % size == 0:
            tails = [keys[n + 1 : n + size] for n in range(0, len(keys), size)]
            if all(tail == tails[0] for tail in tails):
                return [cells[n].column for n in range(0, len(keys), size)]
    return []


def _pairs(grid: Grid, box: Box) -> list[int]:
    """Where pairs of columns begin if a merged cell heads a section of one of them."""
    if box.width < 4 or box.width % 2:
        return []
    titles = 0
    for row in range(box.top, box.bottom):
        for cell in cells_of_row(grid, row, box):
            even = (cell.column - box.left) % 2 == 0
            if cell.colspan > 2 or (cell.colspan == 2 and not even):
                return []
            titles += cell.colspan == 2 and row > box.top
    edges = list(range(box.left, box.right, 2))
    labels = (grid.text(row, edge) for row in range(box.top, box.bottom) for edge in edges)
    return edges if titles and sum(map(likeness, labels)) > 0 else []


def _high(box: Box, cells: list[Cell]) -> list[int]:
    """Where merged cells as high as the box each head what stands beside them."""
    high = [n for n, cell in enumerate(cells) if cell.rowspan == box.height]
    apart = all(two - one > 1 for one, two in pairwise([*high, len(cells)]))
    return [cells[n].column for n in high] if apart and high[:1] == [0] else []
