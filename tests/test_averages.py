"""Averages: worked out before the reader's eyes, or not at all."""

from __future__ import annotations

import pytest

from bot.service import Bot


def test_an_average_over_the_items_of_a_set(bot: Bot) -> None:
    answer = bot.ask("平均每个项目多少钱")
    average, total = answer.figures[:2]
    assert (average.value, average.unit) == ("42.41", "万元")
    assert average.formula == f"({total.formula}) ÷ 10"
    assert total.value == "424.07" and len(average.citations) == 10
    assert "项目10个" in answer.text


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("公车运行费平均到每个月是多少", "2083.33", "2.50 × 10,000 ÷ 12"),
        ("基本工资月均多少", "7.30", "87.59 ÷ 12"),
        ("保安保洁项目人均多少钱", "6.12", "42.84 ÷ 7"),
        ("保安保洁一共7个人，人均一年多少", "6.12", "42.84 ÷ 7"),
        ("工作餐项目摊到41个人头上，一个人一年多少钱", "9239.02", "37.88 × 10,000 ÷ 41"),
    ],
)
def test_an_average_over_months_or_the_people_a_project_counts(
    bot: Bot, question: str, value: str, formula: str
) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.figures[0].value, answer.figures[0].formula) == (value, formula)


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费人均多少",  # nobody is counted
        "职工平均工资多少",
        "保安保洁8个人，人均多少",  # another number than is printed
        "近三年平均接待费",
        "工作餐平均每人每天多少钱",  # a rate, not the project's money over its people
        "保障就餐人数平均每月多少",  # no money
    ],
)
def test_what_cannot_be_averaged_is_not(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered" and not answer.figures


def test_an_average_in_a_label_is_part_of_it(bot: Bot) -> None:
    assert bot.ask("政务服务大厅运行项目的电费平均成本多少").figures[0].value == "0.82"
