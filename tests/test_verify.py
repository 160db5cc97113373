"""The last gate: an honest answer passes, one with any figure altered does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer
from bot.replying.formula import evaluate
from bot.service import Bot
from bot.verify import faults


@pytest.fixture(scope="module")
def answer(bot: Bot) -> Answer:
    return bot.ask("公务接待费是多少")


def test_an_honest_answer_has_no_faults(answer: Answer) -> None:
    assert faults(answer) == []


def test_a_figure_changed_by_one_cent_is_caught(answer: Answer) -> None:
    figure = answer.figures[0].model_copy(update={"value": "1.01"})
    assert faults(answer.model_copy(update={"figures": [figure]}))


def test_a_figure_with_another_unit_is_caught(answer: Answer) -> None:
    figure = answer.figures[0].model_copy(update={"unit": "元", "citations": [0]})
    assert faults(answer.model_copy(update={"figures": [figure]}))


@given(number=st.integers(min_value=200, max_value=10**9))
def test_a_number_written_into_the_text_is_caught(answer: Answer, number: int) -> None:
    known = {Decimal(2026), Decimal(2025)}
    printed = " ".join(
        text for c in answer.citations for text in [c.text, *(c.row_cells or []), c.source]
    )
    text = f"{answer.text}另有{number}万元。"
    caught = bool(faults(answer.model_copy(update={"text": text})))
    assert caught or Decimal(number) in known or str(number) in printed


def test_a_figure_without_a_citation_is_caught(answer: Answer) -> None:
    figure = answer.figures[0].model_copy(update={"citations": []})
    assert faults(answer.model_copy(update={"figures": [figure]}))


def test_a_formula_with_a_foreign_operand_or_a_wrong_result_is_caught(bot: Bot) -> None:
    share = bot.ask("项目支出占总支出的比例是多少")
    assert faults(share) == []
    for change in (
        {"formula": "424.21 ÷ 1,141.97 × 100"},
        {"value": "37.16"},
        {"formula": "__import__('os')"},
    ):
        figure = share.figures[0].model_copy(update=change)
        assert faults(share.model_copy(update={"figures": [figure, *share.figures[1:]]}))


amounts = st.decimals(min_value=0, max_value=10**9, places=2)


@given(first=amounts, second=amounts)
def test_formulas_are_decimal_arithmetic(first: Decimal, second: Decimal) -> None:
    assert evaluate(f"{first:,} + {second:,}") == first + second
    assert evaluate(f"{first:,} − {second:,}") == first - second


@given(text=st.text(max_size=60))
def test_what_is_no_arithmetic_has_no_value(text: str) -> None:
    value = evaluate(text)
    assert value is None or isinstance(value, Decimal)
