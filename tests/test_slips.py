"""Slips of the pen in a label, and questions about all the money."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.service import Bot
from ingest.vocabulary import read


@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("差施费多少", "差旅费", "2.00"),
        ("邮由费多少", "邮电费", "4.99"),
        ("工会费经多少", "工会经费", "52.49"),
        ("公接待费多少", "公务接待费", "1.00"),
        ("工积金多少", "住房公积金", "31.32"),
        ("今年的公务接代费是多少呀", "公务接待费", "1.00"),
        ("差旅費多少", "差旅费", "2.00"),
    ],
)
def test_a_slip_still_finds_its_label(bot: Bot, question: str, label: str, value: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.figures[0].label, answer.figures[0].value) == (label, value)


def test_what_others_there_are_is_no_label(bot: Bot) -> None:
    assert "其他收入" not in bot.ask("其他社会福利支出多少").text


@pytest.mark.parametrize("question", ["办案费多少", "印花费多少", "福彩费多少", "办会费多少"])
def test_another_item_is_no_slip(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "重庆市永川区政务服务管理办公室合计有多少",
        "重庆市永川区政务服务管理办公室的保安保洁劳务服务项目是多少",
        "重庆市荣昌区行政审批中心的预算是多少",
        "重庆市永川区政务服务管理办公室的电费平均成本是多少",
    ],
)
def test_another_body_is_no_slip_of_one_that_a_table_prints(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


@given(st.sampled_from(read("typos")["alike"]))
@settings(max_examples=60)
def test_look_alikes_are_single_characters(group: str) -> None:
    assert len(group) >= 2 and all("\u4e00" <= character <= "\u9fff" for character in group)


@pytest.mark.parametrize(
    "question", ["今年花了多少钱", "总共多少钱", "政务办今年一共花多少钱", "预算总共多少"]
)
def test_money_without_an_item_is_all_of_it(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "answered", answer.text
    assert (answer.figures[0].value, answer.figures[0].unit) == ("1141.98", "万元")


def test_how_all_the_money_changed(bot: Bot) -> None:
    assert bot.ask("今年的钱比去年是多了还是少了").figures[0].value == "-52.01"


@pytest.mark.parametrize("question", ["今天多少度", "张三花了多少钱", "2024年花了多少钱", "多少"])
def test_not_everything_is_about_the_whole(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


def test_in_a_conversation_it_is_about_what_was_spoken_of(bot: Bot) -> None:
    bot.ask("公务接待费是多少", session="whole")
    assert bot.ask("花了多少钱", session="whole").figures[0].value == "1.00"


@pytest.mark.parametrize(
    ("question", "value"),
    [("有没有领导出国的开销", "0"), ("三公里头公车跑起来的运行费", "2.50")],
)
def test_people_in_an_item_do_not_stop_it(bot: Bot, question: str, value: str) -> None:
    assert bot.ask(question).figures[0].value == value


@pytest.mark.parametrize("question", ["社区卫生花了多少", "教育医疗花了多少钱"])
def test_two_everyday_words_that_make_one_are_not_two_items(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


def test_two_everyday_words_for_one_place_are_one_item(bot: Bot) -> None:
    assert bot.ask("三公公车多少").status == "answered"
    values = [figure.value for figure in bot.ask("请客吃饭和养公车各花了多少").figures]
    assert values[:2] == ["1.00", "2.50"]
