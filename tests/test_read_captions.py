"""What stands over a ruled table of a PDF: lines that say each its own, whatever the margin."""

from __future__ import annotations

from drawing import Sheet, pdf

from ingest.model import Grid
from ingest.pipeline import understand

ROWS = [
    ["项目", "决算数"],
    ["公共安全支出", "1,021.36"],
    ["其他支出", "18.00"],
    ["合计", "1,039.36"],
]


def test_a_number_at_the_right_margin_is_no_beginning_of_the_line_below() -> None:
    def draw(page: Sheet) -> None:
        page.text(180, 60, "梅岭市司法局2022年度部门决算")
        page.text(220, 90, "支出决算总表")
        page.text(415, 110, "公开04表")
        page.text(10, 126, "公开部门：梅岭市司法局")
        page.text(400, 126, "单位：万元")
        page.table(Grid.from_rows(ROWS), 150, [260.0, 205.0], left=10)

    found = understand(pdf(draw), "a.pdf", "a", "a.pdf")
    (table,) = found.tables
    assert (table.number, table.title, table.unit) == ("公开04表", "支出决算总表", "万元")
