"""What is offered to ask next: only what the bot answers, about the body just asked about."""

from __future__ import annotations

import pytest
from making import SECOND_ADDRESS

from bot.service import Bot
from bot.suggest import follow_ups


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费是多少",
        "项目支出比上年增加了多少",
        "项目支出占总支出的比例是多少",
        "钱都花哪儿了",
    ],
)
def test_each_follow_up_is_answered_with_something_new(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    offered = follow_ups(bot, answer)
    answers = [bot.ask(follow_up) for follow_up in offered]
    assert 1 <= len(offered) <= 3
    assert {a.status for a in answers} == {"answered"}
    assert len({answer.text, *(a.text for a in answers)}) == len(answers) + 1


def test_they_speak_of_the_item_in_the_words_it_was_asked_in(bot: Bot) -> None:
    assert follow_ups(bot, bot.ask("收入合计是多少")) == [
        "2025年收入合计是多少",
        "2026年收入合计比上年增加还是减少了多少",
        "2026年收入合计变化的原因是什么",
    ]


@pytest.mark.parametrize("question", ["会议费是多少", "今天天气怎么样", "联系电话是多少"])
def test_nothing_follows_where_no_figure_was_given(bot: Bot, question: str) -> None:
    assert follow_ups(bot, bot.ask(question)) == []


def test_where_several_bodies_are_held_they_name_the_one_meant(two_bodies: Bot) -> None:
    offered = follow_ups(two_bodies, two_bodies.ask("教育委员会三公经费是多少"))
    answers = [two_bodies.ask(question) for question in offered]
    assert {a.status for a in answers} == {"answered"}
    assert {a.figures[0].organization for a in answers} == {"重庆市荣昌区教育委员会"}


def test_on_the_page_of_a_body_its_name_may_stay_out(two_bodies: Bot) -> None:
    answer = two_bodies.ask("本部门三公经费是多少", page=SECOND_ADDRESS)
    offered = follow_ups(two_bodies, answer, SECOND_ADDRESS)
    assert offered
    for question in offered:
        figures = two_bodies.ask(question, page=SECOND_ADDRESS).figures
        assert "教育委员会" not in question
        assert figures[0].organization == "重庆市荣昌区教育委员会"


def test_no_years_amount_is_worked_out_for_a_body_nobody_named(two_bodies: Bot) -> None:
    answer = two_bodies.ask("2025年三公经费是多少")
    assert (answer.status, answer.figures) == ("refused", [])
    assert answer.text.startswith("没有收录2025年的公开文件")
