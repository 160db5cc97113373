"""The whole application on a free port of loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

import uvicorn

from bot.app import create_app
from bot.desk.accounts import Accounts
from bot.records.ratings import Ratings
from bot.server import configured
from bot.service import Bot


@contextmanager
def served(
    bot: Bot,
    ratings: Ratings | None = None,
    origins: Sequence[str] = (),
    staff: Accounts | None = None,
) -> Iterator[str]:
    """The address of the application on loopback."""
    app = create_app(bot, origins, ratings, staff)
    server = uvicorn.Server(configured(app, "127.0.0.1", 0))
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
