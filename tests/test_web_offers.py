"""What the chat offers unasked: hot questions in the order of use, documents to read on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from making import Bigrams, disclosure

from bot.records.journal import Journal
from bot.service import Bot
from bot.web.hot import HotQuestions
from bot.web.related import related
from bot.web.render import draw_answer
from ingest.settings import Settings
from ingest.store import Store


@pytest.fixture
def noted(sample_store: Path, tmp_path: Path) -> Iterator[Bot]:
    """The bot on the sample, with a journal of its own."""
    journal = Journal(f"sqlite:///{tmp_path / 'journal.sqlite3'}")
    with Bot(Store.open(Settings(store=sample_store)), journal=journal) as opened:
        yield opened


def test_what_most_people_ask_is_offered_first(noted: Bot) -> None:
    now = 0.0
    hot = HotQuestions(noted, clock=lambda: now)
    before = hot.current()
    for session in ("甲", "乙"):
        noted.ask("联系电话是多少", session=session)
    for _ in range(5):
        noted.ask("公务接待费是多少", session="甲")
    assert hot.current() == before
    now += 600
    assert hot.current()[:2] == ("联系电话是多少", "公务接待费是多少")
    assert len(hot.current()) == len(before)


def test_nothing_is_offered_because_somebody_typed_it(noted: Bot) -> None:
    before = HotQuestions(noted).current()
    for n in range(20):
        noted.ask("2026年公务接待费是多少，某某贪污", session=str(n))
    assert HotQuestions(noted).current() == before


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Bot]:
    """The bot on three years of one body and one of another."""
    store = Store.open(Settings(store=tmp_path / "store"), Bigrams())
    for body, year in [("甲局", 2024), ("甲局", 2025), ("甲局", 2026), ("乙局", 2026)]:
        made = disclosure(f"{body}{year}", "本年")
        title = f"{body}{year}年部门预算"
        metadata = replace(made.metadata, title=title, organization=body, year=year)
        store.put(replace(made, metadata=metadata, source=f"https://a.gov.cn/{body}/{year}"))
    with Bot(store) as opened:
        yield opened


def test_other_documents_of_the_body_are_offered_to_read_on(years: Bot) -> None:
    answer = years.ask("甲局2025年公务接待费是多少")
    found = related(years.library.catalogue(), answer)
    assert [held.metadata.title for held in found] == ["甲局2026年部门预算", "甲局2024年部门预算"]
    drawn = draw_answer(answer, related=found)
    assert "相关文件：《甲局2026年部门预算》2026年预算" in drawn
    assert 'href="https://a.gov.cn/甲局/2026"' in drawn


def test_beside_what_cites_nothing_there_is_nothing_to_read_on(years: Bot) -> None:
    answer = years.ask("今天天气怎么样")
    assert related(years.library.catalogue(), answer) == []
