"""Courtesy and chatter around a question change nothing; a word that narrows it does."""

from __future__ import annotations

import pytest

from bot.service import Bot

AROUND = [
    "您好，请教一下{}，谢谢！",
    "不好意思打扰一下，{}",
    "劳驾，{}",
    "麻烦问下{}？在线等",
    "有个事想咨询一下：{}",
    "第一次来问，{}？麻烦尽快回复",
    "嗯，就是我想问问，{}来着",
    "我刚在网站上没找到，{}，急用",
    "我今天想了解一下{}？等着写材料用",
]


@pytest.mark.parametrize("around", AROUND)
def test_courtesy_around_a_question_changes_nothing(bot: Bot, around: str) -> None:
    plain = bot.ask("差旅费是多少")
    polite = bot.ask(around.format("差旅费是多少"))
    assert polite.status == "answered"
    assert (polite.text, polite.figures) == (plain.text, plain.figures)


def test_courtesy_alone_is_answered_in_kind(bot: Bot) -> None:
    assert "您好" in bot.ask("您好！").text
    assert "不客气" in bot.ask("好的，谢谢您").text
    assert bot.ask("请问").status == "refused"


def test_a_follow_up_may_be_as_polite(bot: Bot) -> None:
    bot.ask("差旅费是多少", "polite")
    assert [f.value for f in bot.ask("您好，那培训费呢？谢谢", "polite").figures] == ["2.26"]
    bot.ask("项目支出有哪些项目", "second")
    second = bot.ask("麻烦问下，第二个是多少，谢谢", "second")
    bot.ask("项目支出有哪些项目", "plain")
    assert second.text == bot.ask("第二个是多少", "plain").text


@pytest.mark.parametrize(
    "question",
    [
        "今天的电费是多少",
        "昨天的差旅费是多少",
        "上周的差旅费是多少",
        "女职工的差旅费是多少",
        "老干部的差旅费是多少",
        "追加的差旅费是多少",
        "追加的质量合格率指标",
    ],
)
def test_a_word_that_narrows_what_is_asked_stops_the_answer(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered"
    assert answer.figures == []


def test_a_row_that_is_called_total_is_not_summed_with_its_column(bot: Bot) -> None:
    answer = bot.ask("部门支出总表合计那行，基本支出")
    assert answer.figures[0].value == "717.77"
    slipped = bot.ask("部门之出总表合计那行，基本支出")
    assert "1859.75" not in {figure.value for figure in slipped.figures}


def test_two_near_labels_in_one_breath_are_not_two_things(bot: Bot) -> None:
    assert bot.ask("其他商品服务之出多少").status != "answered"
