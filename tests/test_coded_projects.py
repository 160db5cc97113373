"""Projects whose names begin with a code, and a final account whose columns name a budget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

FORM = """\
<p>{name}绩效目标表</p>
<table>
<tr><td>项目名称</td><td colspan="4">{name}</td></tr>
<tr><td>主管部门</td><td>教育厅</td><td>实施单位</td><td colspan="2">江河大学本级</td></tr>
<tr><td>项目资金（万元）</td><td colspan="2">年度资金总额：</td><td colspan="2">{amount}</td></tr>
<tr><td></td><td colspan="2">其中：财政拨款</td><td colspan="2">{amount}</td></tr>
<tr><td>年度总体目标</td><td colspan="4">提升教师的课堂教学能力。</td></tr>
<tr><td rowspan="3">绩效指标</td>
<td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>完成培训人数</td><td>{people}人</td></tr>
<tr><td>产出指标</td><td>质量指标</td><td>总体参训率</td><td>95%</td></tr>
</table>"""
PROJECTS = (("236民族教育专项", "65.00", 80), ("236一流大学教师工作专项", "244.78", 250))
BUDGET = """\
<html><head><meta charset="utf-8"><title>江河大学2025年部门预算</title></head><body>
<h1>江河大学2025年部门预算</h1>
<p>支出预算表</p><p>单位：万元</p>
<table>
<tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
<tr><td>205</td><td>教育支出</td><td>900.00</td><td>500.00</td><td>400.00</td></tr>
</table>{forms}</body></html>"""
ACCOUNTS = """\
<html><head><meta charset="utf-8"><title>云溪区社会工作部2024年度部门决算</title></head><body>
<h1>云溪区社会工作部2024年度部门决算</h1>
<p>支出年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元。</p>
<p>财政拨款收入支出决算总表</p><p>单位：万元</p>
<table>
<tr><th colspan="2">收入</th><th colspan="3">支出</th></tr>
<tr><th>项目</th><th>决算数</th><th>项目</th><th>合计</th><th>一般公共预算财政拨款</th></tr>
<tr><td>一般公共预算财政拨款</td><td>307.82</td><td>一、公共安全支出</td><td>307.82</td>
<td>307.82</td></tr>
<tr><td>总计</td><td>307.82</td><td>总计</td><td>307.82</td><td>307.82</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("bodies")
    store = Store.open(Settings(store=folder / "store"))
    forms = [FORM.format(name=name, amount=amount, people=n) for name, amount, n in PROJECTS]
    for name, text in (("b", BUDGET.format(forms="".join(forms))), ("a", ACCOUNTS)):
        page = folder / f"{name}.html"
        page.write_text(text, "utf-8")
        assert add(page, store).status == "added"
    with Bot(store, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("江河大学民族教育专项多少钱", "65.00", "万元"),
        ("江河大学民族教育专项总体参训率要达到多少", "95", "%"),
        ("江河大学哪个项目最多", "244.78", "万元"),
        ("江河大学有几个项目", "2", "个"),
    ],
)
def test_a_project_is_named_without_its_code(
    bodies: Bot, question: str, value: str, unit: str
) -> None:
    answer = bodies.ask(question)
    assert len([f for f in answer.figures if f.unit == unit]) >= 1, answer.text
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit)


def test_words_of_a_goal_are_no_answer_to_how_much(bodies: Bot) -> None:
    assert bodies.ask("江河大学民族教育专项目标是什么").status == "answered"
    assert bodies.ask("江河大学民族教育专项报到率要达到多少").status != "answered"


@pytest.mark.parametrize(
    "question", ["云溪区社会工作部全年预算数是多少", "云溪区社会工作部支出预算是多少"]
)
def test_what_was_spent_is_never_told_for_what_was_planned(bodies: Bot, question: str) -> None:
    assert all(figure.value != "307.82" for figure in bodies.ask(question).figures)


def test_the_end_of_a_bodys_name_is_no_part_of_a_projects(bodies: Bot) -> None:
    figures = bodies.ask("江河大学项目有哪些").figures
    assert [figure.value for figure in figures] == ["65.00", "244.78"]
