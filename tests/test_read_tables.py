"""A table written as HTML, XLSX, XLS or DOCX reads back cell for cell."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from decimal import Decimal

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ingest.model import Cell, Grid, Paragraph
from ingest.numbers import parse_number
from ingest.read import read_bytes
from ingest.read.number_formats import shown

_WORDS = st.text("支出合计三公经费一二0123456789.,（）abc", min_size=1, max_size=8)


@st.composite
def full_tables(draw: st.DrawFn) -> Grid:
    """A full table of at least two rows and columns, some of its cells merged."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    free = {(row, column) for row in range(height) for column in range(width)}
    cells: list[Cell] = []
    for row in range(height):
        for column in range(width):
            if (row, column) not in free:
                continue
            tall = draw(st.integers(1, min(3, height - row)))
            wide = draw(st.integers(1, min(3, width - column)))
            covered = {(row + r, column + c) for r in range(tall) for c in range(wide)}
            if not covered <= free:
                tall = wide = 1
                covered = {(row, column)}
            free -= covered
            cells.append(Cell(draw(_WORDS), row, column, tall, wide))
    return Grid(tuple(cells))


def _as_html(table: Grid) -> bytes:
    rows = [""] * table.height
    for cell in table.cells:
        spans = f'rowspan="{cell.rowspan}" colspan="{cell.colspan}"'
        rows[cell.row] += f"<td {spans}>{html.escape(cell.text)}</td>"
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<html><body><table>{body}</table></body></html>".encode("gb18030")


def _as_xlsx(table: Grid) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cell in table.cells:
        sheet.cell(cell.row + 3, cell.column + 2).value = cell.text
        sheet.cell(cell.row + 3, cell.column + 2).data_type = "s"
        if cell.rowspan * cell.colspan > 1:
            sheet.merge_cells(
                start_row=cell.row + 3,
                start_column=cell.column + 2,
                end_row=cell.row + cell.rowspan + 2,
                end_column=cell.column + cell.colspan + 1,
            )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _as_xls(table: Grid) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for cell in table.cells:
        last_row, last_column = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
        sheet.write_merge(cell.row, last_row, cell.column, last_column, cell.text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _as_docx(table: Grid) -> bytes:
    document = docx.Document()
    written = document.add_table(table.height, table.width)
    for cell in table.cells:
        first = written.cell(cell.row, cell.column)
        last = written.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        first.merge(last).text = cell.text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _only_grid(data: bytes) -> Grid:
    grids = [block for block in read_bytes(data, "表").blocks if isinstance(block, Grid)]
    assert len(grids) == 1
    return grids[0]


@pytest.mark.parametrize("write", [_as_html, _as_xlsx, _as_xls, _as_docx])
def test_a_table_reads_back_cell_for_cell(write: Callable[[Grid], bytes]) -> None:
    @given(full_tables())
    @settings(max_examples=40)
    def check(table: Grid) -> None:
        assume(len({cell.column for cell in table.cells}) > 1)  # else it is running text in a sheet
        assert sorted(_only_grid(write(table)).cells, key=_place) == list(table.cells)

    check()


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


_CENTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(
    _CENTS,
    st.sampled_from(["#,##0.00", "0.00", "#,##0.00_ ;[Red]-#,##0.00", '0.00"万元"', "General"]),
)
def test_a_number_shown_by_its_format_is_still_that_number(value: Decimal, code: str) -> None:
    text = shown(float(value), code)
    assert parse_number(text.removesuffix("万元")) == value


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1141.98, "#,##0.00", "1,141.98"),
        (1141.975, "0.00", "1141.98"),
        (-1.5, "#,##0.00;(#,##0.00)", "(1.50)"),
        (0.1234, "0.00%", "12.34%"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (11419800, "#,##0.00,", "11,419.80"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (2050205, "@", "2050205"),
        (5, "00", "05"),
        (1234.5, "[$¥-804]#,##0.##", "¥1,234.5"),
    ],
)
def test_number_formats_of_real_sheets(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_a_workbook_shows_what_a_person_sees() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["表一", None, None])
    sheet.append(["部门收支总表", None, None])
    sheet.append([None, None, "单位：万元"])
    sheet.append(["项目", "不公开", "预算数"])
    sheet.append(["教育支出", 7, 1141.98])
    sheet.append(["藏起来的", 8, 2])
    sheet["C5"].number_format = "#,##0.00"
    sheet.merge_cells("A2:C2")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("底稿").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)

    reading = read_bytes(file.getvalue(), "表.xlsx")

    assert isinstance(grid := reading.blocks[0], Grid)
    assert grid.rows() == [
        ["表一", ""],
        ["部门收支总表", "部门收支总表"],
        ["", "单位：万元"],
        ["项目", "预算数"],
        ["教育支出", "1,141.98"],
    ]
    assert [issue.code for issue in reading.issues] == ["hidden-sheet", "hidden-cells"]


def test_a_formula_saved_without_its_value_is_an_issue() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["教育支出", 1])
    book.worksheets[0].append(["合计", "=B1"])
    file = io.BytesIO()
    book.save(file)

    reading = read_bytes(file.getvalue(), "表.xlsx")

    assert [issue.code for issue in reading.issues] == ["formula-without-value"]
    assert isinstance(grid := reading.blocks[0], Grid)
    assert grid.rows() == [["教育支出", "1"], ["合计", "#N/A"]]


def test_a_word_file_is_read_in_the_order_of_its_text() -> None:
    document = docx.Document()
    document.add_paragraph("2026年部门预算情况说明", style="Title")
    document.add_paragraph("收入预算1,141.98万元。")
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "框里的说明。"
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "公务用车购置\n及运行费"
    table.cell(0, 1).text = "1.00"
    document.add_paragraph("注：本表无其他数据。")
    file = io.BytesIO()
    document.save(file)

    reading = read_bytes(file.getvalue(), "说明.docx")

    assert reading.title == "2026年部门预算情况说明"
    assert reading.blocks == (
        Paragraph("2026年部门预算情况说明"),
        Paragraph("收入预算1,141.98万元。"),
        Paragraph("框里的说明。"),
        Grid((Cell("公务用车购置及运行费", 0, 0), Cell("1.00", 0, 1))),
        Paragraph("注：本表无其他数据。"),
    )
