"""A table printed as several grids one after the other, made one again.

An editor cuts a long table at a page's end, a page keeps the header that stays in view in a grid
of its own: what follows has figures from its first row on and no header, title or unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Block, Grid
from ingest.numbers import parse_number
from ingest.tables.forms import is_form
from ingest.tables.structure import find_structure


def whole_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with every grid joined to the one right before it that it goes on from."""
    before: Grid | None = None
    for block in blocks:
        if not isinstance(block, Grid):
            if before is not None:
                yield before
            before = None
            yield block
        elif before is not None and _goes_on(before, block):
            before = _joined(before, block)
        else:
            if before is not None:
                yield before
            before = block
    if before is not None:
        yield before


def _goes_on(above: Grid, below: Grid) -> bool:
    if above.width != below.width or is_form(above) or is_form(below):
        return False
    structure = find_structure(below)
    if structure is None or structure.header_rows or not _heads(above):
        return False
    filled = [_figures(above, column) for column in range(above.width)]
    return not any(filled) or all(
        filled[column] for column in range(below.width) if _is_figure(below.text(0, column))
    )


def _heads(grid: Grid) -> bool:
    """Whether a grid has a header, each of its columns named; it may hold nothing else."""
    structure = find_structure(grid)
    rows = structure.header_rows if structure else grid.height
    return rows > 0 and all(grid.text(rows - 1, column).strip() for column in range(grid.width))


def _figures(grid: Grid, column: int) -> bool:
    return any(_is_figure(grid.text(row, column)) for row in range(grid.height))


def _is_figure(text: str) -> bool:
    return parse_number(text) is not None


def _joined(above: Grid, below: Grid) -> Grid:
    moved = (replace(cell, row=cell.row + above.height) for cell in below.cells)
    return Grid((*above.cells, *moved))
