"""The shared vocabulary: what readers return, what understanding adds, what the stores hold.

Standard library only; every other module may import this one and it imports none of them.
Money is :class:`~decimal.Decimal`; a blank, a zero, a note and a missing row stay four things:
a blank is a :class:`Fact` with ``value=None, text=""``, a zero one with ``value=0``, a note is
``Table.note``, and what is missing has no fact at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

Kind = Literal["预算", "决算"]
Scope = Literal["部门", "单位"]
Layout = Literal["list", "form"]
Aspect = Literal["amount", "change", "percent", "share", "count", "reason", "use"]
PassageKind = Literal["narrative", "definition", "contact", "header", "cell"]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a reader or an understanding step could not take as sound, with its place.

    ``code`` is a stable kebab-case name, ``message`` a Chinese sentence for people, ``where``
    the place in words (file, page, table, row), outermost first.
    """

    code: str
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell of a grid. ``row`` and ``column`` (from 0) are its upper left corner."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None


@dataclass(frozen=True)
class Grid:
    """A table as printed: cells with spans, covering each position at most once."""

    cells: tuple[Cell, ...]

    @cached_property
    def height(self) -> int:
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((cell.column + cell.colspan for cell in self.cells), default=0)

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, or None where nothing was printed."""
        return self._covering.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The text covering a position; ``""`` for a blank or uncovered one."""
        cell = self.at(row, column)
        return cell.text if cell else ""

    def rows(self) -> list[list[str]]:
        """``height`` rows of ``width`` texts, a spanned text repeated wherever it covers."""
        return [[self.text(r, c) for c in range(self.width)] for r in range(self.height)]

    @classmethod
    def from_rows(cls, rows: list[list[str]], page: int | None = None) -> Grid:
        """A grid without spans; rows may differ in length."""
        return cls(
            tuple(
                Cell(text, r, c, page=page)
                for r, row in enumerate(rows)
                for c, text in enumerate(row)
            )
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of running text in reading order."""

    text: str
    page: int | None = None


Block = Paragraph | Grid


@dataclass(frozen=True)
class Reading:
    """What a reader made of one file: blocks in reading order and what went wrong, never both lost.

    ``attachments`` are links found in a page (text, href); ``recognised`` marks OCR text;
    ``parts`` are the files of an archive by name, each read by itself.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    issues: tuple[Issue, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()
    recognised: bool = False
    parts: tuple[tuple[str, Reading], ...] = ()


@dataclass(frozen=True)
class Table:
    """A grid understood: where its header is and what it is called.

    ``grid`` starts at the first header row (caption, number and unit rows are taken off);
    ``header_rows`` counts header rows at its top. ``index`` is the table's place in the
    document, from 1. ``unit`` is the table-wide unit (万元, 元) or None.
    """

    index: int
    number: str | None
    title: str
    unit: str | None
    note: str | None
    layout: Layout
    grid: Grid
    header_rows: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A data cell with everything that governs it.

    ``row`` and ``column`` are paths of printed labels, outermost first; ``code`` the row's
    classification code; ``row_index``/``column_index`` its position in ``Table.grid``.
    ``value`` is None for a blank or a cell that prints no number; ``text`` is what is printed.
    """

    table: int
    row: tuple[str, ...]
    code: str | None
    column: tuple[str, ...]
    value: Decimal | None
    unit: str | None
    text: str
    row_index: int
    column_index: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text worth retrieving. ``index`` is its place in the document, from 0.

    ``section`` is the path of headings over it; ``subject`` what it is about where that is
    known: the term a definition defines, the project a form's text cell belongs to.
    """

    index: int
    kind: PassageKind
    section: tuple[str, ...]
    text: str
    subject: str | None = None
    table: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence of the narrative says about one subject.

    ``subject`` is a path, outermost first (支出合计, 教育支出). ``aspect`` says which:
    ``amount`` (value, unit), ``change`` (signed value, unit, against ``base_year``, which
    is the statement's own year where it is against that year's budget; 0 where it is printed as
    unchanged), ``percent`` (signed change in %), ``share`` (part of the whole in
    %), ``count`` (vehicles, people…), ``reason`` (words only, value None; ``base_year`` as of the
    change it explains) and ``use`` (words only).
    ``text`` is the printed figure or the printed words; ``sentence`` the whole sentence.
    """

    subject: tuple[str, ...]
    aspect: Aspect
    value: Decimal | None
    unit: str | None
    text: str
    sentence: str
    section: tuple[str, ...]
    passage: int
    year: int | None = None
    base_year: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Whose disclosure it is. ``published`` is an ISO date; None wherever it is not printed."""

    title: str
    organization: str
    scope: Scope | None = None
    region: str | None = None
    year: int | None = None
    kind: Kind | None = None
    published: str | None = None
    index_number: str | None = None
    publisher: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Disclosure:
    """One document, understood whole: what ``pipeline`` makes and the stores hold.

    ``document`` is its stable id, ``sha256`` of the bytes it came from, ``source`` the file or
    address a reader can go to.
    """

    document: str
    sha256: str
    source: str
    metadata: Metadata
    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()
    passages: tuple[Passage, ...] = ()
    issues: tuple[Issue, ...] = field(default=())

    def table(self, index: int) -> Table:
        """The table at place ``index`` (from 1); KeyError if there is none."""
        for table in self.tables:
            if table.index == index:
                return table
        raise KeyError(index)

    def facts_of(self, index: int) -> Iterator[Fact]:
        """The facts of the table at place ``index``, in reading order."""
        return (fact for fact in self.facts if fact.table == index)
