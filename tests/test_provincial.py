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


PURCHASES = """\
<p>表二</p><p>2025年政府采购预算表</p><p>单位：万元</p>
<table>
<tr><th>采购品目大类</th><th>专项名称</th><th>经济科目</th><th>采购物品名称</th><th>采购组织形式</th>
<th>总计</th></tr>
<tr><td>合计</td><td></td><td></td><td></td><td></td><td>190.00</td></tr>
<tr><td>一、货物A</td><td></td><td></td><td></td><td></td><td>40.00</td></tr>
<tr><td></td><td>信息化建设费</td><td>办公设备购置</td><td></td><td></td><td>40.00</td></tr>
<tr><td></td><td></td><td></td><td>路由器</td><td>政府集中采购</td><td>30.00</td></tr>
<tr><td></td><td></td><td></td><td>复印机</td><td>政府集中采购</td><td>10.00</td></tr>
<tr><td>三、服务C</td><td></td><td></td><td></td><td></td><td>150.00</td></tr>
<tr><td></td><td>全委会</td><td>会议费</td><td></td><td></td><td>80.00</td></tr>
<tr><td></td><td></td><td></td><td>住宿服务</td><td>分散自行组织</td><td>60.00</td></tr>
<tr><td></td><td></td><td></td><td>餐饮服务</td><td>分散自行组织</td><td>20.00</td></tr>
<tr><td></td><td>常委会</td><td>会议费</td><td></td><td></td><td>70.00</td></tr>
<tr><td></td><td></td><td></td><td>住宿服务</td><td>分散自行组织</td><td>50.00</td></tr>
<tr><td></td><td></td><td></td><td>餐饮服务</td><td>分散自行组织</td><td>20.00</td></tr>
</table></body>"""
DUTIES = (
    "<p>二、机构设置</p><p>江苏省财政厅设3个内设机构，包括：办公室、预算处、国库处。</p>"
    "<p>江苏省财政厅下设2个派出机构。</p>"
    "<p>三、绩效目标</p><p>2025年本部门共0个项目实行绩效目标管理。</p>"
)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("province")
    store = Store.open(Settings(store=folder / "store"))
    for body, amount in (("江苏省人民检察院", "1.50"), ("江苏省财政厅", "2.50")):
        page = folder / f"{body}.html"
        said = BUDGET_PAGE.replace("</h1>", f"</h1>{DUTIES}").replace("</body>", PURCHASES)
        page.write_text(said.format(body=body, receptions=amount, total="4.00"), "utf-8")
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


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("省财政厅采购路由器安排多少", ["30.00"]),
        ("省财政厅路由器采购多少钱", ["30.00"]),
        ("省财政厅政府采购多少", ["190.00"]),
        ("省财政厅信息化建设费采购多少", ["40.00"]),
        ("省财政厅住宿服务多少", ["60.00", "50.00"]),
        ("省财政厅全委会的住宿服务安排多少", ["60.00"]),
        ("省财政厅政府采购和路由器各多少", ["190.00", "30.00"]),
    ],
)
def test_what_is_bought_is_told_by_its_own_row(
    province: Bot, question: str, values: list[str]
) -> None:
    answer = province.ask(question)
    assert [figure.value for figure in answer.figures] == values, answer.text


def test_each_row_of_one_purchase_says_what_it_is_for(province: Bot) -> None:
    labels = [figure.label for figure in province.ask("省财政厅住宿服务多少").figures]
    assert labels == ["全委会 会议费 住宿服务", "常委会 会议费 住宿服务"]


def test_what_is_counted_is_named_where_its_names_are_asked_for(province: Bot) -> None:
    answer = province.ask("省财政厅有几个内设机构，都叫啥")
    assert "3个" in answer.text and "办公室、预算处、国库处" in answer.text


def test_a_count_alone_is_no_answer_to_what_they_are_called(province: Bot) -> None:
    assert province.ask("省财政厅有几个派出机构").figures[0].value == "2"
    assert province.ask("省财政厅有几个派出机构，都叫啥").status != "answered"


def test_a_count_of_projects_is_said_in_the_measure_printed(province: Bot) -> None:
    figure = province.ask("省财政厅有多少个项目实行绩效目标管理").figures[0]
    assert (figure.value, figure.unit) == ("0", "个")


def test_figures_the_asker_met_do_not_stand_in_the_way(province: Bot) -> None:
    answer = province.ask("省财政厅公务接待费是2.50还是97.01，我看到两个数")
    assert answer.figures[0].value == "2.50", answer.text
