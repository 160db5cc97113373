"""Read a spreadsheet (XLSX, XLS): what each visible sheet shows, a grid a sheet.

Formulas are read by the value saved with them, numbers by their format; hidden sheets, rows and
columns are left out and named by an issue.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile

from ingest.errors import UnreadableError
from ingest.model import Block, Issue, Reading
from ingest.read.limits import MAX_CELLS
from ingest.read.number_formats import shown
from ingest.read.sheets import Sheet, blocks_of, hidden_parts

if TYPE_CHECKING:
    import xlrd
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_ELEMENT: Final = re.compile(rb"<(?:\w+:)?(?:c|row)[\s>/]")
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_NO_VALUE: Final = re.compile(rb"(?:</f>|<f\s[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")

_UNSAVED: Final = "#N/A"
"""What a spreadsheet shows for a value that is not there."""


def read_xlsx(data: bytes, name: str) -> Reading:
    """The visible sheets of a workbook. Raises UnreadableError for one without, or too large."""
    import openpyxl

    issues = list(_check_parts(data, name))
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data)) if issues else None
    sheets: list[Sheet] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheets.append(_xlsx_sheet(sheet, formulas[sheet.title] if formulas else None))
        else:
            issues.append(_hidden_sheet(name, sheet.title))
    return _reading(sheets, issues, name)


def read_xls(data: bytes, name: str) -> Reading:
    """The visible sheets of a workbook of Excel 97–2003. Raises UnreadableError for one without,
    encrypted or too large."""
    import xlrd
    from xlrd.biffh import XLRDError

    issues: list[Issue] = []
    sheets: list[Sheet] = []
    with open(os.devnull, "w") as log:
        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=log)
        except XLRDError as error:
            if "encrypted" in str(error):
                message = "Excel 文件已加密，请去掉打开密码后再导入。"
                raise UnreadableError(message) from error
            raise
    for sheet in book.sheets():
        if sheet.visibility:
            issues.append(_hidden_sheet(name, sheet.name))
        else:
            sheets.append(_xls_sheet(book, sheet))
    return _reading(sheets, issues, name)


def _reading(sheets: Iterable[Sheet], issues: list[Issue], name: str) -> Reading:
    blocks: list[Block] = []
    for sheet in sheets:
        blocks += blocks_of(sheet)
        issues += hidden_parts(sheet, name)
    if not blocks:
        raise UnreadableError("表格文件里没有可见的内容。")
    return Reading(tuple(blocks), issues=tuple(issues))


def _hidden_sheet(name: str, sheet: str) -> Issue:
    return Issue("hidden-sheet", "隐藏的工作表没有收录。", f"{name} 工作表“{sheet}”")


def _check_parts(data: bytes, name: str) -> Iterator[Issue]:
    """Refuse sheets that would not fit into memory, before they are parsed: openpyxl makes an
    object for every cell and for every position of a merged range. Issues for formulas that were
    saved without their value."""
    from openpyxl.utils import column_index_from_string as number

    with ZipFile(io.BytesIO(data)) as archive:
        parts = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        for part in parts:
            xml = archive.read(part)
            positions = sum(1 for _ in _ELEMENT.finditer(xml))
            for left, top, right, bottom in _MERGED.findall(xml):
                width = number(right.decode()) - number(left.decode()) + 1
                positions += width * (int(bottom) - int(top) + 1)
            if positions > MAX_CELLS:
                raise UnreadableError("工作表过大，请拆分或删去空白格式后再导入。")
            if missing := sum(1 for _ in _NO_VALUE.finditer(xml)):
                message = f"有 {missing} 个公式没有保存计算结果，请用 Excel 打开并保存后再导入。"
                yield Issue("formula-without-value", message, f"{name} {part}")


def _xlsx_sheet(sheet: Worksheet, formulas: Worksheet | None) -> Sheet:
    """A sheet with its saved values; ``formulas`` is the same with its formulas where some were
    saved without: those are no blanks."""
    from openpyxl.cell.cell import MergedCell

    read = Sheet(sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.value is not None:
                read.put(cell.row - 1, cell.column - 1, _xlsx_text(cell))
            elif formulas and formulas.cell(cell.row, cell.column).value is not None:
                read.put(cell.row - 1, cell.column - 1, _UNSAVED)
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        read.merged.append((top - 1, left - 1, bottom - 1, right - 1))
    read.hidden_rows = {n - 1 for n, row in sheet.row_dimensions.items() if row.hidden}
    for column in sheet.column_dimensions.values():
        if column.hidden:
            read.hidden_columns |= set(range((column.min or 1) - 1, column.max or 0))
    return read


def _xlsx_text(cell: Cell | MergedCell) -> str:
    value: Any = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return shown(value, cell.number_format)
    return _text(value)


def _text(value: object) -> str:
    """What is no number: dates in ISO order, a span of time by its hours, text as it is."""
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _xls_sheet(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    import xlrd

    show: dict[int, Callable[[Any, str], str]] = {
        xlrd.XL_CELL_TEXT: lambda value, _: value,
        xlrd.XL_CELL_NUMBER: lambda value, code: shown(value, code),
        xlrd.XL_CELL_DATE: lambda value, _: _text(
            xlrd.xldate.xldate_as_datetime(value, book.datemode)
        ),
        xlrd.XL_CELL_BOOLEAN: lambda value, _: str(bool(value)).upper(),
        xlrd.XL_CELL_ERROR: lambda value, _: xlrd.error_text_from_code.get(value, "#N/A"),
    }
    read = Sheet(sheet.name)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype in show:
                style = book.xf_list[cell.xf_index or 0]
                code = book.format_map[style.format_key].format_str
                read.put(row, column, show[cell.ctype](cell.value, code))
    for top, bottom, left, right in sheet.merged_cells:
        read.merged.append((top, left, bottom - 1, right - 1))
    read.hidden_rows = {n for n, row in sheet.rowinfo_map.items() if row.hidden}
    read.hidden_columns = {n for n, column in sheet.colinfo_map.items() if column.hidden}
    return read
