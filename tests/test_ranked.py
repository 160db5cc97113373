"""Figures worked out from the ends of a ranking, and items between two amounts."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("前两大项目合计多少", "246.17", "192.30 + 53.87"),
        ("金额最高的三个项目加起来多少", "289.01", "192.30 + 53.87 + 42.84"),
        ("最花钱的三个项目合计", "289.01", "192.30 + 53.87 + 42.84"),
        ("最便宜的两个项目合计", "17.30", "8.00 + 9.30"),
        ("最少的两个项目一共多少", "17.30", "8.00 + 9.30"),
        ("商品和服务支出前两项合计多少", "84.23", "52.49 + 31.74"),
        ("最大项目是最小项目的几倍", "24.04", "192.30 ÷ 8.00"),
        ("最大的项目和最小的项目差多少", "184.30", "192.30 − 8.00"),
        ("排前两位的项目相差多少", "138.43", "192.30 − 53.87"),
        ("三公经费里公务用车是公务接待的几倍", "2.50", "2.50 ÷ 1.00"),
        ("最大的项目占项目支出多少", "45.33", "192.30 ÷ 424.21 × 100"),
        ("前三大项目占项目支出的比重", "68.13", "(192.30 + 53.87 + 42.84) ÷ 424.21 × 100"),
        ("商品和服务支出前两项占基本支出百分之几", "11.73", "(52.49 + 31.74) ÷ 717.77 × 100"),
    ],
)
def test_what_the_ends_of_a_ranking_come_to(
    bot: Bot, question: str, value: str, formula: str
) -> None:
    first = bot.ask(question).figures[0]
    assert (first.value, first.formula) == (value, formula)


@pytest.mark.parametrize("question", ["前两大项目合计超过200万吗", "前三大项目平均多少钱"])
def test_what_is_asked_of_the_first_few_is_not_told_of_all(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "refused" and not answer.figures


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("公用经费最大头", ["52.49"]),
        ("人员经费里面最多的是哪一类", ["593.98"]),
        ("人员经费里最少的一项", ["0.01"]),
        ("基本支出的款级经济科目里，数额排第二的是哪个", ["117.61"]),
        ("公用经费里哪一类最多", ["116.37"]),
        ("基本支出里哪一类最多", ["593.98"]),
        ("功能分类里项级科目最大的两个", ["588.48", "424.09"]),
        ("公用经费里花钱最多的三项是什么", ["52.49", "31.74", "15.11"]),
        ("10万以上30万以下的项目有哪些", ["11.40", "16.60", "21.20"]),
        ("10万到20万之间的项目有哪些", ["11.40", "16.60"]),
        ("商品和服务支出里15万以上(含)的有哪几项", ["52.49", "15.11", "31.74"]),
    ],
)
def test_the_items_asked_for_and_no_others(bot: Bot, question: str, values: list[str]) -> None:
    assert [figure.value for figure in bot.ask(question).figures] == values


def test_how_many_keep_to_an_amount_is_not_told_of_all(bot: Bot) -> None:
    figures = bot.ask("有几个项目超过30万元，分别是哪些").figures
    assert [figure.value for figure in figures if figure.formula] == ["5"]


def test_projects_from_the_smallest_to_the_largest(bot: Bot) -> None:
    amounts = [float(figure.value or 0) for figure in bot.ask("项目金额从小到大").figures]
    assert len(amounts) == 10 and amounts == sorted(amounts)


@pytest.mark.parametrize("question", ["哪个项目满意度要求最高", "满意度最高的项目"])
def test_projects_ranked_by_an_indicator_are_not_ranked_by_money(bot: Bot, question: str) -> None:
    assert "192.30" not in bot.ask(question).text
