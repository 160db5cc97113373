"""What a cell prints becomes an exact number, a blank, a mark or words, and never another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbers import (
    SCALE,
    convert,
    is_blank,
    is_mark,
    money,
    parse_number,
    unit_of_line,
)

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)
UNITS = st.sampled_from(sorted(SCALE))
PRINTED = st.text(alphabet="0129７.,，-－—△%％()（）/*无元 　\n")
FULL_WIDTH = str.maketrans("0123456789.,-()%", "０１２３４５６７８９．，－（）％")


@given(AMOUNTS)
def test_a_printed_amount_is_read_back_exactly(amount: Decimal) -> None:
    assert parse_number(money(amount)) == amount
    assert parse_number(f"{amount:f}") == amount


@given(AMOUNTS)
def test_full_width_and_spaces_change_nothing(amount: Decimal) -> None:
    assert parse_number(f" {money(amount)} ".translate(FULL_WIDTH)) == amount


@given(AMOUNTS, st.sampled_from(["-{}", "−{}", "({})", "（{}）", "△{}", "▲{}", "-{}%"]))
def test_every_way_to_print_a_negative(amount: Decimal, printed: str) -> None:
    assert parse_number(printed.format(money(amount))) == -amount


def test_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it() -> None:
    assert parse_number("2.00①") == Decimal("2.00")
    assert parse_number("（3.5） ②") == Decimal("-3.5")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "—",
        "无",
        "3辆",
        "1.2.3",
        "1,23",
        "(5",
        "5)",
        "2026年",
        "1 至 2",
        "NaN",
        "①",
        "⑴",
        "5²",
    ],
)
def test_what_prints_no_single_number_has_no_value(text: str) -> None:
    assert parse_number(text) is None


@given(PRINTED)
def test_a_cell_is_at_most_one_of_number_blank_and_mark(text: str) -> None:
    kinds = [parse_number(text) is not None, is_blank(text), is_mark(text)]
    assert kinds.count(True) <= 1


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位: 元", "元"),
        ("（单位：人民币亿元）", "亿元"),
        ("单 位：万 元", "万元"),
        ("单位：某某局", None),
        ("2026年部门收支总表", None),
    ],
)
def test_a_unit_line_names_a_money_unit_or_none(line: str, unit: str | None) -> None:
    assert unit_of_line(line) == unit


@given(AMOUNTS, UNITS, UNITS)
def test_converting_there_and_back_loses_nothing(amount: Decimal, unit: str, other: str) -> None:
    assert convert(convert(amount, unit, other), other, unit) == amount


def test_a_unit_that_is_not_money_does_not_convert() -> None:
    with pytest.raises(KeyError):
        convert(Decimal(1), "辆", "元")
