"""Grids in reading order → tables with their facts; what is no table stays running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.model import Block, Fact, Grid, Issue, Paragraph, Table
from ingest.numbers import are_several, parse_number
from ingest.tables.captions import Caption, caption_before, strip_caption_rows
from ingest.tables.continued import whole_tables
from ingest.tables.forms import form_facts, is_form
from ingest.tables.lists import list_facts
from ingest.tables.stacked import tables_of
from ingest.tables.structure import find_structure
from ingest.tables.unmerged import merge_heads
from ingest.text import fold
from ingest.vocabulary import table_words


@dataclass
class Understood:
    """Tables, their facts, the paragraphs that belong to no table, the lines that grids print
    over their tables, and what went wrong."""

    tables: list[Table] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def understand_tables(blocks: Sequence[Block]) -> Understood:
    """Every grid of a document understood; captions and notes are taken from the text around."""
    result = Understood()
    fresh = 0  # paragraphs since the last grid begin here
    for block in whole_tables(blocks):
        if isinstance(block, Paragraph):
            if not _is_note(block, result, fresh):
                result.paragraphs.append(block)
            continue
        first, *others = tables_of(block)
        caption, taken = caption_before(result.paragraphs[fresh:], first)
        if taken:
            del result.paragraphs[-taken:]
        fresh = len(result.paragraphs)
        _add(result, first, caption)
        for grid in others:
            _add(result, grid, Caption())
    return result


def _is_note(paragraph: Paragraph, result: Understood, fresh: int) -> bool:
    """Whether a paragraph right after a table explains it; if so it becomes the table's note."""
    if not result.tables or len(result.paragraphs) > fresh:
        return False
    if not table_words().note.match(fold(paragraph.text)):
        return False
    last = result.tables[-1]
    note = paragraph.text.strip()
    result.tables[-1] = replace(last, note=f"{last.note}\n{note}" if last.note else note)
    return True


def _add(result: Understood, grid: Grid, caption: Caption) -> None:
    grid = merge_heads(strip_caption_rows(grid, caption))
    result.captions += caption.lines
    if not grid.cells:
        return
    number, title = _named(result.tables, caption)
    page = next((cell.page for cell in grid.cells if cell.page is not None), None)
    index = len(result.tables) + 1
    where = f"第{index}张表{f'《{title}》' if title else ''}"
    form = is_form(grid)
    structure = None if form else find_structure(grid)
    table = Table(
        index=index,
        number=number,
        title=title,
        unit=caption.unit,
        note=caption.note,
        layout="form" if form else "list",
        grid=grid,
        header_rows=structure.header_rows if structure else 0,
        page=page,
    )
    result.tables.append(table)
    facts = list(form_facts(table) if form else list_facts(table, structure) if structure else ())
    result.facts += facts
    if not (form or structure) and any(parse_number(cell.text) is not None for cell in grid.cells):
        message = "没有认出这张表的表头和数据，表中数字未收录。"
        result.issues.append(Issue("table-not-understood", message, where))
    if any(are_several(fact.text) for fact in facts):
        message = "有的单元格里印了几个数字，分不清各属哪一行，这些数字未收录。"
        result.issues.append(Issue("figures-in-one-cell", message, where))


def _named(tables: Sequence[Table], caption: Caption) -> tuple[str | None, str]:
    """Number and title of a table; a form after its like without a number shares its number.

    A bare numeral continues the series: 十一 after 表十 is 表十一, its 表 lost in the paste.
    """
    last = tables[-1] if tables else None
    number, title = caption.number, caption.title
    if number and table_words().bare_number.fullmatch(number) and last and last.number:
        number = f"表{number}" if last.number.startswith("表") else number
    if number is None and last is not None and title and title == last.title:
        number = last.number
    return number, title
