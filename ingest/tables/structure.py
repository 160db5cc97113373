"""Which cells of a list-like grid are header, code, label and data.

A list is label columns followed by data columns; several lists may stand side by side in one
grid (收入 and 支出). A grid without label columns is one row of figures under its header.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from ingest.codes import is_code
from ingest.model import Grid
from ingest.numbers import are_several, is_blank, is_mark, parse_number
from ingest.tables.amounts import is_amount, is_error
from ingest.text import fold, label_key, ordinal
from ingest.vocabulary import is_total, names_codes, table_words

Role = Literal["code", "label", "data", "unit", "spacer"]

_MOST_HEADER_ROWS: Final = 6


@dataclass(frozen=True)
class ColumnList:
    """One list of a grid from column ``first`` on: its code and data columns, left to right, its
    label columns, outermost first, and those that print what a row is counted in."""

    first: int
    codes: tuple[int, ...]
    labels: tuple[int, ...]
    data: tuple[int, ...]
    units: tuple[int, ...]


@dataclass(frozen=True)
class Structure:
    """``header_rows`` at the top, ``skipped`` rows that only number the columns, the lists."""

    header_rows: int
    skipped: frozenset[int]
    lists: tuple[ColumnList, ...]


def find_structure(grid: Grid) -> Structure | None:
    """The structure of a list-like grid; None if it has no data under a header."""
    header_rows = _header_rows(grid)
    if header_rows >= grid.height:
        return None
    skipped = frozenset(r for r in range(grid.height) if _numbers_columns(_texts(grid, r)))
    body = [r for r in range(header_rows, grid.height) if r not in skipped]
    roles = [_role(grid, header_rows, body, column) for column in range(grid.width)]
    lists = tuple(
        replace(columns, labels=_owners_first(grid, header_rows, columns.labels))
        for columns in _lists(_settled(grid, header_rows, roles))
    )
    return Structure(header_rows, skipped, lists) if lists else None


def _owners_first(grid: Grid, header_rows: int, labels: tuple[int, ...]) -> tuple[int, ...]:
    """Label columns, outermost first: whose a row is (项目单位) stands over what it is called."""

    def is_owner(column: int) -> bool:
        header = header_path(grid, header_rows, column)
        return bool(header) and label_key(header[-1]) in table_words().owner_headers

    return tuple(sorted(labels, key=lambda column: not is_owner(column)))


def header_path(grid: Grid, header_rows: int, column: int) -> tuple[str, ...]:
    """Labels over a column, outermost first; a merged label once, blank ones left out."""
    path: list[str] = []
    for row in range(header_rows):
        if _numbers_columns(_texts(grid, row)):
            continue
        text = grid.text(row, column).strip()
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _texts(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, column) for column in range(grid.width)]


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3, or 1 2 3 … from its first cell."""
    filled = [fold(text) for text in texts if not is_blank(text)]
    if len(filled) < 3:
        return False
    words = table_words().column_index
    numbers = [text for text in filled if text not in words]
    steps = [text.split("=")[0] for text in numbers]
    counted = [str(n) for n in range(1, len(steps) + 1)]
    return steps == counted or (len(numbers) < len(filled) and all(s.isdigit() for s in steps))


def _header_rows(grid: Grid) -> int:
    """How many rows at the top hold no data: up to the first number, code, total or empty row."""
    spanned = max((cell.rowspan for cell in grid.cells if cell.row == 0), default=1)
    for row in range(min(grid.height, _MOST_HEADER_ROWS + 1)):
        if row >= min(spanned, _MOST_HEADER_ROWS) and _is_data_row(grid, row):
            return row
        if row == 0 and _is_data_row(grid, row) and any(map(_is_figure, _texts(grid, row))):
            return 0
    return min(spanned, grid.height)


def _is_data_row(grid: Grid, row: int) -> bool:
    texts = _texts(grid, row)
    if _numbers_columns(texts):
        return False
    if any(_is_figure(text) or is_code(text) for text in texts) or not any(map(str.strip, texts)):
        return True
    first = next((text for text in texts if not is_blank(text)), "")
    begins = is_total(first) or ordinal(first) is not None
    empty = any(is_blank(text) or is_mark(text) for text in texts)
    return empty and begins and not _names_columns(grid, row)


def _names_columns(grid: Grid, row: int) -> bool:
    """Whether a row without figures names the columns under a merged header: some forms print
    合计 基本支出 项目支出 no higher than the total row of their list."""
    for head in {grid.at(row - 1, column) for column in range(grid.width)} - {None}:
        columns = range(head.column, head.column + head.colspan) if head else ()
        under = {grid.at(row, column) for column in columns}
        if len(under) > 1 and all(cell and cell.text.strip() for cell in under):
            return True
    return False


def _is_figure(text: str) -> bool:
    folded = fold(text)
    is_year = folded.isdigit() and 1990 < int(folded) < 2100
    return are_several(text) or (is_amount(folded) and not is_year)


def _role(grid: Grid, header_rows: int, body: Sequence[int], column: int) -> Role:
    header = header_path(grid, header_rows, column)
    key = label_key(header[-1]) if header else ""
    texts = [grid.text(row, column) for row in body]
    filled = [text for text in texts if not is_blank(text)]
    kinds = Counter(_kind(text) for text in filled)
    most = kinds.most_common(1)[0][0] if kinds else None
    words = table_words()
    if key in words.row_index or key in words.attributes or words.body_codes.match(key):
        return "spacer"
    if key in words.unit_headers or (key == words.unit_or_body and _are_units(filled)):
        return "unit"
    named_code = names_codes(key)
    if most is None:
        named_label = key in words.label_headers or key.endswith("名称")
        if named_code:
            return "code"
        return "label" if named_label else ("data" if header else "spacer")
    if named_code and (kinds["code"] or kinds["short"] or _only_digits(filled)):
        return "code"
    coded = any(names_codes(label_key(label)) for label in header)
    headed = words.amount_header.search(key) is not None and not coded
    amounts = key in words.unitless or headed
    if most in ("code", "short") and _codes_tell(filled) and not amounts:
        return "code"
    return "data" if most in ("number", "code", "short") else "label"


def _kind(text: str) -> str:
    if is_code(text):
        return "code"
    if parse_number(text) is not None:
        folded = fold(text)
        return "short" if folded.isdigit() and len(folded) <= 2 and folded[0] == "0" else "number"
    if are_several(text) or is_mark(text) or is_amount(text) or is_error(text):
        return "number"
    return "text"


def _only_digits(filled: Sequence[str]) -> bool:
    """Whether all that a column prints but for a total is digits."""
    return {fold(text).isdigit() for text in filled if not is_total(text)} == {True}


def _are_units(filled: Sequence[str]) -> bool:
    """Whether most cells of a column print what something is counted in (万元, 辆, 台（套）)."""
    printed = [fold(text) for text in filled if not is_mark(text)]
    units = sum(table_words().column_unit.search(f"({text})") is not None for text in printed)
    return units > len(printed) / 2


def _codes_tell(filled: Sequence[str]) -> bool:
    """Whether cells that could be codes or whole amounts are codes: all look like one."""
    codes = [text for text in filled if is_code(text)]
    others = [text for text in filled if not is_code(text) and not is_total(text)]
    return len(codes) >= 1 and not any(parse_number(text) is not None for text in others)


def _settled(grid: Grid, header_rows: int, roles: list[Role]) -> list[Role]:
    """A text column after the data is a label only if a list follows it; else it is data."""
    settled = list(roles)
    seen_data = False
    for column, role in enumerate(roles):
        if role == "data":
            seen_data = True
        elif role in ("label", "code") and seen_data and "data" not in roles[column:]:
            settled[column] = "data"
    if "data" not in settled:
        texts = [c for c, role in enumerate(settled) if role == "label"]
        for column in texts[1:]:
            settled[column] = "data"
    return settled


def _lists(roles: Sequence[Role]) -> Iterator[ColumnList]:
    starts = [0]
    for column, role in enumerate(roles):
        if role in ("code", "label") and "data" in roles[starts[-1] : column]:
            starts.append(column)
    for first, end in pairwise([*starts, len(roles)]):
        codes, labels, data, units = (
            tuple(column for column in range(first, end) if roles[column] == role)
            for role in ("code", "label", "data", "unit")
        )
        if data:
            yield ColumnList(first, codes, labels, data, units)
