"""Totals under the names that tables print for them: 合计, 总计, 本年支出合计."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store


def page(body: str, *rows: tuple[str, str, str, str]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<html><head><title>{body}2025年部门预算</title></head><body><h1>{body}2025年部门预算</h1>"
        "<p>部门收支总表</p><p>单位：万元</p><table>"
        '<tr><td colspan="2">收入</td><td colspan="2">支出</td></tr>'
        "<tr><td>项目</td><td>预算数</td><td>项目</td><td>预算数</td></tr>"
        f"{lines}</table></body></html>"
    )


FIRST = ("一、财政拨款收入", "80.00", "一、教育支出", "70.00")
SECOND = ("二、其他收入", "15.00", "二、住房保障支出", "20.00")
ONLY_TOTAL = page("青屏县档案馆", FIRST, SECOND, ("收入总计", "95.00", "支出总计", "90.00"))
ONLY_SUM = page("青屏县水利局", FIRST, SECOND, ("收入合计", "95.00", "支出合计", "90.00"))
BOTH = page(
    "青屏县文化馆",
    FIRST,
    SECOND,
    ("本年收入合计", "95.00", "本年支出合计", "90.00"),
    ("上年结转", "5.00", "结转下年", "10.00"),
    ("收入总计", "100.00", "支出总计", "100.00"),
)


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("totals")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        for n, text in enumerate((ONLY_TOTAL, ONLY_SUM, BOTH)):
            store.put(understand(text.encode(), f"{n}.html", f"d{n}", f"{n}.html"))
        with Bot(store) as bot:
            yield bot


@pytest.mark.parametrize("body", ["档案馆", "水利局"])
@pytest.mark.parametrize(
    ("total", "value"),
    [
        ("支出合计", "90.00"),
        ("支出总计", "90.00"),
        ("支出总额", "90.00"),
        ("支出总量", "90.00"),
        ("收入合计", "95.00"),
        ("收入总计", "95.00"),
        ("收入总数", "95.00"),
        ("收入总量", "95.00"),
    ],
)
def test_the_one_total_that_is_printed_goes_by_every_name(
    bodies: Bot, body: str, total: str, value: str
) -> None:
    figures = bodies.ask(f"青屏县{body}{total}是多少").figures
    assert [figure.value for figure in figures] == [value]


@pytest.mark.parametrize(
    ("total", "value"),
    [("支出合计", "90.00"), ("支出总计", "100.00"), ("收入合计", "95.00"), ("收入总计", "100.00")],
)
def test_where_both_are_printed_each_is_itself(bodies: Bot, total: str, value: str) -> None:
    assert bodies.ask(f"青屏县文化馆{total}是多少").figures[0].value == value
