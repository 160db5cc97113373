"""How sure the bot is: surer where words are printed, and where nothing else could be meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.service import Bot
from evals.case import Case
from evals.run import Result, at_coverage


def sure(bot: Bot, question: str) -> float:
    confidence = bot.ask(question).confidence
    assert confidence is not None and 0 <= confidence <= 1
    return confidence


def test_a_printed_label_is_surer_than_an_everyday_word_and_that_than_a_slip(bot: Bot) -> None:
    printed = sure(bot, "住房公积金是多少")
    assert printed == 1.0
    assert printed > sure(bot, "公积金是多少") > sure(bot, "住房工积金是多少")


def test_a_word_that_only_a_filler_explains_makes_it_less_sure(bot: Bot) -> None:
    assert sure(bot, "奖励金是多少") > sure(bot, "奖励金列支提供相关材料费用数据是多少")


def test_a_blank_cell_is_less_sure_than_a_figure(bot: Bot) -> None:
    assert sure(bot, "政府性基金预算是多少") < sure(bot, "基本支出是多少")


@pytest.mark.parametrize("question", ["", "🤖", "今天天气怎么样", "会议费是多少", "联系电话多少"])
def test_whatever_is_asked_has_one(bot: Bot, question: str) -> None:
    sure(bot, question)


def test_it_is_not_part_of_the_contract(bot: Bot) -> None:
    assert "confidence" not in bot.ask("公务接待费是多少").model_dump_json()


def test_the_explanation_says_it(sample_store: Path) -> None:
    store = str(sample_store)
    shown = CliRunner().invoke(app, ["ask", "公务接待费是多少", "--explain", "--store", store])
    assert "把握：1.00" in shown.output


def test_accuracy_is_reported_at_each_coverage(bot: Bot) -> None:
    right = bot.ask("公务接待费是多少")
    results = [
        Result(
            Case(id=f"case-{n}", kind="value", turns=("公务接待费是多少",), seen=True),
            right.model_copy(update={"confidence": n / 10}),
            "exact" if n else "wrong",
            None,
            (),
        )
        for n in range(10)
    ]
    rows = at_coverage(results)
    assert [(r["coverage"], r["answers"], r["exact"], r["confidence"]) for r in rows] == [
        ("100 %", 10, 9, 0.0),
        ("90 %", 9, 9, 0.1),
        ("80 %", 8, 8, 0.2),
        ("50 %", 5, 5, 0.5),
    ]
    assert at_coverage([]) == []
