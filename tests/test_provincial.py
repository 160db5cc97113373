"""Two provincial bodies with the tables and words only larger disclosures print, asked in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from making import BUDGET_PAGE

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

SAID = "2025年公务接待费预算1.50万元，比2024年减少0.75万元，主要原因是厉行节约。"
IN_YUAN = BUDGET_PAGE.replace("万元", "元").replace("</h1>", f"</h1><p>{SAID}</p>")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("province")
    store = Store.open(Settings(store=folder / "store"))
    for body, amount in (("江苏省人民检察院", "1.50"), ("江苏省财政厅", "2.50")):
        page = folder / f"{body}.html"
        page.write_text(BUDGET_PAGE.format(body=body, receptions=amount, total="4.00"), "utf-8")
        assert add(page, store).status == "added"
    page = folder / "江苏省审计厅.html"
    said = IN_YUAN.format(body="江苏省审计厅", receptions="15,012", total="15,014")
    page.write_text(said, "utf-8")
    assert add(page, store).status == "added"
    with Bot(store, today=lambda: date(2026, 11, 23)) as opened:
        yield opened


@pytest.mark.parametrize("body", ["省检察院", "2025年省检", "请问省检察院", "江苏检察院"])
def test_a_body_is_named_by_its_level_alone(province: Bot, body: str) -> None:
    answer = province.ask(f"{body}公务接待费是多少")
    assert answer.figures[0].organization == "江苏省人民检察院", answer.text
    assert answer.figures[0].value == "1.50"


@pytest.mark.parametrize(
    "body", ["市检察院", "南京市检察院", "四川省检察院", "最高人民检察院", "全省检查"]
)
def test_a_body_of_another_level_or_region_is_not_held(province: Bot, body: str) -> None:
    assert not province.ask(f"{body}公务接待费是多少").figures


def test_last_year_is_worked_out_in_the_coarser_unit(province: Bot) -> None:
    answer = province.ask("省审计厅2024年公务接待费是多少")
    figure = answer.figures[0]
    assert (figure.value, figure.unit) == ("2.25", "万元"), answer.text
    assert figure.formula == "15,012 ÷ 10,000 + 0.75"
