"""Cells are found by what their labels cover of a question, with no known words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coverage import CoverageIndex, rank
from evals.imtqa import facts_of
from ingest.model import Cell, Grid

RECEIVABLES = Grid.from_rows(
    [
        ["项目", "期初余额", "本期增加", "期末余额"],
        ["应收票据", "101.00", "102.00", "103.00"],
        ["应收账款", "201.00", "202.00", "203.00"],
        ["合计", "302.00", "304.00", "306.00"],
    ]
)
COMPANY = Grid.from_rows(
    [
        ["公司名称", "天晴科技有限公司"],
        ["法定代表人", "王杰"],
        ["电话", "021-5555"],
        ["传真", "021-6666"],
        ["成立时间", "2011年12月20日"],
    ]
)
PEOPLE = Grid.from_rows(
    [
        ["姓名", "职务", "出生年月"],
        ["王建", "董事长", "1970年2月"],
        ["陈鹏", "独立董事", "1971年3月"],
        ["关昌", "独立董事", "1972年4月"],
    ]
)
TREE = Grid(
    (
        Cell("类别", 0, 0, rowspan=2),
        Cell("期末余额", 0, 1, colspan=2),
        Cell("期初余额", 0, 3, colspan=2),
        *(Cell(t, 1, c) for c, t in enumerate(["账面余额", "坏账准备"] * 2, 1)),
        *(Cell(t, 2, c) for c, t in enumerate(["账龄组合", "11.00", "1.00", "21.00", "2.00"])),
        *(Cell(t, 3, c) for c, t in enumerate(["押金组合", "12.00", "1.50", "22.00", "2.50"])),
    )
)
MEETING = Grid.from_rows(
    [
        ["会议名称", "季度例会"],
        ["地点", "二楼会议室"],
        ["主持人", "李华"],
        ["应到人数", "12"],
        ["会议原因", "讨论预算"],
    ]
)
CHANGES = Grid.from_rows(
    [
        ["项目", "本期金额", "上期金额", "变动比例%"],
        ["营业收入", "110.00", "100.00", "10.00%"],
        ["营业成本", "60.00", "50.00", "20.00%"],
    ]
)
DEBTORS = Grid.from_rows(
    [
        ["单位名称", "款项性质", "期末余额", "占期末余额合计数的比例(%)"],
        ["甲公司", "往来款", "30.00", "75.00"],
        ["乙公司", "押金", "10.00", "25.00"],
        ["合计", "", "40.00", "100.00"],
    ]
)
TERMS = Grid(
    (
        Cell("姓名", 0, 0, rowspan=2),
        Cell("职务", 0, 1, rowspan=2),
        Cell("任职起止日期", 0, 2, colspan=2),
        *(Cell(t, 1, c) for c, t in enumerate(["起始日期", "终止日期"], 2)),
        *(Cell(t, 2, c) for c, t in enumerate(["王建", "董事", "2020年1月5日", "2023年1月4日"])),
        *(Cell(t, 3, c) for c, t in enumerate(["陈鹏", "监事", "2021年2月6日", "2024年2月5日"])),
    )
)
AGES = Grid.from_rows(
    [
        ["账龄", "期末余额", "期初余额"],
        ["1年以内", "1.00", "2.00"],
        ["1－2年", "3.00", "4.00"],
        ["2－3年", "5.00", "6.00"],
    ]
)
COUNTED = Grid.from_rows(
    [
        ["项目", "机器设备", "运输设备"],
        ["一、账面原值", "", ""],
        ["1.期初余额", "11.00", "12.00"],
        ["2.期末余额", "13.00", "14.00"],
        ["二、累计折旧", "", ""],
        ["1.期初余额", "21.00", "22.00"],
        ["2.期末余额", "23.00", "24.00"],
    ]
)


def found(question: str, grid: Grid) -> list[str]:
    return [fact.text for fact in rank(question, facts_of(grid))[0].facts]


@pytest.mark.parametrize(
    ("grid", "question", "texts"),
    [
        (RECEIVABLES, "应收账款的期末余额是多少？", ["203.00"]),
        (RECEIVABLES, "请问应收账款期初余额和期末余额分别是多少？", ["201.00", "203.00"]),
        (RECEIVABLES, "应收票据、应收账款本期增加了多少？", ["102.00", "202.00"]),
        (RECEIVABLES, "期末余额合计是多少", ["306.00"]),
        (COMPANY, "这家公司的联系方式有哪些？", ["021-5555", "021-6666"]),
        (COMPANY, "公司什么时候成立的", ["2011年12月20日"]),
        (COMPANY, "法人代表是谁？什么时候成立的？", ["王杰", "2011年12月20日"]),
        (TREE, "押金组合期末的坏账准备有多少", ["1.50"]),
        (TREE, "账龄组合期初账面余额", ["21.00"]),
        (PEOPLE, "职务是独立董事的有哪几位？", ["陈鹏", "关昌"]),
        (PEOPLE, "陈鹏的出生年月", ["1971年3月"]),
        (MEETING, "会议是在哪儿开的？", ["二楼会议室"]),
        (MEETING, "为啥要开会议？", ["讨论预算"]),
        (MEETING, "请问这次会议有多少人？", ["12"]),
        (CHANGES, "本期的营业收入与上期相比，变动比例是多少？", ["10.00%"]),
        (CHANGES, "营业成本本期金额有多少，相比上期变动了多少？", ["60.00", "20.00%"]),
        (DEBTORS, "甲公司期末余额是多少，占期末余额合计数的百分之多少？", ["30.00", "75.00"]),
        (DEBTORS, "期末余额合计是多少", ["40.00"]),
        (TERMS, "王建的任职期是哪段时间？", ["2020年1月5日", "2023年1月4日"]),
        (TERMS, "王建的终止日期", ["2023年1月4日"]),
        (AGES, "1至2年的期末余额有多少", ["3.00"]),
        (COUNTED, "运输设备的期初余额是多少", ["12.00"]),
        (COUNTED, "运输设备累计折旧的期初余额是多少", ["22.00"]),
    ],
)
def test_a_question_finds_the_cells_it_means(grid: Grid, question: str, texts: list[str]) -> None:
    assert found(question, grid) == texts


def test_every_row_that_matches_is_meant_once() -> None:
    grid = Grid.from_rows(
        [
            ["客户", "交易金额"],
            ["甲公司", "10.00"],
            ["乙公司", "20.00"],
            ["甲公司", "30.00"],
        ]
    )
    assert found("甲公司的交易金额是多少", grid) == ["10.00", "30.00"]


def test_the_longest_match_wins() -> None:
    grid = Grid.from_rows(
        [["股份性质", "数量"], ["有限售股份", "100"], ["无限售股份", "200"], ["股份总数", "300"]]
    )
    assert found("无限售股份的数量", grid) == ["200"]


def test_a_number_is_not_part_of_a_longer_one() -> None:
    header = ["项目", "2004年预算数", "2005年预算数", "2006年预算数"]
    rows = [[f"支出项目{n}", f"{n}4.00", f"{n}5.00", f"{n}6.00"] for n in range(1, 40)]
    grid = Grid.from_rows([header, *rows])
    assert found("支出项目3的2005年预算数是多少", grid) == ["35.00"]
    assert found("支出项目33的2005年预算数是多少", grid) == ["335.00"]


def test_the_margin_tells_a_sure_answer_from_a_doubtful_one() -> None:
    index = CoverageIndex(facts_of(RECEIVABLES))
    sure = index.rank("应收账款的期末余额是多少")[0]
    doubtful = index.rank("应收账款是多少")[0]
    assert sure.margin > doubtful.margin >= 0


def test_sets_come_with_falling_scores_and_a_margin_to_the_best() -> None:
    first, *others = rank("应收账款的期末余额是多少", facts_of(RECEIVABLES))
    assert all(first.score >= other.score for other in others)
    assert all(other.margin == other.score - first.score for other in others)


def test_no_facts_give_no_sets() -> None:
    assert rank("应收账款是多少", []) == []


@settings(max_examples=60)
@given(st.text(alphabet="应收账款的期末余额,和?多少各12。", max_size=30))
def test_any_question_gives_the_same_sets_of_different_cells_again(question: str) -> None:
    index = CoverageIndex(facts_of(RECEIVABLES))
    ranked = index.rank(question)
    assert ranked == index.rank(question)
    assert all(len(set(found.facts)) == len(found.facts) > 0 for found in ranked)
