"""The web application as a process."""

from __future__ import annotations

import uvicorn

from bot.desk.accounts import Accounts
from bot.service import Bot
from bot.web.app import create_app
from ingest.settings import Settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the chat and the API until stopped; StoreError if the stores cannot be read."""
    staff = Accounts.configured()
    with Bot.open(settings, journal=True) as bot:
        uvicorn.run(create_app(bot, staff=staff), host=host, port=port, log_level="warning")
