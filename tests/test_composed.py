"""Questions put together of several, and what conversations leave out, asked of the real sample."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("保安保洁项目预算多少，聘几个人，保洁面积多大", ["42.84", "7", "3800"]),
        ("工作餐项目的用餐标准和就餐人数各是多少", ["35", "41"]),
        ("水费多少，电费呢", ["0.16", "0.49"]),
        ("采购预算是多少，其中货物多少", ["5.11", "4.11"]),
        ("保安保洁项目请了几个保安、几个保洁", ["4", "3"]),
        ("职业化培训人数和次数各是多少", ["200", "4"]),
        ("三公经费是多少，其中公车多少", ["3.50", "2.50"]),
        ("智慧政务平台运行维护项目和印刷项目的满意度分别是多少", ["98", "96"]),
    ],
)
def test_a_question_of_several_clauses_is_answered_clause_by_clause(
    bot: Bot, question: str, values: list[str]
) -> None:
    assert [figure.value for figure in bot.ask(question).figures] == values


def test_a_clause_that_names_what_is_not_disclosed_is_answered_so(bot: Bot) -> None:
    answer = bot.ask("公务接待费多少，会议费多少")
    assert [figure.value for figure in answer.figures] == ["1.00"]
    assert "没有列出“会议费”" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "教育局的会议费多少，公务接待费多少",
        "公务接待费多少，教育局的呢",
        "综窗人员工作餐项目的工作服人数是多少",
        "综窗人员工作餐项目的指标权重是多少",
        "整体目标表里的公务接待费是多少",
    ],
)
def test_what_is_asked_of_another_body_project_or_table_is_not_given(
    bot: Bot, question: str
) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.figures) == ("refused", [])


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("保障就餐人数的指标权重，整体目标表和项目表里分别是多少", ["5", "20"]),
        ("系统稳定运行保障率的权重是多少，整体绩效目标和智慧政务项目里各占多少", ["10", "20"]),
        ("服务群众人次这个指标，有几个项目都设了，分别是多少", ["350000", "40"]),
        ("公务接待费在三公经费表和基本支出表里各是多少", ["1.00", "1.00"]),
        ("公务接待费，三公经费口径和基本支出口径分别多少", ["1.00", "1.00"]),
        ("财政拨款收支口径的教育支出是多少", ["2.26"]),
        ("部门整体绩效目标里服务对象满意度指标值", ["99"]),
    ],
)
def test_each_place_that_is_asked_for_is_shown(bot: Bot, question: str, values: list[str]) -> None:
    assert [figure.value for figure in bot.ask(question).figures] == values


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("情况说明正文里的基本支出是多少，和基本支出表的总计一致吗", "一致。"),
        ("正文里写的公务接待费和表里的一致吗", "一致。"),
        ("收入合计和支出合计对得上吗", "一致。"),
        ("水费和电费一样吗", "不一致。"),
    ],
)
def test_two_places_are_compared_as_printed(bot: Bot, question: str, verdict: str) -> None:
    answer = bot.ask(question)
    assert answer.text.startswith(verdict)
    assert len(answer.figures) == 2
    assert all(figure.citations for figure in answer.figures)


def test_the_same_as_last_year_is_a_change(bot: Bot) -> None:
    assert "与上年持平" in bot.ask("今年三公经费和去年一样吗").text


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("你们水费预算好多", "那电呢"), "0.49"),
        (("综窗工作餐那个项目今年多少钱", "给多少人吃"), "41"),
        (("保安保洁项目多少钱", "满意度要求呢"), "96"),
        (("保安保洁项目多少钱", "满意度要求呢", "保洁面积又是好多"), "3800"),
        (("哪个项目预算最多", "满意度指标呢"), "99"),
        (("保安保洁项目多少钱", "公务接待费呢"), "1.00"),
    ],
)
def test_a_conversation_about_a_project_goes_on_inside_it(
    bot: Bot, turns: tuple[str, ...], value: str
) -> None:
    answers = [bot.ask(turn, f"inside-{turns}") for turn in turns]
    assert answers[-1].figures[0].value == value


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("水费和电费合计占商品和服务支出多少", "0.56", "(0.16 + 0.49) ÷ 116.37 × 100"),
        ("人员经费和日常公用经费各占基本支出的百分之几", "83.79", "601.40 ÷ 717.77 × 100"),
        ("基本支出和项目支出各占总支出多少", "62.85", "717.77 ÷ 1,141.98 × 100"),
        ("智慧政务平台项目在全部项目支出里占几成", "7.23", "30.68 ÷ 424.21 × 100"),
        ("商品和服务支出里工会经费占多少", "45.11", "52.49 ÷ 116.37 × 100"),
        ("公务接待费是三公经费的百分之几", "28.57", "1.00 ÷ 3.50 × 100"),
        ("工会经费是差旅费的几倍", "26.25", "52.49 ÷ 2.00"),
        ("30205到30211一共多少", "7.64", "0.16 + 0.49 + 4.99 + 2.00"),
        (
            "十个项目的当年预算加起来是多少",
            "424.07",
            "30.68 + 192.30 + 11.40 + 53.87 + 8.00 + 9.30 + 16.60 + 37.88 + 21.20 + 42.84",
        ),
        ("两个大厅运行的项目，一般性项目那个比重点专项那个多多少", "171.10", "192.30 − 21.20"),
    ],
)
def test_what_is_worked_out_of_several_shows_its_formula(
    bot: Bot, question: str, value: str, formula: str
) -> None:
    figure = bot.ask(question).figures[0]
    assert (figure.value, figure.formula) == (value, formula)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("人员经费超过基本支出的一半吗", "是，"),
        ("项目支出超过一半了吗", "不是，"),
        ("公务接待费占三公经费一半以上吗", "不是，"),
    ],
)
def test_a_stated_share_is_confirmed_or_not(bot: Bot, question: str, verdict: str) -> None:
    answer = bot.ask(question)
    assert answer.text.startswith(verdict)
    assert answer.figures[0].unit == "%"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("重点专项有哪些", ["政务服务大厅运行"]),
        ("大厅运行里面属于重点专项的那笔是多少", ["政务服务大厅运行", "政务服务大厅运行项目"]),
        ("一般性项目里最少的是哪个", ["“渝快办”印刷项目"]),
        (
            "政务服务培训项目里权重最高的是哪个指标",
            ["政务服务培训项目的提升政务服务效率的指标权重"],
        ),
        ("30201到30217里最多的是哪项", ["邮电费"]),
    ],
)
def test_projects_indicators_and_codes_are_sets(bot: Bot, question: str, labels: list[str]) -> None:
    assert [figure.label for figure in bot.ask(question).figures] == labels


@pytest.mark.parametrize(
    "question",
    ["九个项目的当年预算加起来是多少", "重点专项的保安保洁项目多少钱", "指标值最高的是哪个指标"],
)
def test_a_set_that_is_not_so_is_refused(bot: Bot, question: str) -> None:
    assert bot.ask(question).status == "refused"


def test_a_blank_of_one_group_is_not_given_for_another(bot: Bot) -> None:
    assert bot.ask("收入里面一般公共预算拨款进来多少钱").figures[0].value == "1141.98"
    assert bot.ask("一般公共预算拨款是多少").figures[0].value is None


def test_words_side_by_side_share_their_ending(bot: Bot) -> None:
    values = [figure.value for figure in bot.ask("基本和项目各占多少钱").figures]
    assert values == ["717.77", "424.21"]


def test_a_label_is_shown_in_every_place_that_prints_the_amount_named(bot: Bot) -> None:
    answer = bot.ask("培训支出2.26万元在哪几张表里出现，部门收入总表里的培训支出是多少")
    assert {figure.value for figure in answer.figures} == {"2.26"}
    assert all(table in answer.text for table in ("表八", "表七", "表二"))
    assert answer.text.endswith("（全部收入口径，表七“2050803 培训支出”）。")


def test_unlike_things_asked_of_the_same_are_each_worked_out(bot: Bot) -> None:
    answer = bot.ask("水费和电费一共多少，哪个多")
    assert {figure.value for figure in answer.figures} >= {"0.65", "0.33"}


def test_amounts_computed_together_are_of_one_table(bot: Bot) -> None:
    answer = bot.ask("公务接待费比差旅费少多少")
    cited = {answer.citations[n].table for figure in answer.figures for n in figure.citations}
    assert cited == {"表三"}
    assert answer.figures[0].value == "1.00"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("三公经费是多少", "其中接待费占几成"), "28.57"),
        (("水费、电费、邮电费分别是多少", "合计多少"), "5.64"),
        (("公务接待费是多少", "水费、电费、邮电费分别是多少", "合计多少"), "5.64"),
    ],
)
def test_what_is_worked_out_next_is_of_what_was_spoken_of(
    bot: Bot, turns: tuple[str, ...], value: str
) -> None:
    answers = [bot.ask(turn, f"next-{turns}") for turn in turns]
    assert answers[-1].figures[0].value == value


def test_this_year_and_last_are_compared_by_what_is_printed_of_the_change(bot: Bot) -> None:
    answer = bot.ask("基本支出2025和2026对比")
    assert answer.figures[0].value == "-52.13"
    assert {figure.value for figure in answer.figures} >= {"769.90"}
    assert "推算" in answer.text


def test_what_is_missing_is_told_in_the_order_it_was_asked_in(bot: Bot) -> None:
    answer = bot.ask("教育支出的基本支出在整体目标表里是多少")
    assert "没有列出“整体目标表的教育支出、基本支出”" in answer.text


def test_one_thing_of_another_that_no_place_prints_is_neither_of_them(bot: Bot) -> None:
    answer = bot.ask("机关运行经费的公务用车运行费是多少")
    assert answer.status != "answered" and not answer.figures
