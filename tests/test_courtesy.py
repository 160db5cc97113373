"""Courtesy and chatter around a question change nothing, nor do quotes of any shape."""

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


def test_quotes_of_any_shape_change_nothing(bot: Bot) -> None:
    for label in ("【差旅费】", "〔差旅费〕", "“差旅费”"):
        assert [f.value for f in bot.ask(f"{label}是多少").figures] == ["2.00"]
