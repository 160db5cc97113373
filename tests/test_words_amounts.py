"""Spoken amounts become exact decimals with their unit, their place and the comparison."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.amounts import find_amounts
from bot.words.numerals import read_numeral

SPOKEN = st.text(
    alphabet="零一二两三五十百千万亿点半多几个成分之0123456789.,%元块人次年约超过不到上以是wk/项"
)


@given(st.integers(0, 10**15))
def test_written_numerals_round_trip(number: int) -> None:
    assert read_numeral(cn2an.an2cn(number)) == number
    assert read_numeral(cn2an.an2cn(number, "up")) == number


@given(st.decimals(0, 10**9, places=2))
def test_digits_round_trip_without_loss(number: Decimal) -> None:
    assert read_numeral(f"{number:,f}") == number
    assert read_numeral(f"{number:f}万") == number * 10_000


@pytest.mark.parametrize("text", ["", "万里", "2.5三", "两三万", "1.2.3", "多少", "百分"])
def test_what_is_no_single_numeral_has_no_value(text: str) -> None:
    assert read_numeral(text) is None


@given(SPOKEN)
def test_amounts_stand_where_they_say_and_never_overlap(text: str) -> None:
    end = 0
    for amount in find_amounts(text):
        assert end <= amount.start < amount.end <= len(text)
        assert text[amount.start : amount.end] == amount.text
        assert amount.ceiling is None or amount.approximate
        end = amount.end


@given(st.decimals("0.01", 10**7, places=2), st.sampled_from(["万元", "亿元", "元"]))
def test_an_amount_is_found_in_a_sentence_exactly(number: Decimal, unit: str) -> None:
    (amount,) = find_amounts(f"公务接待费是不是超过{number:f}{unit}了")
    scale = {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit]
    assert (amount.value, amount.unit, amount.relation) == (number * scale, "元", ">")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("哪一项是2.5万元", "25000", "元"),
        ("两万", "20000", "元"),
        ("两万五", "25000", "元"),
        ("三百五十万", "3500000", "元"),
        ("1.2个亿", "120000000", "元"),
        ("1亿2千万", "120000000", "元"),
        ("2万块", "20000", "元"),
        ("百万", "1000000", "元"),
        ("5千元", "5000", "元"),
        ("2.5w", "25000", "元"),
        ("1,141.98万元", "11419800", "元"),
        ("哪项是1,141.98", "1141.98", None),
        ("百分之八点五", "8.5", "%"),
        ("8.5%", "8.5", "%"),
        ("百分之百", "100", "%"),
        ("三成五", "35", "%"),
        ("四分之三", "75", "%"),
        ("占了一半", "50", "%"),
        ("3个百分点", "3", "百分点"),
        ("35元/人/天的标准", "35", "元/人/天"),
        ("35万人次", "350000", "人次"),
        ("车辆有没有2辆", "2", "辆"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str | None) -> None:
    (amount,) = find_amounts(text)
    assert (amount.value, amount.unit, amount.approximate) == (Decimal(value), unit, False)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("公务接待费2万元", "="),
        ("是不是2万", "="),
        ("超过2万", ">"),
        ("有没有超过2万", ">"),
        ("没有超过2万", "≤"),
        ("不超过2万", "≤"),
        ("超没超过了2万", ">"),
        ("不到2万", "<"),
        ("至少2万", "≥"),
        ("2万元以上", "≥"),
        ("2万以内", "≤"),
        ("有没有2万", "≥"),
        ("上百万", "≥"),
        ("有没有超过10", ">"),
    ],
)
def test_comparison(text: str, relation: str) -> None:
    (amount,) = find_amounts(text)
    assert amount.relation == relation


@pytest.mark.parametrize(
    ("text", "value", "ceiling"),
    [
        ("两千多万", 20_000_000, 30_000_000),
        ("十几万", 100_000, 200_000),
        ("150多万", 1_500_000, 1_600_000),
        ("两三万", 20_000, 30_000),
        ("2到3万元", 20_000, 30_000),
        ("大约2万", 20_000, None),
        ("2万左右", 20_000, None),
    ],
)
def test_vague_amounts_say_between_what(text: str, value: int, ceiling: int | None) -> None:
    (amount,) = find_amounts(text)
    assert amount.approximate
    assert amount.value == value
    assert amount.ceiling == ceiling


@pytest.mark.parametrize(
    "text",
    [
        "三公经费", "2024年", "万里街道", "多少万元", "单位是万元", "前3名", "3个项目", "表3",
        "12月", "30217是什么科目", "科目编码2050803", "这一块花了多少", "几十万", "百分之几",
        "一千多人",
    ],
)  # fmt: skip
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


def test_two_amounts_keep_their_own_comparison() -> None:
    low, high = find_amounts("超过50万不到100万的项目")
    assert (low.relation, high.relation) == (">", "<")
