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
