"""Whole columns put into one cell, a line a row: laid out where that is sure, else said so."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import openpyxl
import pytest
from drawing import Sheet, pdf

from ingest.model import Cell, Disclosure, Grid
from ingest.pipeline import understand
from ingest.read import read_bytes

TITLE = "青岚县水利局2025年部门预算"
CAPTION = ["一般公共预算支出表", "单位：万元"]
HEAD = ["科目编码", "科目名称", "合计"]
Rows = Sequence[Sequence[str]]


def as_html(rows: Rows) -> bytes:
    cells = ("".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) for row in rows)
    lines = "".join(f"<p>{line}</p>" for line in CAPTION)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<h1>{TITLE}</h1>{lines}<table>{table}</table>".encode()


def as_docx(rows: Rows) -> bytes:
    document = docx.Document()
    for line in [TITLE, *CAPTION]:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [[TITLE], *([line] for line in CAPTION), *rows]:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(rows: Rows, write: Callable[[Rows], bytes] = as_html) -> Disclosure:
    return understand(write(rows), "预算", "d", "预算")


def said(found: Disclosure) -> list[tuple[str | None, str, str]]:
    return [(fact.code, fact.row[-1], fact.text) for fact in found.facts if fact.value is not None]


@pytest.mark.parametrize("write", [as_html, as_docx, as_xlsx])
def test_a_line_of_a_cell_is_the_row_of_the_lines_beside_it(write: Callable[[Rows], bytes]) -> None:
    found = read(
        [
            HEAD,
            ["301\n302\n303", "工资福利支出\n商品和服务支出\n个人和家庭补助", "8.00\n2.00\n1.00"],
            ["", "合计", "11.00"],
        ],
        write,
    )
    assert said(found) == [
        ("301", "工资福利支出", "8.00"),
        ("302", "商品和服务支出", "2.00"),
        ("303", "个人和家庭补助", "1.00"),
        (None, "合计", "11.00"),
    ]


def test_codes_tell_two_rows_from_a_wrapped_label() -> None:
    rows = [["301\n302", "工资福利支出\n商品和服务支出", "8.00\n2.00"]]
    assert said(read([HEAD, *rows])) == [
        ("301", "工资福利支出", "8.00"),
        ("302", "商品和服务支出", "2.00"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["", "公务用车购置\n及运行费", "8.00\n2.00"],
        ["", "办公费\n差旅费\n会议费", "8.00\n2.00"],
        ["", "办公费\n差旅费", "8\n2\n4"],
        ["301\n302\n303", "工资福利支出\n商品和服务支出", "8.00\n2.00"],
    ],
)
def test_lines_that_do_not_tell_their_rows_are_no_figures(row: Sequence[str]) -> None:
    found = read([HEAD, row, ["", "合计", "11.00"]])
    assert said(found) == [(None, "合计", "11.00")]
    assert [fact.code for fact in found.facts] == [None, None]
    assert "figures-in-one-cell" in {issue.code for issue in found.issues}


def test_a_code_or_a_label_wrapped_in_its_cell_is_one() -> None:
    found = read([HEAD, ["20805\n02", "机关事业单位\n离退休", "8.00"], ["", "合计", "8.00"]])
    assert said(found)[0] == ("2080502", "机关事业单位离退休", "8.00")
    assert "figures-in-one-cell" not in {issue.code for issue in found.issues}


def _drawn(*cells: Cell) -> Grid:
    def draw(page: Sheet) -> None:
        page.table(Grid((Cell("科目", 0, 0), Cell("合计", 0, 1), *cells)), 100)

    (grid,) = read_bytes(pdf(draw), "预算.pdf").blocks
    assert isinstance(grid, Grid)
    return grid


def test_rows_of_a_pdf_without_a_line_between_them_are_told_apart_by_their_height() -> None:
    labels, figures = "教育支出\n卫生支出\n其他支出", "1.00\n2.00\n3.00"
    grid = _drawn(
        Cell(labels, 1, 0, 3, 1), Cell(figures, 1, 1, 3, 1), Cell("合计", 4, 0), Cell("6.00", 4, 1)
    )
    assert grid.rows()[1:] == [
        ["教育支出", "1.00"],
        ["卫生支出", "2.00"],
        ["其他支出", "3.00"],
        ["合计", "6.00"],
    ]


def test_a_label_that_may_be_wrapped_tells_no_rows() -> None:
    labels, figures = "教育支出\n机关事业单位\n养老保险缴费", "1.00\n2.00"
    grid = _drawn(Cell(labels, 1, 0, 3, 1), Cell(figures, 1, 1, 3, 1))
    assert grid.rows()[1:] == [["教育支出机关事业单位养老保险缴费", "1.00\n2.00"]]
