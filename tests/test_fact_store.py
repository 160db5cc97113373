"""The fact store: one suite that SQLite and PostgreSQL both pass."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from making import disclosure, disclosures
from sqlalchemy import create_engine, make_url, text

from ingest.errors import SettingsError, StoreError
from ingest.model import Disclosure, Fact
from ingest.store import FactStore
from ingest.store.facts import Embedded


@pytest.fixture(params=["sqlite", "postgresql"])
def facts_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own for each test."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'facts.sqlite3'}"
        return
    server = create_engine(request.getfixturevalue("postgres_url"), isolation_level="AUTOCOMMIT")
    name = f"test_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"create database {name}"))
        yield server.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@pytest.fixture
def store(facts_url: str) -> Iterator[FactStore]:
    store = FactStore(facts_url)
    yield store
    store.close()


def put(store: FactStore, *disclosures: Disclosure) -> None:
    with store.writing() as writing:
        for one in disclosures:
            vectors = [[0.5, 0.25]] * len(one.passages)
            writing.put(one, Embedded(f"version of {one.document}", "model", vectors))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(disclosures)
def test_what_is_put_in_comes_out_equal(store: FactStore, made: Disclosure) -> None:
    put(store, made)
    held = store.load(made.document)
    assert held == made
    # Equal decimals may print differently; these do not.
    assert [str(fact.value) for fact in held.facts] == [str(fact.value) for fact in made.facts]
    assert [held_fact.fact for held_fact in store.facts(made.document)] == list(made.facts)


def test_documents_are_found_by_their_bytes(store: FactStore) -> None:
    assert store.documents() == []
    put(store, disclosure("乙局", "初"), disclosure("甲局", "初"))
    first, second = store.documents()
    assert (first.document, second.document) == ("乙局", "甲局")
    assert store.find("甲局-初") == second
    assert second.metadata == disclosure("甲局", "初").metadata
    assert second.ingested_at.endswith("+00:00")
    assert store.find("甲局-改") is None


def test_a_document_put_in_again_is_replaced_whole(store: FactStore) -> None:
    put(store, disclosure("甲局", "初", passages=9))
    put(store, disclosure("甲局", "改", passages=2))
    assert store.load("甲局") == disclosure("甲局", "改", passages=2)
    assert len(store.documents()) == 1


def test_what_is_removed_leaves_nothing(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"), disclosure("乙局", "初"))
    with store.writing() as writing:
        assert writing.remove("甲局")
        assert not writing.remove("丙局")
    with pytest.raises(KeyError, match="甲局"):
        store.load("甲局")
    assert {held.document.document for held in store.facts()} == {"乙局"}
    assert store.passages_of("version of 甲局") == ()


def test_the_revision_counts_what_readers_must_notice(store: FactStore) -> None:
    empty = store.revision()
    put(store, disclosure("甲局", "初"))
    filled = store.revision()
    with store.writing():
        pass
    assert empty < filled == store.revision()
    with store.writing() as writing:
        writing.remove("甲局")
    assert store.revision() > filled


def test_an_error_while_writing_leaves_everything_as_it_was(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"))
    before = store.revision()
    with pytest.raises(ZeroDivisionError), store.writing() as writing:
        writing.remove("甲局")
        1 / 0  # noqa: B018
    assert store.load("甲局") == disclosure("甲局", "初")
    assert store.revision() == before


def test_a_reader_sees_one_state_while_another_is_written(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"), disclosure("乙局", "初"))
    reading = store.facts()
    seen = [next(reading)]
    put(store, disclosure("甲局", "改"), disclosure("乙局", "改"))
    seen += reading
    assert [held.fact.column[0] for held in seen] == ["初", "初"]


def test_facts_come_with_the_table_they_stand_in(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"), disclosure("乙局", "初"))
    held = list(store.facts())
    assert [one.document.document for one in held] == ["乙局", "甲局"]
    assert {(one.number, one.title) for one in held} == {("表四", "“三公”经费支出表")}
    assert [one.fact.value for one in held] == [Decimal("1.50")] * 2


def test_passages_are_found_by_version_and_index(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"), disclosure("乙局", "初"))
    wanted = [("version of 甲局", 4), ("version of 乙局", 0), ("gone", 1), ("version of 甲局", 99)]
    held = store.passages(wanted)
    assert list(held) == wanted[:2]
    assert held["version of 甲局", 4].document == "甲局"
    assert held["version of 甲局", 4].passage == disclosure("甲局", "初").passages[4]
    assert store.versions(["乙局", "丙局"]) == {"version of 乙局"}


def test_vectors_are_found_by_text_and_model(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"))
    known = [passage.text for passage in disclosure("甲局", "初").passages]
    found = store.vectors([*known, "新的一段"], "model")
    assert found == {one: [0.5, 0.25] for one in known}
    assert store.vectors(known, "another model") == {}


def test_an_endless_number_is_refused_and_nothing_is_changed(store: FactStore) -> None:
    put(store, disclosure("甲局", "初"))
    fact = Fact(1, ("甲",), None, ("乙",), Decimal("NaN"), None, "", 1, 1)
    bad = Disclosure("甲局", "", "", disclosure("甲局", "改").metadata, facts=(fact,))
    with pytest.raises(StoreError, match="出错"):
        put(store, bad)
    assert store.load("甲局") == disclosure("甲局", "初")


def test_many_writers_at_once_wait_for_each_other(facts_url: str) -> None:
    """Each with a store of its own, all of which find no tables yet."""

    def write(number: int) -> None:
        own = FactStore(facts_url)
        for edition in ("初", "改"):
            put(own, disclosure(f"{number}局", edition))
        own.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    store = FactStore(facts_url)
    assert store.revision() == 16
    assert all(store.load(f"{n}局") == disclosure(f"{n}局", "改") for n in range(8))
    store.close()


def test_a_file_that_somebody_is_about_to_write_is_waited_for(tmp_path: Path) -> None:
    """Making it a store takes the file for a moment, and SQLite itself does not wait for that."""
    path = tmp_path / "facts.sqlite3"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.executescript("create table other (n); begin immediate;")
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(FactStore, f"sqlite:///{path}")
        with pytest.raises(TimeoutError):
            opening.result(0.3)
        other.close()
        store = opening.result(10)
    assert store.revision() == 0
    store.close()


def test_a_store_of_another_version_is_refused(facts_url: str) -> None:
    FactStore(facts_url).close()
    engine = create_engine(facts_url)
    with engine.begin() as connection:
        connection.execute(text("update store set schema = 999"))
    engine.dispose()
    with pytest.raises(StoreError, match="第 999 版"):
        FactStore(facts_url)


@pytest.mark.parametrize("url", ["", "facts.sqlite3", "postgresql://主机:端口/库", "http://[::1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="BUDGETQA_FACTS_URL"):
        FactStore(url)


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="不能用 mysql"):
        FactStore("mysql://root:secret@localhost/facts")


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="连不上") as caught:
        FactStore("postgresql://budgetqa:secret@127.0.0.1:1/facts")
    assert "127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingsError, match="BUDGETQA_STORE"):
        FactStore(f"sqlite:///{tmp_path}/file/store/facts.sqlite3")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "facts.sqlite3").write_bytes(b"%PDF-1.7 " * 1000)
    with pytest.raises(StoreError, match="已损坏"):
        FactStore(f"sqlite:///{tmp_path / 'facts.sqlite3'}")


def test_a_database_damaged_later_is_told_of_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite3"
    store = FactStore(f"sqlite:///{path}")
    put(store, *(disclosure(f"{n}局", "初", passages=50) for n in range(20)))
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        (page_size,) = connection.execute("pragma page_size").fetchone()
    connection.close()
    pages = bytearray(path.read_bytes())
    pages[4 * page_size :] = b"\xff" * (len(pages) - 4 * page_size)
    path.write_bytes(pages)
    with pytest.raises(StoreError, match=r"已损坏|打不开"):
        store = FactStore(f"sqlite:///{path}")
        list(store.facts())
    store.close()


def test_passwords_stay_out_of_the_url_shown(postgres_url: str) -> None:
    url = make_url(postgres_url).set(username="nobody", password="secret", database="absent")
    with pytest.raises(StoreError) as caught:
        FactStore(url.render_as_string(hide_password=False))
    assert "secret" not in str(caught.value)
