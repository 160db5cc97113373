"""The web application as a process."""

from __future__ import annotations

import logging
from threading import Thread

import uvicorn

from bot.desk.accounts import Accounts
from bot.ratings import RatingStore
from bot.service import Bot
from bot.web.app import create_app
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
        uvicorn.run(app, host=host, port=port, log_level="warning")


def warm_up(bot: Bot) -> None:
    """Load what a question by meaning needs, so that the first one need not wait seconds."""
    try:
        bot.library.similar_passages("预算", (), 1)
    except BudgetQAError as error:
        _log.error("no search by meaning: %s", error)
