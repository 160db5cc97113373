"""What tests share: real servers, a real browser, real documents, and no network beyond loopback.

A fixture whose part is not installed skips the test and says what is missing;
``.ci/system-packages`` installs all of them on Debian.
"""

from __future__ import annotations

import ipaddress
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from making import SECOND_ADDRESS, SECOND_BODY
from playwright.sync_api import Browser, sync_playwright

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
INITDB_ARGS = ["-A", "trust", "-U", "budgetqa", "-E", "UTF8", "--locale=C.UTF-8", "-N"]

# Shared machines stall now and then: slow is for benchmarks to find, not for a deadline.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running in the thread once it is up."""
    items.sort(key=lambda item: "chromium" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def sample() -> Path:
    """The disclosure that ships with the code: a page copied as text, tables flattened."""
    return ROOT / "data" / "disclosures" / "rongchang-zhengwuban-2026.txt"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of published disclosures too large to ship; ``BUDGETQA_CORPUS`` names another."""
    folder = Path(os.environ.get("BUDGETQA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder}; set BUDGETQA_CORPUS to a folder of disclosures")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's headless Chromium; a test opens its own context and page in it."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy URL of an empty database on a throw-away PostgreSQL server on loopback.

    The server refuses to run as root, so root starts it as the package's user ``postgres``.
    """
    binaries = _postgres_binaries()
    owner = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-postgres-"))
    if owner:
        shutil.chown(folder, owner)
    port = _free_port()
    server = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
    data = folder / "data"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w"]
    try:
        _run_as(owner, binaries / "initdb", "-D", data, *INITDB_ARGS)
        _run_as(owner, *control, "-o", server, "start")
        yield f"postgresql+psycopg://budgetqa@127.0.0.1:{port}/postgres"
        _run_as(owner, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _postgres_binaries() -> Path:
    """The folder of the newest PostgreSQL server installed; skips if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_major_version)
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("PostgreSQL's server (initdb, pg_ctl) is not installed")
    return found[-1].parent if found else Path(str(on_path)).parent


def _major_version(initdb: Path) -> int:
    return int(initdb.parent.parent.name)


def _run_as(user: str | None, *command: str | Path) -> None:
    """Run to the end as another user; CalledProcessError if it fails."""
    subprocess.run(
        command,
        check=True,
        cwd="/",
        user=user,
        group=user,
        extra_groups=[] if user else None,
        stdout=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


_refused: list[str] = []


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: note and refuse connections and name look-ups that would leave the machine."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    if not _stays_here(host, look_up=event == "socket.getaddrinfo"):
        _refused.append(f"{event} {host}")
        raise ConnectionRefusedError(f"tests stay on loopback: {event} {host}")


def _stays_here(host: object, *, look_up: bool) -> bool:
    """Whether a call stays on this machine. To look up a literal address asks nobody."""
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return look_up or address.is_loopback


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> None:
    """Installed once: Python cannot take an audit hook back."""
    sys.addaudithook(_refuse_outside)


@pytest.fixture(autouse=True)
def refused_connections() -> Iterator[list[str]]:
    """Attempts to leave the machine. One left in the list fails the test, even one whose refusal
    the code swallowed."""
    yield _refused
    refused, _refused[:] = _refused[:], []
    assert not refused, f"tried to leave this machine: {refused}"


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    """A store folder that holds the sample, ingested once through the real pipeline."""
    folder = tmp_path_factory.mktemp("sample-store")
    with Store.open(Settings(store=folder)) as store:
        assert add(sample, store).status == "added"
    return folder


@pytest.fixture(scope="session")
def bot(sample_store: Path) -> Iterator[Bot]:
    """The bot on the sample."""
    with Bot(Store.open(Settings(store=sample_store)), today=lambda: date(2026, 11, 23)) as opened:
        yield opened


@pytest.fixture(scope="session")
def two_bodies(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot on the sample and a small disclosure of a second body."""
    folder = tmp_path_factory.mktemp("two-bodies")
    shutil.copytree(sample_store, folder / "store")
    page = folder / "second.html"
    page.write_text(SECOND_BODY, "utf-8")
    page.with_suffix(".source.json").write_text(json.dumps({"address": SECOND_ADDRESS}), "utf-8")
    store = Store.open(Settings(store=folder / "store"))
    done = add(page, store)
    assert done.status == "added", done
    with Bot(store, today=lambda: date(2026, 11, 23)) as opened:
        yield opened
