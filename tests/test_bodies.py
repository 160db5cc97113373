"""Questions over the bodies held: which has the most, and two set side by side."""

from __future__ import annotations

import pytest

from bot.service import Bot


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("哪个部门的公务接待费最多", ["5.00", "1.00"]),
        ("哪个部门的公务接待费最少", ["1.00", "5.00"]),
        ("教育委员会和政务服务管理办公室的公务接待费各是多少", ["5.00", "1.00"]),
    ],
)
def test_bodies_are_set_side_by_side(two_bodies: Bot, question: str, values: list[str]) -> None:
    answer = two_bodies.ask(question)
    figures = [figure for figure in answer.figures if figure.formula is None]
    assert [figure.value for figure in figures] == values
    assert len({citation.document for citation in answer.citations}) == 2
    assert len({figure.basis for figure in figures}) == 1


def test_how_two_bodies_differ_is_worked_out(two_bodies: Bot) -> None:
    answer = two_bodies.ask("教育委员会和政务服务管理办公室的公务接待费差多少")
    assert (answer.figures[0].value, answer.figures[0].formula) == ("4.00", "5.00 − 1.00")


def test_a_body_without_a_document_of_the_year_is_named(two_bodies: Bot) -> None:
    answer = two_bodies.ask("教育委员会和政务服务管理办公室2025年公务接待费哪个多")
    assert answer.status == "refused" and not answer.figures


def test_what_one_of_them_does_not_print_is_not_compared(two_bodies: Bot) -> None:
    answer = two_bodies.ask("哪个部门的差旅费最多")
    assert answer.status != "answered" and not answer.figures


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("教育局的接待费", "教育局"),
        ("想问下昌元街道的三公经费", "昌元街道"),
        ("重庆市永川区政务服务管理办公室合计有多少", "重庆市永川区政务服务管理办公室"),
        ("永川区政务服务中心的办公费", "永川区政务服务中心"),
    ],
)
def test_a_body_not_held_is_named_and_nothing_of_another_is_offered(
    bot: Bot, question: str, body: str
) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.suggestions) == ("refused", [])
    assert f"没有收录“{body}”的公开文件" in answer.text


@pytest.mark.parametrize("question", ["食堂承包委外费多少", "付给印刷厂多少钱", "印务公司收了多少"])
def test_what_is_no_authority_is_not_taken_for_a_body(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered" and "没有收录" not in answer.text


def test_a_term_is_explained_whichever_body_is_meant(two_bodies: Bot) -> None:
    answer = two_bodies.ask("什么叫三公经费")
    assert answer.status == "answered" and len({c.document for c in answer.citations}) == 1
    assert two_bodies.ask("什么叫区块链").status != "answered"


def test_which_unit_has_the_most_is_no_item(bot: Bot) -> None:
    assert bot.ask("哪个单位三公经费最多").status != "answered"


@pytest.mark.parametrize(
    "question", ["部门和单位的三公经费差多少", "部门预算和单位预算的公务接待费一样吗"]
)
def test_one_disclosure_tells_of_a_body_or_of_a_unit(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "refused" and "没有可以与单位相比的数字" in answer.text


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("教育委员会和政务服务管理办公室哪家公务接待费更多", ["5.00", "1.00"]),
        ("教育委员会和政务服务管理办公室，哪个公务接待费更高", ["5.00", "1.00"]),
        ("教育委员会的公务接待费比政务服务管理办公室多吗", ["5.00", "1.00"]),
    ],
)
def test_which_of_two_bodies_has_more_is_asked_in_other_words(
    two_bodies: Bot, question: str, values: list[str]
) -> None:
    figures = [figure for figure in two_bodies.ask(question).figures if figure.formula is None]
    assert [figure.value for figure in figures] == values


def test_of_two_bodies_the_one_without_a_document_of_the_year_is_named_with_it(
    two_bodies: Bot,
) -> None:
    question = "重庆市荣昌区教育委员会和重庆大学公务接待费哪家多"
    assert "没有收录“重庆大学”" in two_bodies.ask(question).text
