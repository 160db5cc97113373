"""Final accounts as other places print them: every figure held, and no false alarm."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from ingest.audit import findings
from ingest.model import Disclosure, Grid, Paragraph
from ingest.pipeline import understand
from ingest.read.pages.lines import printable
from ingest.tables import understand_tables

PASTED = """青禾市云溪区第三中学2021年度单位决算

一般公共预算财政拨款基本支出决算明细表
表六
单位：青禾市云溪区第三中学\t金额单位：万元
人员经费\t\t\t公用经费\t\t\t\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t60.00\t302\t商品和服务支出\t30.00\t30216\t培训费\t4.00
30101\t基本工资\t40.00\t30201\t办公费\t10.00\t30299\t其他商品和服务支出\t6.00
30103\t奖金\t20.00\t30206\t电费\t10.00\t310\t资本性支出\t5.00
\t\t\t\t\t\t31002\t办公设备购置\t5.00
人员经费合计\t\t60.00\t公用经费合计\t\t\t\t\t35.00

财政拨款“三公”经费支出决算表
表九
单位：青禾市云溪区第三中学\t金额单位：万元
预算数\t\t\t\t\t\t决算数\t\t\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t
1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12
2.10\t0.00\t1.50\t0.00\t1.50\t0.60\t1.56\t0.00\t1.32\t0.00\t1.32\t0.24

一、决算情况说明
2021年末公务用车保有量1辆。2021年度收、支总计均为95.00万元。
2021年末结转和结余12.00万元。与2020年相比，收、支总计各增加5.00万元。主要变动原因是学生增加。
"""


@pytest.fixture(scope="module")
def pasted() -> Disclosure:
    return understand(PASTED.encode(), "决算.txt", "d", "决算.txt")


def test_a_merged_header_pasted_without_its_merging_governs_all_its_columns(
    pasted: Disclosure,
) -> None:
    columns = {"/".join(fact.column): fact.text for fact in pasted.facts_of(2)}
    assert columns["预算数/公务接待费"] == "0.60"
    assert columns["决算数/公务用车购置及运行维护费/公务用车运行维护费"] == "1.32"
    assert columns["决算数/公务接待费"] == "0.24"


def test_a_total_merged_over_two_lists_keeps_its_figure(pasted: Disclosure) -> None:
    totals = {fact.row[-1]: fact.text for fact in pasted.facts_of(1) if "合计" in fact.row[-1]}
    assert totals == {"人员经费合计": "60.00", "公用经费合计": "35.00"}


def test_codes_that_go_on_in_the_list_beside_are_added_up_with_it(pasted: Disclosure) -> None:
    found = findings(pasted)
    assert [one.message for one in found if one.status != "ok"] == []
    assert "code-equals-children" in {one.rule for one in found}


def test_the_end_of_a_year_is_no_part_of_a_name_unless_money_is_carried(
    pasted: Disclosure,
) -> None:
    said = {("/".join(s.subject), s.aspect): s.value for s in pasted.statements}
    assert said["公务用车保有量", "count"] == 1
    assert said["年末结转和结余", "amount"] == 12
    assert said["收、支总计", "amount"] == 95
    assert said["收、支总计", "change"] == 5
    assert [s.text for s in pasted.statements if s.aspect == "reason"] == ["学生增加"]


BALANCE = """青禾市云溪区水务局2023年度部门决算

收入支出决算总表
公开01表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t90.00\t一、农林水支出\t{spent}
本年收入合计\t90.00\t本年支出合计\t{spent}
年初结转和结余\t10.00\t年末结转和结余\t5.00
总计\t100.00\t总计\t100.00

一、决算情况说明
2023年度收入合计{said}万元。2023年度支出合计95.00万元。
"""


@pytest.mark.parametrize(("said", "wrong"), [("90.00", 0), ("100.00", 0), ("91.00", 1)])
def test_the_years_income_may_count_what_was_carried_over_or_not(said: str, wrong: int) -> None:
    page = BALANCE.format(spent="95.00", said=said)
    found = findings(understand(page.encode(), "决算.txt", "d", "决算.txt"))
    assert len([one for one in found if one.status != "ok"]) == wrong


def test_text_above_a_table_of_a_sheet_is_read_as_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [
        ["青禾市云溪区水务局2023年度部门决算"],
        ["一、主要职责：负责全区水务工作。"],
        ["第二部分 2023年度部门决算表"],
        [],
        ["国有资产占用情况表"],
        ["公开10表"],
        ["项目", "车辆（台、辆）", None, "单价100万元以上设备（不含车辆，台、套）"],
        [None, "合计", "执法执勤用车", None],
        ["数量", 8, 4, 2],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B7:C7")
    file = io.BytesIO()
    book.save(file)
    found = understand(file.getvalue(), "决算.xlsx", "d", "决算.xlsx")
    assert found.metadata.organization == "青禾市云溪区水务局"
    [table] = found.tables
    assert (table.number, table.title) == ("公开10表", "国有资产占用情况表")
    assert [(fact.value, fact.unit) for fact in found.facts] == [
        (Decimal(8), "台、辆"),
        (Decimal(4), "台、辆"),
        (Decimal(2), "台、套"),
    ]
    assert [one for one in findings(found) if one.status != "ok"] == []


def test_a_table_is_called_by_its_caption_not_by_the_part_it_stands_in() -> None:
    lines = ["第二部分 部门决算表", "部门公开表5", "一般公共预算支出表", "单位：万元"]
    grid = Grid.from_rows([["项目", "决算数"], ["合计", "3.00"]])
    [table] = understand_tables([*map(Paragraph, lines), grid]).tables
    assert (table.number, table.title) == ("部门公开表5", "一般公共预算支出表")


def test_radicals_of_a_font_become_the_letters_they_stand_for() -> None:
    assert "".join(map(printable, "公务⽤⻋，部⻔收⼊")) == "公务用车，部门收入"
