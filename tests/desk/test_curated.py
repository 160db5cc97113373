"""Answers that staff write: cited, in force until their documents change."""

from __future__ import annotations

import re

import pytest
from httpx2 import Response

from bot.answer import Answer
from bot.service import Bot
from desk.visiting import NAME, Visitor, budget, upload, words


def curate(clerk: Visitor, question: str, text: str, evidence: str = "") -> Response:
    return clerk.send(
        "/staff/curated/new", question=question, text=text, evidence=evidence, do="approve"
    )


def ask(clerk: Visitor, question: str) -> Answer:
    body = {"question": question, "session": None}
    return Answer.model_validate(clerk.client.post("/api/ask", json=body).json())


@pytest.mark.usefixtures("no_curated")
def test_an_approved_answer_is_given_with_its_figure_cited_and_who_wrote_it(
    clerk: Visitor,
) -> None:
    text = "2026年公务接待费预算为1.00万元，与上年持平。"
    assert curate(clerk, "公务接待费是多少", text).status_code == 303
    for question in ("公务接待费是多少", "请问公务接待费多少钱？", "公務接待費是多少"):
        answer = ask(clerk, question)
        assert answer.text == f"人工答复：{text}"
        assert answer.curated and answer.curated.by == NAME
        (figure,) = answer.figures
        assert (figure.value, figure.unit) == ("1.00", "万元")
        assert "1.00" in {answer.citations[n].text for n in figure.citations}
    for question in ("公务接待费比去年增加多少", "公务用车运行费是多少", "为什么有公务接待费"):
        assert ask(clerk, question).curated is None
    assert text in words(clerk.get("/staff/curated"))


@pytest.mark.usefixtures("no_curated")
def test_a_refused_question_is_answered_from_what_other_questions_find(clerk: Visitor) -> None:
    text = "会议费没有单独列示，“三公”经费预算合计3.50万元。"
    refused = curate(clerk, "会议费是多少", text)
    assert refused.status_code == 422 and "3.50万元 不是所列依据问题查出的数字" in words(refused)
    assert curate(clerk, "会议费是多少", text, "三公经费一共多少").status_code == 303
    answer = ask(clerk, "会议费是多少")
    assert answer.status == "answered" and answer.figures[0].value == "3.50"


@pytest.mark.usefixtures("no_curated")
@pytest.mark.parametrize(
    "text",
    [
        "公务接待费为2.00万元。",
        "公务接待费约1.00亿元。",
        "占50%。",
        "共请客37次。",
        "",
        "字" * 2001,
    ],
)
def test_a_text_with_a_figure_that_is_not_traced_is_not_published(
    clerk: Visitor, text: str
) -> None:
    response = curate(clerk, "公务接待费是多少", text)
    assert response.status_code == 422
    assert "没有发布" in words(response)
    assert ask(clerk, "公务接待费是多少").curated is None


@pytest.mark.usefixtures("no_curated")
def test_a_withdrawn_answer_is_given_no_more(clerk: Visitor, bot: Bot) -> None:
    curate(clerk, "公务接待费是多少", "公务接待费1.00万元。")
    assert bot.journal
    (row,) = bot.journal.curated()
    assert clerk.send(f"/staff/curated/{row.id}/end").status_code == 303
    assert ask(clerk, "公务接待费是多少").curated is None
    assert clerk.send(f"/staff/curated/{row.id}/end").status_code == 404


@pytest.mark.usefixtures("no_curated", "empty_handed")
def test_an_answer_ends_when_its_document_changes(clerk: Visitor, bot: Bot) -> None:
    question = "青山县档案馆公务接待费是多少"
    preview = upload(clerk, budget("1.20", "3.20")).headers["location"]
    clerk.send(f"{preview}/confirm")
    assert curate(clerk, question, "公务接待费预算1.20万元。").status_code == 303
    assert ask(clerk, question).curated
    preview = upload(clerk, budget("1.50", "3.50")).headers["location"]
    (old,) = re.findall('name="replaces" value="(.+?)"', clerk.get(preview).text)
    clerk.send(f"{preview}/confirm", replaces=old)
    answer = ask(clerk, question)
    assert answer.curated is None and answer.figures[0].value == "1.50"
    assert "所依据的文件已更新" in words(clerk.get("/staff/curated"))
    assert f"系统 人工答复失效 {question}" in words(clerk.get("/staff/changes"))


@pytest.mark.usefixtures("no_curated", "empty_handed")
def test_an_answer_ends_when_another_document_comes_under_its_question(clerk: Visitor) -> None:
    curate(clerk, "公务接待费是多少", "公务接待费1.00万元。")
    preview = upload(clerk, budget("1.20", "3.20")).headers["location"]
    clerk.send(f"{preview}/confirm")
    assert ask(clerk, "公务接待费是多少").curated is None
    assert "收录的文件有增减" in words(clerk.get("/staff/curated"))
