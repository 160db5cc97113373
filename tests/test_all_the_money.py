"""A budget asked about as such, and one amount over several years taken together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """青禾市云溪区水务局{year}年部门预算

一、收支总体情况
收入预算{income}万元，支出预算{spending}万元，其中：财政拨款支出预算{granted}万元，比{before}年预算增加{more}万元。
二、公用经费情况
办公费{office}万元。

部门收支预算总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t{granted}\t一、农林水支出\t{spending}
收入总计\t{income}\t支出总计\t{spending}
"""
YEARS = {
    2023: {"income": "90.00", "spending": "90.00", "granted": "90.00", "more": "4.00"},
    2024: {"income": "98.00", "spending": "98.00", "granted": "70.00", "more": "2.00"},
}


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    pages = {
        f"{year}.txt": PAGE.format(
            year=year, before=year - 1, office=f"{year - 2020}.50", **amounts
        )
        for year, amounts in YEARS.items()
    }
    with bot_on(tmp_path_factory.mktemp("water"), pages) as found:
        yield found


@pytest.mark.parametrize(
    "question", ["今年预算比去年少了多少", "预算有变化吗", "预算和去年比怎么样"]
)
def test_a_budget_that_changed_is_all_of_it(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert "支出合计比2025年减少52.01万元" in answer.text


def test_why_a_budget_changed_is_why_all_of_it_did(bot: Bot) -> None:
    assert "基本支出减少52.13万元" in bot.ask("为什么今年预算减少了").text


def test_the_change_of_a_part_is_of_the_whole_where_they_are_one(water: Bot) -> None:
    assert "增加4.00万元" in water.ask("水务局2023年预算比上年多了多少").text
    part = water.ask("水务局2024年预算比上年多了多少")
    assert all(figure.value != "2.00" for figure in part.figures), part.text


@pytest.mark.parametrize("question", ["2023年和2024年办公费一共多少", "办公费2023和2024年合计"])
def test_one_amount_of_two_years_is_added_up(water: Bot, question: str) -> None:
    answer = water.ask(f"水务局{question}")
    assert (answer.figures[0].value, answer.figures[0].formula) == ("8.00", "3.50 + 4.50")
    assert {figure.year for figure in answer.figures[1:]} == {2023, 2024}


@pytest.mark.parametrize("asked", ["多少亿", "多少亿元", "有几个亿"])
def test_an_amount_is_told_in_the_unit_asked_for(water: Bot, asked: str) -> None:
    answer = water.ask(f"水务局2024年农林水支出{asked}")
    assert [(f.value, f.unit) for f in answer.figures] == [("0.0098", "亿元"), ("98.00", "万元")]


def test_what_is_said_is_without_the_number_printed_before_it(water: Bot) -> None:
    answer = water.ask("水务局2024年农林水支出是多少")
    assert "中，农林水支出为98.00万元" in answer.text
    assert answer.citations[0].row == ["一、农林水支出"]


def test_how_an_amount_is_worked_out_is_not_told_by_the_amount(bot: Bot) -> None:
    assert not bot.ask("住房公积金怎么算的").figures
