"""What a page says of itself: when it was published, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams

from bot.service import Bot
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

PAGE = """\
青屏县档案馆2025年部门预算

一、部门收支总体情况

2025年收入合计900万元,支出合计900万元。

二、其他

部门预算公开联系人:李青 联系方式:0571-5550123 传真:0571-5550124
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("page")
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(PAGE.encode(), "档案馆.txt", "d", "档案馆.txt"))
        with Bot(store) as bot:
            yield bot


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("传真是多少", "0571-5550124"),
        ("传真号码", "0571-5550124"),
        ("联系电话是多少", "0571-5550123"),
    ],
)
def test_what_the_page_prints_is_quoted(archive: Bot, question: str, said: str) -> None:
    answer = archive.ask(question)
    assert said in answer.text and answer.citations


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("哪天发布的", "发布日期"),
        ("这个部门预算是什么时候公开的", "发布日期"),
        ("哪一天公开的", "发布日期"),
        ("谁发布的", "发布机构"),
        ("索引号是多少", "索引号"),
        ("电子邮箱是多少", "邮箱"),
        ("邮编多少", "邮编"),
    ],
)
def test_what_it_does_not_print_is_refused_plainly(archive: Bot, question: str, name: str) -> None:
    answer = archive.ask(question)
    assert (answer.status, answer.suggestions) == ("refused", [])
    assert f"没有写明{name}，请查看原网页" in answer.text


@pytest.mark.parametrize(("question", "name"), [("传真是多少", "传真"), ("附件有哪些", "附件")])
def test_the_sample_prints_neither_fax_nor_attachments(bot: Bot, question: str, name: str) -> None:
    assert f"没有写明{name}" in bot.ask(question).text


def test_the_cost_of_calls_is_no_way_to_call(bot: Bot) -> None:
    assert bot.ask("电话费多少钱").figures[0].value == "4.99"
