"""Bodies called by what a rule makes of their names, and never one body for another."""

from __future__ import annotations

import pytest

from bot.bodies.abbreviations import abbreviations
from bot.service import Bot


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("重庆市荣昌区政务服务管理办公室", "政务办"),
        ("重庆市荣昌区政务服务管理办公室", "政务服务办"),
        ("重庆市荣昌区政务服务管理办公室", "政管办"),
        ("上海市普陀区委社会工作部", "社工部"),
        ("重庆市荣昌区教育委员会", "教委"),
        ("青禾市发展和改革委员会", "发改委"),
        ("青禾市人力资源和社会保障局", "人社局"),
        ("青禾市城市管理局", "城管局"),
        ("青禾市文化和旅游局", "文旅局"),
        ("江苏省人大常委会办公厅", "人大办公厅"),
        ("青禾市人大常委会办公室", "人大办"),
    ],
)
def test_a_name_is_shortened_as_people_do(name: str, short: str) -> None:
    assert short in set(abbreviations(name))


@pytest.mark.parametrize("name", ["西南大学", "青禾市档案馆", "青禾市办公室", "", "办公室"])
def test_a_name_whose_words_cannot_be_told_has_no_short_form(name: str) -> None:
    assert list(abbreviations(name)) == []


@pytest.mark.parametrize(
    "body", ["政务办", "荣昌政务办", "荣昌区政务服务办", "区政管办", "重庆荣昌政务办"]
)
def test_a_short_form_names_its_body(two_bodies: Bot, body: str) -> None:
    answer = two_bodies.ask(f"{body}公务接待费是多少")
    assert answer.status == "answered", answer.text
    assert answer.figures[0].organization == "重庆市荣昌区政务服务管理办公室"
    assert answer.figures[0].value == "1.00"


def test_the_other_body_has_its_own(two_bodies: Bot) -> None:
    answer = two_bodies.ask("区教委三公经费是多少")
    assert answer.figures[0].organization == "重庆市荣昌区教育委员会"


@pytest.mark.parametrize(
    "body",
    [
        *("市政务办", "重庆市政务服务管理办公室", "永川区政务服务管理办公室", "永川政务办"),
        *("市教委", "重庆市教委", "教育局", "政府办", "政法委", "政协办"),
    ],
)
def test_another_body_is_not_taken_for_one_held(two_bodies: Bot, bot: Bot, body: str) -> None:
    for asked in (two_bodies, bot):
        answer = asked.ask(f"{body}公务接待费是多少")
        assert (answer.status == "answered", answer.figures) == (False, []), answer.text


def test_a_longer_word_is_no_short_form(two_bodies: Bot) -> None:
    assert two_bodies.ask("政务办公用房面积是多少").status != "answered"
