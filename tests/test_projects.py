"""Projects meant by what is said of them; where that is not sure, the bot asks or refuses."""

from __future__ import annotations

import pytest

from bot.service import Bot
from bot.words.normalise import normalise
from ingest.vocabulary import read


@pytest.mark.parametrize(
    ("question", "project", "value"),
    [
        ("印宣传册办事指南那个项目，预算多少", "“渝快办”印刷项目", "8.00"),
        ("综窗吃饭那个项目批了多少", "综窗人员工作餐项目", "37.88"),
        ("保安和打扫卫生外包出去，预算是", "保安保洁劳务服务项目", "42.84"),
        ("买资产、修设备那个项目今年多少钱", "资产购置及维修维护", "53.87"),
        ("给窗口人员换统一服装的项目预算多少", "政务服务大厅运行", "21.20"),
        ("租电脑复印机的那个项目多少钱", "三级服务体系电子设备租赁", "11.40"),
        ("拍短视频搞宣传的那个项目多少钱", "政务服务宣传活动项目", "16.60"),
        ("培训窗口人员那个项目花多少钱", "政务服务培训项目", "9.30"),
        ("大厅运行里面属于重点专项的那笔是多少", "政务服务大厅运行", "21.20"),
        ("政务大厅运行项目（一般性项目那个）预算多少", "政务服务大厅运行项目", "192.30"),
        ("三级服务体系那个租电子设备的项目，多少万", "三级服务体系电子设备租赁", "11.40"),
    ],
)
def test_a_project_is_known_by_what_it_is_for(
    bot: Bot, question: str, project: str, value: str
) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.figures[0].label, answer.figures[0].value) == (project, value)


@pytest.mark.parametrize(
    "question",
    [
        "会议室那个项目多少钱",  # a word in passing of one project's text
        "消防培训多少钱",  # a part of what a project is for
        "消防培训项目多少钱",  # no project of that name
        "修路那个项目多少钱",  # nothing of the kind
        "张三那个培训窗口人员的项目多少钱",
        "大厅的项目多少钱",  # said of many
        "综窗人员每人每月工作餐多少钱",  # a rate, not the project
    ],
)
def test_no_project_is_guessed(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert "项目" not in [figure.label for figure in answer.figures]
    assert answer.status != "answered" or "元/" in answer.text or "770" in answer.text, answer.text


@pytest.mark.parametrize("said", sorted(read("projects")["printed"]))
def test_each_everyday_word_is_written_as_questions_are(said: str) -> None:
    printed = read("projects")["printed"][said]
    assert normalise(said) == said
    assert printed and said not in read("projects")["empty"]


def test_a_named_label_is_never_swallowed_by_a_description(bot: Bot) -> None:
    answer = bot.ask("宣传活动有效服务群众人次多少")
    assert (answer.figures[0].value, answer.figures[0].unit) == ("50", "万人次")


def test_an_indicator_of_no_project_named_is_told_of_every_one_that_sets_it(bot: Bot) -> None:
    answer = bot.ask("群众满意度是多少")
    projects = {citation.row[0] for citation in answer.citations if citation.row}
    assert answer.status == "answered" and len(projects) == len(answer.figures) > 5
    assert {figure.unit for figure in answer.figures} == {"%"}
