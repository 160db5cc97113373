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


@pytest.mark.parametrize("question", ["今年买不买车", "公车买不买", "买没买车"])
def test_asked_both_ways_it_is_asked_whether(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert "购置车辆1辆" in answer.text and "公务用车购置费为0万元" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [("出不出国", "0"), ("开不开会", None), ("培不培训", "2.26"), ("招不招待", "1.00")],
)
def test_whatever_is_done_or_not(bot: Bot, question: str, value: str | None) -> None:
    figures = bot.ask(f"今年{question}").figures
    assert [figure.value for figure in figures[:1]] == ([value] if value else [])


@pytest.mark.parametrize(
    "question", ["有没有公车", "有公务用车吗", "是否有公务车", "公务用车有没有", "你们有无公车"]
)
def test_whether_there_are_cars_is_how_many(bot: Bot, question: str) -> None:
    [figure] = bot.ask(question).figures
    assert (figure.value, figure.unit) == ("1", "辆")


def test_what_all_the_cars_cost_is_no_number_of_them(bot: Bot) -> None:
    assert bot.ask("所有公务用车花多少钱").figures[0].unit == "万元"
    assert bot.ask("有公务用车支出吗").figures[0].unit == "万元"


@pytest.mark.parametrize("nothing", ["为0吗", "是0吗", "为零吗", "是不是0"])
def test_whether_an_amount_is_nothing(bot: Bot, nothing: str) -> None:
    answer = bot.ask(f"因公出国费{nothing}")
    assert answer.status == "answered", answer.text
    assert "0万元" in answer.text and "不是" not in answer.text
    assert bot.ask(f"公务接待费{nothing}").text.startswith("不是")
