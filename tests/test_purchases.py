"""Items that several purchases print, and things listed side by side: summed, ranked, compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

PAGE = """\
<html><head><meta charset="utf-8"><title>江苏省财政厅{year}年部门预算</title></head><body>
<h1>江苏省财政厅{year}年部门预算</h1>
<p>表一</p><p>“三公”经费、会议费、培训费支出预算表</p><p>单位：万元</p>
<table>
<tr><th rowspan="3">合计</th><th colspan="6">“三公”经费</th><th rowspan="3">会议费</th></tr>
<tr><th rowspan="2">小计</th><th rowspan="2">因公出国（境）费</th>
<th colspan="3">公务用车购置及运行维护费</th><th rowspan="2">公务接待费</th></tr>
<tr><th>小计</th><th>公务用车购置费</th><th>公务用车运行维护费</th></tr>
<tr><td>{total}</td><td>{three}</td><td>10.00</td><td>50.00</td><td>20.00</td><td>30.00</td>
<td>{receptions}</td><td>{meetings}</td></tr>
</table>
<p>表二</p><p>{year}年政府采购预算表</p><p>单位：万元</p>
<table>
<tr><th>采购品目大类</th><th>专项名称</th><th>经济科目</th><th>采购物品名称</th><th>总计</th></tr>
<tr><td>合计</td><td></td><td></td><td></td><td>190.00</td></tr>
<tr><td>一、货物A</td><td></td><td></td><td></td><td>40.00</td></tr>
<tr><td></td><td>信息化建设费</td><td>办公设备购置</td><td></td><td>40.00</td></tr>
<tr><td></td><td></td><td></td><td>复印机</td><td>40.00</td></tr>
<tr><td>三、服务C</td><td></td><td></td><td></td><td>150.00</td></tr>
<tr><td></td><td>全委会</td><td>会议费</td><td></td><td>80.00</td></tr>
<tr><td></td><td></td><td></td><td>住宿服务</td><td>60.00</td></tr>
<tr><td></td><td></td><td></td><td>餐饮服务</td><td>20.00</td></tr>
<tr><td></td><td>常委会</td><td>会议费</td><td></td><td>70.00</td></tr>
<tr><td></td><td></td><td></td><td>住宿服务</td><td>50.00</td></tr>
<tr><td></td><td></td><td></td><td>餐饮服务</td><td>20.00</td></tr>
</table>
<p>表三</p><p>一般公共预算支出预算表</p><p>单位：万元</p>
<table>
<tr><th>科目编码</th><th>科目名称</th><th>金额</th></tr>
<tr><td></td><td>合计</td><td>45.00</td></tr>
<tr><td>208</td><td>社会保障和就业支出</td><td>45.00</td></tr>
<tr><td>20805</td><td>行政事业单位离退休</td><td>45.00</td></tr>
</table></body></html>"""
STAFF = (
    "<p>二、机构设置</p><p>江苏省财政厅现有在职人员80名。</p><p>三、三公经费情况说明</p>"
    "<p>2025年一般公共预算拨款安排的会议费预算支出120.00万元，比上年预算增加20.00万元，"
    "增长20.00%。</p></body>"
)


@pytest.fixture(scope="module")
def finance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("finance")
    store = Store.open(Settings(store=folder / "store"))
    amounts = {2024: ("185.00", "85.00", "25.00", "100.00")}
    amounts[2025] = ("210.00", "90.00", "30.00", "120.00")
    for year, printed in amounts.items():
        page = folder / f"{year}.html"
        names = ("total", "three", "receptions", "meetings")
        said = PAGE.format(year=year, **dict(zip(names, printed, strict=True)))
        page.write_text(said.replace("</body>", STAFF) if year == 2025 else said, "utf-8")
        assert add(page, store).status == "added"
    with Bot(store, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "value", "label"),
    [
        ("省财政厅三公经费里哪项最多", "50.00", "公务用车购置及运行维护费"),
        ("省财政厅三公经费中哪个最少", "10.00", "因公出国（境）费"),
        ("省财政厅政府采购货物、服务哪块最大", "150.00", "服务"),
        ("省财政厅公务接待费、会议费哪个最少", "30.00", "公务接待费"),
    ],
)
def test_the_largest_of_a_set_counts_groups_by_their_totals(
    finance: Bot, question: str, value: str, label: str
) -> None:
    figure = finance.ask(question).figures[0]
    assert figure.value == value
    assert label in figure.label


def test_a_list_of_grouped_columns_tells_each_group(finance: Bot) -> None:
    answer = finance.ask("省财政厅三公经费各项是多少")
    assert [figure.value for figure in answer.figures] == ["10.00", "50.00", "30.00"], answer.text


def test_what_several_purchases_print_is_summed_only_where_one_amount_is_asked(
    finance: Bot,
) -> None:
    answer = finance.ask("省财政厅住宿服务一共多少钱")
    assert answer.figures[0].value == "110.00", answer.text
    assert answer.figures[0].formula == "60.00 + 50.00"
    assert [f.value for f in finance.ask("省财政厅住宿服务多少").figures] == ["60.00", "50.00"]


@pytest.mark.parametrize(
    "question",
    [
        "省财政厅住宿服务和餐饮服务哪个多",
        "省财政厅住宿服务和餐饮服务哪个最多",
        "省财政厅住宿服务占政府采购多少",
    ],
)
def test_what_is_several_amounts_is_compared_with_nothing(finance: Bot, question: str) -> None:
    assert all(figure.formula is None for figure in finance.ask(question).figures)


def test_a_change_in_per_cent_is_worked_out_from_two_years(finance: Bot) -> None:
    figure = finance.ask("省财政厅2025年公务接待费比2024年增长百分之几").figures[0]
    assert (figure.value, figure.unit) == ("20.00", "%")
    assert figure.formula == "(30.00 − 25.00) ÷ 25.00 × 100"


def test_a_sentence_tells_of_an_item_whose_source_it_says_first(finance: Bot) -> None:
    figure = finance.ask("省财政厅2025年会议费增长了百分之几").figures[0]
    assert (figure.value, figure.unit) == ("20.00", "%")


def test_people_are_no_money(finance: Bot) -> None:
    assert finance.ask("省财政厅离退休多少钱").figures[0].value == "45.00"
    assert not finance.ask("省财政厅有多少离退休人员").figures
