"""Changes against last year where the text tells them of another amount than the tables do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """\
<html><head><meta charset="utf-8"><title>江河大学2025年部门预算</title></head><body>
<h1>江河大学2025年部门预算</h1>
<p>一、收支预算情况说明</p>
<p>2025年支出预算1,000.00万元，其中：教育支出900.00万元，占90.00%；住房保障支出100.00万元，占10.00%。</p>
<p>二、财政拨款支出预算情况说明</p>
<p>2025年当年财政拨款支出预算600.00万元，其中：教育支出550.00万元，占91.67%；
住房保障支出50.00万元，占8.33%。</p>
<p>2025年当年财政拨款支出预算与上年相比增加60.00万元。其中：</p>
<p>1.教育支出比上年增加50.00万元，主要原因是招生人数增加；</p>
<p>2.住房保障支出比上年增加10.00万元。</p>
<p>2025年机动经费预算数为170.00万元，与上年相比增加160.00万元，增长16倍。</p>
<p>三、机构设置</p><p>江河大学设2个派出机构和3个研究机构，具体包括：</p>
<p>（一）派出机构</p><p>东校区办事处、西校区办事处。</p>
<p>表一</p><p>收支预算总表</p><p>单位：万元</p>
<table>
<tr><th colspan="2">收入</th><th colspan="2">支出</th></tr>
<tr><th>项目</th><th>预算数</th><th>项目</th><th>预算数</th></tr>
<tr><td>财政拨款</td><td>600.00</td><td>教育支出</td><td>900.00</td></tr>
<tr><td>事业收入</td><td>400.00</td><td>住房保障支出</td><td>100.00</td></tr>
<tr><td>收入总计</td><td>1,000.00</td><td>支出总计</td><td>1,000.00</td></tr>
</table>
<p>表二</p><p>“三公”经费支出预算表</p><p>单位：万元</p>
<table>
<tr><th>合计</th><th>因公出国（境）费</th><th>公务用车购置费</th><th>公务接待费</th></tr>
<tr><td>106.00</td><td>4.00</td><td>100.00</td><td>2.00</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def university(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("university")
    with bot_on(folder, {"university.html": PAGE}, today=lambda: date(2025, 11, 23)) as opened:
        yield opened


def test_a_change_in_per_cent_is_of_the_amount_the_text_gives_it(university: Bot) -> None:
    figure = university.ask("江河大学2025年教育支出比上年增长百分之几").figures[0]
    assert (figure.value, figure.unit) == ("10.00", "%")
    assert figure.formula == "50.00 ÷ (550.00 − 50.00) × 100"


def test_last_year_is_worked_out_from_the_amount_that_changed(university: Bot) -> None:
    answer = university.ask("江河大学2024年教育支出是多少")
    assert answer.figures[0].value == "500.00", answer.text
    assert "财政拨款支出" in answer.text


def test_a_reason_is_told_where_the_year_before_is_printed_nowhere(university: Bot) -> None:
    answer = university.ask("江河大学教育支出为什么增加")
    assert "比上年变化的原因：招生人数增加" in answer.text


def test_an_amount_is_found_in_every_column_of_a_one_row_table(university: Bot) -> None:
    answer = university.ask("江河大学100万元是什么支出")
    labels = {figure.label: figure.basis for figure in answer.figures}
    assert labels == {"公务用车购置费": "“三公”经费", "住房保障支出": "部门收支总计"}
    assert "公务用车购置费100.00万元（“三公”经费口径）" in answer.text


def test_how_many_times_over_an_amount_grew_is_what_a_sentence_prints(university: Bot) -> None:
    figure = university.ask("江河大学2025年机动经费增长了多少倍").figures[0]
    assert (figure.value, figure.unit) == ("16", "倍")
    assert not university.ask("江河大学2025年教育支出增长了多少倍").figures


def test_what_is_counted_is_listed_by_the_section_under_its_name(university: Bot) -> None:
    assert "东校区办事处、西校区办事处" in university.ask("江河大学派出机构有哪些").text
    assert university.ask("江河大学研究机构有哪些").status == "refused"
