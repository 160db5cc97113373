"""The order in which a page's tables and lines are read, tables side by side one after another.

Above tables that stand side by side their captions share lines: each part of such a line is of
the table it stands over, and a unit printed once is of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ingest.numbers import unit_of_line
from ingest.read.pages.lines import Line
from ingest.read.pages.ruling import Ruled

Item = Line | Ruled

_OVERHANG: Final = 6.0
"""Points by which a caption may reach over the sides of its table."""


def in_reading_order(items: Sequence[Item]) -> list[Item]:
    """The items of a page, top to bottom; of tables side by side the left one first, each under
    the lines over it alone."""
    left = sorted(items, key=lambda item: item.top)
    ordered: list[Item] = []
    while left:
        tables = _beside(left)
        if len(tables) < 2:
            ordered.append(left.pop(0))
            continue
        last = left.index(tables[-1])
        over = [item for item in left[:last] if isinstance(item, Line)]
        del left[: last + 1]
        over = [*reversed(list(_captions(ordered, tables))), *over]
        ordered += _each_under_its_own(over, sorted(tables, key=lambda table: table.xs[0]))
    return ordered


def _beside(items: Sequence[Item]) -> list[Ruled]:
    """The first item and the tables beside it, if it is a table."""
    tables = [item for item in items if isinstance(item, Ruled)]
    if not tables or items[0] is not tables[0]:
        return []
    return [table for table in tables if table.top < tables[0].bottom]


def _captions(ordered: list[Item], tables: Sequence[Ruled]) -> Iterator[Line]:
    """Takes the lines right above some tables off what is read, the last one first, as far as
    every word of theirs stands over one table."""
    while ordered and isinstance(line := ordered[-1], Line) and _parts(line, tables):
        ordered.pop()
        yield line


def _parts(line: Line, tables: Sequence[Ruled]) -> list[Line | None]:
    """What a line prints over each of some tables; empty where a word stands over none."""
    over = [[word for word in line.words if _is_over(word.x0, word.x1, t)] for t in tables]
    if sum(map(len, over)) < len(line.words):
        return []
    return [line.of_words(words) if words else None for words in over]


def _is_over(x0: float, x1: float, table: Ruled) -> bool:
    return table.xs[0] - _OVERHANG <= x0 and x1 <= table.xs[-1] + _OVERHANG


def _each_under_its_own(lines: Sequence[Line], tables: Sequence[Ruled]) -> Iterator[Item]:
    parts = {line: _parts(line, tables) for line in lines}
    units = [line for line in lines if unit_of_line(line.text)]
    for number, table in enumerate(tables):
        for line in lines:
            part = parts[line][number] if parts[line] else (line if number == 0 else None)
            if part is not None:
                yield part
            elif units == [line]:
                yield line
        yield table
