"""Disclosures as other places print them: merged code cells, a table that counts, both stages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

TABLES = """<html><head><meta charset="utf-8">
<title>云溪区林业局2023年度部门决算公开</title>
</head><body>
<p>云溪区林业局2023年度部门决算情况说明</p>
<p>本局现有国家级人才5人，其中中国科学院院士2人。</p>
<p>（一）一般公共预算财政拨款收入支出决算情况说明</p>
<p>2023年度一般公共预算财政拨款支出833.20万元，较年初预算数增加33.20万元，增长4.2%。</p>
<p>公开05表</p>
<table>
<tr><td colspan="8">一般公共预算财政拨款支出决算表</td></tr>
<tr><td colspan="8">单位：万元</td></tr>
<tr><td colspan="2">功能分类科目编码</td><td>科目名称</td><td colspan="2">小计</td>
 <td>基本支出</td><td colspan="2">项目支出</td></tr>
<tr><td colspan="3">合计</td><td colspan="2">833.20</td><td>233.20</td>
 <td colspan="2">600.00</td></tr>
<tr><td colspan="2">213</td><td>农林水支出</td><td colspan="2">833.20</td>
 <td>233.20</td><td colspan="2">600.00</td></tr>
<tr><td colspan="2">21302</td><td>林业和草原</td><td colspan="2">833.20</td><td>233.20</td>
 <td colspan="2">600.00</td></tr>
<tr><td colspan="2">2130201</td><td>行政运行</td><td colspan="2">233.20</td><td>233.20</td>
 <td colspan="2"></td></tr>
<tr><td colspan="2">2130205</td><td>森林资源培育</td><td colspan="2">600.00</td><td></td>
 <td colspan="2">600.00</td></tr>
</table>
<p>公开09表</p>
<table>
<tr><td colspan="5">机构运行信息表</td></tr><tr><td colspan="5">单位：万元</td></tr>
<tr><td>项目</td><td>年初预算数</td><td>决算数</td><td>项目</td><td>决算数</td></tr>
<tr><td>一、“三公”经费支出</td><td>—</td><td>—</td><td>五、国有资产占用情况</td><td>—</td></tr>
<tr><td>（一）支出合计</td><td>45.00</td><td>36.84</td><td>（一）车辆数合计（辆）</td><td>12</td></tr>
<tr><td>1．公务接待费</td><td>8.00</td><td>5.32</td><td>1．执法执勤用车</td><td>9</td></tr>
<tr><td>（二）相关统计数</td><td>—</td><td>—</td><td>2．特种专业技术用车</td><td>3</td></tr>
<tr><td>1．国内公务接待人次（人）</td><td>—</td><td>426</td>
 <td>（二）单价100万元（含）以上设备（不含车辆）</td><td>2</td></tr>
</table></body></html>"""

NARRATIVE = """云溪区农业农村局2023年度部门决算情况说明
三、支出决算情况说明
2023年度支出合计500.00万元，其中：基本支出208.00万元，占41.60%；项目支出292.00万元，占58.40%。
六、一般公共预算财政拨款基本支出决算情况说明
2023年度财政拨款基本支出205.00万元，其中：人员经费182.00万元，占基本支出的88.78%。
七、财政拨款三公经费支出决算情况说明
2023年度“三公”经费财政拨款支出预算为44.52万元，支出决算为22.62万元，完成预算的50.81%，其中：
公务接待费支出预算为18.52万元，支出决算为6.42万元，完成预算的34.67%，与上年相比减少1.20万元。
八、政府性基金预算收入支出决算情况
2023年度本单位无政府性基金预算财政拨款收入、支出。
九、国有资本经营预算财政拨款支出情况
本单位2023年度没有国有资本经营预算财政拨款支出。
十、支出预算安排
2023年部门支出预算为300.00万元，主要用于人员经费。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    (folder / "forestry.html").write_text(TABLES, "utf-8")
    (folder / "farming.txt").write_text(NARRATIVE, "utf-8")
    with Store.open(Settings(store=folder / "store")) as store, Bot(store) as bot:
        add(folder / "forestry.html", store)
        add(folder / "farming.txt", store)
        yield bot


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("林业局三公经费花了多少", "36.84", "万元"),
        ("林业局三公经费年初预算数是多少", "45.00", "万元"),
        ("林业局公务接待费决算", "5.32", "万元"),
        ("林业局特种专业技术用车有几辆", "3", "辆"),
        ("林业局国内公务接待人次", "426", "人"),
        ("林业局单价100万元以上设备有几台", "2", "台（套）"),
        ("林业局2130205是多少", "600.00", "万元"),
        ("林业局一般公共预算财政拨款支出比年初预算多多少", "33.20", "万元"),
        ("林业局一般公共预算财政拨款支出比年初预算多百分之几", "4.2", "%"),
        ("林业局一般公共预算财政拨款支出比年初预算多了百分之几", "4.2", "%"),
        ("农业农村局人员经费占基本支出的多少", "88.78", "%"),
        ("农业农村局三公经费决算是多少", "22.62", "万元"),
        ("农业农村局三公经费预算是多少", "44.52", "万元"),
        ("农业农村局三公经费决算比预算少多少", "-21.90", "万元"),
        ("农业农村局公务接待费决算", "6.42", "万元"),
    ],
)
def test_a_figure_of_another_places_form(bot: Bot, question: str, value: str, unit: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit), answer.text


@pytest.mark.parametrize("thing", ["国有资本经营预算支出", "政府性基金支出"])
def test_what_the_text_says_there_is_none_of(bot: Bot, thing: str) -> None:
    answer = bot.ask(f"农业农村局有没有{thing}")
    assert answer.status == "answered", answer.text
    assert not answer.figures
    assert thing[:5] in answer.citations[0].text


def test_the_total_below_a_heading_is_no_total_of_the_body(bot: Bot) -> None:
    answer = bot.ask("林业局部门支出总额是多少")
    assert all(figure.value != "36.84" for figure in answer.figures), answer.text
    assert "“三公”经费支出" in bot.ask("林业局三公经费花了多少").text


def test_a_merged_cell_is_one_place(bot: Bot) -> None:
    answer = bot.ask("林业局森林资源培育是多少")
    assert "2130205 森林资源培育" in answer.text
    assert len(answer.citations) == 1


def test_things_are_not_counted_in_people(bot: Bot) -> None:
    assert bot.ask("林业局有几个学院").status != "answered"


PARTS = """<html><head><meta charset="utf-8">
<title>云溪区青石街道2024年部门预算</title></head><body>
<p>云溪区青石街道2024年部门预算</p>
<p>一、2024年“三公”经费预算情况说明</p>
<p>2024年“三公”经费预算数为47.91万元，比2023年预算增加25万元。其中：</p>
<p>（一）公务用车购置及运行费46.56万元，比2023年预算增加25万元，主要原因是购置公务用车。</p>
<p>（二）公务接待费1.35万元。比2023年预算持平，主要原因是公务接待费保持不变。</p>
<p>2024年部门一般公共预算基本支出部门预算经济分类预算表</p><p>单位：元</p>
<table>
<tr><td colspan="3">项目</td><td colspan="3">一般公共预算基本支出</td></tr>
<tr><td colspan="2">经济分类科目编码</td><td rowspan="2">经济分类科目名称</td>
 <td rowspan="2">合计</td><td rowspan="2">人员经费</td><td rowspan="2">公用经费</td></tr>
<tr><td>类</td><td>款</td></tr>
<tr><td>301</td><td></td><td>工资福利支出</td><td>300</td><td>300</td><td></td></tr>
<tr><td>301</td><td>01</td><td>基本工资</td><td>100</td><td>100</td><td></td></tr>
<tr><td>301</td><td>7</td><td>绩效工资</td><td>200</td><td>200</td><td></td></tr>
<tr><td colspan="3">合计</td><td>300</td><td>300</td><td></td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("street")
    store = Store.open(Settings(store=folder / "store"))
    page = folder / "street.html"
    page.write_text(PARTS, "utf-8")
    assert add(page, store).status == "added"
    with Bot(store) as opened:
        yield opened


def test_a_part_of_a_code_that_lost_its_zero_is_shown_whole(street: Bot) -> None:
    answer = street.ask("绩效工资是多少")
    assert answer.figures[0].value == "200"
    assert "30107 绩效工资" in answer.text


def test_a_change_of_a_part_is_not_told_of_the_whole(street: Bot) -> None:
    assert "公务接待费与上年持平" in street.ask("三公经费中公务接待费比上年变化多少").text
    assert "增加25万元" in street.ask("三公经费比上年变化多少").text
