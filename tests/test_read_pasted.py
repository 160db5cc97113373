"""Tables that reach us as text in other ways than cell by cell: CSV, wide gaps, a cell a line."""

from __future__ import annotations

import pytest

from ingest.model import Grid, Paragraph
from ingest.pipeline import understand
from ingest.read.dump import read_text

ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["208", "社会保障和就业支出", "1,310.00", "170.00"],
    ["2082801", "行政运行", "170.00", "170.00"],
    ["2082804", "拥军优属", "1,140.00", "0.00"],
    ["", "合计", "1,310.00", "170.00"],
]
TITLE = "青岚县退役军人事务局2025年部门预算"
CAPTION = ["表三 一般公共预算支出表", "单位：万元"]
CSV = "\r\n".join(
    [f"{TITLE},,,", f"{CAPTION[0]},,,", f",,,{CAPTION[1]}"]
    + [",".join(f'"{cell}"' for cell in row) for row in ROWS]
)
LINES = "\n".join([TITLE, "", *CAPTION, *(cell for row in ROWS for cell in row), ""])
GAPS = "\n".join([TITLE, *CAPTION, *("　　　 ".join(filter(None, row)) for row in ROWS)])


@pytest.mark.parametrize(
    "data",
    [CSV.encode("gb18030"), CSV.encode("utf-8-sig"), LINES.encode("utf-16"), GAPS.encode()],
    ids=["csv", "csv with a mark", "a cell a line", "gaps"],
)
def test_a_table_is_read_back_from(data: bytes) -> None:
    document = understand(data, "a.txt", "a", "a.txt")
    (table,) = document.tables
    assert document.metadata.organization == "青岚县退役军人事务局"
    assert (table.number, table.title, table.unit) == ("表三", "一般公共预算支出表", "万元")
    assert [(f.code, f.row[-1], f.column[-1], f.text) for f in document.facts] == [
        (row[0] or None, row[1], head, text)
        for row in ROWS[1:]
        for head, text in zip(ROWS[0][2:], row[2:], strict=True)
    ]


def test_rows_with_gaps_that_lack_a_cell_are_no_table() -> None:
    text = "科目  合计  基本支出\n行政运行  30.00  30.00\n拥军优属  30.00\n"
    assert all(isinstance(block, Paragraph) for block in read_text(text, "a.txt").blocks)


def test_words_stretched_by_gaps_are_no_row() -> None:
    assert not any(isinstance(b, Grid) for b in read_text("合　　计\n总　　计\n3", "a").blocks)


def test_marks_of_markdown_are_no_text() -> None:
    text = "# 某局2025年部门预算\n\n| 项目 | 金额 |\n|:---|---:|\n| **合计** | **2.60** |\n"
    title, grid = read_text(text, "a.md").blocks
    assert isinstance(title, Paragraph)
    assert title.text == "某局2025年部门预算"
    assert isinstance(grid, Grid)
    assert grid.rows() == [["项目", "金额"], ["合计", "2.60"]]


def test_a_table_drawn_with_strokes() -> None:
    text = "┌────┬────┐\n│项目│金额│\n├────┼────┤\n│合计│2.60│\n│其他│    │\n└────┴────┘\n"
    (grid,) = read_text(text, "a.txt").blocks
    assert isinstance(grid, Grid)
    assert grid.rows() == [["项目", "金额"], ["合计", "2.60"], ["其他", ""]]


def test_the_next_part_of_a_document_is_no_cell_of_its_last_table() -> None:
    text = (
        "表十\n\n“三公”经费支出表\n\n单位：万元\n\n项目\n\n本年预算数\n\n合计\n\n0.40\n\n公务接待费\n\n0.40\n\n"
        "第三部分  2025年度单位预算情况说明\n\n一、总体情况\n\n收入预算为3027.58万元。\n\n"
    )
    blocks = read_text(text, "a.txt").blocks
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    assert grid.rows() == [["项目", "本年预算数"], ["合计", "0.40"], ["公务接待费", "0.40"]]
    assert isinstance(blocks[-1], Paragraph)
