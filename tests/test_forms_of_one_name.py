"""Two projects that differ by a bracket only: 房屋修缮项目, 房屋修缮项目（小学）."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

FORM = """\
<p>{name}绩效目标表</p>
<table>
<tr><td>项目名称</td><td colspan="4">{name}</td></tr>
<tr><td>主管部门</td><td>教育厅</td><td>实施单位</td><td colspan="2">江河大学</td></tr>
<tr><td>年度资金总额：</td><td colspan="4">{amount}</td></tr>
<tr><td rowspan="2">绩效指标</td>
<td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>修缮房屋的建筑面积</td><td>{area}平方米</td></tr>
</table>"""
PROJECTS = (
    ("改善基本办学条件专项-房屋修缮项目", "2426.00", "36377.3"),
    ("改善基本办学条件专项-房屋修缮项目（小学）", "195.00", "3000"),
)
PAGE = "<html><body><h1>江河大学2025年部门预算</h1><p>支出合计900万元。</p>{}</body></html>"


@pytest.fixture(scope="module")
def university(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("forms")
    forms = [FORM.format(name=name, amount=amount, area=area) for name, amount, area in PROJECTS]
    page = PAGE.format("".join(forms))
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(page.encode(), "江河.html", "江河", "江河.html"))
        with Bot(store) as bot:
            yield bot


def test_the_project_called_just_so_is_meant(university: Bot) -> None:
    name = PROJECTS[0][0]
    answer = university.ask(f"{name}修缮房屋的建筑面积是多少")
    assert "36377.3平方米" in answer.text and "3000" not in answer.text
    answer = university.ask(f"{PROJECTS[1][0]}修缮房屋的建筑面积是多少")
    assert "3000平方米" in answer.text and "36377" not in answer.text


def test_each_project_is_named_where_several_set_an_indicator(university: Bot) -> None:
    answer = university.ask("修缮房屋的建筑面积是多少")
    lines = [line for line in answer.text.split("\n") if "平方米" in line]
    assert len(lines) == 2 and "房屋修缮项目（小学）" in lines[1]
