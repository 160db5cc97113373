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
