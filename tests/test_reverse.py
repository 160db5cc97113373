"""An amount asked back to what prints it, however that is said."""

from __future__ import annotations

import pytest

from bot.service import Bot
from bot.words.codes import find_codes


@pytest.mark.parametrize(
    "question",
    [
        "政务服务管理办公室52.49万元是干什么用的",
        "政务办52.49万元买了什么",
        "52.49万元是买什么的",
        "52.49万元花在哪里",
        "524900元是做什么的",
    ],
)
def test_what_an_amount_alone_was_for_is_what_prints_it(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert [figure.value for figure in answer.figures] == ["52.49"], answer.text
    assert "工会经费" in answer.text


def test_what_an_amount_that_is_not_printed_was_for_is_not_told(bot: Bot) -> None:
    answer = bot.ask("政务办54.32万元是干什么用的")
    assert answer.status != "answered" and not answer.figures


def test_digits_before_a_unit_of_money_are_no_code() -> None:
    assert [one.code for one in find_codes("2010301是什么")] == ["2010301"]
    assert find_codes("2010301元是哪项") == find_codes("30217万元是哪项") == []
