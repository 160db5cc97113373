"""What was planned and what was spent asked in one question, and what is counted of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

ACCOUNTS = """青禾市云溪区柳溪镇人民政府2023年度部门决算

财政拨款“三公”经费支出决算表
公开09表
单位：万元
预算数\t\t\t\t\t\t决算数\t\t\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t
23.00\t0.00\t8.00\t\t8.00\t15.00\t24.46\t0.00\t12.62\t5.00\t7.62\t11.84

一、决算情况说明
1.农林水支出（类）农业农村（款）病虫害控制（项）。年初预算为30.00万元，支出决算为36.00万元，完成年初预算的120.00%。
全年国内公务接待96批次，1315人次。
"""

BUDGET = """国家能源计量局2025年部门预算

一般公共预算“三公”经费支出表
部门公开表7
部门：国家能源计量局\t单位：万元
2024年预算数\t\t\t2025年预算数\t\t
合计\t因公出国（境）费\t公务接待费\t合计\t因公出国（境）费\t公务接待费
178.50\t146.00\t32.50\t120.00\t90.00\t30.00

一般公共预算支出表
部门公开表5
部门：国家能源计量局\t单位：万元
科目编码\t科目名称\t2024年执行数\t2025年预算数\t\t
\t\t\t小计\t基本支出\t项目支出
206\t科学技术支出\t50.00\t60.00\t20.00\t40.00
\t合计\t50.00\t60.00\t20.00\t40.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("stages")
    with Store.open(Settings(store=folder / "store")) as store, Bot(store) as found:
        for name, page in (("accounts.txt", ACCOUNTS), ("budget.txt", BUDGET)):
            (folder / name).write_text(page, "utf-8")
            add(folder / name, store)
        yield found


def figures(bot: Bot, question: str) -> list[str | None]:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert all(figure.citations for figure in answer.figures)
    return [figure.value for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("柳溪镇三公经费年初预算是多少，实际花了多少", ["23.00", "24.46"]),
        ("柳溪镇公务接待费预算多少，决算多少", ["15.00", "11.84"]),
        ("柳溪镇公务接待费预算数和决算数分别是多少", ["15.00", "11.84"]),
        ("柳溪镇病虫害控制年初预算和决算各是多少", ["30.00", "36.00"]),
        ("柳溪镇公务用车购置费预算多少，实际花了多少", [None, "5.00"]),
    ],
)
def test_what_was_planned_and_what_was_spent(
    bot: Bot, question: str, values: list[str | None]
) -> None:
    assert figures(bot, question) == values


def test_what_was_spent_is_meant_where_the_budget_stands_on_the_left(bot: Bot) -> None:
    assert figures(bot, "柳溪镇请客吃饭花了多少钱")[0] == "11.84"
    assert figures(bot, "柳溪镇三公经费是多少")[0] == "24.46"
    assert figures(bot, "柳溪镇公务接待费年初预算是多少") == ["15.00"]
    assert "公务接待费的预算数" in bot.ask("柳溪镇公务接待费年初预算是多少").text


def test_a_blank_budget_is_told_as_blank(bot: Bot) -> None:
    assert "空白" in bot.ask("柳溪镇公务用车购置费预算多少，实际花了多少").text


@pytest.mark.parametrize("joint", ["", "、", "和", "，"])
def test_what_is_counted_two_ways_is_told_both_ways(bot: Bot, joint: str) -> None:
    assert figures(bot, f"柳溪镇公务接待多少批次{joint}多少人次") == ["96", "1315"]


def test_a_column_of_the_year_before_is_that_years(bot: Bot) -> None:
    assert figures(bot, "国家能源计量局三公经费是多少")[0] == "120.00"
    assert figures(bot, "国家能源计量局公务接待费预算是多少")[0] == "30.00"
    before = bot.ask("国家能源计量局2024年科学技术支出是多少")
    assert [(figure.value, figure.year) for figure in before.figures] == [("50.00", 2024)]
    assert "2024年执行数" in before.text
