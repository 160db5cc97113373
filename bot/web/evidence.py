"""The citations of an answer as what is drawn: tables with their cited cells, and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.answer import Answer, Citation, Figure
from ingest.numbers import is_blank, is_mark, parse_number
from ingest.text import label_key
from ingest.vocabulary import is_total, table_words

_WIDE: Final = 6
"""Columns up to which a row is shown whole."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell with what it spans."""

    text: str
    colspan: int
    rowspan: int


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of a cited row; ``number`` ones are set right, a cited blank is said to be one."""

    text: str
    cited: bool
    number: bool


@dataclass(frozen=True)
class DrawnRow:
    """``holder`` is whose row it is, where the row itself does not print that."""

    holder: str
    cells: list[BodyCell]


@dataclass(frozen=True)
class Grid:
    """Header and rows, ready to draw; ``held`` if any row has a holder."""

    header: list[list[HeaderCell]]
    rows: list[DrawnRow]

    @property
    def held(self) -> bool:
        return any(row.holder for row in self.rows)


@dataclass
class CitedRow:
    """A printed row and which of its cells are cited."""

    holder: str
    cells: list[str]
    cited: set[int] = field(default_factory=set)


@dataclass
class Evidence:
    """A cited sentence, or the cited rows of one table, or of forms that repeat."""

    citation: Citation
    rows: list[CitedRow] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        return self.citation.table_title is not None

    def add(self, citation: Citation) -> None:
        """Another cell of the same table."""
        if citation.page is not None and citation.page not in self.pages:
            self.pages.append(citation.page)
        if citation.row_cells is None or citation.cell is None:
            return
        is_row = (_holder(citation), citation.row_cells)
        row = next((row for row in self.rows if (row.holder, row.cells) == is_row), None)
        if row is None:
            row = CitedRow(*is_row)
            self.rows.append(row)
        row.cited.add(citation.cell)

    def whole(self) -> Grid:
        """Every column in which something is printed."""
        return self._grid(self._filled())

    def narrow(self) -> Grid | None:
        """Labels, totals and cited columns of a wide table; None where the whole is not wide."""
        filled = self._filled()
        if len(filled) <= _WIDE:
            return None
        kept = self._to_the_point() & set(filled)
        return self._grid([n for n in filled if n in kept]) if len(kept) < len(filled) else None

    def _filled(self) -> list[int]:
        lines = [*(self.citation.header or []), *(row.cells for row in self.rows)]
        cited = set().union(*(row.cited for row in self.rows))
        return [
            n
            for n in range(self._width())
            if n in cited or any(n < len(line) and not is_blank(line[n]) for line in lines)
        ]

    def _to_the_point(self) -> set[int]:
        heads = self._heads()
        kept: set[int] = set()
        for row in self.rows:
            for cell in row.cited:
                kept |= {cell, *_labels_before(row.cells, heads, cell)}
        first = min(kept, default=0)
        return kept | {n for n, head in enumerate(heads) if n > first and is_total(head)}

    def _heads(self) -> list[str]:
        """The innermost header of each column."""
        header = self.citation.header
        return header[-1] if header else [""] * self._width()

    def _width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    def _grid(self, columns: Sequence[int]) -> Grid:
        heads = self._heads()
        header = [[_at(line, n) for n in columns] for line in self.citation.header or []]
        rows = [DrawnRow(row.holder, _body(row, columns, heads)) for row in self.rows]
        return Grid(merged(header), rows)


def _body(row: CitedRow, columns: Sequence[int], heads: Sequence[str]) -> list[BodyCell]:
    texts = ((n, _at(row.cells, n)) for n in columns)
    return [BodyCell(text, n in row.cited, is_amount(text, _at(heads, n))) for n, text in texts]


def _holder(citation: Citation) -> str:
    """Whose a row of a form is (a project): what its path names and the row does not print."""
    if citation.header:
        return ""
    printed = {label_key(text) for text in citation.row_cells or ()}
    return " / ".join(name for name in citation.row or () if label_key(name) not in printed)


def gather(answer: Answer) -> tuple[list[Evidence], list[Evidence]]:
    """What the answer rests on, each table once: what is shown at once, and the other places."""
    found: list[Evidence] = []
    of: list[Evidence] = []
    for citation in answer.citations:
        evidence = next((e for e in found if _one_table(e.citation, citation)), None)
        if evidence is None:
            evidence = Evidence(citation)
            found.append(evidence)
        evidence.add(citation)
        of.append(evidence)
    for figure in answer.figures:
        for evidence in _of(figure.citations, of):
            evidence.figures.append(figure)
    shown = _shown(answer, of)
    main = [evidence for evidence in found if any(evidence is other for other in shown)]
    return main, [evidence for evidence in found if all(evidence is not e for e in main)]


def merged(header: list[list[str]]) -> list[list[HeaderCell]]:
    """Header rows in which a spanned text is repeated, as cells that span.

    Equal neighbours are one cell where they stand under one cell; equal texts below each other
    are one where all of them continue.
    """
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    lines = []
    for r, line in enumerate(header):
        above = [owner.get((r - 1, c)) for c in range(len(line))]
        cells = []
        for c, text in enumerate(line):
            if (r, c) in owner:
                continue
            right, down = _run(line, above, c), 1
            while r + down < len(header) and set(header[r + down][c : c + right]) == {text}:
                down += 1
            area = ((y, x) for y in range(r, r + down) for x in range(c, c + right))
            owner |= dict.fromkeys(area, (r, c))
            cells.append(HeaderCell(text, right, down))
        lines.append(cells)
    return lines


def _run(line: Sequence[str], above: Sequence[tuple[int, int] | None], start: int) -> int:
    """How many cells from ``start`` print the same under one cell."""
    end = start
    while end < len(line) and (line[end], above[end]) == (line[start], above[start]):
        end += 1
    return end - start


def is_amount(text: str, head: str) -> bool:
    """Whether a cell under ``head`` prints an amount or a mark for none; a code is no amount."""
    return not _heads_labels(head) and (parse_number(text) is not None or is_mark(text))


def _heads_labels(head: str) -> bool:
    """Whether a column holds codes or labels; what codes are of stands before (科目编码)."""
    words, key = table_words(), label_key(head)
    of_codes = any(key.endswith(word) for word in words.code_headers if len(word) > 1)
    return of_codes or key in words.code_headers | words.label_headers


def _labels_before(row: Sequence[str], heads: Sequence[str], cell: int) -> set[int]:
    """The columns of the labels nearest before a cell: those that name its row."""
    found: set[int] = set()
    for n in reversed(range(cell)):
        text, head = _at(row, n), _at(heads, n)
        if _heads_labels(head) or not (is_blank(text) or is_amount(text, head)):
            found.add(n)
        elif found:
            break
    return found


def _at(line: Sequence[str], n: int) -> str:
    return line[n] if n < len(line) else ""


def _one_table(one: Citation, other: Citation) -> bool:
    if one.table_title is None or other.table_title is None or one.document != other.document:
        return False
    return one.table_index == other.table_index or _one_form(one, other)


def _one_form(one: Citation, other: Citation) -> bool:
    """Whether two tables are the same form filled in for different holders."""
    named = (one.table, one.table_title) == (other.table, other.table_title)
    return named and all(not c.header and _holder(c) for c in (one, other))


def _of(citations: Iterable[int], of: Sequence[Evidence]) -> list[Evidence]:
    """The evidence of citations, each once."""
    return list({id(of[n]): of[n] for n in citations}.values())


def _shown(answer: Answer, of: Sequence[Evidence]) -> list[Evidence]:
    """The first place of every figure, the first sentence too, all operands of a computed one."""
    shown: list[Evidence] = []
    for figure in answer.figures:
        places = _of(figure.citations, of)
        sentences = [place for place in places if not place.is_table]
        shown += places if figure.formula else [*places[:1], *sentences[:1]]
    return shown if answer.figures else list(of)
