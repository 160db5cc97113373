"""Whether something is, asked the way people end a question: 买了没有, 一分钱都没安排吧."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize("question", ["公务用车买了没有", "今年买车了没有", "今年买公务用车了吗"])
def test_how_many_are_bought_stands_before_the_money_for_it(bot: Bot, question: str) -> None:
    """The sample plans to buy one vehicle and prints no money for it: both are said."""
    answer = bot.ask(question)
    told, *_, money = (line for line in answer.text.split("\n") if "1辆" in line or "0万元" in line)
    assert "购置车辆1辆" in told and "公务用车购置费为0万元" in money
    assert any("核对存疑" in check.message for check in answer.checks)


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("政府性基金今年是不是一分钱都没安排", "为空白"),
        ("今年安排出国没有", "0万元"),
        ("有没有采购工程", "工程预算为0万元"),
    ],
)
def test_a_question_that_ends_in_a_denial(bot: Bot, question: str, printed: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered" and printed in answer.text


@pytest.mark.parametrize("question", ["今年买空调没有", "有没有租办公室", "会议费有没有"])
def test_what_is_not_printed_is_not_denied(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


def test_an_amount_that_should_do(bot: Bot) -> None:
    answer = bot.ask("保安保洁那个项目，四十万块打得住不")
    assert answer.text.startswith("不是") and answer.figures[0].value == "42.84"


@pytest.mark.parametrize("nothing", ["为0吗", "是0吗", "为零吗", "是不是0"])
def test_whether_an_amount_is_nothing(bot: Bot, nothing: str) -> None:
    answer = bot.ask(f"因公出国费{nothing}")
    assert answer.status == "answered", answer.text
    assert "0万元" in answer.text and "不是" not in answer.text
    assert bot.ask(f"公务接待费{nothing}").text.startswith("不是")
