"""The sample's tables, cell for cell, beside what a person reads on the page."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ingest.codes import is_parent
from ingest.model import Fact
from ingest.numbers import parse_number
from ingest.read.dump import read_text
from ingest.tables import Understood, understand_tables
from ingest.vocabulary import is_total

SAMPLE = Path(__file__).parent.parent / "data" / "disclosures" / "rongchang-zhengwuban-2026.txt"
GOLDEN = Path(__file__).parent / "golden" / "rongchang-tables.tsv"


@cache
def understood() -> Understood:
    reading = read_text(SAMPLE.read_text("utf-8"), SAMPLE.name)
    assert reading.issues == ()
    return understand_tables(reading.blocks)


def facts_of(number: str) -> list[Fact]:
    tables = {table.index for table in understood().tables if table.number == number}
    return [fact for fact in understood().facts if fact.table in tables]


def golden() -> dict[str, list[list[str]]]:
    tables: dict[str, list[list[str]]] = {}
    for line in GOLDEN.read_text("utf-8").splitlines():
        if line.startswith("# "):
            rows = tables.setdefault(line[2:], [])
        else:
            rows.append(["" if cell == "∅" else cell for cell in line.split("\t")])
    return tables


@pytest.mark.parametrize("number", golden())
def test_every_printed_cell_of_tables_one_to_nine_is_held(number: str) -> None:
    """Each filled golden number is a fact of its row and column, and no fact is invented."""
    facts = {(fact.row_index, fact.column_index): fact for fact in facts_of(number)}
    first = min(row for row, _ in facts)
    expected = {
        (r, c): cell
        for r, row in enumerate(_with_blank_rows(number), first)
        for c, cell in enumerate(row)
    }
    for place, fact in facts.items():
        assert fact.text == expected[place], (place, fact)
    held = [fact.text for fact in facts.values() if fact.value is not None]
    printed = [
        cell
        for row in golden()[number]
        for cell in row
        if "." in cell and parse_number(cell) is not None
    ]
    assert sorted(held) == sorted(printed)


def _with_blank_rows(number: str) -> list[list[str]]:
    """The golden rows at the places they have on the page, blank rows between them."""
    table = next(table for table in understood().tables if table.number == number)
    rows = [[cell.strip() for cell in row] for row in table.grid.rows()[table.header_rows :]]
    filled = iter(golden()[number])
    return [next(filled) if any(row) else row for row in rows]


@pytest.mark.parametrize(
    ("number", "row", "code", "column", "text", "unit"),
    [
        (
            "表一",
            ("一、本年收入", "一般公共预算资金"),
            None,
            ("收入", "预算数"),
            "1,141.98",
            "万元",
        ),
        ("表一", ("一、本年支出", "教育支出"), None, ("支出", "合计"), "2.26", "万元"),
        ("表一", ("二、上年结转",), None, ("收入", "预算数"), "", "万元"),
        (
            "表二",
            ("一般公共服务支出", "政府办公厅(室)及相关机构事务", "一般行政管理事务"),
            "2010302",
            ("2026年预算数", "项目支出"),
            "424.09",
            "万元",
        ),
        (
            "表三",
            ("商品和服务支出", "公务接待费"),
            "30217",
            ("2026年基本支出", "总计"),
            "1.00",
            "万元",
        ),
        ("表四", (), None, ("2026年预算数", "公务接待费"), "1.00", "万元"),
        (
            "表四",
            (),
            None,
            ("2026年预算数", "公务用车购置及运行费", "公务用车运行费"),
            "2.50",
            "万元",
        ),
        ("表四", (), None, ("2026年预算数", "因公出国(境)费"), "", "万元"),
        ("表五", ("合计",), None, ("本年政府性基金预算财政拨款支出", "总计"), "", "万元"),
        ("表六", ("事业收入资金",), None, ("收入", "预算数"), "", "万元"),
        (
            "表七",
            ("教育支出", "进修及培训", "培训支出"),
            "2050803",
            ("一般公共预算拨款收入",),
            "2.26",
            "万元",
        ),
        ("表八", ("合计",), None, ("基本支出",), "717.77", "万元"),
        ("表九", ("货物",), "A", ("总计",), "4.11", "万元"),
        (
            "表十",
            ("重庆市荣昌区政务服务管理办公室",),
            "151",
            ("部门支出预算数",),
            "1,141.98",
            "万元",
        ),
    ],
)
def test_a_cell_has_its_row_path_code_column_path_and_unit(
    number: str,
    row: tuple[str, ...],
    code: str | None,
    column: tuple[str, ...],
    text: str,
    unit: str,
) -> None:
    [fact] = [f for f in facts_of(number) if (f.row, f.column) == (row, column)]
    assert (fact.code, fact.text, fact.unit) == (code, text, unit)
    assert fact.value == (parse_number(text) if text else None)


def test_tables_are_numbered_and_named_though_the_paste_lost_a_character() -> None:
    """十一 lost its 表, and nine of the ten project forms print no number at all."""
    numbers = [table.number for table in understood().tables]
    first_nine = ["表一", "表二", "表三", "表四", "表五", "表六", "表七", "表八", "表九"]
    assert numbers == [*first_nine, "表十", *["表十一"] * 10]
    assert {table.unit for table in understood().tables} == {"万元"}


def test_the_empty_table_keeps_the_note_that_says_why() -> None:
    [table] = [table for table in understood().tables if table.number == "表五"]
    assert table.note == "(备注:本单位无政府性基金收支,故此表无数据。)"
    assert all(fact.text == "" for fact in facts_of("表五"))


PROJECTS = {
    "“智慧政务”平台运行维护项目": ("30.68", 6),
    "政务服务大厅运行项目": ("192.30", 7),
    "三级服务体系电子设备租赁": ("11.40", 6),
    "资产购置及维修维护": ("53.87", 6),
    "“渝快办”印刷项目": ("8.00", 6),
    "政务服务培训项目": ("9.30", 5),
    "政务服务宣传活动项目": ("16.60", 6),
    "综窗人员工作餐项目": ("37.88", 5),
    "政务服务大厅运行": ("21.20", 5),
    "保安保洁劳务服务项目": ("42.84", 6),
}


@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_has_its_amounts_and_all_its_indicators(project: str) -> None:
    amount, count = PROJECTS[project]
    facts = [fact for fact in facts_of("表十一") if fact.row[0] == project]
    amounts = {fact.column[-1]: fact for fact in facts if len(fact.row) == 1}
    assert amounts["当年预算(万元)"].text == amounts["本级安排(万元)"].text == amount
    assert amounts["当年预算(万元)"].unit == "万元"
    assert amounts["上级补助(万元)"].value is None
    targets = [fact for fact in facts if fact.column == ("指标值",)]
    weights = [fact for fact in facts if fact.column == ("指标权重",)]
    assert len(targets) == len(weights) == count
    assert all(fact.value is not None for fact in targets)
    # The 10 points left belong to how far the budget is carried out (预算执行率权重).
    assert sum(fact.value or 0 for fact in weights) + 10 == 100


@pytest.mark.parametrize(
    ("project", "indicator", "text", "unit"),
    [
        ("综窗人员工作餐项目", "用餐标准", "35", "/天"),
        ("综窗人员工作餐项目", "食品安全事故发生率", "0", None),
        ("三级服务体系电子设备租赁", "服务企业和群众人次", "10.8", "万人"),
        ("“智慧政务”平台运行维护项目", "设备更新改造数量", "1", "台(套)"),
        ("政务服务大厅运行项目", "服务群众人次", "350000", "人次"),
        ("保安保洁劳务服务项目", "服务群众人次", "40", "万人次"),
        ("政务服务宣传活动项目", "党建文化氛围满意度", "96", "%"),
        ("政务服务大厅运行", "工作服人数", "80", None),
    ],
)
def test_an_indicator_keeps_its_target_and_the_unit_where_the_paste_kept_it(
    project: str, indicator: str, text: str, unit: str | None
) -> None:
    [fact] = [
        fact
        for fact in facts_of("表十一")
        if (fact.row[0], fact.row[-1], fact.column) == (project, indicator, ("指标值",))
    ]
    assert (fact.text, fact.unit) == (text, unit)


@pytest.mark.parametrize("number", ["表二", "表三", "表七", "表八"])
def test_children_sum_to_their_parent_and_tops_to_the_total(number: str) -> None:
    """勾稽: within half a unit of the last digit a child, as printed figures are rounded."""
    facts = facts_of(number)
    for column in {fact.column_index for fact in facts}:
        by_code = {f.code: f for f in facts if f.column_index == column and f.code}
        tops = [f for c, f in by_code.items() if not any(is_parent(p, c or "") for p in by_code)]
        [total] = [f for f in facts if f.column_index == column and f.row == ("合计",)]
        assert is_total(total.row[0])
        _assert_sum(total, tops)
        for code, parent in by_code.items():
            children = [
                f
                for c, f in by_code.items()
                if is_parent(code or "", c or "") and len(c or "") == len(code or "") + 2
            ]
            if children:
                _assert_sum(parent, children)


def _assert_sum(whole: Fact, parts: list[Fact]) -> None:
    amount = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    assert abs(amount - (whole.value or Decimal(0))) <= Decimal("0.005") * (len(parts) + 1)
