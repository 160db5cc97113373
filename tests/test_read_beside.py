"""Tables side by side on a page of a PDF: each with its own caption, one after the other."""

from __future__ import annotations

from drawing import ROW, Sheet, pdf

from ingest.model import Disclosure, Grid
from ingest.pipeline import understand

LEFT, RIGHT = 60.0, 330.0
WIDTHS = [120.0, 80.0]


def _table(*rows: str) -> Grid:
    return Grid.from_rows([[cell.strip() for cell in row.split("|")] for row in rows])


INCOME = _table("收入项目 | 预算数", "财政拨款 | 5.00", "其他收入 | 1.00", "合计 | 6.00")
SPENDING = _table("支出项目 | 预算数", "教育支出 | 4.00", "合计 | 6.00")


def _read(*captions: tuple[float, float, str], lower: float = 0.0) -> Disclosure:
    def draw(page: Sheet) -> None:
        page.text(150, 50, "青岚县水利局2025年部门预算")
        page.text(LEFT, 70, "一、预算收支总体情况")
        for x, top, text in captions:
            page.text(x, top, text)
        page.table(INCOME, 130, WIDTHS, LEFT)
        page.table(SPENDING, 130 + lower, WIDTHS, RIGHT)
        page.text(LEFT, 130 + lower + 5 * ROW, "二、其他情况")

    return understand(pdf(draw), "预算.pdf", "d", "预算.pdf")


def _shown(found: Disclosure) -> list[tuple[str | None, str, str | None, int]]:
    return [(t.number, t.title, t.unit, t.grid.height) for t in found.tables]


def test_each_has_the_part_of_the_caption_that_stands_over_it() -> None:
    found = _read(
        (LEFT, 90, "表一"),
        (RIGHT, 90, "表二"),
        (LEFT + 40, 105, "部门收入总表"),
        (RIGHT + 40, 105, "部门支出总表"),
        (LEFT + 130, 118, "单位：万元"),
        (RIGHT + 130, 118, "单位：元"),
    )
    assert _shown(found) == [("表一", "部门收入总表", "万元", 4), ("表二", "部门支出总表", "元", 3)]
    assert [(fact.table, fact.row[-1], fact.text) for fact in found.facts] == [
        (1, "财政拨款", "5.00"),
        (1, "其他收入", "1.00"),
        (1, "合计", "6.00"),
        (2, "教育支出", "4.00"),
        (2, "合计", "6.00"),
    ]
    assert found.passages[-1].text == "一、预算收支总体情况\n二、其他情况"


def test_a_unit_printed_once_is_of_both() -> None:
    found = _read(
        (LEFT + 40, 100, "部门收入总表"),
        (RIGHT + 40, 100, "部门支出总表"),
        (RIGHT + 130, 115, "单位：万元"),
    )
    assert _shown(found) == [
        (None, "部门收入总表", "万元", 4),
        (None, "部门支出总表", "万元", 3),
    ]


def test_a_table_that_begins_further_down_has_its_caption_beside_the_other() -> None:
    found = _read((LEFT + 40, 115, "部门收入总表"), (RIGHT + 40, 135, "部门支出总表"), lower=30.0)
    assert _shown(found) == [(None, "部门收入总表", None, 4), (None, "部门支出总表", None, 3)]


def test_a_title_over_both_is_the_first_one_s_alone() -> None:
    found = _read((220, 110, "部门收入和支出总表"))
    assert [table.title for table in found.tables] == ["部门收入和支出总表", ""]
