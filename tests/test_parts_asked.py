"""What is asked of a part of an item, or of a section inside a body, is told of neither whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """青禾市人民检察院2023年度部门预算

支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t960.00\t700.00\t260.00
204\t公共安全支出\t960.00\t700.00\t260.00
20404\t检察\t960.00\t700.00\t260.00
2040401\t行政运行\t700.00\t700.00\t
2040406\t侦查监督\t100.00\t\t100.00
2040499\t其他检察支出\t160.00\t\t160.00

一般公共预算基本支出预算表
单位：万元
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t700.00\t600.00\t100.00
301\t工资福利支出\t600.00\t600.00\t
30101\t基本工资\t600.00\t600.00\t
302\t商品和服务支出\t100.00\t\t100.00
30211\t差旅费\t60.00\t\t60.00
30231\t公务用车运行维护费\t40.00\t\t40.00

三、预算情况说明
其他检察支出160万元，比上年增加70万元，主要原因是扶贫经费增加50万元、检察宣传经费预算增加20万元。
检察开放日全年举办11期。
"""


@pytest.fixture(scope="module")
def prosecutors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("parts"), {"page.txt": PAGE}) as found:
        yield found


@pytest.mark.parametrize(
    "question",
    [
        "公务用车运行维护费里油费是多少",
        "公务接待费当中招待的钱是多少",
        "项目支出里人员经费多少",
        "一般公共服务支出里的人员经费是多少",
        "公务员医疗补助缴费里退休人员的部分",
        "保安保洁项目里保洁的钱多少",
    ],
)
def test_a_part_that_is_not_printed_is_not_told_by_the_whole(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered"
    assert answer.figures == []


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("商品和服务支出里办公费多少", "0.40"),
        ("三公经费里面公务接待费多少", "1.00"),
        ("三公里面吃喝多少", "1.00"),
        ("工资福利支出里的住房公积金多少", "31.32"),
        ("政府采购里货物多少", "4.11"),
        ("基本支出中人员经费多少", "601.40"),
        ("人员经费里基本工资多少", "87.59"),
        ("项目支出里智慧政务平台项目多少", "30.68"),
        ("2026年预算里公务接待费多少", "1.00"),
    ],
)
def test_a_part_that_is_printed_within_the_whole_is_told(
    bot: Bot, question: str, value: str
) -> None:
    assert bot.ask(question).figures[0].value == value


@pytest.mark.parametrize(
    "question", ["侦查监督处差旅费是多少", "侦查监督科的公务用车运行维护费", "侦查监督支队差旅费"]
)
def test_a_section_that_bears_the_name_of_an_item_is_not_the_item(
    prosecutors: Bot, question: str
) -> None:
    answer = prosecutors.ask(question)
    assert answer.status != "answered"
    assert answer.figures == []


def test_the_item_itself_is_still_told(prosecutors: Bot) -> None:
    assert prosecutors.ask("侦查监督处理了多少").figures == []
    assert prosecutors.ask("侦查监督是多少").figures[0].value == "100.00"


@pytest.mark.parametrize("question", ["扶贫经费一共多少", "检察宣传经费是多少钱"])
def test_an_amount_something_changed_by_is_not_how_much_it_is(
    prosecutors: Bot, question: str
) -> None:
    answer = prosecutors.ask(question)
    assert answer.status != "answered"
    assert "50万元" not in answer.text and "20万元" not in answer.text


def test_how_many_there_are_is_not_what_is_spent_on_them(prosecutors: Bot) -> None:
    assert prosecutors.ask("检察开放日花了多少").status != "answered"
    assert "11期" in prosecutors.ask("检察开放日举办多少期").text
