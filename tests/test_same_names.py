"""Items of one name that stand under several 款: each is an amount of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import bot_on

from bot.service import Bot

PAGE = """青禾市云溪区柳溪街道办事处2025年部门预算

部门支出预算总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t40.00\t60.00
201\t一般公共服务支出\t70.00\t40.00\t30.00
20129\t群众团体事务\t10.00\t\t10.00
2012902\t一般行政管理事务\t10.00\t\t10.00
20131\t党委办公厅及相关机构事务\t\t\t
2013102\t一般行政管理事务\t\t\t
2013103\t机关服务\t\t\t
20132\t组织事务\t60.00\t40.00\t20.00
2013201\t行政运行\t40.00\t40.00\t
2013202\t一般行政管理事务\t20.00\t\t20.00
2013203\t机关服务\t\t\t
212\t城乡社区支出\t30.00\t\t30.00
21205\t城乡社区环境卫生\t30.00\t\t30.00
2120501\t城乡社区环境卫生\t30.00\t\t30.00
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot_on(tmp_path_factory.mktemp("office"), {"office.txt": PAGE}) as found:
        yield found


def test_each_is_told_with_what_it_stands_under(office: Bot) -> None:
    answer = office.ask("一般行政管理事务是多少")
    assert [(figure.label, figure.value) for figure in answer.figures] == [
        ("群众团体事务的一般行政管理事务", "10.00"),
        ("组织事务的一般行政管理事务", "20.00"),
    ]


def test_together_they_are_added_up(office: Bot) -> None:
    answer = office.ask("一般行政管理事务一共多少")
    assert (answer.figures[0].value, answer.figures[0].formula) == ("30.00", "10.00 + 20.00")


@pytest.mark.parametrize("question", ["组织事务的一般行政管理事务是多少", "2013202是多少"])
def test_one_of_them_is_told_alone(office: Bot, question: str) -> None:
    assert [figure.value for figure in office.ask(question).figures] == ["20.00"]


def test_none_of_them_is_set_against_the_whole_alone(office: Bot) -> None:
    assert "10.00%" not in office.ask("一般行政管理事务占总支出多少").text


def test_the_only_item_of_a_class_of_its_name_is_that(office: Bot) -> None:
    answer = office.ask("城乡社区环境卫生是多少")
    assert [(figure.label, figure.value) for figure in answer.figures] == [
        ("城乡社区环境卫生", "30.00")
    ]


def test_blanks_are_not_added_up(office: Bot) -> None:
    answer = office.ask("机关服务一共多少")
    assert all(figure.value is None for figure in answer.figures)
