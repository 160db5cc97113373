"""What is said beside the matter: about the asker, labels set aside, remarks on spelling."""

from __future__ import annotations

import pytest

from bot.service import Bot


def first(bot: Bot, question: str) -> tuple[str, str | None]:
    answer = bot.ask(question)
    assert answer.status == "answered", (question, answer.text)
    return answer.figures[0].label, answer.figures[0].value


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费是多少，我写稿子要用这个数",
        "想请问一下，公务接待费是多少",
        "公务接待费，我们领导要这个数",
        "要的是公务接待费，不是会议费",
        "不是三公经费哈，是公务接待费",
        "公务接待费是多少，不是三公经费",
    ],
)
def test_words_beside_the_matter_do_not_stop_an_answer(bot: Bot, question: str) -> None:
    assert first(bot, question) == ("公务接待费", "1.00")


def test_a_label_denied_is_not_the_one_meant(bot: Bot) -> None:
    assert first(bot, "奖励金列了多少，不是奖金哈，是奖励金") == ("奖励金", "0.01")
    assert first(bot, "奖金列了多少，不是奖励金哈，是奖金") == ("奖金", "117.61")


def test_a_word_said_to_be_missing_from_the_label_rules_labels_out(bot: Bot) -> None:
    assert first(bot, "医疗费（不带“补助”两个字的）多少") == ("医疗费", "4.36")


def test_a_clause_of_the_asker_that_asks_is_answered(bot: Bot) -> None:
    answer = bot.ask("公务接待费是多少，我想问为什么")
    assert "原因" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "奖励金不是奖金吗",
        "我表哥的公务接待费是多少",
        "公务接待费是多少，我问的是会议费",
        "公务接待费不含外事接待是多少",
    ],
)
def test_what_changes_the_question_still_stops_it(bot: Bot, question: str) -> None:
    assert bot.ask(question).status != "answered"


@pytest.mark.parametrize(
    "question",
    [
        "我是区总工会搞财务的，核对一哈，你们单位2026年公务接待费预算是多少",
        "我在写一篇关于差旅费的稿子，看到贵单位有公务接待的安排，想了解公务接待费是多少",
        "正在核对社保缴费这块的口径，麻烦看一下公务接待费是多少",
        "这几年财政紧张，公务接待费到底是多少",
    ],
)
def test_who_asks_and_what_for_is_not_asked(bot: Bot, question: str) -> None:
    assert first(bot, question) == ("公务接待费", "1.00")


def test_an_introduction_that_alone_names_something_is_the_matter(bot: Bot) -> None:
    assert bot.ask("我在查会议费，多少钱").status != "answered"
    assert first(bot, "我是想问公务接待费，是多少") == ("公务接待费", "1.00")


@pytest.mark.parametrize("said", ["有人说", "据说", "网上说", "听别人说", "新闻说"])
def test_who_told_it_is_no_name(bot: Bot, said: str) -> None:
    answer = bot.ask(f"{said}公务接待费是10万元，对吗")
    assert answer.text.startswith("不是") and answer.figures[0].value == "1.00"
