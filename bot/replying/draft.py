"""An answer being written: its sentences, figures and citations, each citation held once."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from bot.answer import Answer, Check, Citation, Curation, Figure, Status
from bot.labels.place import Place
from ingest.model import Disclosure, Fact, Grid, Passage, Statement, Table


@dataclass
class Draft:
    """What an operation fills in; :meth:`answer` makes it the answer to a question."""

    status: Status = "answered"
    lines: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    """Words of the question repeated in the answer; their numbers are the asker's."""
    curated: Curation | None = None
    confidence: float | None = None
    """How sure the understanding is (``understanding/confidence.py``), where documents answer."""

    def cite(self, citation: Citation) -> int:
        """The number of a citation, which is added if it is new."""
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation)

    def add_figure(
        self,
        place: Place,
        label: str,
        *,
        value: Decimal | None,
        unit: str | None,
        citations: list[int],
        formula: str | None = None,
    ) -> Figure:
        """A figure with the 口径 of the place it stands in or is computed from."""
        metadata = place.index.disclosure.metadata
        figure = Figure(
            label=label,
            value=None if value is None else str(value),
            unit=unit,
            organization=metadata.organization,
            year=metadata.year,
            kind=metadata.kind,
            basis=basis(place),
            citations=citations,
            formula=formula,
        )
        self.figures.append(figure)
        return figure

    def add(self, other: Draft) -> None:
        """Another draft's answer after this one's; its citations are held here."""
        numbers = [self.cite(citation) for citation in other.citations]
        for figure in other.figures:
            cited = [numbers[number] for number in figure.citations]
            self.figures.append(figure.model_copy(update={"citations": cited}))
        self.lines += other.lines
        self.checks += other.checks
        self.echoes += other.echoes

    def drop_repeated(self) -> None:
        """Say nothing twice: each line and each figure once, where it stands first."""
        self.lines = list(dict.fromkeys(self.lines))
        self.figures = [f for at, f in enumerate(self.figures) if f not in self.figures[:at]]

    def answer(self, question: str, session: str | None) -> Answer:
        """The finished answer; its text is the lines, one a paragraph."""
        return Answer(
            question=question,
            session=session,
            status=self.status,
            text="\n".join(self.lines),
            figures=self.figures,
            citations=self.citations,
            checks=self.checks,
            suggestions=self.suggestions,
            curated=self.curated,
            confidence=self.confidence,
        )


def basis(place: Place) -> str:
    """The 口径 of a place in words: its table's kind, or the narrative."""
    return place.kind.basis if place.kind else "文字说明"


def cite_place(place: Place) -> Citation:
    """The cell or sentence a place is."""
    disclosure = place.index.disclosure
    if place.fact is not None:
        return cite_fact(disclosure, place.fact)
    assert place.statement is not None
    return cite_statement(disclosure, place.statement)


def cite_fact(disclosure: Disclosure, fact: Fact) -> Citation:
    """A cell, with the header over it and the row it stands in."""
    table = disclosure.table(fact.table)
    header, row_cells, cell = _row_of(table, fact)
    return Citation(
        document=disclosure.document,
        title=disclosure.metadata.title,
        source=disclosure.source,
        page=fact.page,
        table=table.number,
        table_index=table.index,
        table_title=table.title,
        row=list(fact.row),
        column=list(fact.column),
        text=fact.text,
        unit=fact.unit,
        header=header,
        row_cells=row_cells,
        cell=cell,
    )


def cite_statement(disclosure: Disclosure, statement: Statement) -> Citation:
    """The sentence a statement stands in."""
    return _cite_text(disclosure, statement.section, statement.sentence, statement.page)


def cite_note(disclosure: Disclosure, table: Table) -> Citation:
    """The note of a table that is left empty."""
    return _cite_text(disclosure, (table.title,), table.note or "", None)


def cite_passage(disclosure: Disclosure, passage: Passage, text: str | None = None) -> Citation:
    """A passage, or the part of it that was used."""
    return _cite_text(disclosure, passage.section, text or passage.text, passage.page)


def _cite_text(
    disclosure: Disclosure, section: tuple[str, ...], text: str, page: int | None
) -> Citation:
    return Citation(
        document=disclosure.document,
        title=disclosure.metadata.title,
        source=disclosure.source,
        page=page,
        section=" ".join(section) or disclosure.metadata.title,
        text=text,
    )


def _row_of(table: Table, fact: Fact) -> tuple[list[list[str]], list[str], int]:
    """Header rows over a cell, the texts of its row, and which of them it is."""
    grid = table.grid
    if table.layout == "list":
        rows = grid.rows()
        return rows[: table.header_rows], rows[fact.row_index], fact.column_index
    above = _header_row_above(grid, fact)
    if above is not None:
        return [_texts(grid, above)], _texts(grid, fact.row_index), fact.column_index
    cells = [c for c in grid.cells if c.row <= fact.row_index < c.row + c.rowspan]
    cells.sort(key=lambda c: c.column)
    position = next(n for n, c in enumerate(cells) if c.column == fact.column_index)
    return [], [c.text for c in cells], position


def _header_row_above(grid: Grid, fact: Fact) -> int | None:
    """The row of an indicator list's header over a cell; None for a label/value pair."""
    for row in range(fact.row_index - 1, -1, -1):
        if grid.text(row, fact.column_index).strip() in fact.column:
            return row
    return None


def _texts(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, column) for column in range(grid.width)]
