"""Recover the rows of a table whose cells are known only in reading order.

The column count is found from the cells themselves: wrapped at the right width, codes stand
under codes, labels under labels and numbers under numbers, and the header can be laid out
over the same width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.codes import is_code
from ingest.model import Cell, Grid
from ingest.numbers import is_blank, is_mark, parse_number
from ingest.read.dump.tiling import ColumnType, Tiling, tile
from ingest.vocabulary import is_total

_MOST_COLUMNS: Final = 40
_MISFIT: Final = 4.0
_LOST: Final = 3.0
_MERGED: Final = 0.1
_HEADER_GAIN: Final = 3.0  # how much a better header may outweigh a worse cut
_WORST_ROW: Final = 1.4
_BLANK_FIRST: Final = 0.4  # a blank before the first total may end the header as well


Rows = tuple[tuple[int | None, ...], ...]
"""A row is the token index of each column, None where no cell stood."""


@dataclass(frozen=True)
class _Cut:
    """Data cells cut into rows of one width, before the header is laid out over them."""

    start: int
    types: tuple[ColumnType, ...]
    rows: Rows
    cost: float


def lay_out(tokens: Sequence[str]) -> Grid | None:
    """The grid of a list-like table from its cells in reading order, header first.

    None if no column count fits: the tokens are a form, or not a table.
    """
    cuts = sorted(_cuts(tokens), key=lambda cut: cut.cost)
    best: tuple[float, _Cut, Tiling] | None = None
    for cut in cuts:
        if best is not None and cut.cost > best[0] + _HEADER_GAIN:
            break
        header = _header(tokens, cut)
        if header is not None and (best is None or cut.cost + header.cost < best[0]):
            best = (cut.cost + header.cost, cut, header)
    if best is None or best[1].cost > _WORST_ROW * max(1, len(best[1].rows)):
        return None
    return _grid(tokens, best[1], best[2])


def _cuts(tokens: Sequence[str]) -> Iterator[_Cut]:
    for start in _body_starts(tokens):
        body = tokens[start:]
        has_numbers = any(parse_number(token) is not None for token in body)
        for width in range(2, min(_MOST_COLUMNS, start, len(body)) + 1):
            # A merged first row is one or two cells short: wrap from the row after it as well.
            for types in {_types(body[skip:], width) for skip in (0, width - 1, width - 2)}:
                if "number" in types or not has_numbers:
                    rows, cost = _cut(body, types)
                    blank = 0.0 if tokens[start] else _BLANK_FIRST
                    yield _Cut(start, types, rows, cost + blank)


def _body_starts(tokens: Sequence[str]) -> Iterator[int]:
    """Where the first data row may begin: at the first number, code or total, or just before (the
    blank code of a total)."""
    for index, token in enumerate(tokens):
        if is_total(token) and _next_is_data(tokens, index):
            yield index
            if index and not tokens[index - 1]:
                yield index - 1
            return
        if parse_number(token) is not None or is_code(token):
            yield index
            if index:
                yield index - 1
            return


def _next_is_data(tokens: Sequence[str], index: int) -> bool:
    following = tokens[index + 1] if index + 1 < len(tokens) else ""
    return is_blank(following) or is_mark(following) or parse_number(following) is not None


def _types(body: Sequence[str], width: int) -> tuple[ColumnType, ...]:
    """What each column mostly holds when ``body`` is wrapped at ``width``."""
    types: list[ColumnType] = []
    for column in range(width):
        seen = Counter(_type(token) for token in body[column::width] if not is_blank(token))
        types.append(seen.most_common(1)[0][0] if seen else "blank")
    return tuple(types)


def _type(token: str) -> ColumnType:
    if is_code(token):
        return "code"
    return "number" if parse_number(token) is not None or is_mark(token) else "label"


def _misfit(token: str, kind: ColumnType) -> float:
    if is_blank(token):
        return {"code": 0.3, "label": 0.2, "number": 0.0, "blank": 0.0}[kind]
    actual = _type(token)
    if kind == "code" and is_total(token):
        return _MERGED  # a total often stands in the first column, whatever that is for
    if actual == kind or (kind == "number" and actual == "code" and parse_number(token)):
        return 0.0
    return 1.0 if kind == "blank" else _MISFIT


def _cut(body: Sequence[str], types: Sequence[ColumnType]) -> tuple[Rows, float]:
    """Cut ``body`` into rows at least cost; a row may lack one cell (merged or lost)."""
    width, size = len(types), len(body)
    cost = [0.0] + [float("inf")] * size
    before: list[tuple[int | None, ...]] = [()] * (size + 1)
    for start in range(size):
        for row, extra in _rows_from(body, start, types):
            end = start + sum(index is not None for index in row)
            if cost[start] + extra < cost[end]:
                cost[end], before[end] = cost[start] + extra, row
        if size - start < width and all(map(is_blank, body[start:])) and cost[start] < cost[size]:
            cost[size], before[size] = cost[start], (None,) * (size - start)
    rows: list[tuple[int | None, ...]] = []
    end = size
    while end > 0:
        row = before[end]
        if not row:
            return (), float("inf")
        used = sum(index is not None for index in row)
        if used:
            rows.append(row)
        end -= used or len(row)
    return tuple(reversed(rows)), cost[size]


def _rows_from(
    body: Sequence[str], start: int, types: Sequence[ColumnType]
) -> Iterator[tuple[tuple[int | None, ...], float]]:
    width = len(types)
    here = body[start : start + width]
    straight = [_misfit(token, kind) for token, kind in zip(here, types, strict=False)]
    if len(here) == width:
        yield tuple(range(start, start + width)), sum(straight)
    if len(here) < width - 1:
        return
    moved = [_misfit(token, kind) for token, kind in zip(here, types[1:], strict=False)]
    for gap in range(width):
        merged = types[gap] in ("code", "label") and gap < len(here) and is_total(here[gap])
        extra = sum(straight[:gap]) + sum(moved[gap : width - 1])
        row = (*range(start, start + gap), None, *range(start + gap, start + width - 1))
        yield row, extra + (_MERGED if merged else _LOST)


def _header(tokens: Sequence[str], cut: _Cut) -> Tiling | None:
    """The header's layout; empty cells in front of it may belong to the caption row."""
    texts = tokens[: cut.start]
    leading = next((i for i, text in enumerate(texts) if text), len(texts))

    def sums(column: int, parts: Sequence[int]) -> bool | None:
        return _is_sum(tokens[cut.start :], cut.rows, column, parts)

    found = [tile(texts[first:], cut.types, sums) for first in {0, leading}]
    return min((t for t in found if t), key=lambda tiling: tiling.cost, default=None)


def _is_sum(body: Sequence[str], rows: Rows, column: int, parts: Sequence[int]) -> bool | None:
    """Whether a column is the sum of others in every row that fills it; None if none does."""
    checked = False
    for row in rows:
        whole = _value(body, row[column])
        if whole is None:
            continue
        amount = sum((_value(body, row[part]) or Decimal(0) for part in parts), Decimal(0))
        if abs(amount - whole) > Decimal("0.005") * (len(parts) + 1):
            return False
        checked = True
    return checked or None


def _value(body: Sequence[str], index: int | None) -> Decimal | None:
    return None if index is None else parse_number(body[index])


def _grid(tokens: Sequence[str], cut: _Cut, header: Tiling) -> Grid:
    cells = list(header.cells)
    body = tokens[cut.start :]
    for r, row in enumerate(cut.rows, header.height):
        column = 0
        while column < len(row):
            index, span = row[column], 1
            if index is None and column + 1 < len(row) and _total_at(body, row[column + 1]):
                span, index = 2, row[column + 1]
            if index is not None:
                cells.append(Cell(body[index], r, column, colspan=span))
            column += span
    return Grid(tuple(cells))


def _total_at(tokens: Sequence[str], index: int | None) -> bool:
    return index is not None and is_total(tokens[index])
