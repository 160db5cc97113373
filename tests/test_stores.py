"""Both stores as one: one suite for the embedded stores and for the servers."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import Bigrams, disclosure
from sqlalchemy import create_engine, text

from ingest.embedding import Embedder, SentenceEmbeddings
from ingest.errors import SettingsError, StoreError
from ingest.settings import Settings
from ingest.store import Store


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server on loopback, as ``chroma run`` starts it."""
    folder = tmp_path_factory.mktemp("chroma")
    port = _free_port()
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", folder]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{port}"
    _wait_for(f"{url}/api/v2/heartbeat")
    yield url
    server.terminate()
    server.wait()


@pytest.fixture(params=["embedded", "servers"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Empty stores: in a folder, or on a PostgreSQL and a Chroma server."""
    if request.param == "embedded":
        return Settings(store=tmp_path / "store")
    facts_url = request.getfixturevalue("postgres_url")
    engine = create_engine(facts_url)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
    return Settings(
        store=tmp_path, facts_url=facts_url, chroma_url=request.getfixturevalue("chroma_url")
    )
