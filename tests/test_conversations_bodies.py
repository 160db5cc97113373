"""Conversations over the disclosures of several bodies and years."""

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

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>{body}{year}年部门预算情况说明</title></head><body>
<h1>{body}{year}年部门预算情况说明</h1>
<p>一、部门基本情况</p><p>{body}负责有关工作。</p>
<p>四、“三公”经费情况说明</p>
<p>{year}年“三公”经费预算{total}万元。其中：公务接待费{meals}万元。</p>
<p>表一</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table border="1"><tr><td>合计</td><td>因公出国（境）费</td><td>公务用车购置及运行费</td>
<td>公务接待费</td></tr><tr><td>{total}</td><td></td><td>4.00</td><td>{meals}</td></tr></table>
{note}<p>表二</p><p>一般公共预算基本支出表</p><p>单位：万元</p>
<table border="1"><tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr>
<tr><td>302</td><td>商品和服务支出</td><td>3.00</td></tr>
<tr><td>30201</td><td>办公费</td><td>2.00</td></tr>
<tr><td>30216</td><td>培训费</td><td>1.00</td></tr></table>
</body></html>"""
WATER, FARMS = "重庆市云溪区水务局", "重庆市云溪区农业农村局"
HELD = [
    (WATER, 2024, "9.00", "5.00"),
    (WATER, 2025, "8.00", "4.00"),
    (FARMS, 2024, "7.00", "3.00"),
    (FARMS, 2025, "6.00", "2.00"),
]


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot on two bodies' disclosures of two years."""
    folder = tmp_path_factory.mktemp("several")
    store = Store.open(Settings(store=folder / "store"))
    for number, (body, year, total, meals) in enumerate(HELD):
        page = folder / f"{number}.html"
        page.write_text(_page(body, year, total, meals), "utf-8")
        assert add(page, store).status == "added"
    with Bot(store, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


def _page(body: str, year: int, total: str, meals: str, note: str = "") -> str:
    return PAGE.format(body=body, year=year, total=total, meals=meals, note=note)


def test_an_offer_is_chosen_or_confirmed(bot: Bot, several: Bot) -> None:
    asked = talk(several, "公务接待费是多少")
    assert asked.status == "clarify" and len(asked.suggestions) == 2
    second = several.ask(asked.suggestions[1]).figures[0]
    assert talk(several, "公务接待费是多少", "第二个").figures[0] == second
    assert talk(several, "公务接待费是多少", "是的").status != "answered"
    assert len(talk(bot, "奖励多少").suggestions) == 1
    assert talk(bot, "奖励多少", "是的").figures[0].label == "奖励金"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("公务接待费是多少", "水务局"), "4.00"),
        (("公务接待费是多少", "水务局的", "2024年"), "5.00"),
        (("公务接待费是多少", "2024年", "农业农村局"), "3.00"),
        (("公务接待费是多少", "谢谢", "农业农村局"), "2.00"),
        (("水务局", "公务接待费是多少"), "4.00"),
    ],
)
def test_the_body_asked_back_for_completes_the_question(
    several: Bot, turns: tuple[str, ...], value: str
) -> None:
    assert talk(several, *turns).figures[0].value == value


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("水务局2024年公务接待费多少", "农业农村局呢"), "3.00"),
        (("水务局2024年公务接待费多少", "三公经费呢", "农业农村局呢"), "7.00"),
        (("水务局公务接待费多少", "农业农村局呢"), "2.00"),
        (("水务局2024年公务接待费多少", "农业农村局三公经费是多少"), "6.00"),
        (("水务局2024年公务接待费多少", "农业农村局呢", "回到水务局，三公经费呢"), "9.00"),
        (("水务局2024年公务接待费多少", "农业农村局2025年的呢"), "2.00"),
    ],
)
def test_another_body_is_asked_of_the_year_spoken_of(
    several: Bot, turns: tuple[str, ...], value: str
) -> None:
    assert talk(several, *turns).figures[0].value == value


def test_a_body_without_the_year_spoken_of_is_refused(two_bodies: Bot) -> None:
    answer = talk(two_bodies, "政务服务管理办公室2025年公务接待费多少", "教育委员会呢")
    assert "2026年预算中" not in answer.text


@pytest.mark.parametrize(
    ("turns", "values"),
    [
        (("水务局2025年三公经费", "2024年呢", "少了多少"), {"1.00"}),
        (("水务局2025年三公经费", "2024年呢", "少了百分之几"), {"11.11", "1.00"}),
        (("水务局2024年三公经费", "农业农村局呢", "哪个多"), {"2.00"}),
        (("水务局2024年三公经费", "农业农村局呢", "差多少"), {"2.00"}),
        (("水务局2024年三公经费", "农业农村局呢", "哪个最多"), {"9.00", "7.00"}),
    ],
)
def test_one_amount_told_of_several_is_compared_between_them(
    several: Bot, turns: tuple[str, ...], values: set[str]
) -> None:
    answer = talk(several, *turns)
    assert values <= {figure.value for figure in answer.figures}
    assert len({citation.document for citation in answer.citations}) == 2


def test_a_body_not_held_stays_the_one_spoken_of(several: Bot) -> None:
    turns = ("水务局三公经费多少", "云溪区民政局的呢", "它的公务接待费")
    answer = talk(several, *turns)
    assert answer.status == "refused" and "民政局" in answer.text
    assert talk(several, *turns, "水务局的呢").figures[0].value == "4.00"


def test_a_question_in_between_is_not_mixed_with_the_one_left_open(several: Bot) -> None:
    answer = talk(several, "公务接待费是多少", "水务局负责什么")
    assert not answer.figures


def test_what_differs_in_body_and_year_is_not_compared(several: Bot) -> None:
    answer = talk(several, "水务局2024年三公经费", "农业农村局2025年的呢", "哪个多")
    assert answer.status != "answered" and not answer.figures


def test_a_note_that_a_table_is_empty_explains_nothing_it_prints(tmp_path: Path) -> None:
    note = "<p>注：本部门2025年无“三公”经费，故本表为空表。</p>"
    page = tmp_path / "page.html"
    page.write_text(_page(WATER, 2025, "9.00", "5.00", note), "utf-8")
    with Bot(Store.open(Settings(store=tmp_path / "store")), today=lambda: date(2025, 6, 1)) as bot:
        assert add(page, bot.store).status == "added"
        assert "空表" not in talk(bot, "三公经费是多少", "为什么增加").text


@pytest.mark.parametrize("nth", ["第二名呢", "第二是谁", "那排第二的呢"])
def test_the_next_of_the_bodies_compared(two_bodies: Bot, nth: str) -> None:
    answer = talk(two_bodies, "哪个部门的公务接待费最多", nth)
    assert [figure.value for figure in answer.figures] == ["1.00", "5.00"]
    assert answer.text.startswith("第2位是") and "政务服务管理办公室" in answer.text.split("\n")[0]


def test_there_are_no_more_bodies_than_are_held(two_bodies: Bot) -> None:
    answer = talk(two_bodies, "哪个部门的公务接待费最多", "第三名呢")
    assert answer.status != "answered" and not answer.figures
