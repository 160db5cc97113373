"""Tables with a row for each body: which of them is meant, and which figure is its total."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

PAGE = """<html><head><title>青屏县交通运输局2025年部门预算</title></head><body>
<h1>青屏县交通运输局2025年部门预算</h1>
<p>公务接待费较2024年预算下降20.00%，主要原因是减少陪餐人数。</p>
<p>“三公”经费支出表</p><p>单位：万元</p>
<table>
<tr><td rowspan="2">单位名称</td><td rowspan="2">“三公”经费预算总额</td>
<td rowspan="2">公务接待费</td><td colspan="2">公务用车购置及运行费</td></tr>
<tr><td>小计</td><td>公务用车运行费</td></tr>
<tr><td>合计</td><td>24.60</td><td>3.60</td><td>21.00</td><td>21.00</td></tr>
<tr><td>青屏县交通运输局（本级）</td><td>13.40</td><td>3.20</td><td>10.20</td><td>10.20</td></tr>
<tr><td>青屏县公路养护段</td><td>11.20</td><td>0.40</td><td>10.80</td><td>10.80</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bodies")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(PAGE.encode(), "预算.html", "d", "预算.html"))
        with Bot(store) as bot:
            yield bot


def test_the_body_is_no_slip_for_its_own_office(bot: Bot) -> None:
    assert "13.40" not in bot.ask("青屏县交通局2025年总共有多少钱？").text


def test_bodies_are_ranked_by_their_total(bot: Bot) -> None:
    answer = bot.ask("哪个单位三公经费最多")
    assert "13.40" in answer.text
    assert "10.80" not in answer.text


def test_a_fall_in_per_cent_is_no_share(bot: Bot) -> None:
    answer = bot.ask("公务接待费下降多少个百分比")
    assert "20.00%" in answer.text


def test_of_a_body_below_two_figures_of_other_things_are_no_answer(bot: Bot) -> None:
    answer = bot.ask("公路养护段的公务接待费是多少")
    assert [figure.value for figure in answer.figures] in ([], ["0.40"])


@pytest.mark.parametrize(
    "question", ["部门和单位的公务接待费差多少", "单位预算和部门预算的公务接待费一样吗"]
)
def test_a_body_is_not_compared_with_its_own_units(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "refused" and not answer.figures
