"""Every figure traced to the document, and arithmetic that is exact."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring import MONEY

from bot.answer import Answer
from bot.service import Bot
from evals.proof import Prover, calculate
from ingest.settings import Settings
from ingest.store import Store


@pytest.fixture(scope="module")
def prover(sample_store: Path) -> Iterator[Prover]:
    with Store.open(Settings(store=sample_store)) as store:
        yield Prover(store)


def test_what_the_bot_answers_is_traced_to_the_document(bot: Bot, prover: Prover) -> None:
    for question in (
        "公务接待费是多少",
        "项目支出占总支出的比例",
        "有几个项目",
        "去年公务接待费多少",
    ):
        shown = bot.ask(question)
        assert shown.status == "answered"
        assert prover.doubts(shown) == [], question


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("figures", {"value": "1.01"}),
        ("figures", {"unit": "元"}),
        ("figures", {"citations": []}),
        ("figures", {"value": None}),
        ("citations", {"text": "2.00"}),
        ("citations", {"column": ["2026年预算数", "合计"]}),
        ("citations", {"document": "000000000000"}),
        ("citations", {"table_title": "另一张表"}),
    ],
)
def test_a_figure_or_citation_that_was_tampered_with_is_doubted(
    bot: Bot, prover: Prover, where: str, change: dict[str, object]
) -> None:
    shown = bot.ask("公务接待费是多少").model_dump()
    shown[where][0].update(change)
    if where == "figures":
        shown["citations"] = shown["citations"][:1]
        shown["figures"][0].setdefault("citations", [0])
        shown["figures"][0]["citations"] = change.get("citations", [0])
    assert prover.doubts(Answer.model_validate(shown))


def test_a_number_in_the_text_that_nothing_prints_is_doubted(bot: Bot, prover: Prover) -> None:
    shown = bot.ask("公务接待费是多少")
    assert prover.doubts(shown.model_copy(update={"text": f"{shown.text}另有98.76万元。"}))


def test_a_formula_of_other_numbers_or_with_another_result_is_doubted(
    bot: Bot, prover: Prover
) -> None:
    shown = bot.ask("项目支出占总支出的比例")
    for old, new in (("424.21", "424.22"), ("× 100", "× 10000")):
        changed = shown.model_dump()
        changed["figures"][0]["formula"] = changed["figures"][0]["formula"].replace(old, new)
        assert prover.doubts(Answer.model_validate(changed)), new


@given(st.lists(MONEY, min_size=1, max_size=4), st.data())
def test_arithmetic_is_exact_and_binds_as_it_should(
    numbers: list[Decimal], data: st.DataObject
) -> None:
    signs = [data.draw(st.sampled_from("+−×÷")) for _ in numbers[1:]]
    formula = f"{numbers[0]:,}" + "".join(
        f" {s} {n:,}" for s, n in zip(signs, numbers[1:], strict=True)
    )
    python = f"Fraction('{numbers[0]}')" + "".join(
        f"{'+-*/'['+−×÷'.index(s)]}Fraction('{n}')" for s, n in zip(signs, numbers[1:], strict=True)
    )
    assert calculate(formula) == eval(python, {"Fraction": Fraction})
    assert calculate(f"({formula}) × 100") == 100 * calculate(formula)


@pytest.mark.parametrize("formula", ["", "1 +", "(1", "1)", "1 2", "一 + 二", "1; 2", "__import__"])
def test_what_is_no_arithmetic_is_an_error(formula: str) -> None:
    with pytest.raises(ValueError):
        calculate(formula)
