"""Final accounts: what was spent beside what had been planned, and what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

ACCOUNTS = """青禾市云溪区水务局2025年度部门决算情况说明
二、部门决算收支情况说明
（一）收入支出决算总体情况说明
1.总体情况。2025年度收入总计910.00万元，支出总计910.00万元。收支较上年决算数减少60.00万元，下降6.2%。
2.财政拨款情况。2025年度财政拨款收、支总计905.00万元。与2024年相比，财政拨款收、支总计各减少70.00万元。
3.收入情况。2025年度收入合计900.00万元，较上年决算数减少50.00万元，下降5.3%，主要原因是专项减少。
（二）政府性基金预算收支决算情况说明
本年收入30.00万元。本年支出28.00万元，较上年决算数减少2.00万元，主要原因是项目完工。
三、“三公”经费情况说明
（一）“三公”经费支出总体情况说明
2025年度“三公”经费支出共计18.00万元，较年初预算数减少6.00万元，下降25%，主要原因是严控接待。较上年支出数增加1.00万元，增长5.9%，主要原因是车辆老化。
（二）“三公”经费分项支出情况
公务车运行维护费14.00万元，主要用于防汛巡查。费用支出较年初预算数减少3.00万元，下降17.6%，主要原因是合理调度。较上年支出数增加2.00万元，增长16.7%，主要原因是维修增加。
（三）“三公”经费实物量情况
公务用车购置0辆，公务车保有量为5辆；国内公务接待62批次515人。
（四）会议费决算情况
2025年度会议费财政拨款支出年初预算为5.00万元，支出决算为4.00万元，完成年初预算的80.00%。
四、国有资产占用情况说明
截至2025年12月31日，本部门共有车辆5辆，其中应急保障用车2辆。
"""


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot on the final accounts above."""
    folder: Path = tmp_path_factory.mktemp("accounts")
    file = folder / "accounts.txt"
    file.write_text(ACCOUNTS, "utf-8")
    with Store.open(Settings(store=folder / "store")) as store, Bot(store) as bot:
        add(file, store)
        yield bot


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("三公经费比年初预算少多少", "-6.00", "万元"),
        ("三公经费比上年增加多少", "1.00", "万元"),
        ("公车运行费比预算减少了百分之几", "-17.6", "%"),
        ("2024年三公经费是多少", "17.00", "万元"),
        ("会议费年初预算是多少", "5.00", "万元"),
        ("会议费决算是多少", "4.00", "万元"),
        ("会议费完成预算的百分之几", "80.00", "%"),
        ("会议费比年初预算少多少", "-1.00", "万元"),
        ("政府性基金预算支出是多少", "28.00", "万元"),
        ("收入总计比上年减少多少", "-60.00", "万元"),
        ("支出总计比上年减少多少", "-60.00", "万元"),
        ("收入总计是多少", "910.00", "万元"),
        ("财政拨款收入总计是多少", "905.00", "万元"),
        ("财政拨款支出总计比上年减少多少", "-70.00", "万元"),
        ("公务接待多少批次", "62", "批次"),
        ("公务接待多少人次", "515", "人"),
        ("买了几辆公车", "0", "辆"),
        ("应急保障用车有几辆", "2", "辆"),
    ],
)
def test_a_figure_of_the_accounts(accounts: Bot, question: str, value: str, unit: str) -> None:
    answer = accounts.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit)
    assert answer.figures[0].citations


def test_a_reason_is_told_by_what_the_change_is_against(accounts: Bot) -> None:
    assert "合理调度" in accounts.ask("公车运行费为什么比预算少").text.split("原文")[0]
    assert "维修增加" in accounts.ask("公车运行费为什么比上年多").text.split("原文")[0]
    both = accounts.ask("三公经费变化的原因是什么").text
    assert "比预算变化的原因：严控接待" in both
    assert "比上年变化的原因：车辆老化" in both


def test_whether_the_budget_was_overspent(accounts: Bot) -> None:
    assert accounts.ask("公车运行费超预算了吗").text.startswith("没有超过预算。")


def test_a_sentence_without_its_subject_is_cited_from_where_that_was_named(accounts: Bot) -> None:
    cited = accounts.ask("公车运行费比预算少多少").citations[0].text
    assert cited.startswith("公务车运行维护费14.00万元")


@pytest.mark.parametrize(
    "question",
    ["本年支出是多少", "收入合计年初预算是多少", "收入合计比预算少多少", "2023年三公经费"],
)
def test_what_the_accounts_do_not_tell_is_not_answered(accounts: Bot, question: str) -> None:
    assert accounts.ask(question).status == "refused"
