"""Held tables as files for a spreadsheet: XLSX and CSV, as printed, amounts as numbers.

A text that a spreadsheet would take for a formula stays a text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ingest.model import Disclosure, Fact, Table
from ingest.numbers import parse_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_UNFIT: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
"""Characters of a sheet's name, a rule of the format."""
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FACT_COLUMNS: Final = ("表", "表名", "行", "编码", "列", "数值", "单位", "原文", "页")


def table_csv(table: Table) -> bytes:
    """One table as printed; UTF-8 with a mark at its start, by which Excel knows it."""
    return _csv(table.grid.rows())


def document_csv(disclosure: Disclosure) -> bytes:
    """Every figure of a document, a line each, with the labels that govern it."""
    names = {table.index: (table.number or "", table.title) for table in disclosure.tables}
    return _csv(
        [_FACT_COLUMNS, *(_fact_line(fact, *names[fact.table]) for fact in disclosure.facts)]
    )


def xlsx(disclosure: Disclosure, tables: Sequence[Table]) -> bytes:
    """Tables of a document, a sheet each, with their merged cells."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    taken: set[str] = set()
    for table in tables:
        sheet = book.create_sheet(_sheet_name(table, taken))
        _fill(sheet, table, list(disclosure.facts_of(table.index)))
    if not tables:
        book.create_sheet("没有表格")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def _fact_line(fact: Fact, number: str, title: str) -> list[str]:
    return [
        number,
        title,
        " / ".join(fact.row),
        fact.code or "",
        " / ".join(fact.column),
        "" if fact.value is None else f"{fact.value:f}",
        fact.unit or "",
        fact.text,
        str(fact.page or ""),
    ]


def _harmless(text: str) -> str:
    """A text behind an apostrophe where a spreadsheet would compute it; a number is a number."""
    is_formula = text.lstrip(" \n\u3000").startswith(_FORMULA)
    return f"'{text}" if is_formula and parse_number(text) is None else text


def _fill(sheet: Worksheet, table: Table, facts: Iterable[Fact]) -> None:
    from openpyxl.styles import Alignment, Font

    values = {(fact.row_index, fact.column_index): fact for fact in facts}
    unit = f"单位：{table.unit}" if table.unit else ""
    sheet.cell(1, 1).value = f"{table.number or ''} {table.title} {unit}".strip()
    sheet.cell(1, 1).data_type = "s"
    sheet.cell(1, 1).font = Font(bold=True)
    for printed in table.grid.cells:
        cell = sheet.cell(printed.row + 2, printed.column + 1)
        fact = values.get((printed.row, printed.column))
        if fact is not None and fact.value is not None:
            cell.value = fact.value
            places = fact.value.as_tuple().exponent
            cell.number_format = f"#,##0.{'0' * -int(places)}" if int(places) < 0 else "#,##0"
        else:
            cell.value = _NOT_XML.sub("", printed.text)
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if printed.row < table.header_rows:
            cell.font = Font(bold=True)
    for printed in table.grid.cells:
        if printed.rowspan > 1 or printed.colspan > 1:
            sheet.merge_cells(
                start_row=printed.row + 2,
                start_column=printed.column + 1,
                end_row=printed.row + printed.rowspan + 1,
                end_column=printed.column + printed.colspan,
            )


def _sheet_name(table: Table, taken: set[str]) -> str:
    """A name the format allows, told apart by the table's place where two are alike."""
    name = _NOT_XML.sub("", _UNFIT.sub(" ", f"{table.number or ''} {table.title}")).strip(" '")
    name = name[:_LONGEST_NAME] or str(table.index)
    if name.lower() in taken:
        name = f"{table.index} {name}"[:_LONGEST_NAME]
    taken.add(name.lower())
    return name
