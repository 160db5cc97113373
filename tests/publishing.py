"""Publish one disclosure in every format that portals use, from paragraphs and tables in memory."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import docx
import openpyxl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from ingest.model import Cell, Grid


@dataclass(frozen=True)
class Printed:
    """A table as it is to be printed: caption lines over the grid, a note under it."""

    number: str | None
    title: str
    unit: str | None
    grid: Grid
    header_rows: int = 0
    note: str | None = None

    @property
    def caption(self) -> list[str]:
        unit = f"单位：{self.unit}" if self.unit else None
        return [line for line in (self.number, self.title, unit) if line]


Publication = Sequence[str | Printed]


def as_text(publication: Publication) -> bytes:
    """Pasted: a filled cell is its text and two newlines, an empty one a newline, no columns."""
    lines: list[str] = []
    for block in publication:
        if isinstance(block, str):
            lines.append(f"{block}\n\n")
            continue
        lines += [f"{line}\n\n" for line in block.caption]
        cells = sorted(block.grid.cells, key=lambda cell: (cell.row, cell.column))
        lines += [f"{cell.text}\n\n" if cell.text.strip() else "\n" for cell in cells]
        if block.note:
            lines.append(f"{block.note}\n\n")
    return "".join(lines).encode()


def as_html(publication: Publication) -> bytes:
    """A page of paragraphs and tables with spans."""
    body = "".join(
        f"<p>{html.escape(block)}</p>\n" if isinstance(block, str) else _html_table(block)
        for block in publication
    )
    return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _html_table(table: Printed) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{html.escape(cell.text)}</td>"
            for cell in _row(table.grid, row)
        )
        + "</tr>\n"
        for row in range(table.grid.height)
    )
    before = "".join(f"<p>{html.escape(line)}</p>" for line in table.caption)
    after = f"<p>{html.escape(table.note)}</p>" if table.note else ""
    return f"{before}<table>{rows}</table>{after}\n"


def as_xlsx(publication: Publication) -> bytes:
    """A workbook: the narrative on one sheet, each table on its own under its caption."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    narrative = book.create_sheet("情况说明")
    for block in publication:
        if isinstance(block, str):
            narrative.append([block])
            continue
        sheet = book.create_sheet(f"Sheet{len(book.worksheets)}")
        for line in block.caption:
            sheet.append([line])
        top = sheet.max_row if block.caption else 0
        for cell in block.grid.cells:
            at = {"row": top + cell.row + 1, "column": cell.column + 1}
            if cell.text:
                sheet.cell(**at, value=cell.text)
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=at["row"],
                    start_column=at["column"],
                    end_row=at["row"] + cell.rowspan - 1,
                    end_column=at["column"] + cell.colspan - 1,
                )
        if block.note:
            sheet.cell(row=top + block.grid.height + 1, column=1, value=block.note)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_docx(publication: Publication) -> bytes:
    """A Word file: paragraphs and tables in order, merged cells merged."""
    document = docx.Document()
    for block in publication:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        for line in block.caption:
            document.add_paragraph(line)
        table = document.add_table(block.grid.height, block.grid.width)
        places = [[*row.cells] for row in table.rows]
        for cell in block.grid.cells:
            place = places[cell.row][cell.column]
            if cell.rowspan > 1 or cell.colspan > 1:
                last = places[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1]
                place = place.merge(last)
            if cell.text:
                place.text = cell.text
        document.add_paragraph(block.note or "")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_SIZE = 8.0
_TEXT = ParagraphStyle("text", fontName="STSong-Light", fontSize=_SIZE, wordWrap="CJK", leading=11)
_FRAME = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def as_pdf(publication: Publication) -> bytes:
    """A PDF: ruled tables that wrap long cells and repeat their header over page breaks."""
    registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    page = SimpleDocTemplate(file, pagesize=landscape(A3))
    parts: list[Flowable] = []
    for block in publication:
        if isinstance(block, str):
            parts += [_paragraph(block), Spacer(0, 4)]
            continue
        parts += [_paragraph(line) for line in block.caption]
        parts += [_pdf_table(block, page.width), Spacer(0, 6)]
        parts += [_paragraph(block.note)] if block.note else []
        parts.append(Spacer(0, 30))
    page.build(parts)
    return file.getvalue()


def _pdf_table(table: Printed, width: float) -> Table:
    grid = table.grid
    texts: list[list[object]] = [[""] * grid.width for _ in range(grid.height)]
    style: list[Any] = [_FRAME]
    for cell in grid.cells:
        texts[cell.row][cell.column] = _paragraph(cell.text) if cell.text else ""
        right, bottom = cell.column + cell.colspan - 1, cell.row + cell.rowspan - 1
        if (right, bottom) != (cell.column, cell.row):
            style.append(("SPAN", (cell.column, cell.row), (right, bottom)))
    widths = [_width(grid, column) for column in range(grid.width)]
    scale = min(1.0, width / sum(widths))
    return Table(texts, [w * scale for w in widths], style=style, repeatRows=table.header_rows)


def _width(grid: Grid, column: int) -> float:
    alone = [c for c in grid.cells if c.column == column and c.colspan == 1]
    longest = max((len(cell.text) for cell in alone), default=4)
    return (min(max(longest, 4), 20) + 2) * _SIZE


def _paragraph(text: str) -> Paragraph:
    return Paragraph(html.escape(text, quote=False), _TEXT)


def _row(grid: Grid, row: int) -> list[Cell]:
    """The cells that begin in a row, an empty one where the grid has none."""
    cells = [grid.at(row, column) or Cell("", row, column) for column in range(grid.width)]
    return list(dict.fromkeys(cell for cell in cells if cell.row == row))


FORMATS: dict[str, Callable[[Publication], bytes]] = {
    "预算.txt": as_text,
    "预算.html": as_html,
    "预算.xlsx": as_xlsx,
    "预算.docx": as_docx,
    "预算.pdf": as_pdf,
}
"""How to publish, by the name the file is given."""
