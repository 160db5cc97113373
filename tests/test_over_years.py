"""How many times one year's amount another is, each year's share, and what several bodies come
to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{body}{year}年部门预算公开</title></head><body><h1>{body}{year}年部门预算公开</h1>
<p>表一</p><p>一般公共预算支出表</p><p>单位：万元</p>
<table border="1"><tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td>
<td>项目支出</td></tr>
<tr><td></td><td>合计</td><td>{total}</td><td>{basic}</td><td>{projects}</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>{total}</td><td>{basic}</td><td>{projects}</td></tr>
</table>
<p>表二</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table border="1"><tr><td>合计</td><td>因公出国（境）费</td><td>公务用车购置及运行费</td>
<td>公务接待费</td></tr><tr><td>{meals}</td><td></td><td></td><td>{meals}</td></tr></table>
</body></html>"""
WATER, FARMS = "重庆市云溪区水务局", "重庆市云溪区农业农村局"
HELD = [
    (WATER, 2024, "80.00", "60.00", "20.00", "5.00"),
    (WATER, 2025, "100.00", "60.00", "40.00", "4.00"),
    (FARMS, 2025, "50.00", "30.00", "20.00", "2.00"),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot on one body's disclosures of two years and another's of one."""
    names = ("body", "year", "total", "basic", "projects", "meals")
    pages = {
        f"{number}.html": PAGE.format(**dict(zip(names, page, strict=True)))
        for number, page in enumerate(HELD)
    }
    folder = tmp_path_factory.mktemp("years")
    with bot_on(folder, pages, today=lambda: date(2025, 11, 23)) as bot:
        yield bot


@pytest.mark.parametrize(
    ("question", "value", "unit", "formula"),
    [
        ("水务局2025年项目支出是2024年的几倍", "2.00", "倍", "40.00 ÷ 20.00"),
        ("水务局2024年项目支出是2025年的几倍", "0.50", "倍", "20.00 ÷ 40.00"),
        ("水务局今年公务接待费是去年的几倍", "0.80", "倍", "4.00 ÷ 5.00"),
        ("水务局2025年项目支出比2024年翻了几倍", "2.00", "倍", "40.00 ÷ 20.00"),
        ("水务局2025年公务接待费是2024年的百分之几", "80.00", "%", "4.00 ÷ 5.00 × 100"),
    ],
)
def test_one_year_is_measured_by_another(
    held: Bot, question: str, value: str, unit: str, formula: str
) -> None:
    first = held.ask(question).figures[0]
    assert (first.value, first.unit, first.formula) == (value, unit, formula)


def test_a_share_of_two_years_is_of_each(held: Bot) -> None:
    answer = held.ask("水务局2024年和2025年项目支出占比分别是多少")
    shares = {figure.value for figure in answer.figures if figure.unit == "%"}
    assert shares == {"25.00", "40.00"}


@pytest.mark.parametrize(
    "question",
    [
        "水务局和农业农村局2025年公务接待费一共多少",
        "2025年水务局和农业农村局的公务接待费两家加起来多少",
    ],
)
def test_several_bodies_come_to(held: Bot, question: str) -> None:
    first = held.ask(question).figures[0]
    assert (first.value, first.formula) == ("6.00", "4.00 + 2.00")


def test_the_one_of_several_bodies_that_has_the_most(held: Bot) -> None:
    answer = held.ask("2025年哪几家的公务接待费最高")
    assert f"从多到少：{WATER}4.00万元；{FARMS}2.00万元" in answer.text


def test_each_year_and_what_they_come_to_are_both_told(held: Bot) -> None:
    answer = held.ask("水务局2024年和2025年公务接待费分别多少，一共多少")
    assert {"5.00", "4.00", "9.00"} <= {figure.value for figure in answer.figures}
