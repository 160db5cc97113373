"""What part one amount is of another: where row and column cross, and of one 口径."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """\
<html><head><meta charset="utf-8"><title>柳溪学院2025年部门预算</title></head><body>
<h1>柳溪学院2025年部门预算</h1>
<p>一、支出预算情况说明</p>
<p>2025年本年支出预算合计1,000.00万元，其中：基本支出700.00万元，占70.00%。</p>
<p>二、财政拨款基本支出预算情况说明</p>
<p>2025年度财政拨款基本支出预算600.00万元，其中：</p>
<p>（一）人员经费480.00万元。主要包括：基本工资。</p>
<p>（二）公用经费120.00万元。主要包括：办公费。</p>
<p>表一</p><p>部门支出预算表</p><p>单位：万元</p>
<table>
<tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
<tr><td></td><td>合计</td><td>1,000.00</td><td>700.00</td><td>300.00</td></tr>
<tr><td>205</td><td>教育支出</td><td>900.00</td><td>660.00</td><td>240.00</td></tr>
<tr><td>20502</td><td>普通教育</td><td>900.00</td><td>660.00</td><td>240.00</td></tr>
<tr><td>2050205</td><td>高等教育</td><td>900.00</td><td>660.00</td><td>240.00</td></tr>
<tr><td>221</td><td>住房保障支出</td><td>100.00</td><td>40.00</td><td>60.00</td></tr>
<tr><td>22102</td><td>住房改革支出</td><td>100.00</td><td>40.00</td><td>60.00</td></tr>
<tr><td>2210201</td><td>住房公积金</td><td>100.00</td><td>40.00</td><td>60.00</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("college")
    with bot_on(folder, {"college.html": PAGE}, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("项目支出里教育支出占多少", "80.00", "240.00 ÷ 300.00 × 100"),
        ("高等教育占项目支出的比重", "80.00", "240.00 ÷ 300.00 × 100"),
        ("住房公积金占项目支出的百分之几", "20.00", "60.00 ÷ 300.00 × 100"),
        ("住房公积金里项目支出占多少", "60.00", "60.00 ÷ 100.00 × 100"),
        ("教育支出中基本支出占多少", "73.33", "660.00 ÷ 900.00 × 100"),
    ],
)
def test_a_part_of_a_column_is_what_stands_in_it(
    college: Bot, question: str, value: str, formula: str
) -> None:
    answer = college.ask(question)
    assert (answer.figures[0].value, answer.figures[0].formula) == (value, formula), answer.text


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("人员经费占基本支出的比重", "80.00", "480.00 ÷ 600.00 × 100"),
        ("公用经费占基本支出多少", "20.00", "120.00 ÷ 600.00 × 100"),
    ],
)
def test_a_part_is_set_against_the_whole_of_its_own_money(
    college: Bot, question: str, value: str, formula: str
) -> None:
    figure = college.ask(question).figures[0]
    assert (figure.value, figure.formula) == (value, formula)


def test_what_is_more_than_the_whole_is_no_part_of_it(college: Bot) -> None:
    answer = college.ask("公用经费里项目支出占多少")
    assert answer.status != "answered" and not answer.figures


def test_a_column_said_once_is_of_each_of_two_rows_that_are_added(college: Bot) -> None:
    figure = college.ask("教育支出和住房公积金的项目支出合起来多少").figures[0]
    assert (figure.value, figure.formula) == ("300.00", "240.00 + 60.00")


def test_a_share_of_last_year_is_no_change(bot: Bot) -> None:
    assert "持平" not in bot.ask("三公经费占比去年是多少").text
