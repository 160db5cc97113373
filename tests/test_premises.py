"""Questions that take something for granted which the document does not bear out."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "correction"),
    [
        ("机关运行经费为什么增加", "比2025年减少4.63万元，并没有增加。"),
        ("总支出怎么涨了", "比2025年减少52.01万元，并没有增加。"),
        ("公务接待费为什么减少", "与上年持平，并没有减少。"),
    ],
)
def test_the_way_an_amount_went_is_set_right_before_the_reason(
    bot: Bot, question: str, correction: str
) -> None:
    answer = bot.ask(question)
    first, second, *_ = answer.text.split("\n")
    assert first.endswith(correction) and "原因" in second


@pytest.mark.parametrize("question", ["项目支出为什么增加", "基本支出为什么减少"])
def test_a_premise_that_holds_is_not_remarked_on(bot: Bot, question: str) -> None:
    assert "并没有" not in bot.ask(question).text


def test_the_reason_of_a_change_that_is_not_printed_is_not_given(bot: Bot) -> None:
    assert bot.ask("差旅费为什么增加").status != "answered"


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("三公经费为什么涨了这么多", "三公经费预算与上年持平，并没有增加。"),
        ("三公经费怎么又降了", "三公经费预算与上年持平，并没有减少。"),
        ("公务用车运行维护费为什么涨", "公务用车运行维护费与上年持平，并没有增加。"),
    ],
)
def test_a_change_that_is_printed_without_a_reason_is_set_right_too(
    bot: Bot, question: str, denied: str
) -> None:
    answer = bot.ask(question)
    first, second = answer.text.split("\n")
    assert first.endswith(denied) and second.startswith("原文：")
    assert answer.citations


def test_no_change_is_denied_that_only_the_whole_prints(bot: Bot) -> None:
    assert "并没有" not in bot.ask("人员经费为什么增加").text
    assert "并没有" not in bot.ask("住房公积金为什么上涨").text
