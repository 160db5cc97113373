"""A real bot on a freshly ingested document, and the whole application on a free port."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from bot.desk.accounts import Accounts
from bot.service import Bot
from bot.web.app import create_app
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store


@contextmanager
def bot_on(document: Path, folder: Path) -> Iterator[Bot]:
    """A bot whose stores, in ``folder``, hold one document."""
    settings = Settings(store=folder)
    store = Store.open(settings)
    add(document, store)
    store.close()
    with Bot.open(settings) as bot:
        yield bot


@contextmanager
def served(bot: Bot, staff: Accounts | None = None) -> Iterator[str]:
    """The address of the application on loopback."""
    config = uvicorn.Config(
        create_app(bot, staff=staff), host="127.0.0.1", port=0, log_level="warning"
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server)}"
    finally:
        server.should_exit = True
        thread.join()


def _port(server: uvicorn.Server) -> int:
    """The port the server got; TimeoutError if it does not start."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.started:
            port: int = server.servers[0].sockets[0].getsockname()[1]
            return port
        time.sleep(0.02)
    raise TimeoutError("the application does not start")
