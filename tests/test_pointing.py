"""前者 and 后者, several things asked for turn by turn, and two that one label names jointly."""

from __future__ import annotations

import pytest
from talking import talk

from bot.service import Bot


@pytest.mark.parametrize(
    ("turns", "formula"),
    [
        (("公务接待费和公务用车运行费，后者是前者的几倍",), "2.50 ÷ 1.00"),
        (("公务接待费1万、公车运行2.5万，后者是前者的几倍",), "2.50 ÷ 1.00"),
        (("办公费与差旅费，前者比后者少多少",), "2.00 − 0.40"),
        (("社会保障和就业支出是多少", "住房保障支出呢", "前一个是后一个的几倍"), "61.60 ÷ 31.32"),
        (("水费和电费各是多少", "后者是前者的几倍"), "0.49 ÷ 0.16"),
        (("奖金多少", "津贴补贴呢", "前者占工资福利支出多少"), "117.61 ÷ 593.98 × 100"),
        (("水费多少", "电费呢", "两个加起来占商品和服务支出多少"), "(0.16 + 0.49) ÷ 116.37 × 100"),
        (("水费多少", "电费呢", "这两项加起来超过1万吗"), "0.16 + 0.49"),
        (("水费和电费加起来占商品和服务支出多少",), "(0.16 + 0.49) ÷ 116.37 × 100"),
    ],
)
def test_what_is_pointed_at_is_what_was_spoken_of(
    bot: Bot, turns: tuple[str, ...], formula: str
) -> None:
    assert talk(bot, *turns).figures[0].formula == formula


def test_a_pointer_with_nothing_before_it_is_not_guessed(bot: Bot) -> None:
    assert talk(bot, "基本工资多少", "后一个呢").status != "answered"
    assert talk(bot, "后者是前者的几倍").status != "answered"


@pytest.mark.parametrize(
    "question", ["公务用车购置和运行维护费各多少", "公务用车购置及运行维护费分别是多少"]
)
def test_each_of_two_things_named_jointly_is_told(bot: Bot, question: str) -> None:
    figures = [(figure.label, figure.value) for figure in bot.ask(question).figures]
    assert ("公务用车购置费", "0") in figures and ("公务用车运行维护费", "2.50") in figures


def test_two_things_named_jointly_are_one_amount_otherwise(bot: Bot) -> None:
    [figure] = bot.ask("公务用车购置和运行维护费是多少").figures
    assert figure.label == "公务用车购置及运行费"
