"""Words that narrow what is asked, and that nothing printed bears out, stop the answer."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    "question",
    [
        "今天的电费是多少",
        "昨天的差旅费是多少",
        "上周的差旅费是多少",
        "女职工的差旅费是多少",
        "老干部的差旅费是多少",
        "追加的差旅费是多少",
        "追加的质量合格率指标",
        "已付的差旅费是多少",
        "固定的公务接待费是多少",
        "大部分的差旅费是多少",
        "第一年的差旅费是多少",
        "一半的差旅费是多少",
        "差旅费的三分之一是多少",
        "新职工的差旅费是多少",
        "其他单位的差旅费是多少",
        "别的部门的公务接待费是多少",
        "上级单位的公务接待费是多少",
        "相关部门的差旅费是多少",
        "每个单位的差旅费是多少",
        "下属单位的差旅费是多少",
        "平均每个科室的差旅费",
        "差旅费结余是多少",
        "事业单位人员的奖金是多少",
        "参公编制职工的基本工资",
        "工作餐按50人算要多少钱",
        "政府性基金安排的差旅费是多少",
        "政府性基金安排的智慧政务平台运行维护项目是多少",
        "国有资本经营预算安排的对个人和家庭的补助合计是多少",
    ],
)
def test_a_word_that_narrows_what_is_asked_stops_the_answer(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered"
    assert answer.figures == []


def test_what_a_body_is_made_up_of_is_still_told(bot: Bot) -> None:
    assert bot.ask("有哪些下属单位").status == "answered"
    assert bot.ask("内设机构有哪些").status == "answered"


def test_a_row_that_is_called_total_is_not_summed_with_its_column(bot: Bot) -> None:
    answer = bot.ask("部门支出总表合计那行，基本支出")
    assert answer.figures[0].value == "717.77"
    slipped = bot.ask("部门之出总表合计那行，基本支出")
    assert "1859.75" not in {figure.value for figure in slipped.figures}


def test_two_near_labels_in_one_breath_are_not_two_things(bot: Bot) -> None:
    assert bot.ask("其他商品服务之出多少").status != "answered"


@pytest.mark.parametrize("person", ["检察长", "副检察长", "秘书长", "庭长", "所长", "馆长"])
def test_what_one_person_earns_is_not_disclosed(bot: Bot, person: str) -> None:
    assert "不涉及个人" in bot.ask(f"{person}工资多少").text
