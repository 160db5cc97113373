"""Tables without a figure, blank cells, and labels that are only added up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """\
<html><head><meta charset="utf-8"><title>某区水务局2024年度部门决算</title></head><body>
<h1>某区水务局2024年度部门决算</h1>
<p>收入支出决算总表</p><p>单位：万元</p>
<table>
<tr><th colspan="2">收入</th><th colspan="2">支出</th></tr>
<tr><th>项目</th><th>决算数</th><th>项目</th><th>决算数</th></tr>
<tr><td>一、一般公共预算财政拨款收入</td><td>90.00</td><td>一、农林水支出</td><td>90.00</td></tr>
<tr><td>本年收入合计</td><td>90.00</td><td>本年支出合计</td><td>90.00</td></tr>
<tr><td>使用非财政拨款结余</td><td></td><td>结余分配</td><td></td></tr>
<tr><td>年初结转和结余</td><td></td><td>年末结转和结余</td><td></td></tr>
<tr><td>总计</td><td>90.00</td><td>总计</td><td>90.00</td></tr>
</table>
<p>一般公共预算财政拨款基本支出决算表</p><p>单位：万元</p>
<table>
<tr><th>科目编码</th><th>科目名称</th><th>决算数</th></tr>
<tr><td>301</td><td>工资福利支出</td><td>60.00</td></tr>
<tr><td>302</td><td>商品和服务支出</td><td>20.00</td></tr>
</table>
<p>财政拨款“三公”经费支出决算表</p><p>单位：万元</p>
<table>
<tr><th rowspan="2">因公出国（境）费</th>
<th colspan="3">公务用车购置及运行维护费</th><th rowspan="2">公务接待费</th></tr>
<tr><th>小计</th><th>公务用车购置费</th><th>公务用车运行维护费</th></tr>
<tr><td></td><td></td><td></td><td></td><td></td></tr>
</table>
<p>一、决算情况说明</p>
<p>某区水务局2024年度无“三公”经费财政拨款支出。</p>
<p>2024年度基本支出80.00万元，其中：商品和服务支出20.00万元，工资福利支出60.00万元。</p>
</body></html>
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("empty"), {"water.html": PAGE}) as bot:
        yield bot


@pytest.mark.parametrize("item", ["公务用车购置及运行维护费", "公车", "公务接待费"])
def test_a_column_of_an_empty_table_is_told_by_what_says_there_is_none(bot: Bot, item: str) -> None:
    answer = bot.ask(f"水务局2024年{item}花了多少")
    assert not [figure for figure in answer.figures if figure.value is not None]
    assert "无“三公”经费财政拨款支出" in answer.text


def test_a_blank_cell_does_not_vouch_for_another_label(bot: Bot) -> None:
    answer = bot.ask("水务局2024年年末结转结余是多少")
    assert "空白" in answer.text
    assert "结余分配" not in answer.text
    assert [citation.row for citation in answer.citations] == [["年末结转和结余"]]


@pytest.mark.parametrize("total", ["合计", "一共", "总共"])
def test_a_group_is_not_added_to_what_it_holds(bot: Bot, total: str) -> None:
    answer = bot.ask(f"水务局2024年基本支出里面商品和服务支出{total}多少")
    assert [figure.value for figure in answer.figures] == ["20.00"]
