"""A question is brought into one form: simplified, half width, years in digits, no noise."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from bot.words.normalise import LIMIT, normalise
from ingest.text import label_key
from ingest.vocabulary import read

QUESTION = st.text(
    alphabet="二〇零○两千十六26年度到和、 \u200b\u3000　「」？?。…ａ１公務費預算abc后後著é\u0301"
)


@given(st.one_of(st.text(), QUESTION))
def test_doing_it_twice_is_the_same_as_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=3 * LIMIT))
def test_the_length_is_bounded_and_nothing_invisible_is_left(text: str) -> None:
    result = normalise(text)
    assert len(result) <= LIMIT
    assert all(unicodedata.category(char)[0] not in "CM" for char in result)


@pytest.mark.parametrize(
    ("asked", "normal"),
    [
        ("請問２０２６年「三公」經費 是多少？", "请问2026年三公经费是多少"),
        ("  公务接待费\u200b\x07有没有 超过2万 元吗??", "公务接待费有没有超过2万元吗"),
        ("因公出国（境）费用", "因公出国(境)费用"),
        ("TOP 3 項目", "top 3项目"),
        ("Budget 是多少", "budget是多少"),
        ("2024 2025 对比", "2024 2025对比"),
        ("預算執行數和結轉下年", "预算执行数和结转下年"),
        ("", ""),
        ("？？", ""),
    ],
)
def test_width_script_quotes_and_spaces_fold(asked: str, normal: str) -> None:
    assert normalise(asked) == normal


@pytest.mark.parametrize(
    ("spoken", "digits"),
    [
        ("二〇二六年", "2026年"),
        ("二零二六年", "2026年"),
        ("二○二六年", "2026年"),
        ("两千零二十六年", "2026年"),
        ("二六年预算", "2026年预算"),
        ("26年", "2026年"),
        ("24年度", "2024年度"),
        ("22到24年", "2022到2024年"),
        ("22、23和24年", "2022、2023和2024年"),
        ("二零二四", "2024"),
    ],
)
def test_years_become_four_digits(spoken: str, digits: str) -> None:
    assert normalise(spoken) == digits


@pytest.mark.parametrize(
    "kept", ["近10年", "连续15年", "近二十年", "10年期", "二三十万", "三年", "2.5万元", "20年以来"]
)
def test_lengths_of_time_and_amounts_are_no_years(kept: str) -> None:
    assert normalise(kept) == kept


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_official_names_come_back_from_traditional_characters(script: str) -> None:
    traditional = OpenCC(script)
    for names in read("subjects").values():
        for name in names.values():
            assert normalise(traditional.convert(name)) == normalise(name)


def test_a_printed_label_reads_like_its_key() -> None:
    for names in read("subjects").values():
        for name in names.values():
            assert normalise(f"“{name}”") == label_key(name)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("17、18两年三公经费", "2017、2018年三公经费"),
        ("17年、18年这两年", "2017年、2018年"),
        ("2017、2018两年", "2017、2018年"),
        ("16到18三年", "2016到2018年"),
        ("2017年三年行动计划", "2017年三年行动计划"),
        ("20103022026年是多少", "2010302 2026年是多少"),
        ("302172026年预算", "30217 2026年预算"),
        ("208050526年", "2080505 2026年"),
        ("会不会买车", "是否买车"),
        ("要不要出国", "是否出国"),
        ("今年买不买车", "今年是否买车"),
        ("出没出国", "是否出国"),
        ("培不培训", "是否培训"),
        ("公车买不买?", "公车买吗"),
        ("三公经费超没超20万", "三公经费超没超20万"),
        ("对不对", "对不对"),
        ("包不包括差旅费", "包不包括差旅费"),
    ],
)
def test_years_named_together_codes_before_years_and_questions_both_ways(
    spoken: str, written: str
) -> None:
    assert normalise(spoken) == written
