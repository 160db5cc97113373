"""A bot with a journal, who may sign in, and somebody who has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams
from starlette.testclient import TestClient

from bot.app import create_app
from bot.desk.accounts import Accounts, hash_password
from bot.records.journal import Journal
from bot.service import Bot
from desk.visiting import NAME, PASSWORD, Visitor
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store


@pytest.fixture(scope="module")
def staff() -> Accounts:
    return Accounts({NAME: hash_password(PASSWORD)})


@pytest.fixture(scope="module")
def bot(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    settings = Settings(store=tmp_path_factory.mktemp("store"))
    store = Store.open(settings, Bigrams())
    add(sample, store)
    with Bot(store, journal=Journal.open(settings)) as opened:
        yield opened


@pytest.fixture
def visitor(bot: Bot, staff: Accounts) -> Iterator[Visitor]:
    """Nobody signed in yet, in an application of its own."""
    with TestClient(
        create_app(bot, staff=staff),
        base_url="https://portal.test",
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as client:
        yield Visitor(client)


@pytest.fixture(scope="module")
def clerk(bot: Bot, staff: Accounts) -> Iterator[Visitor]:
    """Signed in."""
    with TestClient(
        create_app(bot, staff=staff), base_url="https://portal.test", follow_redirects=False
    ) as client:
        opened = Visitor(client)
        assert opened.sign_in().status_code == 303
        yield opened


@pytest.fixture
def empty_handed(bot: Bot) -> Iterator[None]:
    """Only what was held before is held after."""
    before = set(bot.library.catalogue().held)
    yield
    for document in set(bot.library.catalogue().held) - before:
        bot.store.remove(document)


@pytest.fixture
def no_curated(bot: Bot) -> Iterator[None]:
    """None in force after."""
    yield
    assert bot.journal
    for row in bot.journal.curated():
        bot.journal.end(row.id, "测试结束")
