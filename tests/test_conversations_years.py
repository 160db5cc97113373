"""Conversations that set one year's amount against another's, and what is meant instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from talking import talk

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

BODY = "重庆市云溪区水务局"
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{body}{year}年部门预算情况说明</title></head><body>
<h1>{body}{year}年部门预算情况说明</h1>
<p>一、部门基本情况</p><p>{body}负责有关工作。</p>
<p>四、“三公”经费情况说明</p>
<p>{year}年“三公”经费预算{total}万元。其中：公务接待费{meals}万元，{change}。</p>
<p>表一</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table border="1"><tr><td>合计</td><td>因公出国（境）费</td><td>公务用车购置及运行费</td>
<td>公务接待费</td></tr><tr><td>{total}</td><td></td><td>4.00</td><td>{meals}</td></tr></table>
<p>表二</p><p>一般公共预算基本支出表</p><p>单位：万元</p>
<table border="1"><tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr>
<tr><td>302</td><td>商品和服务支出</td><td>{goods}</td></tr>
<tr><td>30201</td><td>办公费</td><td>{office}</td></tr>
<tr><td>30217</td><td>公务接待费</td><td>1.00</td></tr></table>
</body></html>"""
HELD = [
    (2024, "9.00", "5.00", "比2023年减少2.00万元", "3.50", "2.50"),
    (2025, "8.00", "4.00", "与上年持平", "3.00", "2.00"),
]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot on one body's disclosures of two years; the later says nothing changed."""
    folder: Path = tmp_path_factory.mktemp("years")
    store = Store.open(Settings(store=folder / "store"))
    names = ("year", "total", "meals", "change", "goods", "office")
    for printed in HELD:
        page = folder / f"{printed[0]}.html"
        page.write_text(PAGE.format(body=BODY, **dict(zip(names, printed, strict=True))), "utf-8")
        assert add(page, store).status == "added"
    with Bot(store, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


@pytest.mark.parametrize("asked", ["少了多少", "变化了多少", "相差多少"])
def test_two_amounts_told_are_compared_whatever_one_document_says(years: Bot, asked: str) -> None:
    answer = talk(years, f"{BODY}2025年公务接待费多少", "2024年呢", asked)
    assert answer.figures[0].value == "1.00"
    assert answer.figures[0].formula == "5.00 − 4.00"


@pytest.mark.parametrize(
    "asked", ["跟2024年比呢", "和2024年比怎么样", "与2024年比", "请问跟2024年比呢呀"]
)
def test_an_amount_is_set_against_another_years(years: Bot, asked: str) -> None:
    answer = talk(years, f"{BODY}2025年办公费多少", asked)
    assert answer.figures[0].value == "0.50"
    assert answer.figures[0].formula == "2.50 − 2.00"


def test_a_year_that_is_not_held_is_compared_by_what_the_document_tells(years: Bot) -> None:
    told = talk(years, f"{BODY}2024年公务接待费多少", "跟2023年比呢")
    assert told.figures[0].value in ("2.00", "-2.00")
    untold = talk(years, f"{BODY}2024年办公费多少", "跟2023年比呢")
    assert untold.status == "refused" and not untold.figures


def test_the_years_told_are_added(years: Bot) -> None:
    said = (f"{BODY}2025年办公费多少", "2024年呢")
    answer = talk(years, *said, "两年加起来")
    assert answer.figures[0].value == "4.50"
    assert talk(years, *said, "加起来呢").figures[0].value == "4.50"
    assert talk(years, *said, "三年加起来").status == "refused"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((f"{BODY}2024年办公费多少", "不对我要2025年的"), "2.00"),
        ((f"{BODY}2025年公务接待费多少", "我要的是办公费"), "2.00"),
    ],
)
def test_what_is_meant_instead(years: Bot, turns: tuple[str, ...], value: str) -> None:
    assert talk(years, *turns).figures[0].value == value


@pytest.mark.parametrize("said", ["我说的是基本支出里的", "请问一下我说的是基本支出里的呀"])
def test_the_place_meant_is_said_instead(bot: Bot, said: str) -> None:
    answer = talk(bot, "公务接待费多少", said)
    assert answer.figures[0].value == "1.00"
    assert answer.citations[0].table == "表三"


def test_the_grounds_of_a_project_are_those_its_form_prints(bot: Bot) -> None:
    answer = talk(bot, "保安保洁劳务服务项目预算多少", "依据是什么")
    assert "国发〔2022〕5号" in answer.text
    assert "见：" in talk(bot, "公务接待费多少", "依据是什么").text
