"""The web application as a process, and its HTTP server."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.app import create_app
from bot.desk.accounts import Accounts
from bot.records.ratings import RatingStore
from bot.service import Bot
from bot.web.errors import error
from bot.web.settings import WebSettings
from ingest.errors import BudgetQAError
from ingest.settings import Settings

_log = logging.getLogger(__name__)


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the chat and the API until stopped; StoreError if the stores cannot be read."""
    origins, staff = WebSettings().origins, Accounts.configured()
    with Bot.open(settings, journal=True) as bot, RatingStore.open(settings) as ratings:
        app = create_app(bot, origins, ratings, staff)
        Thread(target=warm_up, args=(bot,), daemon=True).start()
        uvicorn.Server(configured(app, host, port)).run()


def configured(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """How the application is served: by h11, which bounds the size of headers, no WebSockets."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=OwnProtocol,
        ws="none",
        server_header=False,
        log_level="warning",
    )


class OwnProtocol(H11Protocol):
    """HTTP/1.1 where a request that is none, or whose headers are too large, gets our error."""

    def send_400_response(self, msg: str) -> None:
        answer = error(400)
        headers = [*answer.raw_headers, (b"connection", b"close")]
        events: tuple[Any, ...] = (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        )
        for event in events:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def warm_up(bot: Bot) -> None:
    """Load what a question by meaning needs, so that the first one need not wait seconds."""
    try:
        bot.library.similar_passages("预算", (), 1)
    except BudgetQAError as error:
        _log.error("no search by meaning: %s", error)
