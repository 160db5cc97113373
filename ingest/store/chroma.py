"""Chroma within reach: in a folder that several processes share, or on a server.

Both places offer ``reading()``, which gives a LangChain ``Chroma`` to search, and ``writing()``,
which gives Chroma's own ``Collection``, since LangChain's takes no vectors made beforehand.
Chroma takes seconds to import, so it is imported with the first of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, Protocol, cast
from urllib.parse import urlsplit
from uuid import uuid4

from filelock import FileLock, Timeout

from ingest.errors import BudgetQAError, SettingsError, StoreError

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client
    from langchain_chroma import Chroma

_BUSY_SECONDS: Final = 60
"""How long one waits for another process that opens or writes the folder."""


class Place(Protocol):
    """Where vectors are kept. StoreError from both contexts if it cannot be reached or read."""

    def reading(self) -> AbstractContextManager[Chroma]: ...

    def writing(self) -> AbstractContextManager[Collection]: ...

    def close(self) -> None: ...


class Folder:
    """Chroma in this process, its files in ``folder/vectors``; for any number of processes.

    Chroma itself is for one process: it searches an index in memory that knows nothing of what
    others write, and saves it file by file, so that a crash, or a reader who opens it meanwhile,
    finds it torn. Therefore who opens or writes the files holds a lock and leaves a mark until
    they are whole again; who writes changes a stamp first; who finds the stamp changed opens the
    files anew, unless the mark of one who died is there: Chroma may crash over torn files. A
    writer who cannot open them starts with none, since SQL can fill them again.
    """

    def __init__(self, folder: Path, collection: str) -> None:
        self._files = folder / "vectors"
        self._stamp = folder / "vectors.stamp"
        self._unfinished = folder / "vectors.unfinished"
        self._lock = FileLock(folder / "vectors.lock", timeout=_BUSY_SECONDS, poll_interval=0.01)
        self._collection = collection
        self._thread = RLock()
        self._opened: _Opened | None = None
        self._opened_at = ""

    @contextmanager
    def reading(self) -> Iterator[Chroma]:
        with self._thread, self._plainly():
            if (opened := self._current()) is None:
                with self._in_turn():
                    opened = self._open()
            yield opened.chroma

    @contextmanager
    def writing(self) -> Iterator[Collection]:
        with self._thread, self._plainly(), self._in_turn():
            opened = self._current() or self._open_or_start_anew()
            self._opened_at = uuid4().hex
            self._unfinished.touch()
            self._stamp.write_text(self._opened_at)
            yield opened.collection
            self._unfinished.unlink()

    def close(self) -> None:
        with self._thread:
            if self._opened is not None:
                self._opened.client.close()
            self._opened = None

    def _current(self) -> _Opened | None:
        """What is open, unless somebody wrote since."""
        return self._opened if self._stamped() == self._opened_at else None

    def _stamped(self) -> str:
        return self._stamp.read_text() if self._stamp.exists() else ""

    def _in_turn(self) -> AbstractContextManager[object]:
        self._stamp.parent.mkdir(parents=True, exist_ok=True)
        return self._lock

    def _open(self) -> _Opened:
        self.close()
        if self._unfinished.exists():
            raise StoreError(f"向量库 {self._files} 上次没有写完。")
        self._unfinished.touch()
        self._opened = _Opened(_client_in(self._files), self._collection)
        self._opened.collection.count()  # Chroma catches up with its log now, while none writes
        self._opened_at = self._stamped()
        self._unfinished.unlink()
        return self._opened

    def _open_or_start_anew(self) -> _Opened:
        try:
            return self._open()
        except Exception:  # whatever Chroma raises over torn files, and that differs
            self.close()
            damaged = self._files.with_name("vectors.damaged")
            shutil.rmtree(damaged, ignore_errors=True)
            if self._files.exists():
                self._files.rename(damaged)  # in one step: files half gone would pass for sound
                shutil.rmtree(damaged)
            self._unfinished.unlink(missing_ok=True)
            return self._open()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """After any error memory may differ from the files, so they are opened anew next time."""
        try:
            with _plainly(str(self._files)):
                yield
        except BaseException:
            self.close()
            raise


class Server:
    """A Chroma server, which itself minds its many clients. SettingsError for a bad address."""

    def __init__(self, url: str, collection: str) -> None:
        self._address = _address(url)
        self._collection = collection
        self._opened: _Opened | None = None

    @contextmanager
    def reading(self) -> Iterator[Chroma]:
        with self._reached() as opened:
            yield opened.chroma

    @contextmanager
    def writing(self) -> Iterator[Collection]:
        with self._reached() as opened:
            yield opened.collection

    def close(self) -> None:
        self._opened = None

    @contextmanager
    def _reached(self) -> Iterator[_Opened]:
        try:
            with _plainly(self._address[0]):
                if self._opened is None:
                    self._opened = _Opened(_client_of(*self._address), self._collection)
                yield self._opened
        except StoreError:
            self.close()
            raise


class _Opened:
    """One collection, made if there is none, the LangChain way and Chroma's own."""

    def __init__(self, client: Client, collection: str) -> None:
        from langchain_chroma import Chroma

        self.client = client
        self.collection = client.get_or_create_collection(
            collection, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        self.chroma = Chroma(collection, client=client, create_collection_if_not_exists=False)


def _address(url: str) -> tuple[str, int, bool]:
    """Host, port and whether encrypted."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(url)
        secure = parts.scheme == "https"
        return parts.hostname, parts.port or (443 if secure else 8000), secure
    except ValueError as error:
        raise SettingsError(
            "向量库的地址无效，请检查 BUDGETQA_CHROMA_URL，例如 http://127.0.0.1:8000。"
        ) from error


@cache
def _client_of(host: str, port: int, secure: bool) -> Client:
    """The client of a server, one a process: Chroma's leaves its connections open when closed."""
    from chromadb import HttpClient
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    return cast("Client", HttpClient(host, port, secure, settings=settings))


def _client_in(files: Path) -> Client:
    """A client of its own; Chroma would share one a process, even one that failed to open."""
    from chromadb.api import ServerAPI
    from chromadb.api.client import Client
    from chromadb.config import Settings, System

    system = System(
        Settings(is_persistent=True, persist_directory=str(files), anonymized_telemetry=False)
    )
    system.instance(ServerAPI)  # type: ignore[type-abstract]
    system.start()
    return Client.from_system(system)


@contextmanager
def _plainly(place: str) -> Iterator[None]:
    """Whatever Chroma raises, as a StoreError in Chinese; its kinds differ with what is broken."""
    try:
        yield
    except BudgetQAError:
        raise
    except Timeout as error:
        raise StoreError(f"向量库 {place} 一直被占用，请稍后再试。") from error
    except Exception as error:
        raise StoreError(f"向量库 {place} 打不开、连不上或已损坏。") from error
