"""Pasted tables whose rows keep their cells apart by tabs or strokes, read back cell for cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service import Bot
from ingest.model import Grid, Paragraph
from ingest.pipeline import add
from ingest.read.dump import read_text
from ingest.settings import Settings
from ingest.store import Store

PAGE = """青禾市云溪区柳溪镇人民政府2025年部门预算公开
一、收支预算总体情况
2025年收入预算总额为18650000元。

表三 一般公共预算支出表
单位：元
科目编码\t科目名称\t一般公共预算支出\t\t
\t\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t9000000\t7000000\t2000000
20103\t政府办公厅（室）及相关机构事务\t9000000\t7000000\t2000000
2010301\t行政运行\t7000000\t7000000\t
2010302\t一般行政管理事务\t2000000\t\t2000000
\t合计\t9000000\t7000000\t2000000

表四 “三公”经费支出表
单位：元
| 项目 | 2025年预算数 |
| --- | --- |
| 合计 | 136000 |
| 公务用车运行维护费 | 86000 |
| 公务接待费 | 50000 |
"""

words = st.text(st.sampled_from("甲乙丙丁戊己12.("), min_size=1, max_size=6)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=2, max_size=6)
)


@given(tables, st.sampled_from(["\t", " | ", "｜"]))
def test_a_table_reads_back_cell_for_cell(rows: list[list[str]], between: str) -> None:
    strokes = between != "\t"
    lines = [between.join(row) for row in rows]
    text = "\n".join(f"|{line}|" if strokes else line for line in lines)
    (grid,) = read_text(f"一、说明\n{text}\n二、完", "page.txt").blocks[1:-1]
    assert isinstance(grid, Grid)
    assert [[grid.text(r, c) for c in range(grid.width)] for r in range(grid.height)] == rows


def test_lines_of_text_with_a_tab_or_a_stroke_are_no_table() -> None:
    text = "\t根据有关规定，现将本部门预算公开如下。\n首页 | 政务公开\n\t特此说明。"
    assert all(isinstance(block, Paragraph) for block in read_text(text, "page.txt").blocks)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("行政运行是多少", "7000000"),
        ("一般公共服务支出的项目支出是多少", "2000000"),
        ("公务接待费是多少", "50000"),
        ("三公经费是多少", "136000"),
    ],
)
def test_figures_of_pasted_rows_are_answered(tmp_path: Path, question: str, value: str) -> None:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, "utf-8")
    with Store.open(Settings(store=tmp_path / "store")) as store, Bot(store) as bot:
        add(file, store)
        answer = bot.ask(question)
    assert answer.figures[0].value is not None, answer.text
    assert Decimal(answer.figures[0].value) == Decimal(value)
    assert answer.figures[0].unit == "元"
    assert answer.citations[answer.figures[0].citations[0]].table
