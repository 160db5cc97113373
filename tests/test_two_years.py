"""This year's amount beside last year's, which only this year's document lets work out."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    "question",
    ["2025年和2026年基本支出", "2025年和2026年基本支出分别是多少", "基本支出今年和去年各是多少"],
)
def test_this_year_is_printed_and_last_year_is_marked_as_worked_out(
    bot: Bot, question: str
) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    this, last, *_ = answer.figures
    assert (this.value, this.year, this.formula) == ("717.77", 2026, None)
    assert (last.value, last.year, last.formula) == ("769.90", 2025, "717.77 + 52.13")
    assert "推算" in last.label and "没有收录2025年的文件" in answer.text


def test_an_amount_without_a_printed_change_is_of_one_year_only(bot: Bot) -> None:
    assert bot.ask("2025年和2026年差旅费各多少").status == "refused"


def test_a_label_that_prints_its_year_is_the_one_without(bot: Bot) -> None:
    """表三 heads its column 2026年基本支出; the other tables and the text print 基本支出."""
    [check] = bot.ask("2026年基本支出是多少").checks
    assert check.status == "agree" and "表八" in check.message and "文字说明" in check.message


@pytest.mark.parametrize(("stated", "verdict"), [("116.37万元", "是"), ("120万元", "不是")])
def test_a_figure_the_asker_holds_is_compared(bot: Bot, stated: str, verdict: str) -> None:
    answer = bot.ask(f"我这边记的机关运行经费是{stated}，对得上吗")
    assert answer.text.startswith(f"{verdict}。") and answer.figures[0].value == "116.37"
