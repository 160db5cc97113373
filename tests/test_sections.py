"""Sections of the running text: quoted whole, and people counted for the body they work for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """<html><head><meta charset="utf-8">
<title>青禾市云溪区柳溪街道办事处2025年部门预算</title></head>
<body><h1>青禾市云溪区柳溪街道办事处2025年部门预算</h1>
<h2>柳溪街道办事处主要职能</h2>
<p>柳溪街道办事处是云溪区政府的派出机关，主要职能包括：</p>
<h3>一、加强党的建设</h3><p>落实基层党建责任制。</p>
<h3>二、统筹社区发展</h3><p>统筹落实社区建设规划。</p>
<h3>三、组织公共服务</h3><p>组织实施社区公共服务。</p>
<h3>四、实施综合管理</h3><p>承担组织领导和综合协调职能。</p>
<h2>柳溪街道办事处机构设置</h2>
<p>街道内设党政办公室。另外，本部门预算还包括青禾市联谊俱乐部8名在职人员、青禾市档案馆9名在职人员人员经费。</p>
<p>部门支出预算总表</p><p>单位：万元</p>
<table>
<tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
<tr><td></td><td>合计</td><td>100.00</td><td>40.00</td><td>60.00</td></tr>
<tr><td>212</td><td>城乡社区支出</td><td>100.00</td><td>40.00</td><td>60.00</td></tr>
<tr><td>21201</td><td>城乡社区管理事务</td><td>100.00</td><td>40.00</td><td>60.00</td></tr>
</table>
</body></html>"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("sections"), {"office.html": PAGE}) as found:
        yield found


def test_duties_are_told_with_all_their_parts(office: Bot) -> None:
    text = office.ask("柳溪街道的职责是什么").text
    said = [
        text.index(part) for part in ("派出机关", "党建责任制", "建设规划", "公共服务", "综合协调")
    ]
    assert said == sorted(said)
    assert "党政办公室" not in text


def test_people_of_another_body_are_not_counted_for_this_one(office: Bot) -> None:
    assert all(figure.value != "8" for figure in office.ask("柳溪街道有多少人").figures)


@pytest.mark.parametrize("question", ["国有资产情况", "介绍一下国有资产的情况", "资产情况"])
def test_a_section_is_quoted_where_its_heading_is_asked_for(bot: Bot, question: str) -> None:
    assert "共有车辆1辆" in bot.ask(question).text
