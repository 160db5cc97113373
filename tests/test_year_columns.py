"""Tables that print last year beside this year: which figure is of which year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

PAGE = """<html><head><title>临澄县文化局2025年部门预算</title></head><body>
<h1>临澄县文化局2025年部门预算</h1>
<p>一般公共预算支出表</p><p>单位：万元</p>
<table>
<tr><td>科目编码</td><td>科目名称</td><td>2024年执行数</td><td>2025年预算数</td><td>基本支出</td>
<td>项目支出</td><td>比2024年执行数增减额</td></tr>
<tr><td></td><td>合计</td><td>352.92</td><td>515.20</td><td>278.80</td><td>236.40</td>
<td>162.28</td></tr>
<tr><td>207</td><td>文化旅游体育与传媒支出</td><td>352.92</td><td>515.20</td><td>278.80</td>
<td>236.40</td><td>162.28</td></tr>
<tr><td>20701</td><td>文化和旅游</td><td>90.52</td><td>278.80</td><td>278.80</td><td></td>
<td>188.28</td></tr>
<tr><td>2070104</td><td>图书馆</td><td>90.52</td><td>278.80</td><td>278.80</td><td></td>
<td>188.28</td></tr>
<tr><td>20703</td><td>体育</td><td>262.40</td><td>236.40</td><td></td><td>236.40</td>
<td>-26.00</td></tr>
<tr><td>2070308</td><td>群众体育</td><td>262.40</td><td>236.40</td><td></td><td>236.40</td>
<td>-26.00</td></tr>
</table>
<p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table>
<tr><td colspan="3">2024年预算数</td><td colspan="3">2025年预算数</td></tr>
<tr><td>合计</td><td>因公出国（境）费</td><td>公务接待费</td>
<td>合计</td><td>因公出国（境）费</td><td>公务接待费</td></tr>
<tr><td>13.20</td><td>4.00</td><td>9.20</td><td>13.80</td><td>6.00</td><td>7.80</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("years")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(PAGE.encode(), "预算.html", "d", "预算.html"))
        with Bot(store) as bot:
            yield bot


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("群众体育是多少", "236.40"),
        ("公务接待费是多少", "7.80"),
        ("三公经费是多少", "13.80"),
        ("因公出国费占三公经费的比例", "43.48"),
        ("群众体育的增减额是多少", "-26.00"),
    ],
)
def test_this_year_is_meant_where_no_year_is_named(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert str(answer.figures[0].value) == value


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("群众体育2024年执行数是多少", "262.40"),
        ("2024年公务接待费预算是多少", "9.20"),
        ("去年三公经费是多少", "13.20"),
        ("去年因公出国费预算", "4.00"),
    ],
)
def test_last_year_is_what_its_own_column_prints(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert str(answer.figures[0].value) == value
    assert answer.figures[0].year == 2024


def test_what_was_spent_is_no_budget(bot: Bot) -> None:
    assert bot.ask("群众体育2024年预算是多少").status == "refused"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("群众体育支出比去年执行数增减多少", "减少26.00万元"),
        ("公务接待费比去年下降了百分之几", "减少15.22%"),
        ("因公出国费今年涨了多少", "增加2.00万元"),
    ],
)
def test_a_change_is_worked_out_of_the_two_columns(bot: Bot, question: str, words: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered"
    assert words in answer.text


def dated_by_heads(title: str, *heads: str) -> int | None:
    """The year of a page that names none but over the columns of its tables."""
    tables = "".join(
        f"<table><tr><td>科目</td>{''.join(f'<td>{h}</td>' for h in head.split('|'))}</tr>"
        f"<tr><td>合计</td>{'<td>5.00</td>' * len(head.split('|'))}</tr></table>"
        for head in heads
    )
    page = f"<h1>{title}</h1><p>一般公共预算支出表</p>{tables}"
    return understand(page.encode(), "预算.html", "d", "预算.html").metadata.year


@pytest.mark.parametrize(
    ("title", "heads", "year"),
    [
        ("临澄县文化局部门预算", ["2026年预算数"], 2026),
        ("临澄县文化局部门预算", ["2025年执行数|2026年预算数", "2026年度部门预算"], 2026),
        ("临澄县文化局部门预算", ["2025年预算数|2026年预算数|比2025年预算数增减"], 2026),
        ("临澄县文化局部门决算", ["2024年决算数"], 2024),
        ("临澄县文化局部门预算", ["2025年预算数|本年预算数"], None),
        ("临澄县文化局部门预算", ["2025年执行数"], None),
        ("临澄县文化局部门预算", ["2025年预算数", "2026年预算数"], None),
        ("临澄县文化局部门预算", ["预算数"], None),
    ],
)
def test_the_year_may_stand_over_the_columns_only(
    title: str, heads: list[str], year: int | None
) -> None:
    assert dated_by_heads(title, *heads) == year
