"""One item set against another: by how many per cent, and items narrowed by a comparison."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("奖金比基本工资多百分之几", "34.27", "奖金比基本工资多34.27%"),
        ("基本工资比奖金少百分之几", "25.53", "基本工资比奖金少25.53%"),
        ("基本工资比奖金多几成", "25.53", "基本工资比奖金少25.53%"),
    ],
)
def test_more_by_per_cent_is_of_the_second(bot: Bot, question: str, value: str, said: str) -> None:
    answer = bot.ask(question)
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, "%")
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "哪些采购没有安排",
        "只有项目支出的科目是哪些",
        "比差旅费少的公用经费有哪些",
        "比差旅费少的公用经费",
    ],
)
def test_items_narrowed_by_what_is_not_read_are_not_all_items(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


def test_a_reason_for_less_than_last_year_is_still_told(bot: Bot) -> None:
    assert "人员的调离" in bot.ask("基本支出比去年少的原因").text


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("三公经费不含公务用车的话是多少", "1.00", "3.50 − 2.50"),
        ("日常公用经费里除了工会经费还剩多少", "63.88", "116.37 − 52.49"),
        ("除了奖金，工资福利支出还有多少", "476.37", "593.98 − 117.61"),
        ("一般公共服务支出以外的支出合计是多少", "129.41", "1,141.98 − 1,012.57"),
        ("总支出扣掉一般公共服务之后还剩多少钱", "129.41", "1,141.98 − 1,012.57"),
        (
            "除了工会经费和其他商品和服务支出，商品和服务支出还有多少",
            "32.14",
            "116.37 − 52.49 − 31.74",
        ),
        (
            "工资福利支出里除了基本工资、津贴补贴、奖金之外还有多少",
            "332.98",
            "593.98 − 87.59 − 55.80 − 117.61",
        ),
    ],
)
def test_what_is_left_of_an_amount_without_a_part(
    bot: Bot, question: str, value: str, formula: str
) -> None:
    [figure] = [figure for figure in bot.ask(question).figures if figure.formula][:1]
    assert (figure.value, figure.formula) == (value, formula)


@pytest.mark.parametrize(
    "question",
    [
        "除了教育支出，卫生健康支出是多少",
        "基本支出除去工资福利支出和基本工资还有多少",
        "奖金扣除基本工资还剩多少",
        "三公经费除了会议费还有多少",
        "除了公务接待费还有哪些三公经费，各多少",
        "不含税的话奖金多少",
    ],
)
def test_nothing_is_taken_off_that_is_no_part(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


@pytest.mark.parametrize("question", ["邮电费跟委托业务费比谁高", "邮电费和委托业务费比哪个多"])
def test_which_of_two_is_more(bot: Bot, question: str) -> None:
    assert bot.ask(question).figures[0].formula == "4.99 − 3.24"


def test_an_item_at_two_places_is_not_set_against_the_places(bot: Bot) -> None:
    answer = bot.ask("三公经费里的公务接待费比基本支出里的公务接待费多多少")
    assert answer.status == "refused" and not answer.figures


def test_what_became_less_is_not_set_against_what_is_said_beside_it(bot: Bot) -> None:
    answer = bot.ask("办公费由培训费列支后少了多少")
    assert not [figure for figure in answer.figures if figure.formula and "−" in figure.formula]
