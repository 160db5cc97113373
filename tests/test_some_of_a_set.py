"""What is asked of some items of a set, of things listed, and of two set against each other."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("超过50万的项目占全部项目支出多少", "(192.30 + 53.87) ÷ 424.21 × 100"),
        ("低于10万的项目占项目支出的百分之几", "(8.00 + 9.30) ÷ 424.21 × 100"),
        ("工会经费、差旅费、培训费平均是多少", "(52.49 + 2.00 + 2.26) ÷ 3"),
    ],
)
def test_only_what_is_named_is_counted_in(bot: Bot, question: str, formula: str) -> None:
    assert bot.ask(question).figures[0].formula == formula


def test_items_counted_are_also_added_up_where_both_are_asked(bot: Bot) -> None:
    figures = bot.ask("超过50万的项目一共几个，合计多少").figures
    assert {"2", "246.17"} <= {figure.value for figure in figures}


def test_an_average_of_some_is_not_that_of_all(bot: Bot) -> None:
    answer = bot.ask("超过50万的项目平均多少钱")
    assert answer.status == "refused" and not answer.figures


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("电费比水费高吗", "是"), ("电费比水费低吗", "不是"), ("培训费是不是比差旅费多", "是")],
)
def test_whether_one_is_more_than_the_other(bot: Bot, question: str, verdict: str) -> None:
    answer = bot.ask(question)
    assert answer.text.startswith(f"{verdict}。") and answer.figures[0].formula
