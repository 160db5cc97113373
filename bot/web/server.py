"""The web application as a process."""

from __future__ import annotations

import uvicorn

from bot.desk.accounts import Accounts
from bot.ratings import RatingStore
from bot.service import Bot
from bot.web.app import create_app
from bot.web.settings import WebSettings
from ingest.settings import Settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the chat and the API until stopped; StoreError if the stores cannot be read."""
    origins, staff = WebSettings().origins, Accounts.configured()
    with (
        Bot.open(settings, journal=True) as bot,
        RatingStore.open(settings) as ratings,
    ):
        app = create_app(bot, origins, ratings, staff)
        uvicorn.run(app, host=host, port=port, log_level="warning")
