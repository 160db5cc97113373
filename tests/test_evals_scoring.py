"""When an answer is exact, wrong or withheld, and when a figure is cited."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring import CASE, MONEY, REFUSED, REFUSING, answered, cell, figure, sentence

from bot.answer import Answer
from evals.case import Case, Gold, Spot
from evals.score import cites_gold, judge, same
from ingest.numbers import SCALE, convert


@pytest.mark.parametrize(
    ("case", "given_answer", "outcome"),
    [
        (CASE, answered(figure("1.0")), "exact"),
        (CASE, answered(figure("10000", "元")), "exact"),
        (CASE, answered(figure("1.01")), "wrong"),
        (CASE, answered(figure("1.00", "元")), "wrong"),
        (CASE, answered(figure("2.00"), figure("1.00")), "wrong"),
        (CASE, answered(figure(None)), "wrong"),
        (CASE, answered(), "wrong"),
        (CASE, REFUSED, "abstained"),
        (replace(CASE, figures=(Gold(None, "万元", ()),)), answered(figure(None)), "exact"),
        (replace(CASE, figures=(Gold(None, "万元", ()),)), answered(figure("0")), "wrong"),
        (replace(CASE, figures=(), says=("人员的?调离",)), answered(text="人员 调离"), "exact"),
        (replace(CASE, figures=(), says=("人员的?调离",)), answered(text="厉行节约"), "wrong"),
        (replace(CASE, forbidden=("超过",)), answered(figure("1"), text="超过"), "wrong"),
        (REFUSING, REFUSED, "exact"),
        (REFUSING, REFUSED.model_copy(update={"figures": [figure("1.00")]}), "wrong"),
        (REFUSING, answered(figure("1.00")), "wrong"),
        (replace(REFUSING, status=("clarify",)), REFUSED, "abstained"),
    ],
)
def test_an_answer_is_exact_wrong_or_withheld(
    case: Case, given_answer: Answer, outcome: str
) -> None:
    assert judge(case, given_answer) == outcome


def test_of_several_figures_each_has_to_be_there() -> None:
    both = replace(CASE, figures=(*CASE.figures, Gold(Decimal("2.50"), "万元", ())))
    assert judge(both, answered(figure("2.50"), figure("1.00"))) == "exact"
    assert judge(both, answered(figure("1.00"))) == "wrong"


@given(MONEY, st.sampled_from(sorted(SCALE)), st.sampled_from(sorted(SCALE)))
def test_a_figure_is_the_same_in_whatever_money_unit(value: Decimal, unit: str, into: str) -> None:
    assert same(Gold(value, unit, ()), str(convert(value, unit, into)), into)


@given(MONEY, MONEY)
def test_different_printed_figures_are_never_the_same(one: Decimal, other: Decimal) -> None:
    assert same(Gold(one, "万元", ()), str(other), "万元") is (one == other)


def test_a_figure_may_be_off_by_the_rounding_it_is_printed_with_and_no_more() -> None:
    gold = Gold(Decimal("1212.12"), "万元", ())
    assert same(gold, "12121164", "元")
    assert not same(gold, "12120000", "元")
    assert same(Gold(Decimal("4212300"), "元", ()), "421.23", "万元")
    assert not same(Gold(Decimal("1.35"), "万元", ()), "1", "万元")
    assert not same(Gold(Decimal("0.0001"), "亿元", ()), "1", "亿元")
    assert not same(Gold(Decimal("15.88"), "%", ()), "15.88", "万元")


def test_a_figure_is_cited_where_its_citation_is_the_gold_cell_or_repeats_it() -> None:
    right = answered(figure("1.00"), citations=(cell(),))
    assert cites_gold(CASE, right) is True
    repeated = cell(table="表三", table_title="基本支出表", row=["公务接待费"], column=["总计"])
    assert cites_gold(CASE, answered(figure("1.00"), citations=(repeated,))) is True
    other = cell(table="表三", table_title="基本支出表", row=["差旅费"], column=["总计"])
    assert cites_gold(CASE, answered(figure("1.00"), citations=(other,))) is False
    told = sentence("公务接待费1万元，与上年保持一致")
    assert cites_gold(CASE, answered(figure("1.00"), citations=(told,))) is True
    assert cites_gold(CASE, answered(figure("1.00"), citations=(sentence("差旅费1万元"),))) is False


def test_a_computed_figure_cites_every_operand() -> None:
    gold = Gold(Decimal("3.00"), "万元", (Spot(), Spot()), formula="1.00 + 2.00")
    case, total = replace(CASE, figures=(gold,)), figure("3.00", formula="1.00 + 2.00")
    total.citations = [0, 1]
    assert cites_gold(case, answered(total, citations=(cell("1.00"), cell("2.00")))) is True
    assert cites_gold(case, answered(total, citations=(cell("1.00"), cell("9.00")))) is False
