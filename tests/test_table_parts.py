"""Where tables and their parts begin and end: stacked, cut in two, with codes and names apart."""

from __future__ import annotations

from test_table_layouts import understood

from ingest.model import Block, Cell, Grid, Paragraph
from ingest.tables import Understood, understand_tables

CODES = """
    类  | 款 | 项 | 科目名称     | 2025年预算数 |          |
        |    |    |              | 小计         | 基本支出 | 项目支出
        |    |    | 合计         | 700          | 500      | 200
    208 |    |    | 社会保障支出 | 700          | 500      | 200
        | 02 |    | 民政管理事务 | 700          | 500      | 200
        |    | 01 | 行政运行     | 500          | 500      |
        |    | 99 | 其他支出     | 200          |          | 200
    """


def said(found: Understood) -> list[str]:
    facts = [fact for fact in found.facts if fact.text]
    paths = [f"{fact.code or ''} {'>'.join(fact.row)} {'>'.join(fact.column)}" for fact in facts]
    return [f"{path} {fact.text}{fact.unit or ''}" for path, fact in zip(paths, facts, strict=True)]


def grid(*lines: str) -> Grid:
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return Grid(
        tuple(Cell(text, row, n) for row, line in enumerate(rows) for n, text in enumerate(line))
    )


def test_a_code_printed_once_for_its_group_goes_down_and_an_unmerged_head_across() -> None:
    assert said(understood(CODES, before="单位：万元"))[-4:] == [
        "2080201 社会保障支出>民政管理事务>行政运行 2025年预算数>小计 500万元",
        "2080201 社会保障支出>民政管理事务>行政运行 2025年预算数>基本支出 500万元",
        "2080299 社会保障支出>民政管理事务>其他支出 2025年预算数>小计 200万元",
        "2080299 社会保障支出>民政管理事务>其他支出 2025年预算数>项目支出 200万元",
    ]


def test_codes_of_two_digits_that_could_be_amounts() -> None:
    printed = """
        类  | 款 | 项 | 科目名称   | 合计
        229 | 60 | 02 | 彩票公益金 | 80
        """
    assert said(understood(printed)) == ["2296002 彩票公益金 合计 80"]


def test_what_a_spreadsheet_leaves_on_a_code_is_no_part_of_it() -> None:
    printed = """
        科目编码  | 科目名称     | 合计
        '22102    | 住房改革支出 | 60
        2210201.0 | 住房公积金   | 60
        """
    assert said(understood(printed)) == [
        "22102 住房改革支出 合计 60",
        "2210201 住房改革支出>住房公积金 合计 60",
    ]


def test_code_and_name_in_one_cell() -> None:
    printed = """
        科目              | 合计
        总计              | 430
        20406 司法        | 430
        2040601-行政运行  | 350
        [2040605]普法宣传 | 80
        """
    assert said(understood(printed)) == [
        " 总计 合计 430",
        "20406 司法 合计 430",
        "2040601 司法>行政运行 合计 350",
        "2040605 司法>普法宣传 合计 80",
    ]


def test_a_name_that_runs_on_in_the_next_row() -> None:
    printed = """
        科目编码 | 科目名称     | 合计
        21015    | 医疗保障管理 | 330
                 | 事务         |
        2101501  | 行政运行     | 330
        """
    assert said(understood(printed)) == [
        "21015 医疗保障管理事务 合计 330",
        "2101501 医疗保障管理事务>行政运行 合计 330",
    ]


def test_tables_below_one_another_in_one_sheet_are_apart() -> None:
    printed = """
        表一 支出表        |        |
                           |        | 单位：万元
        科目编码           | 名称   | 合计
        201                | 一般公共服务支出 | 225.55
        注：按功能分类填列 |        |
                           |        |
        表二 “三公”经费表 |        |
                           |        | 单位：元
        年度               | 接待费 | 车辆运行费
        2025年             | 10000  | 33000
        """
    found = understood(printed, before="公开表")
    assert [(t.number, t.title, t.unit) for t in found.tables] == [
        ("表一", "支出表", "万元"),
        ("表二", "“三公”经费表", "元"),
    ]
    assert said(found) == [
        "201 一般公共服务支出 合计 225.55万元",
        " 2025年 接待费 10000元",
        " 2025年 车辆运行费 33000元",
    ]


def test_a_header_in_a_grid_of_its_own_and_rows_cut_off() -> None:
    blocks: list[Block] = [
        Paragraph("支出表"),
        grid("科目编码 | 名称 | 基本支出 | 项目支出"),
        grid("207 | 文化支出 | 110.00 | 30.00"),
        grid("221 | 住房支出 | 12.00 | 0.00"),
    ]
    found = understand_tables(blocks)
    assert len(found.tables) == 1
    assert said(found)[-2:] == ["221 住房支出 基本支出 12.00", "221 住房支出 项目支出 0.00"]


def test_a_list_of_projects_is_no_form_and_keeps_its_total() -> None:
    printed = """
        序号   | 项目名称   | 项目单位 | 合计   | 财政拨款 | 其他资金
        1      | 政务云租赁 | 局本级   | 180.00 | 180.00   |
        合　计 |            |          | 180.00 | 180.00   |
        """
    found = understood(printed)
    assert found.tables[0].layout == "list"
    assert said(found)[-2:] == [" 合　计 合计 180.00", " 合　计 财政拨款 180.00"]
