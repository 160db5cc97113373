"""The web application: the API, and the chat on ``/``, behind the same limits and headers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

# Read while gradio is imported; nothing here reports to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio
from fastapi import FastAPI

from bot.desk.accounts import Accounts
from bot.desk.routes import desk_routes
from bot.desk.uploads import LARGEST_UPLOAD, UPLOADS
from bot.service import Bot
from bot.web.api import api_routes, operations_routes
from bot.web.chat import Chat
from bot.web.errors import install
from bot.web.headers import SecurityHeaders
from bot.web.hot import HotQuestions
from bot.web.limits import BodyLimit, RateLimit
from bot.web.metrics import Measured, Metrics

_STATIC: Final = Path(__file__).with_name("static")
_QUESTIONS_PER_MINUTE: Final = 600
"""Of one network address: a whole office may stand behind one."""

_NO_PAGES_OF_OTHERS: Final = {"docs_url": None, "redoc_url": None}
"""FastAPI's documentation pages load scripts from elsewhere."""

_THEME: Final = gradio.themes.Base(
    font=["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)


def create_app(bot: Bot, staff: Accounts | None = None) -> FastAPI:
    """Everything that answers over HTTP; the caller closes the bot.

    ``staff`` may sign in at the staff desk, which needs the bot's journal.
    """
    app = FastAPI(title="预算公开智能问答", docs_url=None, redoc_url=None)
    metrics, limit, hot = Metrics(), RateLimit(_QUESTIONS_PER_MINUTE), HotQuestions(bot)
    hot.current()
    install(app)
    app.include_router(api_routes(bot, metrics, limit))
    app.include_router(operations_routes(bot, metrics))
    app.include_router(desk_routes(bot, staff))
    app.add_middleware(BodyLimit, larger={UPLOADS: LARGEST_UPLOAD})
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Measured, metrics=metrics)
    gradio.mount_gradio_app(
        app,
        Chat(bot, hot, metrics, limit).page(),
        path="/",
        footer_links=[],
        app_kwargs=_NO_PAGES_OF_OTHERS,
        favicon_path=str(_STATIC / "favicon.svg"),
        css_paths=[_STATIC / "chat.css"],
        theme=_THEME,
        ssr_mode=False,
        enable_monitoring=False,
        run_history=False,
        show_error=False,
    )
    return app
