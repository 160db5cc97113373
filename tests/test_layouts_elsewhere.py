"""Tables as other places print them: codes of bodies, lists of projects, empty tables."""

from __future__ import annotations

import pytest
from test_table_layouts import paths, understood

from ingest.audit import findings
from ingest.metadata import understand_metadata
from ingest.model import Disclosure, Paragraph
from ingest.pipeline import understand
from ingest.read.pages.lines import printable


def test_the_code_of_a_body_is_no_figure_and_no_part_of_a_classification_code() -> None:
    found = understood(
        """
        类  | 款 | 项 | 单位代码 | 单位名称（科目） | 合计    | 基本支出
        214 | 01 | 06 | 318002   | 公路养护         | 1418.50 | 386.20
            |    |    | 318      | 某县交通运输局   | 1418.50 | 386.20
        """,
        before="部门支出总表\n单位：万元",
    )
    assert [(fact.code, fact.row, fact.text) for fact in found.facts] == [
        ("2140106", ("公路养护",), "1418.50"),
        ("2140106", ("公路养护",), "386.20"),
        (None, ("某县交通运输局",), "1418.50"),
        (None, ("某县交通运输局",), "386.20"),
    ]


def test_of_codes_side_by_side_the_last_is_the_row_s() -> None:
    found = understood(
        """
        类  | 款 | 项 | 科目编码 | 科目名称     | 合计
        201 | 05 | 07 | 2010507  | 专项普查活动 | 46.00
        """,
        before="支出总表\n单位：万元",
    )
    assert [fact.code for fact in found.facts] == ["2010507"]
    found = understood(
        """
        科目编码 | 科目名称       | 科目编码 | 科目名称 | 合计
        50101    | 工资奖金津补贴 | 30101    | 基本工资 | 412.36
        """,
        before="基本支出表\n单位：元",
    )
    assert [(fact.code, fact.row) for fact in found.facts] == [
        ("30101", ("工资奖金津补贴", "基本工资"))
    ]


def test_a_list_of_projects_is_no_form() -> None:
    found = understood(
        """
        项目单位   | 项目名称       | 合计   | 财政拨款     |                | 其他资金
                   |                |        | 一般公共预算 | 政府性基金预算 |
        合计       |                | 447.50 | 327.50       | 0.00           | 120.00
        某县图书馆 | 图书馆免费开放 | 82.50  | 82.50        | 0.00           | 0.00
        某县文化局 | 体育场馆运行   | 365.00 | 245.00       | 0.00           | 120.00
        """,
        (0, 0, 2, 1),
        (0, 1, 2, 1),
        (0, 2, 2, 1),
        (0, 3, 1, 2),
        (0, 5, 2, 1),
        before="2025年部门项目支出预算表\n单位：万元",
    )
    assert found.tables[0].layout == "list"
    assert paths(found.facts)[4] == "某县图书馆 > 图书馆免费开放 | 82.50"
    heads = [fact.column[-1] for fact in found.facts[:4]]
    assert heads == ["合计", "一般公共预算", "政府性基金预算", "其他资金"]


def test_a_list_of_several_projects_indicators_is_read_as_a_form_of_each() -> None:
    found = understood(
        """
        项目名称 | 预算数 | 年度目标 | 绩效指标 | | | |
        | | | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位
        公路养护工程 | 980.00 | 保障畅通 | 产出指标 | 数量指标 | 养护里程 | 412 | 公里
        | | | 效益指标 | 社会效益指标 | 出行条件 | 改善 |
        公交运营补贴 | 268.00 | 方便出行 | 产出指标 | 数量指标 | 线路条数 | 27 | 条
        """,
        (0, 0, 2, 1),
        (0, 1, 2, 1),
        (0, 2, 2, 1),
        (0, 3, 1, 5),
        (2, 0, 2, 1),
        (2, 1, 2, 1),
        (2, 2, 2, 1),
        before="部门预算项目绩效目标表\n单位：万元",
    )
    assert found.tables[0].layout == "form"
    said = [(fact.row, fact.column[-1], fact.text, fact.unit) for fact in found.facts]
    assert said == [
        (("公路养护工程",), "预算数", "980.00", "万元"),
        (("公路养护工程",), "年度目标", "保障畅通", None),
        (("公路养护工程", "产出指标", "数量指标", "养护里程"), "指标值", "412", "公里"),
        (("公路养护工程", "效益指标", "社会效益指标", "出行条件"), "指标值", "改善", None),
        (("公交运营补贴",), "预算数", "268.00", "万元"),
        (("公交运营补贴",), "年度目标", "方便出行", None),
        (("公交运营补贴", "产出指标", "数量指标", "线路条数"), "指标值", "27", "条"),
    ]


@pytest.mark.parametrize("number", ["部门公开表01", "部门公开表1", "预算01表", "公开表7"])
def test_the_numbers_that_tables_bear_elsewhere(number: str) -> None:
    found = understood(
        "项目 | 预算数\n合计 | 5.00", before=f"{number}\n收支总表\n申报单位：某市某局    单位：万元"
    )
    [table] = found.tables
    assert (table.number, table.title, table.unit) == (number, "收支总表", "万元")


def test_a_table_without_a_figure_loses_none() -> None:
    found = understood(
        "科目编码 | 科目名称 | 本年政府性基金预算支出 |\n | | 小计 | 项目支出\n | | | ",
        (0, 0, 2, 1),
        (0, 1, 2, 1),
        (0, 2, 1, 2),
        before="政府性基金预算支出表\n单位：万元",
    )
    assert not found.issues and not found.facts


def test_a_percentage_is_no_money() -> None:
    found = understood(
        "项目 | 预算数 | 增减（%） | 增减率\n合计 | 5.00 | -3.43 | 2.00", before="某表\n单位：万元"
    )
    assert [fact.unit for fact in found.facts] == ["万元", "%", "%"]


def test_letters_that_a_font_maps_to_radicals_are_letters() -> None:
    assert "".join(map(printable, "部⻔⻋辆增⻓⽀出")) == "部门车辆增长支出"


def test_a_body_s_own_office_is_the_body() -> None:
    title = "重庆市云峡区民政局（本级）2025年单位预算情况说明"
    metadata, issues = understand_metadata([Paragraph(title)], title, "a.html")
    assert (metadata.organization, metadata.scope) == ("重庆市云峡区民政局", "单位")
    assert not issues


def read(text: str) -> Disclosure:
    return understand(text.encode(), "预算.txt", "d", "预算.txt")


PASTED = """2025年度松湾市第三中学单位预算

第二部分  2025年度单位预算表

表一

支出预算总表

单位：万元

科目编码

科目名称

合计

基本支出

项目支出


合计

300.00

260.00

40.00

205

教育支出

300.00

260.00

40.00

表二

政府性基金预算支出表

单位：万元

科目编码

科目名称

合计

基本支出

项目支出






注：本单位没有政府性基金预算支出，故本表无数据。

表三

“三公”经费支出预算表

单位：万元

项目

本年预算数

合计

0.40

公务接待费

0.40

第三部分  2025年度单位预算情况说明

一、预算收支总体情况

（一）收入预算：2025年年初预算数300万元。

1.公务接待费：根据工作安排，2025年预算0.4万元，比上年减少0.1万元。
"""


def test_a_pasted_page_goes_on_behind_its_tables() -> None:
    found = read(PASTED)
    assert {issue.code for issue in found.issues} <= {"incomplete"}
    assert [table.title for table in found.tables] == [
        "支出预算总表",
        "政府性基金预算支出表",
        "“三公”经费支出预算表",
    ]
    total = [(fact.column, fact.text) for fact in found.facts_of(1) if fact.row == ("合计",)]
    assert total == [(("合计",), "300.00"), (("基本支出",), "260.00"), (("项目支出",), "40.00")]
    assert [(fact.row, fact.text) for fact in found.facts_of(3)] == [
        (("合计",), "0.40"),
        (("公务接待费",), "0.40"),
    ]


def test_a_figure_without_a_subject_is_of_the_item_that_opens_its_paragraph() -> None:
    said = {(s.subject, s.aspect, str(s.value)) for s in read(PASTED).statements}
    assert (("收入预算", "年初预算数"), "amount", "300") in said
    assert (("公务接待费",), "amount", "0.4") in said
    assert (("公务接待费",), "change", "-0.1") in said


def page(table: str) -> Disclosure:
    text = f"<title>某县水利局2025年部门预算</title><h1>某县水利局2025年部门预算</h1>{table}"
    return understand(text.encode(), "预算.html", "d", "预算.html")


def rows(*lines: str) -> str:
    cells = ("".join(f"<td>{cell.strip()}</td>" for cell in line.split("|")) for line in lines)
    return f"<table>{''.join(f'<tr>{one}</tr>' for one in cells)}</table>"


@pytest.mark.parametrize(
    "table",
    [
        "<p>部门收入总表</p><p>单位：万元</p>"
        + rows(
            "单位名称|合计|一般公共预算|其他收入",
            "合计|90.00|80.00|10.00",
            "某县水利局|90.00|80.00|10.00",
            "某县水利局机关|50.00|50.00|",
            "某县水库管理处|40.00|30.00|10.00",
        ),
        "<p>一般公共预算支出表</p><p>单位：万元</p>"
        + rows(
            "科目编码|科目名称|金额",
            "|合计|70.00",
            "2130305|水利工程建设|70.00",
            "2130305|河流治理工程|50.00",
            "2130305|饮水工程|20.00",
        ),
        "<p>财政拨款支出表</p><p>单位：万元</p><table><tr><td rowspan=3>科目名称</td>"
        "<td rowspan=3>总计</td><td colspan=6>县级当年财政拨款安排</td></tr>"
        "<tr><td colspan=3>一般公共预算拨款</td><td colspan=3>政府性基金安排</td></tr>"
        "<tr><td>小计</td><td>基本支出</td><td>项目支出</td><td>小计</td><td>基本支出</td>"
        "<td>项目支出</td></tr><tr><td>合计</td><td>90.00</td><td>80.00</td><td>50.00</td>"
        "<td>30.00</td><td>10.00</td><td></td><td>10.00</td></tr></table>",
    ],
)
def test_the_audit_counts_no_amount_twice(table: str) -> None:
    assert not [one for one in findings(page(table)) if one.status != "ok"]
