"""The audit through its doors: what it says of sound disclosures and of broken ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from invented import altered, invented
from publishing import Printed, Publication, as_html

from ingest.audit import Finding, findings
from ingest.model import Grid
from ingest.pipeline import understand


def audited(text: str) -> list[Finding]:
    return findings(understand(text.encode(), "预算.txt", "d", "预算.txt"))


def test_the_sample_keeps_every_identity_but_buys_a_vehicle_for_nothing(sample: Path) -> None:
    found = audited(sample.read_text("utf-8"))
    [doubt] = [one for one in found if one.status != "ok"]
    assert (doubt.rule, doubt.status) == ("vehicles-have-money", "warn")
    assert "购置车辆”为1辆，“公务用车购置费”却为0万元" in doubt.message
    assert len({one.rule for one in found}) > 10


def planted(publication: Publication) -> dict[str, set[str]]:
    """Rule → statuses of all that is not sound in a publication."""
    found: dict[str, set[str]] = {}
    for one in findings(understand(as_html(publication), "预算.html", "d", "预算.html")):
        if one.status != "ok":
            found.setdefault(one.rule, set()).add(one.status)
    return found


FISCAL, SPENDING = "财政拨款收支总表", "一般公共预算财政拨款支出预算表"
BASIC_TABLE, FUND = "一般公共预算财政拨款基本支出预算表", "政府性基金预算支出表"
PUBLIC, BALANCE = "一般公共预算“三公”经费支出表", "部门收支总表"
SPENT, INCOME, PURCHASE = "部门支出总表", "部门收入总表", "政府采购预算明细表"
FORM, GOALS = "2026年项目支出绩效目标表", "部门(单位)整体绩效目标表"


@pytest.mark.parametrize(
    ("title", "places", "rules"),
    [
        (FISCAL, {("收入合计", 1): "525.37"}, "income-equals-spending items-add-up"),
        (FISCAL, {("教育支出", 4): "3.30"}, "classes-agree columns-add-up items-add-up"),
        (
            FISCAL,
            {("教育支出", 3): "2.30", ("教育支出", 4): "2.30"},
            "classes-agree items-add-up",
        ),
        (
            SPENDING,
            {("行政运行", 2): "320.51"},
            "code-equals-children total-equals-basic-and-project",
        ),
        (
            SPENDING,
            {("合计", 3): "439.83", ("合计", 2): "526.23"},
            "basic-table-equals-spending-table code-equals-children narrative-equals-table",
        ),
        (
            BASIC_TABLE,
            {("办公费", 4): "12.80"},
            "basic-equals-personnel-and-public code-equals-children",
        ),
        (PUBLIC, {("5.80", 0): "8.50"}, "narrative-equals-table three-public-adds-up"),
        (PUBLIC, {("5.80", 2): "4.50"}, "three-public-adds-up"),
        (
            BALANCE,
            {("一般公共预算资金", 1): "525.37"},
            "items-add-up",
        ),
        (
            SPENT,
            {("合计", 2): "527.53", ("合计", 3): "441.13"},
            "code-equals-children spending-table-equals-balance",
        ),
        (INCOME, {("住房公积金", 3): "13.20"}, "code-equals-children columns-add-up"),
        (
            PURCHASE,
            {("服务", 2): "40.40", ("服务", 3): "40.40"},
            "narrative-equals-table purchases-add-up",
        ),
        (FUND, {("合计", 2): "1.00", ("合计", 3): "1.00"}, "empty-table-has-note"),
        (GOALS, {("部门支出预算数", 4): "552.73"}, "goal-form-equals-spending-table"),
        (FORM, {("当年预算(万元)", 1): "56.04"}, "form-adds-up projects-add-up"),
    ],
)
def test_a_wrong_figure_is_found(
    title: str, places: dict[tuple[str, int], str], rules: str
) -> None:
    found = planted(altered(invented(), title, places))
    assert found.keys() >= set(rules.split())
    assert {"fail"} in found.values()


def test_a_row_printed_twice_is_found_and_named() -> None:
    [table] = [t for t in invented() if isinstance(t, Printed) and t.title == SPENT]
    cells = table.grid.cells
    [row] = {cell.row for cell in cells if cell.text == "培训支出"}
    again = [replace(cell, row=cell.row + (cell.row > row)) for cell in cells]
    again += [replace(cell, row=row + 1) for cell in cells if cell.row == row]
    twice = replace(table, grid=Grid(tuple(again)))
    page = as_html([block if block != table else twice for block in invented()])
    found = findings(understand(page, "预算.html", "d", "预算.html"))
    broken = [one for one in found if one.status != "ok"]
    assert {(one.rule, one.status) for one in broken} == {("code-equals-children", "fail")}
    assert all("印了两次" in one.message for one in broken)


def test_an_empty_table_without_a_note_is_a_doubt() -> None:
    bare = [replace(b, note=None) if isinstance(b, Printed) else b for b in invented()]
    assert planted(bare) == {"empty-table-has-note": {"warn"}}


def test_a_table_labelled_in_the_wrong_unit_disagrees_with_the_others() -> None:
    wrong = [
        replace(b, unit="元") if isinstance(b, Printed) and b.title == SPENDING else b
        for b in invented()
    ]
    assert planted(wrong).keys() == {
        "basic-table-equals-spending-table",
        "classes-agree",
        "narrative-equals-table",
    }


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        ("“三公”经费预算5.8万元", "“三公”经费预算8.5万元"),
        ("项目支出86.40万元", "项目支出84.60万元"),
        ("公务接待费1.8万元", "公务接待费1.3万元"),
        ("政府采购货物预算12.4万元", "政府采购货物预算14.2万元"),
        ("住房保障支出31.20万元", "住房保障支出32.10万元"),
    ],
)
def test_a_sentence_that_prints_another_figure_is_found(printed: str, wrong: str) -> None:
    changed = [b.replace(printed, wrong) if isinstance(b, str) else b for b in invented()]
    assert changed != invented()
    assert planted(changed) == {"narrative-equals-table": {"fail"}}


def test_rounding_is_allowed_and_no_more() -> None:
    """Two children of a code may be half a cent off each, and their sum too."""
    off = {("机关事业单位职业年金缴费支出", column): "20.82" for column in (2, 3)}
    assert planted(altered(invented(), SPENT, off)) == {}
    off = {("机关事业单位职业年金缴费支出", column): "20.83" for column in (2, 3)}
    assert planted(altered(invented(), SPENT, off)).keys() == {"code-equals-children"}


def table(title: str, rows: str, note: str | None = None) -> Printed:
    """A table from lines of cells, ``|`` between them, the header first."""
    cells = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    return Printed(None, title, "万元", Grid.from_rows(cells), 1, note)


SEVERAL_UNITS = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 30.00 | 20.00 | 10.00
205 | 教育支出 | 10.00 | 10.00 |
20502 | 普通教育 | 10.00 | 10.00 |
205 | 教育支出 | 20.00 | 10.00 | 10.00
20503 | 职业教育 | 20.00 | 10.00 | 10.00
"""
UPRIGHT = """
项目 | 2026年预算数
合计 | 9.00
1.因公出国（境）费用 | 1.00
2.公务接待费 | 2.00
3.公务用车费 | 6.00
其中：（1）公务用车运行维护费 | 4.00
（2）公务用车购置 | 2.00
"""
FLAT = """
合计 | 因公出国（境）费 | 公务用车购置及运行费小计 | 公务用车购置费 | 公务用车运行费 | 公务接待费
10.00 | 1.00 | 6.00 | 2.00 | 4.00 | 3.00
"""
WITHOUT_TOTAL = """
因公出国（境）费 | 公务用车购置及运行费小计 | 公务用车购置费 | 公务用车运行费 | 公务接待费
1.00 | 6.00 | 2.00 | 4.00 | 3.00
"""
CARRIED = """
收入 | 预算数 | 支出 | 合计 | 一般公共预算
一、本年收入 | 10.00 | 一、本年支出 | 12.00 | 12.00
一般公共预算资金 | 10.00 | 教育支出 | 12.00 | 12.00
二、上年结转 | 2.00 | 二、结转下年 | |
收入合计 | 12.00 | 支出合计 | 12.00 | 12.00
"""
THIS_YEAR = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
205 | 教育支出 | 10.00 | 10.00 |
20502 | 普通教育 | 10.00 | 10.00 |
"""


@pytest.mark.parametrize(
    "tables",
    [
        [table("部门支出总表", SEVERAL_UNITS)],
        [table("“三公”经费支出表", UPRIGHT)],
        [table("“三公”经费支出表", FLAT)],
        [table("“三公”经费支出表", FLAT.replace("小计", ""))],
        [table("“三公”经费支出表", WITHOUT_TOTAL)],
        [table("“三公”经费支出表", UPRIGHT.replace("行费 |", "行费小计 |"))],
        [table("“三公”经费支出表", UPRIGHT.replace("9.00", "12.00") + "会议费 | 3.00\n")],
        [table("“三公”经费支出表", UPRIGHT, "注：本单位无因公出国（境）支出预算。")],
        [table("财政拨款收支总表", CARRIED), table("一般公共预算支出表", THIS_YEAR)],
        [table("一般公共预算支出表", THIS_YEAR), table("一般公共预算项目支出表", THIS_YEAR)],
    ],
)
def test_no_false_alarm_is_raised_by(tables: list[Printed]) -> None:
    title = "青禾市云溪区档案馆2026年部门预算"
    assert "fail" not in {s for found in planted([title, *tables]).values() for s in found}


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (table("“三公”经费支出表", UPRIGHT.replace("9.00", "8.00")), "three-public-adds-up"),
        (table("“三公”经费支出表", UPRIGHT.replace("4.00", "3.00")), "three-public-adds-up"),
        (table("“三公”经费支出表", FLAT.replace("3.00", "2.00")), "three-public-adds-up"),
        (table("“三公”经费支出表", FLAT.replace("4.00", "5.00")), "three-public-adds-up"),
        (table("“三公”经费支出表", WITHOUT_TOTAL.replace("4.00", "5.00")), "three-public-adds-up"),
        (table("财政拨款收支总表", CARRIED.replace("2.00 | 二", "1.00 | 二")), "items-add-up"),
    ],
)
def test_such_layouts_are_audited_all_the_same(page: Printed, rule: str) -> None:
    assert planted(["青禾市云溪区档案馆2026年部门预算", page]).get(rule) == {"fail"}


NESTED = """
品目 | 项目 | 科目 | 物品 | 总计
合计 | | | | 12.00
货物 | | | | 12.00
 | 物业管理费 | 物业管理费 | | 12.00
 | | | 计算机 | 7.00
 | | | 打印机 | 5.00
"""


def test_a_list_whose_labels_nest_is_added_up_level_by_level() -> None:
    title = "青禾市云溪区档案馆2026年部门预算"
    assert "purchases-add-up" not in planted([title, table("政府采购预算表", NESTED)])
    wrong = NESTED.replace("5.00", "6.00")
    assert planted([title, table("政府采购预算表", wrong)])["purchases-add-up"] == {"fail"}


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("安排购置车辆1辆", True),
        ("安排购置车辆0辆", False),
        ("共有车辆3辆", False),
    ],
)
def test_a_vehicle_bought_for_nothing_is_a_doubt(said: str, doubted: bool) -> None:
    added = [*invented(), "六、国有资产占用情况", f"2026年一般公共预算{said}。"]
    assert planted(added) == ({"vehicles-have-money": {"warn"}} if doubted else {})
