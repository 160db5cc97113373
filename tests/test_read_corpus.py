"""Published PDFs, understood whole: golden cells, each compared with the printed page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pdfplumber
import pytest

from ingest.model import Disclosure
from ingest.numbers import parse_number
from ingest.pipeline import understand
from ingest.vocabulary import is_total

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
## js-renda-2017 | 政府采购预算表 | 万元 | labels printed once over blank ones, cut by pages
合计 | 总计 | 2,247.85 | 20
一、货物A > 办公设备购置费 > 办公设备购置 > 图书和档案 | 总计 | 4.00 | 21
三、服务C > 综合管理费 > 物业管理费 | 总计 | 456.00 | 21
三、服务C > 综合管理费 > 物业管理费 > 建筑物清洁服务 | 总计 | 156.00 | 22
## js-renda-2017 | 收入预算总表 | 万元 | a blank merged cell under its label
其他资金 > 事业收入 | 金额 |  | 10
## js-shengweiban-2017-tables | 政府采购预算表 | 万元 | labels merged over some rows
一、货物A > 机要及电子政务业务费 > 办公设备购置 | 总计 | 30.00 | 12
一、货物A > 机要及电子政务业务费 > 办公设备购置 > 路由器 | 总计 | 3.00 | 13
三、服务C > 交通运行费 > 公务用车运行维护费 | 总计 | 65.00 | 13
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
## swu-2023-budget | 设备资料购置项目绩效目标表 | 万元 | a form, its title on two lines
中央高校改善基本办学条件专项-设备资料购置项目 | 年度资金总额 | 8306.85 | 22
## swu-2023-budget | 高校思想政治工作专项经费绩效目标表 | None | points of an indicator
236高校思想政治工作专项经费 > 满意度指标 > 服务对象满意度指标 > 学校满意度 | 分值（90） | 2.5 | 32
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
        (fact.text, str(fact.unit), str(fact.page))
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


_FIGURE: Final = re.compile(r"[-−△▲(]?\d[\d,]*(?:\.\d+)?[)%％]?")
_SEEN_OTHERWISE: Final = {
    ("js-jianchayuan-2018", 19, "267.8"): "267.80, cut in two by a line that is drawn further down",
    ("js-renda-2017", 11, "2,928.98"): "below the page that a person sees",
    ("js-renda-2017", 11, "7,666.68"): "below the page that a person sees",
    ("sh-shegongbu-2024-final", 4, "1"): "only numbers its row",
    ("sh-shegongbu-2024-final", 4, "2"): "only numbers its row",
}
"""File, page and figure that pdfplumber finds in a table of its own and no fact holds, and why."""


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("js-gaoyuan-2017", 300),
        ("js-jianchayuan-2017", 280),
        ("js-jianchayuan-2018", 290),
        ("js-renda-2017", 260),
        ("js-shengweiban-2017-tables", 280),
        ("js-shengweiban-2018-tables", 270),
        ("js-zhengxie-2017-tables", 260),
        ("js-zhengxie-2018-tables", 270),
        ("sh-fuliyuan-2024", 330),
        ("sh-shegongbu-2024-final", 320),
        ("sh-wanli-2024", 1400),
        ("swu-2023-budget", 710),
    ],
)
def test_every_figure_printed_in_a_ruled_table_is_held(corpus: Path, name: str, least: int) -> None:
    """What pdfplumber by itself finds in its tables is a fact of that page, or part of a code."""
    path = corpus / f"{name}.pdf"
    printed, facts = _printed(path), _understood(path).facts
    assert printed.total() >= least
    lost = printed - Counter((fact.page, "".join(fact.text.split())) for fact in facts)
    codes = {(fact.page, fact.code) for fact in facts if fact.code}
    unheld = {
        (name, page, figure)
        for page, figure in lost
        if not any(at == page and figure in code for at, code in codes)
    }
    assert unheld == {place for place in _SEEN_OTHERWISE if place[0] == name}


def _printed(path: Path) -> Counter[tuple[int | None, str]]:
    """Every figure that stands alone in a cell of a table as pdfplumber sees it, by page."""
    printed: Counter[tuple[int | None, str]] = Counter()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for row in (row for table in page.extract_tables() for row in table):
                texts = ("".join((cell or "").split()) for cell in row)
                printed.update((page.page_number, t) for t in texts if _FIGURE.fullmatch(t))
            page.close()
    return printed


@pytest.mark.parametrize("name", sorted({place[0] for place in _golden()}))
def test_paths_hold_labels_and_no_figure_or_header(corpus: Path, name: str) -> None:
    disclosure = _understood(corpus / f"{name}.pdf")
    for table in disclosure.tables:
        head = {cell.text for cell in table.grid.cells if cell.row < table.header_rows}
        for fact in disclosure.facts_of(table.index):
            assert fact.column
            assert not [x for x in (*fact.row, *fact.column) if parse_number(x) is not None]
            assert not [x for x in fact.row if x in head and not is_total(x)]
