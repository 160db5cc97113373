"""How callers talk: what a thing is for, what it costs, and what they say around it."""

from __future__ import annotations

import pytest

from bot.service import Bot


def first(bot: Bot, question: str) -> str | None:
    answer = bot.ask(question)
    assert answer.status == "answered", (question, answer.text)
    return answer.figures[0].value


@pytest.mark.parametrize("said", ["主要拿去做啥子了", "拿来干了些什么", "拿去搞了点啥"])
def test_what_money_is_taken_for_is_its_use(bot: Bot, said: str) -> None:
    answer = bot.ask(f"基本支出{said}")
    assert answer.text.startswith("基本支出主要用于：保障一窗综办人员")


@pytest.mark.parametrize("question", ["工会经费主要花来做什么", "办公费都买了些啥"])
def test_an_amount_does_not_say_what_it_is_spent_on(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "refused"


@pytest.mark.parametrize(
    "question",
    [
        "送EMS快递的钱预算是多少",
        "聘用保洁预算是多少",
        "搞消防培训的开支是多少",
        "党建活动预算安排多少",
    ],
)
def test_how_much_money_is_not_answered_by_how_many(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


def test_how_many_a_budget_provides_for_is_counted(bot: Bot) -> None:
    assert first(bot, "短视频预算安排了多少期") == "50"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("我这边接到一个电话，对方说他是做办公用品生意的，绕了半天其实就是想问办公费多少", "0.40"),
        ("我们科长让我问一下哈，公务接待费是多少", "1.00"),
        ("请正面回答：委托业务费今年多少", "3.24"),
        ("本单位给工作人员缴的其他社会保障缴费", "4.06"),
        ("水费和电费加拢来多少", "0.65"),
        ("基本支出的款级经济科目里，数额排第二的是哪个", "117.61"),
        ("大厅运行项目要求排除网络故障不超过多少分钟", "20"),
    ],
)
def test_what_is_said_around_it_leaves_the_figure_asked(
    bot: Bot, question: str, value: str
) -> None:
    assert first(bot, question) == value


@pytest.mark.parametrize("said", ["是不是没有超过去年", "超过去年了吗", "高于上年没有"])
def test_whether_it_is_above_last_year_is_a_change(bot: Bot, said: str) -> None:
    assert "与上年持平" in bot.ask(f"三公经费{said}").text
