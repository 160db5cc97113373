"""部门支出总表 by 单位: the rows of codes below a body's row are that body's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot
from ingest.pipeline import understand

PAGE = """青禾市文化和旅游局2025年部门预算

2025年部门支出总体情况表
表3
单位：万元
单位代码\t科目编码\t单位名称（科目名称）\t合计\t基本支出\t项目支出
\t\t合计\t100.00\t70.00\t30.00
271\t\t青禾市文化和旅游局\t100.00\t70.00\t30.00
271001\t\t青禾市文化和旅游局本级\t60.00\t40.00\t20.00
271001\t2070101\t行政运行\t45.00\t25.00\t20.00
271001\t2210201\t住房公积金\t15.00\t15.00\t
271002\t\t青禾市图书馆\t40.00\t30.00\t10.00
271002\t2070104\t图书馆\t33.00\t23.00\t10.00
271002\t2210201\t住房公积金\t7.00\t7.00\t

2025年一般公共预算“三公”经费支出情况表
表7
单位：万元
单位代码\t单位名称\t合计\t公务接待费
\t合计\t4.90\t4.90
271001\t青禾市文化和旅游局本级\t4.50\t4.50
271002\t青禾市图书馆\t0.40\t0.40

2025年政府采购预算表
表9
单位：万元
单位代码\t单位名称\t采购类别\t采购品目\t金额
合计\t\t\t\t25.10
271001\t青禾市文化和旅游局本级\t服务\t广告服务\t12.00
271002\t青禾市图书馆\t货物\t图书\t9.50
271002\t青禾市图书馆\t服务\t物业管理服务\t3.60

2025年部门收支总体情况表
表1
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算拨款收入\t95.00\t一、文化旅游体育与传媒支出\t78.00
二、上年结转\t5.00\t二、住房保障支出\t22.00
收入总计\t100.00\t支出总计\t100.00
"""

SINGLE = """青禾市图书馆2025年单位预算

支出总表
单位：万元
科目编码\t科目名称\t合计
\t合计\t40.00
\t青禾市图书馆\t40.00
2070104\t图书馆\t33.00
2210201\t住房公积金\t7.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("bodies"), {"page.txt": PAGE}) as found:
        yield found


def paths(page: str) -> set[tuple[tuple[str, ...], str]]:
    held = understand(page.encode(), "page.txt", "page", "page.txt")
    return {(fact.row, fact.text) for fact in held.facts_of(1) if fact.column == ("合计",)}


def test_a_row_of_codes_is_the_bodys_whose_row_stands_over_it() -> None:
    assert {
        (("合计",), "100.00"),
        (("青禾市文化和旅游局",), "100.00"),
        (("青禾市图书馆",), "40.00"),
        (("青禾市图书馆", "图书馆"), "33.00"),
        (("青禾市图书馆", "住房公积金"), "7.00"),
        (("青禾市文化和旅游局本级", "住房公积金"), "15.00"),
    } <= paths(PAGE)


def test_the_one_body_of_a_table_stands_over_nothing() -> None:
    assert (("住房公积金",), "7.00") in paths(SINGLE)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("青禾市图书馆2025年住房公积金", ["7.00"]),
        ("青禾市图书馆2025年物业管理服务多少钱", ["3.60"]),
        ("青禾市图书馆2025年采购图书多少钱", ["9.50"]),
        ("青禾市图书馆2025年公务接待费", ["0.40"]),
        ("青禾市文化和旅游局2025年住房公积金是多少", ["15.00", "7.00"]),
    ],
)
def test_what_a_body_below_spends_is_its_own(bot: Bot, question: str, values: list[str]) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert [figure.value for figure in answer.figures] == values


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青禾市文化和旅游局2025年收入预算是多少", "100.00"),
        ("青禾市文化和旅游局2025年总收入预算多少", "100.00"),
        ("青禾市文化和旅游局全部门2025年公务接待费", "4.90"),
    ],
)
def test_the_whole_body_is_meant_by_its_name(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert [figure.value for figure in answer.figures] == [value], answer.text


def test_a_body_asked_for_alone_is_all_that_it_spends(bot: Bot) -> None:
    answer = bot.ask("青禾市图书馆2025年支出预算合计")
    assert answer.figures[0].value == "40.00"
