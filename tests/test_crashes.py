"""Processes share the stores and die in them: who asks finds the old version or the new, whole."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from making import Bigrams, disclosure

from ingest.model import Disclosure, Passage
from ingest.settings import Settings
from ingest.store import FactStore, Store
from ingest.store.chroma import Folder
from ingest.store.facts import Embedded
from ingest.store.vectors import VectorStore, collection_name

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["chromadb", "langchain_chroma", "ingest.store", "making"])

COLLECTION = collection_name(Bigrams.name)
SAVED = 1000
"""With so many vectors Chroma saves its index, file by file."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingEmbedder(Bigrams):
    """Dies with the first new text."""

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        die()
        return super().embed_documents(texts)


class DyingVectors(VectorStore):
    """Dies when a put reaches a step."""

    def __init__(self, folder: Path, step: str) -> None:
        super().__init__(Folder(folder, COLLECTION))
        self._step = step

    def add(self, passages: Sequence[Passage], embedded: Embedded) -> None:
        self._reach("before the vectors")
        half = len(passages) // 2
        super().add(passages[:half], embedded)
        self._reach("amid the vectors")
        super().add(passages, embedded)
        self._reach("before the commit")

    def settle(self, live: Mapping[str, int]) -> set[str]:
        self._reach("after the commit")
        missing = super().settle(live)
        self._reach("after the sweep")
        return missing

    def _reach(self, step: str) -> None:
        if step == self._step:
            die()


def put_and_die(folder: Path, step: str, made: Disclosure) -> None:
    embedder = DyingEmbedder() if step == "while embedding" else Bigrams()
    facts = FactStore(Settings(store=folder).facts_url)
    Store(facts, DyingVectors(folder, step), embedder).put(made)


def put_by_turns(folder: Path, first: Disclosure, second: Disclosure) -> None:
    with Store.open(Settings(store=folder), Bigrams()) as store:
        for made in cycle((first, second)):
            store.put(made)


def put_all(folder: Path, names: Sequence[str]) -> None:
    with Store.open(Settings(store=folder), Bigrams()) as store:
        for edition in ("初", "改"):
            for name in names:
                store.put(disclosure(name, edition, passages=40))


def ask_until(folder: Path, enough: Event) -> None:
    with Store.open(Settings(store=folder), Bigrams()) as store:
        while not enough.is_set():
            for hit in store.search("公务接待费减少", k=5):
                assert hit.passage.text.startswith(hit.document)


def run(work: Callable[..., None], *arguments: Any) -> int | None:
    process = processes.Process(target=work, args=arguments)
    process.start()
    process.join()
    return process.exitcode


def answering(store: Store, document: str) -> str:
    """The edition that both stores answer with, and nothing else.

    Chroma's search is approximate: of many hundred passages it may miss a few.
    """
    edition = store.facts.load(document).facts[0].column[0]
    whole = store.facts.load(document).passages
    hits = store.search(f"{document}第3段", k=len(whole) + 50, documents=[document])
    found = {hit.passage for hit in hits}
    assert found <= set(whole)
    assert len(found) >= 0.98 * len(whole)
    assert all(edition in passage.text for passage in whole)
    return edition


def vectors_in(folder: Path) -> int:
    place = Folder(folder, COLLECTION)
    with place.writing() as collection:
        count = collection.count()
    place.close()
    return count


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("while embedding", "初"),
        ("before the vectors", "初"),
        ("amid the vectors", "初"),
        ("before the commit", "初"),
        ("after the commit", "改"),
        ("after the sweep", "改"),
    ],
)
def test_death_at_any_step_leaves_one_edition_answering(
    tmp_path: Path, step: str, expected: str
) -> None:
    with Store.open(Settings(store=tmp_path), Bigrams()) as store:
        store.put(disclosure("甲局", "初", passages=12))
        store.put(disclosure("乙局", "初", passages=12))
        made = disclosure("甲局", "改", passages=8)
        assert run(put_and_die, tmp_path, step, made) == -signal.SIGKILL
        assert answering(store, "甲局") == expected
        with Store.open(Settings(store=tmp_path), Bigrams()) as fresh:
            assert answering(fresh, "甲局") == expected
        store.put(disclosure("丙局", "初", passages=5))
        assert answering(store, "甲局") == expected
    assert vectors_in(tmp_path) == (12 if expected == "初" else 8) + 12 + 5


@pytest.mark.slow
def test_death_at_any_moment_leaves_one_edition_answering(tmp_path: Path) -> None:
    """Chroma saves its index with every put here, and sometimes is torn by it."""
    editions = [disclosure("甲局", edition, passages=SAVED) for edition in ("初", "改")]
    with Store.open(Settings(store=tmp_path), Bigrams()) as store:
        store.put(editions[0])
        for tenths in (8, 11, 14, 17):
            writer = processes.Process(target=put_by_turns, args=(tmp_path, *editions))
            writer.start()
            time.sleep(tenths / 10)
            writer.kill()
            writer.join()
            assert answering(store, "甲局") in ("初", "改")
        store.put(editions[1])
    assert vectors_in(tmp_path) == SAVED


@pytest.mark.parametrize("harm", ["torn", "no database", "lost", "unfinished"])
def test_damaged_vectors_are_filled_again_from_sql(tmp_path: Path, harm: str) -> None:
    with Store.open(Settings(store=tmp_path), Bigrams()) as store:
        store.put(disclosure("甲局", "初", passages=SAVED))
    if harm == "lost":
        shutil.rmtree(tmp_path / "vectors")
    if harm == "unfinished":  # somebody died while writing
        (tmp_path / "vectors.unfinished").touch()
    name = "chroma.sqlite3" if harm == "no database" else "*/index_metadata.pickle"
    for file in (tmp_path / "vectors").glob(name):
        file.write_bytes(b"torn")
    embedder = Bigrams()
    with Store.open(Settings(store=tmp_path), embedder) as store:
        if harm == "lost":  # nothing is wrong with an empty folder, so it has to be asked for
            store.settle()
        assert store.search("甲局初第999段", k=1)[0].passage.index == 999
        assert answering(store, "甲局") == "初"
    assert embedder.embedded == 0
    assert not (tmp_path / "vectors.unfinished").exists()


def test_processes_write_and_read_side_by_side(tmp_path: Path) -> None:
    enough = processes.Event()
    reader = processes.Process(target=ask_until, args=(tmp_path, enough))
    names = [[f"{letter}{number}局" for number in range(3)] for letter in "甲乙"]
    writers = [processes.Process(target=put_all, args=(tmp_path, some)) for some in names]
    for process in (reader, *writers):
        process.start()
    for writer in writers:
        writer.join()
    enough.set()
    reader.join()
    assert [process.exitcode for process in (reader, *writers)] == [0, 0, 0]
    with Store.open(Settings(store=tmp_path), Bigrams()) as store:
        assert {answering(store, name) for some in names for name in some} == {"改"}
    assert vectors_in(tmp_path) == 6 * 40
