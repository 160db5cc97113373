"""What is offered where a question is not answered: complete questions that are answered."""

from __future__ import annotations

import pytest
from making import SECOND_ADDRESS

from bot.labels.meanings import Meanings
from bot.service import Bot
from bot.verify import faults

UNANSWERED = [
    "会议费是多少",
    "网断了多久修好",
    "消防培训多少钱",
    "租电脑复印机监控那些设备要花多少钱",
    "2024年公务接待费是多少",
    "会议费和取暖费分别是多少",
    "教育局的公务接待费是多少",
    "公务接待费有多少个",
    "大厅的项目多少钱",
    "养老院给了多少钱",
]


@pytest.mark.parametrize("question", UNANSWERED)
def test_every_suggestion_is_a_question_that_is_answered(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status != "answered" and len(answer.suggestions) <= 4
    for suggestion in answer.suggestions:
        assert bot.ask(suggestion).status == "answered", suggestion
        assert bot.ask(suggestion).figures, suggestion


@pytest.mark.parametrize("question", [*UNANSWERED, "公务接待费是多少", "哪个项目花钱最多"])
def test_with_several_bodies_each_names_its_own(two_bodies: Bot, question: str) -> None:
    for page in (None, SECOND_ADDRESS):
        answer = two_bodies.ask(question, page=page)
        for suggestion in answer.suggestions:
            assert two_bodies.ask(suggestion, page=page).status == "answered", suggestion


def test_an_everyday_word_is_offered_as_the_row_it_means(bot: Bot) -> None:
    answer = bot.ask("除了差旅费和会议费，商品和服务支出还剩多少")
    assert "剩多少" not in "".join(answer.suggestions) and "结转下年是多少" in answer.suggestions


def test_labels_near_in_meaning_are_a_choice_and_never_an_answer(bot: Bot) -> None:
    answer = bot.ask("网断了多久修好")
    assert (answer.status, answer.figures) == ("clarify", [])
    assert "排除网络故障及时性是多少" in answer.suggestions


@pytest.mark.parametrize("question", ["火星移民花了多少钱", "今天天气怎么样", "局长工资多少", ""])
def test_nothing_is_offered_for_what_is_not_there(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.suggestions) == ("refused", [])


def test_no_offer_is_a_total_or_the_body_itself(bot: Bot) -> None:
    for question in ("政务环境花了多少", "管理办公室花了多少", "会议费一共花了多少"):
        for suggestion in bot.ask(question).suggestions:
            assert "政务服务管理办公室" not in suggestion and "一共" not in suggestion


def test_a_body_that_is_not_held_is_not_offered_another_ones_figures(two_bodies: Bot) -> None:
    answer = two_bodies.ask("永川区政务办公务接待费是多少")
    assert (answer.status, answer.figures, answer.suggestions) == ("refused", [], [])
    assert "荣昌区" in answer.text


def test_a_long_question_is_not_repeated_whole(bot: Bot) -> None:
    long = "那个很久以前买来放在走廊尽头柜子上面的青花瓷瓶" * 15
    answer = bot.ask(f"{long}多少钱")
    assert answer.status != "answered"
    assert len(answer.text) < 250
    assert faults(answer, [long]) == []


def test_numbers_of_the_asker_do_not_withhold_the_reply(bot: Bot) -> None:
    answer = bot.ask("第17号青花瓷瓶多少钱")
    assert "没有找到" in answer.text and "出处核对" not in answer.text


class Counting:
    """An embedder of two directions that counts what it embeds."""

    name = "counting"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0, 0.0] if "车" in text else [0.0, 1.0]


def test_each_label_is_embedded_once() -> None:
    embedder = Counting()
    meanings = Meanings(embedder)
    labels = ["公务用车", "差旅费", "办公费", "电费"]
    assert meanings.near("小汽车", labels, 4) == ["公务用车"]
    assert meanings.near("小汽车", [*labels, "车辆"], 4) == ["公务用车", "车辆"]
    assert embedder.embedded == [*labels, "车辆"]
    assert meanings.near("小汽车", [], 4) == []


def test_a_reason_without_a_body_offers_the_bodies_that_give_one(two_bodies: Bot) -> None:
    answer = two_bodies.ask("机关运行经费为什么减少")
    assert answer.status == "clarify" and answer.suggestions
    for suggestion in answer.suggestions:
        told = two_bodies.ask(suggestion)
        assert told.status == "answered" and told.citations
