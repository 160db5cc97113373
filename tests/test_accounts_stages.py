"""What was planned and what was spent asked in one question, and what is counted of one thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import bot_on

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

收入支出决算总表
公开01表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t90.00\t一、农林水支出\t60.00
二、政府性基金预算财政拨款收入\t0.00\t二、住房保障支出\t35.00
三、国有资本经营预算财政拨款收入\t\t三、国有资本经营预算支出\t
本年收入合计\t90.00\t本年支出合计\t95.00
年初结转和结余\t10.00\t年末结转和结余\t5.00
总计\t100.00\t总计\t100.00

国有资产占用情况表
公开10表
项目\t车辆（辆）\t
\t合计\t执法执勤用车
数量\t8\t4

一、决算情况说明
1.农林水支出（类）农业农村（款）病虫害控制（项）。年初预算为30.00万元，支出决算为36.00万元，完成年初预算的120.00%。
全年国内公务接待96批次，1315人次。2023年末，使用财政拨款开支的公务用车保有量为8辆。
二、政府采购支出说明
2023年度政府采购支出总额186.40万元。授予中小企业合同金额180.00万元，占政府采购支出总额的96.57%，其中：授予小微企业合同金额164.25万元，占授予中小企业合同金额的91.25%。
"""

BUDGET = """国家能源计量局2025年部门预算

一般公共预算“三公”经费支出表
部门公开表7
部门：国家能源计量局\t单位：万元
2024年预算数\t\t\t2025年预算数\t\t
合计\t因公出国（境）费\t公务接待费\t合计\t因公出国（境）费\t公务接待费
178.50\t146.00\t32.50\t120.00\t90.00\t30.00

一般公共预算基本支出表
部门公开表6
部门：国家能源计量局	单位：万元
科目编码	科目名称	合计
302	商品和服务支出	57.00
30212	因公出国（境）费用	57.00

一般公共预算支出表
部门公开表5
部门：国家能源计量局\t单位：万元
科目编码\t科目名称\t2024年执行数\t2025年预算数\t\t
\t\t\t小计\t基本支出\t项目支出
206\t科学技术支出\t50.00\t60.00\t20.00\t40.00
\t合计\t50.00\t60.00\t20.00\t40.00
"""


NO_CAR_THIS_YEAR = """国家海岸测绘局2025年部门预算

一般公共预算“三公”经费支出表
部门公开表7
部门：国家海岸测绘局\t单位：万元
2024年预算数\t\t\t2025年预算数\t\t
合计\t公务用车购置费\t公务接待费\t合计\t公务用车购置费\t公务接待费
41.00\t25.00\t16.00\t14.00\t\t14.00

2025年“三公”经费预算数为14.00万元，比2024年减少27.00万元。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    pages = {"accounts.txt": ACCOUNTS, "budget.txt": BUDGET, "no-car.txt": NO_CAR_THIS_YEAR}
    with bot_on(tmp_path_factory.mktemp("stages"), pages) as found:
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


@pytest.mark.parametrize("said", ["省了多少", "少花了多少", "节约多少"])
def test_what_was_saved_of_a_budget(bot: Bot, said: str) -> None:
    assert figures(bot, f"柳溪镇公务接待费比预算{said}")[0] == "-3.16"


def test_a_blank_budget_is_told_as_blank(bot: Bot) -> None:
    assert "空白" in bot.ask("柳溪镇公务用车购置费预算多少，实际花了多少").text


@pytest.mark.parametrize("joint", ["", "、", "和", "，"])
def test_what_is_counted_two_ways_is_told_both_ways(bot: Bot, joint: str) -> None:
    assert figures(bot, f"柳溪镇公务接待多少批次{joint}多少人次") == ["96", "1315"]


def test_a_column_of_the_year_before_is_that_years(bot: Bot) -> None:
    assert figures(bot, "国家能源计量局三公经费是多少")[0] == "120.00"
    assert figures(bot, "国家能源计量局公务接待费预算是多少")[0] == "30.00"
    assert figures(bot, "国家能源计量局2025年出国花多少钱")[0] == "90.00"
    before = bot.ask("国家能源计量局2024年科学技术支出是多少")
    assert [(figure.value, figure.year) for figure in before.figures] == [("50.00", 2024)]
    assert "2024年执行数" in before.text


def test_last_years_amount_is_told_where_this_year_has_none(bot: Bot) -> None:
    assert figures(bot, "国家海岸测绘局2024年公务用车购置费预算") == ["25.00"]
    assert figures(bot, "国家海岸测绘局2025年公务用车购置费预算") == [None]


def test_a_sides_total_is_called_by_its_side(bot: Bot) -> None:
    assert figures(bot, "柳溪镇收入总计是多少") == ["100.00"]
    assert figures(bot, "柳溪镇支出总计是多少") == ["100.00"]
    assert figures(bot, "柳溪镇总支出是多少") == ["95.00"]  # what is carried over is not spent
    assert figures(bot, "柳溪镇2023年年初结转和结余") == ["10.00"]


def test_what_is_asked_of_one_side_is_not_told_of_the_other(bot: Bot) -> None:
    assert "收入为" not in bot.ask("柳溪镇政府性基金支出是多少").text
    blank = bot.ask("柳溪镇国有资本经营支出是多少")
    assert "国有资本经营预算支出一栏为空白" in blank.text
    assert all("收入" not in "".join(citation.row or []) for citation in blank.citations)


@pytest.mark.parametrize("thing", ["采购预算", "集中采购", "采购合计"])
def test_a_total_of_no_purchases_is_not_what_purchases_come_to(bot: Bot, thing: str) -> None:
    assert not bot.ask(f"国家能源计量局{thing}多少").figures


def test_each_of_two_counts_is_told(bot: Bot) -> None:
    assert figures(bot, "柳溪镇有几辆公车，其中执法执勤用车几辆") == ["8", "4"]
    assert figures(bot, "柳溪镇有几辆执法执勤用车") == ["4"]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("柳溪镇小微企业拿到多少政府采购合同，占多少", "91.25"),
        ("柳溪镇中小企业合同占政府采购的比例", "96.57"),
    ],
)
def test_the_share_of_small_firms_is_told_as_printed(bot: Bot, question: str, share: str) -> None:
    assert share in figures(bot, question)


def test_a_part_is_never_more_than_its_whole(bot: Bot) -> None:
    answer = bot.ask("柳溪镇人民政府政府采购授予小微企业的比例")
    assert all(figure.value != "113.49" for figure in answer.figures)


BESIDE = """青禾市云溪区柳浦街道办事处2022年度部门决算

一般公共预算财政拨款“三公”经费及机关运行经费支出决算表
单位：万元
合计\t\t公务用车购置及运行维护费\t\t\t\t公务接待费\t
预算数\t决算数\t公务用车购置费\t\t公务用车运行维护费\t\t预算数\t决算数
\t\t预算数\t决算数\t预算数\t决算数\t\t
44.50\t36.18\t18.00\t17.65\t22.50\t18.32\t4.00\t0.21

一、说明
1.教育支出（类）普通教育（款）小学教育（项）。年初预算为6.00万元，支出决算为3.00万元，完成年初预算的50.00%。
"""


def test_what_stands_over_both_stages_is_what_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "accounts.txt").write_text(BESIDE, "utf-8")
    with Store.open(Settings(store=tmp_path / "store")) as store, Bot(store) as bot:
        add(tmp_path / "accounts.txt", store)
        assert figures(bot, "买车花了多少钱") == ["17.65"]
        assert figures(bot, "公务接待费是多少") == ["0.21"]
        assert figures(bot, "公务接待费决算比预算少多少")[0] == "-3.79"
        assert figures(bot, "公务接待费预算多少，实际花了多少") == ["4.00", "0.21"]
        assert figures(bot, "小学教育完成了百分之多少")[0] == "50.00"
