"""Questions that only text answers, in people's words: is there any, for whom, which units."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

OFFICE = """\
青屏县档案局2025年部门预算

一、部门基本情况

(一)主要职责。

贯彻档案工作的法律法规。

负责全县城建档案的接收和保管。

(二)部门构成。

从单位构成看,纳入青屏县档案局2025年部门预算编制范围的单位包括:

二、部门预算情况说明

2025年其他档案事务支出90万元,比2024年增加15万元,主要原因是增加援藏经费10万元、扶贫经费5万元。

(1)奖励金(款)支出0.6万元。用于发放职工独生子女奖励费。

2025年机关运行经费0万元。青屏县档案局2025年无机关运行经费,上年无公务接待费。2025年公务接待费0万元。

计划编辑出版《青屏风物》杂志6期。

截至2024年12月31日,共有车辆3辆。

三、名词解释

(一)公务接待费:指单位按规定开支的各类公务接待(含外宾接待)支出。
"""

UNITS = """<table>
<tr><th>序号</th><th>单位名称</th><th>备注</th></tr>
<tr><td>1</td><td>青屏县档案局(本级)</td><td></td></tr>
<tr><td>2</td><td>青屏县城建档案馆</td><td></td></tr>
</table>"""


def _page(text: str) -> str:
    """A page of paragraphs, with the table of units behind the line that announces it."""
    lines = [f"<p>{line}</p>" for line in text.splitlines() if line]
    at = next(n for n, line in enumerate(lines) if "编制范围的单位包括" in line)
    return f"<html><body>{''.join([*lines[: at + 1], UNITS, *lines[at + 1 :]])}</body></html>"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("texts")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(_page(OFFICE).encode(), "档案局.html", "档案局", "档案局.html"))
        with Bot(store) as bot:
            yield bot


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("其他档案事务支出多了15万,多在哪儿了", "援藏经费"),
        ("其他档案事务支出多了15万,说法是什么", "援藏经费"),
        ("其他档案事务支出多了15万,给了谁", "援藏经费"),
        ("奖励金发给谁的", "独生子女"),
        ("按职责谁来负责城建档案的接收", "负责全县城建档案的接收和保管"),
        ("《青屏风物》杂志今年准备出几期", "杂志6期"),
        ("截至去年底名下有几辆车", "3辆"),
        ("麻烦介绍下主要职责", "贯彻档案工作"),
    ],
)
def test_text_answers(office: Bot, question: str, printed: str) -> None:
    answer = office.ask(question)
    assert answer.status == "answered" and printed in answer.text


@pytest.mark.parametrize("question", ["预算包括哪几家单位", "纳入预算的有几家单位,由几家单位组成"])
def test_a_table_of_units_is_read_out_where_the_text_announces_it(
    office: Bot, question: str
) -> None:
    answer = office.ask(question)
    assert "青屏县档案局(本级)、青屏县城建档案馆" in answer.text
    assert any(one.row == ["青屏县城建档案馆"] for one in answer.citations)


def test_that_there_is_none_is_quoted_before_its_zero(office: Bot) -> None:
    answer = office.ask("有没有机关运行经费")
    told, money = [line for line in answer.text.split("\n") if "机关运行经费" in line][:2]
    assert "无机关运行经费" in told and "0万元" in money


def test_what_there_was_none_of_last_year_is_not_said_of_this(office: Bot) -> None:
    answer = office.ask("有没有公务接待费")
    assert answer.status == "answered" and "文件中写明" not in answer.text


def test_a_definition_answers_nothing_it_does_not_print(office: Bot) -> None:
    assert "外宾接待" in office.ask("公务接待费是什么意思").text
    assert office.ask("公务接待费是什么牌子的").status != "answered"
