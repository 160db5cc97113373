"""Published PDFs, understood whole: golden cells, each compared with the printed page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from ingest.model import Disclosure
from ingest.pipeline import understand

_GOLDEN: Final = """
## js-gaoyuan-2017 | 收支预算总表 | 万元 | three lists side by side, cut by a page
一、财政拨款 > 1.一般公共预算 | 收入 > 金额 | 28,849.38 | 11
四、公共安全支出 | 支出 > 功能分类 > 金额 | 23,513.11 | 12
二、项目支出 | 支出 > 支出用途 > 金额 | 11,543.27 | 11
支出合计 | 支出 > 支出用途 > 金额 | 28,849.38 | 12
## js-gaoyuan-2017 | 收入预算总表 | 万元 | merged labels on the left, a blank
一般公共预算资金 > 专项收入 | 金额 |  | 12
## js-gaoyuan-2017 | 机关运行经费支出预算表 | 万元 | cut by a page, header not repeated
其他资本性支出 > 办公设备购置 | 机关运行经费支出 | 143.40 | 17
## js-gaoyuan-2017 | 培训费支出预算表 | 万元 | one row of figures under a header of three
 | “三公”经费 > 公务用车购置及运行维护费 > 公务用车运行维护费 | 304.40 | 17
 | “三公”经费 > 公务接待费 | 185.72 | 17
## sh-wanli-2024 | 收入预算总表 | 元 | codes in three cells, over five pages
公共安全支出 > 司法 > 公共法律服务 | 收入预算 > 财政拨款收入 | 300,000 | 12
## sh-fuliyuan-2024 | 支出预算总表 | 元 | codes in three cells
社会保障和就业支出 > 社会福利 > 社会福利事业单位 | 支出预算 > 项目支出 | 2,620,000 | 9
## sh-fuliyuan-2024 | 财务收支预算总表 | 元 | a header of four rows beside one of two
二、社会保障和就业支出 | 本年支出 > 预算数 > 基本支出 > 公用经费 | 2,120,950 | 7
## sh-shegongbu-2024-final | 基本支出决算表 | 万元 | economic classes in two column groups
工资福利支出 > 绩效工资 | 决算数 | 10.16 | 13
商品和服务支出 > 办公费 | 决算数 | 3.78 | 13
公用经费合计 | 决算数 | 10.23 | 13
## swu-2023-budget | 收入预算表 | 万元 | many columns, one split, labels wrapped
教育支出 > 普通教育 > 高中教育 | 事业收入 > 其中：教育收费 | 950.00 | 8
社会保障和就业支出 > 行政事业单位养老支出 > 机关事业单位职业年金缴费支出 | 其他收入 | 307.06 | 8
"""
"""Under each table's file, end of title, unit and layout: row path | column path | text | page."""


def _golden() -> Iterator[tuple[str, ...]]:
    table: list[str] = []
    for line in _GOLDEN.strip().split("\n"):
        fields = [field.strip() for field in line.removeprefix("##").split("|")]
        if line.startswith("##"):
            table = fields[:3]
        else:
            yield (*table, *fields)


@cache
def _understood(path: Path) -> Disclosure:
    return understand(path.read_bytes(), path.name, "文件", path.name)


@pytest.mark.parametrize(
    ("name", "title", "unit", "row", "column", "text", "page"), list(_golden())
)
def test_a_printed_figure_is_held_with_its_row_and_column(
    corpus: Path, name: str, title: str, unit: str, row: str, column: str, text: str, page: str
) -> None:
    disclosure = _understood(corpus / f"{name}.pdf")
    tables = {table.index for table in disclosure.tables if table.title.endswith(title)}
    found = [
        (fact.text, fact.unit, str(fact.page))
        for fact in disclosure.facts
        if fact.table in tables
        and " > ".join(fact.row) == row
        and " > ".join(fact.column) == column
    ]
    assert (text, unit, page) in found
    assert len(found) <= len(tables)


@pytest.mark.parametrize(
    ("name", "heights"),
    [
        ("js-gaoyuan-2017", [26, 16, 2, 7, 17, 34, 2, 17, 34, 19, 4, 54]),
        ("sh-wanli-2024", [16, 70, 70, 16, 70, 15, 15, 35, 4]),
    ],
)
def test_tables_cut_by_pages_are_whole(corpus: Path, name: str, heights: list[int]) -> None:
    tables = _understood(corpus / f"{name}.pdf").tables
    assert [table.grid.height for table in tables] == heights
    assert all(table.title for table in tables)
