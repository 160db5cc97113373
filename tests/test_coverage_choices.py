"""Where words are not understood, the rows that may be meant are offered, never their figures."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("综窗那一块批了好多", "综窗人员工作餐项目"),
        ("企业和群众那一项定了好多", "服务企业和群众人次"),
    ],
)
def test_the_bot_asks_back_where_a_row_prints_the_words_it_does_not_know(
    bot: Bot, question: str, row: str
) -> None:
    answer = bot.ask(question)
    assert answer.status == "clarify"
    assert f"“{row}”" in answer.text
    assert f"{row}是多少" in answer.suggestions
    assert not answer.figures


@pytest.mark.parametrize(
    "question",
    ["李四光一年的基本工资", "隔壁铜梁区的公务接待费呢", "第二季度的差旅费", "公车保险费单独多少"],
)
def test_what_no_row_prints_stays_refused(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "refused"
    assert not answer.figures


@pytest.mark.parametrize("question", ["综窗那一块批了好多", "邻居的差旅费", "打得住的保安保洁项目"])
def test_every_question_offered_is_answered(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert 1 <= len(answer.suggestions) <= 4
    assert {bot.ask(offered).status for offered in answer.suggestions} == {"answered"}


def test_where_a_body_is_named_so_it_is_in_what_is_offered(two_bodies: Bot) -> None:
    answer = two_bodies.ask("荣昌区政务服务管理办公室综窗那一块批了好多")
    assert answer.status == "clarify"
    again = two_bodies.ask(answer.suggestions[0])
    assert again.status == "answered"
    assert again.figures[0].organization == "重庆市荣昌区政务服务管理办公室"
