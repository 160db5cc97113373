"""Forms that say what became of a project (自评表): money by stage, what was reached, points."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot
from ingest.pipeline import understand

PAGE = """<h1>青禾县交通运输局2023年度部门决算及绩效自评公开</h1>
<p>2023年度“三公”经费支出年初预算为36.00万元，支出决算为29.84万元。</p>
<table><tr><td colspan="6">项目支出绩效目标表</td></tr>
<tr><td>项目名称</td><td colspan="5">渡口改造项目</td></tr>
<tr><td rowspan="2">项目资金（万元）</td><td colspan="2">年度资金总额</td>
<td colspan="3">460.00</td></tr>
<tr><td colspan="2">其他资金</td><td colspan="3">60.00</td></tr>
<tr><td rowspan="2">绩效指标</td><td>一级指标</td><td>二级指标</td>
<td>三级指标</td><td colspan="2">指标值</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>改造渡口数量</td><td colspan="2">6座</td></tr></table>
<table><tr><td colspan="8">项目支出绩效自评表</td></tr>
<tr><td>项目名称</td><td colspan="7">渡口改造项目</td></tr>
<tr><td>主管部门</td><td colspan="3">青禾县交通运输局</td><td>实施单位</td>
<td colspan="3">青禾县航道站</td></tr>
<tr><td rowspan="4">项目资金（万元）</td><td></td><td>年初预算数</td>
<td>全年预算数</td><td>全年执行数</td>
<td>分值</td><td>执行率</td><td>得分</td></tr>
<tr><td>年度资金总额</td><td>460.00</td><td>450.00</td><td>391.20</td><td>10</td><td>86.93%</td>
<td>8.69</td></tr>
<tr><td>其中：当年财政拨款</td><td>400.00</td><td>400.00</td><td>341.20</td>
<td>—</td><td>85.30%</td>
<td>—</td></tr>
<tr><td>其他资金</td><td>60.00</td><td>50.00</td><td>50.00</td>
<td>—</td><td>100%</td><td>—</td></tr>
<tr><td rowspan="3">绩效指标</td><td>一级指标</td><td>二级指标</td>
<td>三级指标</td><td>年度指标值</td>
<td>实际完成值</td><td>分值</td><td>得分</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>改造渡口数量</td><td>6座</td><td>5座</td>
<td>50</td><td>42</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>乘客满意度</td><td>≥88%</td>
<td>89%</td><td>40</td>
<td>40</td></tr>
<tr><td colspan="6">总分</td><td>100</td><td>90.69</td></tr></table>
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("evaluated"), {"page.html": PAGE}) as found:
        yield found


def test_every_sum_of_a_self_evaluation_keeps_its_row_and_its_stage() -> None:
    held = understand(PAGE.encode(), "page.html", "page", "page.html")
    sums = {(fact.column, fact.text, fact.unit) for fact in held.facts_of(2) if len(fact.row) == 1}
    assert {
        (("年度资金总额", "全年预算数"), "450.00", "万元"),
        (("年度资金总额", "全年执行数"), "391.20", "万元"),
        (("年度资金总额", "执行率"), "86.93%", "%"),
        (("执行率", "得分"), "8.69", None),
        (("其中：当年财政拨款", "全年执行数"), "341.20", "万元"),
        (("其他资金", "年初预算数"), "60.00", "万元"),
        (("总分", "得分"), "90.69", None),
    } <= sums
    assert not any(fact.text == "总分" for fact in held.facts)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("渡口改造项目花了多少钱", "391.20"),
        ("渡口改造项目实际支出多少", "391.20"),
        ("渡口改造项目年初预算是多少", "460.00"),
        ("渡口改造项目全年预算数", "450.00"),
        ("渡口改造项目的执行率", "86.93"),
        ("渡口改造项目得分", "90.69"),
        ("渡口改造项目自评总分是多少", "90.69"),
        ("渡口改造项目其他资金全年预算数", "50.00"),
        ("乘客满意度实际完成多少", "89"),
    ],
)
def test_what_a_self_evaluation_prints_is_told(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.figures[0].value == value


def test_what_was_reached_is_told_before_what_was_aimed_at(bot: Bot) -> None:
    assert "5座" in bot.ask("改造渡口数量是多少").text
    assert "6座" in bot.ask("改造渡口数量的目标值是多少").text
