"""Tables of a PDF without ruled lines: read where their columns are sure, else kept as text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawing import SIZE, Drawing, Sheet, pdf

from ingest.model import Disclosure, Paragraph
from ingest.pipeline import understand
from ingest.read import read_bytes

STARTS = [60.0, 130.0, 270.0, 360.0, 450.0]
ENDS = [120.0, 260.0, 340.0, 430.0, 520.0]
STEP = 18.0
HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
BODY = [
    "|合　　计|1,141.98|717.77|424.21",
    "201|一般公共服务支出|900.00|500.00|400.00",
    "2010301|行政运行|500.00|500.00|",
    "2010302|一般行政管理事务|400.00||400.00",
    "208|社会保障和就业支出|241.98|217.77|24.21",
]
SAID = [
    (None, "合　　计", "1,141.98 717.77 424.21"),
    ("201", "一般公共服务支出", "900.00 500.00 400.00"),
    ("2010301", "行政运行", "500.00 500.00 "),
    ("2010302", "一般行政管理事务", "400.00  400.00"),
    ("208", "社会保障和就业支出", "241.98 217.77 24.21"),
]


def width(text: str) -> float:
    return sum(SIZE if ord(char) > 255 else SIZE / 2 for char in text)


def rows(page: Sheet, lines: Sequence[str], top: float) -> None:
    """Rows of cells parted by ``|``: labels from the left of their column, figures to the right."""
    for number, line in enumerate(lines):
        for column, text in enumerate(line.split("|")):
            left = STARTS[column] if column < 2 else ENDS[column] - width(text)
            page.text(left, top + number * STEP, text)


def caption(page: Sheet) -> None:
    page.text(200, 60, "青岚县民政局2026年部门预算")
    page.text(200, 80, "表三 一般公共预算支出表")
    page.text(440, 100, "单位：万元")


def page_of(*lines: str) -> Drawing:
    def draw(page: Sheet) -> None:
        caption(page)
        rows(page, lines, 120)
        page.text(60, 128 + len(lines) * STEP, "注：本表按功能分类填列。")

    return draw


def read(*pages: Drawing) -> Disclosure:
    return understand(pdf(*pages), "预算.pdf", "d", "预算.pdf")


def said(found: Disclosure) -> list[tuple[str | None, str, str]]:
    lines: dict[int, list[str]] = {}
    for fact in found.facts:
        lines.setdefault(fact.row_index, []).append(fact.text)
    heads = {fact.row_index: (fact.code, fact.row[-1]) for fact in found.facts}
    return [(*heads[row], " ".join(texts)) for row, texts in lines.items()]


def doubts(found: Disclosure) -> list[str]:
    return [issue.where for issue in found.issues if issue.code == "rows-without-lines"]


def test_words_in_columns_under_a_head_are_a_table() -> None:
    found = read(page_of(HEAD, *BODY))
    (table,) = found.tables
    assert (table.number, table.title, table.unit) == ("表三", "一般公共预算支出表", "万元")
    assert table.note == "注：本表按功能分类填列。"
    assert said(found) == [(code, label.replace("　　", " "), text) for code, label, text in SAID]
    assert {fact.column[-1] for fact in found.facts} == {"合计", "基本支出", "项目支出"}
    assert not doubts(found)


def test_a_head_over_the_middle_of_several_columns_is_theirs() -> None:
    def draw(page: Sheet) -> None:
        caption(page)
        page.text(328, 120, "2026年一般公共预算拨款预算数")
        rows(page, [HEAD, *BODY], 120 + STEP)

    found = read(draw)
    assert {fact.column for fact in found.facts} == {
        ("2026年一般公共预算拨款预算数", head) for head in ("合计", "基本支出", "项目支出")
    }


@pytest.mark.parametrize("repeated", [[], [HEAD]])
def test_rows_on_the_next_page_go_on_in_the_same_columns(repeated: list[str]) -> None:
    def second(page: Sheet) -> None:
        rows(page, [*repeated, *BODY[3:]], 70)

    def first(page: Sheet) -> None:
        page.text(200, 600, "表三 一般公共预算支出表")
        rows(page, [HEAD, *BODY[:3]], 640)

    found = read(first, second)
    assert [text for _, _, text in said(found)] == [text for _, _, text in SAID]
    assert len(found.tables) == 1


@pytest.mark.parametrize(
    "lines",
    [
        BODY,
        ["科目编码|科目名称|合计|基本支出|", *BODY],
        [HEAD, "201|一般公共服务支出|900.00 1.00|500.00|400.00", *BODY],
        [HEAD, BODY[0], "201||900.00|500.00|400.00", *BODY[2:]],
        [HEAD, *BODY, "21010|一般公共服务支出一般公共服务支出|900.00|500.00|400.00"],
        ["|||2026年预算数|", "|||基本支出|", HEAD, *BODY],
    ],
)
def test_what_is_not_sure_stays_text_a_line_a_row(lines: Sequence[str]) -> None:
    found = read(page_of(*lines))
    assert not found.facts
    assert doubts(found) == ["预算.pdf 第 1 页"]
    blocks = read_bytes(pdf(page_of(*lines)), "预算.pdf").blocks
    assert Paragraph("2010301 行政运行 500.00 500.00", 1) in blocks


def test_a_head_that_may_be_of_one_column_or_of_several_is_not_sure() -> None:
    def draw(page: Sheet) -> None:
        caption(page)
        page.text(390, 120, "预算数")
        rows(page, [HEAD, *BODY], 120 + STEP)

    found = read(draw)
    assert not found.facts
    assert doubts(found)


def test_a_label_that_may_go_on_in_the_next_line_is_not_sure() -> None:
    def draw(page: Sheet) -> None:
        caption(page)
        rows(page, [HEAD, *BODY[:2]], 120)
        page.text(STARTS[1], 120 + 2 * STEP + 12.5, "基本养老保险缴费")
        rows(page, BODY[2:], 120 + 3 * STEP + 10)

    found = read(draw)
    assert not found.facts
    assert doubts(found)


def test_lines_of_text_and_of_contents_are_no_table() -> None:
    def draw(page: Sheet) -> None:
        page.text(60, 60, "青岚县民政局2026年部门预算")
        for number, title in enumerate(["一、部门概况", "二、预算情况", "三、名词解释"]):
            page.text(60, 100 + number * STEP, f"{title}{'.' * 40}{number + 1}")
        page.text(60, 200, "联系人：王某")
        page.text(300, 200, "联系电话：12345678")

    found = read(draw)
    assert not found.tables
    assert not doubts(found)
