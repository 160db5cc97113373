"""A PDF read back: ruled tables with their spans, whole over page breaks, and running text."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pytest
from drawing import COLUMN, HEIGHT, LEFT, ROW, SIZE, WIDTH, Drawing, Sheet, pdf
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.model import Block, Cell, Grid, Paragraph
from ingest.read import ocr, read_bytes

FOOT = 760.0
"""Where the text of a full page ends."""


def _blocks(*pages: Drawing) -> tuple[Block, ...]:
    return read_bytes(pdf(*pages), "预算.pdf").blocks


def _shown(blocks: Sequence[Block]) -> list[object]:
    """Paragraphs as text, grids as rows."""
    return [b.text if isinstance(b, Paragraph) else b.rows() for b in blocks]


def _rows(*rows: Sequence[str]) -> Grid:
    return Grid.from_rows([list(row) for row in rows])


HEADER = ("科目", "预算数")


def test_cells_without_a_wall_between_them_are_one() -> None:
    drawn = (
        Cell("科目", 0, 0, 2, 1, 1),
        Cell("本年预算", 0, 1, 1, 2, 1),
        Cell("基本支出", 1, 1, 1, 1, 1),
        Cell("项目支出", 1, 2, 1, 1, 1),
        Cell("教育支出", 2, 0, 1, 1, 1),
        Cell("1,141.98", 2, 1, 1, 1, 1),
        Cell("", 2, 2, 1, 1, 1),
    )
    assert _blocks(lambda page: page.table(Grid(drawn), 100)) == (Grid(drawn),)


def test_tables_and_text_come_in_the_order_of_the_page() -> None:
    def draw(page: Sheet) -> None:
        page.text(LEFT, 60, "表一 收入预算表")
        page.table(_rows(HEADER, ("合计", "1.00")), 80)
        page.text(LEFT, 140, "表二 支出预算表")
        page.table(_rows(HEADER, ("合计", "2.00")), 160)
        page.text(LEFT, 220, "注：本表无其他数据。")

    assert _shown(_blocks(draw)) == [
        "表一 收入预算表",
        [["科目", "预算数"], ["合计", "1.00"]],
        "表二 支出预算表",
        [["科目", "预算数"], ["合计", "2.00"]],
        "注：本表无其他数据。",
    ]


def test_a_label_wrapped_in_its_cell_is_one_text() -> None:
    grid = Grid((Cell("机关事业单位基本\n养老保险缴费", 0, 0, 2, 1), Cell("12.30", 0, 1, 2, 1)))
    below = Grid((*grid.cells, Cell("合计", 2, 0), Cell("12.30", 2, 1)))
    assert _shown(_blocks(lambda page: page.table(below, 100))) == [
        [["机关事业单位基本养老保险缴费", "12.30"], ["合计", "12.30"]]
    ]


@pytest.mark.parametrize("repeated", [[], [HEADER]])
def test_a_table_cut_by_a_page_is_one(repeated: list[Sequence[str]]) -> None:
    upper = _rows(HEADER, ("教育支出", "1.00"))
    lower = _rows(*repeated, ("卫生健康支出", "2.00"), ("合计", "3.00"))

    blocks = _blocks(
        lambda page: page.table(upper, FOOT - 2 * ROW), lambda page: page.table(lower, 70)
    )

    assert _shown(blocks) == [
        [["科目", "预算数"], ["教育支出", "1.00"], ["卫生健康支出", "2.00"], ["合计", "3.00"]]
    ]
    assert isinstance(grid := blocks[0], Grid)
    assert [cell.page for cell in grid.cells] == [1, 1, 1, 1, 2, 2, 2, 2]


def test_a_title_that_a_spreadsheet_prints_over_each_page_is_printed_once() -> None:
    def draw(top: float, *rows: Sequence[str]) -> Drawing:
        def page(page: Sheet) -> None:
            page.text(LEFT, top - 40, "政府采购预算表")
            page.text(LEFT, top - 20, "单位：万元")
            page.table(_rows(HEADER, *rows), top)

        return page

    assert _shown(_blocks(draw(FOOT - 40, ("货物", "1.00")), draw(100, ("服务", "2.00")))) == [
        "政府采购预算表",
        "单位：万元",
        [["科目", "预算数"], ["货物", "1.00"], ["服务", "2.00"]],
    ]


def test_a_title_over_the_second_page_starts_another_table() -> None:
    def second(page: Sheet) -> None:
        page.text(LEFT, 70, "表二 支出预算表")
        page.table(_rows(HEADER, ("支出", "2.00")), 90)

    blocks = _blocks(lambda page: page.table(_rows(HEADER, ("收入", "1.00")), FOOT - 40), second)
    assert _shown(blocks) == [
        [["科目", "预算数"], ["收入", "1.00"]],
        "表二 支出预算表",
        [["科目", "预算数"], ["支出", "2.00"]],
    ]


def test_tables_of_different_width_on_following_pages_are_two() -> None:
    blocks = _blocks(
        lambda page: page.table(_rows(HEADER, ("收入", "1.00")), FOOT - 40),
        lambda page: page.table(_rows(HEADER, ("支出", "2.00")), 70, [100, 180]),
    )
    assert len(blocks) == 2


def test_a_row_left_open_by_the_page_break_is_held() -> None:
    def second(page: Sheet) -> None:
        page.table(_rows(("合计", "3.00")), 90)
        for x in (LEFT, LEFT + COLUMN, LEFT + 2 * COLUMN):
            page.line(x, 70, x, 90)
        page.text(LEFT + 5, 73, "教育支出")
        page.text(LEFT + COLUMN + 5, 73, "3.00")

    assert _shown(_blocks(second)) == [[["教育支出", "3.00"], ["合计", "3.00"]]]


def test_a_row_outside_all_lines_is_held_but_a_unit_and_a_note_are_not_rows() -> None:
    def draw(page: Sheet) -> None:
        page.text(LEFT + 5, 75, "编制单位：某局")
        page.text(LEFT + COLUMN + 5, 75, "单位：万元")
        page.table(_rows(HEADER, ("教育支出", "1.00")), 90)
        page.text(LEFT + 5, 133, "合计")
        page.text(LEFT + COLUMN + 5, 133, "1.00")
        page.text(LEFT, 153, "注：合计为1.00万元。")

    assert _shown(_blocks(draw)) == [
        "编制单位：某局 单位：万元",
        [["科目", "预算数"], ["教育支出", "1.00"], ["合计", "1.00"]],
        "注：合计为1.00万元。",
    ]


def test_a_row_torn_by_the_page_break_is_one() -> None:
    label = "未归口管理的行政"
    blocks = _blocks(
        lambda page: page.table(_rows(HEADER, (label, "1.00")), FOOT - 40),
        lambda page: page.table(_rows(("单位离退休", ""), ("合计", "1.00")), 70),
    )
    assert _shown(blocks) == [
        [["科目", "预算数"], ["未归口管理的行政单位离退休", "1.00"], ["合计", "1.00"]]
    ]


def test_a_merged_cell_torn_by_the_page_break_is_one() -> None:
    upper = Grid((Cell("产出指标", 0, 0, 2, 1), Cell("数量", 0, 1), Cell("质量", 1, 1)))
    lower = Grid((Cell("", 0, 0, 2, 1), Cell("时效", 0, 1), Cell("成本", 1, 1)))

    (grid,) = _blocks(lambda page: page.table(upper, FOOT - 40), lambda page: page.table(lower, 70))

    assert isinstance(grid, Grid)
    assert grid.cells[0] == Cell("产出指标", 0, 0, 4, 1, 1)
    assert [cell.text for cell in grid.cells] == ["产出指标", "数量", "质量", "时效", "成本"]


def test_decoration_is_no_table() -> None:
    def draw(page: Sheet) -> None:
        page.text(LEFT, 70, "支出预算总计1,141.98万元。")
        page.line(LEFT, 84, LEFT + 300, 84)
        page.box(LEFT - 5, 100, LEFT + 300, 130)
        page.text(LEFT, 105, "框里的说明。")
        page.canvas.setStrokeGray(1)
        page.table(_rows(("白线", "不见")), 150)

    assert _shown(_blocks(draw)) == ["支出预算总计1,141.98万元。", "框里的说明。", "白线 不见"]


def test_lines_of_a_paragraph_are_joined_and_headings_are_not() -> None:
    full = "某局二〇二六年度部门预算收入支出总计较上年增加的主要原因是人员经费"
    lines = [
        "一、收支预算总体情况",
        f"　　{full}",
        f"{full}增加",
        "和公用经费压减。",
        "二、名词解释",
    ]

    def draw(page: Sheet) -> None:
        for number, line in enumerate(lines):
            indent = len(line) - len(line.lstrip("　"))
            page.text(LEFT + indent * SIZE, 70 + number * 22, line.strip())
        for number in range(8):
            page.text(LEFT, 200 + number * 22, f"{full}增加")

    assert _shown(_blocks(draw))[:3] == [
        "一、收支预算总体情况",
        f"{full}{full}增加和公用经费压减。",
        "二、名词解释",
    ]


def test_page_numbers_and_running_headers_are_dropped_and_a_sentence_goes_on() -> None:
    full = "某局二〇二六年度部门预算收入支出总计较上年增加的主要原因是人员经费"

    def draw(number: int) -> Drawing:
        def page(page: Sheet) -> None:
            page.text(LEFT, 30, "某局2026年部门预算")
            for line in range(20):
                page.text(LEFT, 70 + line * 22, full)
            page.text(290, 800, f"- {number} -")

        return page

    (paragraph,) = _blocks(*(draw(number) for number in range(1, 5)))
    assert paragraph == Paragraph(full * 80, 1)


def test_a_running_header_names_a_document_that_has_no_other_title() -> None:
    def draw(page: Sheet) -> None:
        page.text(LEFT, 30, "某局2026年部门预算")
        page.text(LEFT, 100, "支出预算表")
        page.text(LEFT, 120, "单位：万元")
        page.table(_rows(HEADER, ("合计", "1.00")), 140)

    reading = read_bytes(pdf(draw, draw, draw), "预算.pdf")
    assert reading.title == "某局2026年部门预算"
    assert [b.text for b in reading.blocks if isinstance(b, Paragraph)] == [
        "支出预算表",
        "单位：万元",
    ] * 3


def test_a_scanned_page_is_an_issue() -> None:
    picture = ImageReader(Image.new("RGB", (595, 842), "white"))

    def draw(page: Sheet) -> None:
        page.canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)

    reading = read_bytes(pdf(draw), "扫描.pdf")

    assert [(issue.code, issue.where) for issue in reading.issues] == [
        ("scanned-page", "扫描.pdf 第 1 页")
    ]
    assert reading.recognised == ocr.installed()


_WORDS = st.text("支出合计三公经费一二0123456789.,（）", min_size=1, max_size=5)


@st.composite
def _tables(draw: st.DrawFn) -> Grid:
    """A table with some cells merged; a boundary that no cell ends at is not drawn and is none."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 5))
    free = {(row, column) for row in range(height) for column in range(width)}
    cells: list[Cell] = []
    for row, column in sorted(free):
        tall, wide = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        covered = {(row + r, column + c) for r in range(tall) for c in range(wide)}
        if not covered <= free:
            tall = wide = 1
            covered = {(row, column)}
        if (row, column) in free:
            free -= covered
            cells.append(Cell(draw(_WORDS), row, column, tall, wide, 1))
    rows = sorted({cell.row for cell in cells} | {height})
    columns = sorted({cell.column for cell in cells} | {width})
    return Grid(
        tuple(
            Cell(
                cell.text,
                rows.index(cell.row),
                columns.index(cell.column),
                rows.index(cell.row + cell.rowspan) - rows.index(cell.row),
                columns.index(cell.column + cell.colspan) - columns.index(cell.column),
                1,
            )
            for cell in cells
        )
    )


@given(_tables())
@settings(max_examples=30)
def test_a_ruled_table_reads_back_cell_for_cell(table: Grid) -> None:
    assume(table.width > 1)
    assert _blocks(lambda page: page.table(table, 100)) == (table,)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["js-jianchayuan-2017", "sh-wanli-2024"])
def test_reading_costs_at_most_half_more_than_bare_table_extraction(
    corpus: Path, name: str
) -> None:
    data = (corpus / f"{name}.pdf").read_bytes()

    def bare() -> None:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()

    def seconds(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    read_bytes(data, name)
    ours = min(seconds(lambda: read_bytes(data, name)) for _ in range(2))
    assert ours <= 1.5 * min(seconds(bare) for _ in range(2))
