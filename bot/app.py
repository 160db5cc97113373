"""The web application: the API, and the chat on ``/``, behind the same limits and headers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

# Read while gradio is imported; nothing here reports to anybody.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.desk.accounts import Accounts
from bot.desk.routes import desk_routes
from bot.desk.uploads import LARGEST_UPLOAD, UPLOADS
from bot.records.ratings import Ratings
from bot.service import Bot
from bot.web.api import api_routes, operations_routes
from bot.web.asides import hint_routes, rating_routes
from bot.web.asking import Asking
from bot.web.chat import TITLE, Chat
from bot.web.doors import ChatDoor
from bot.web.errors import OwnErrors, install
from bot.web.headers import SecurityHeaders
from bot.web.hints import Hints
from bot.web.hot import HotQuestions
from bot.web.limits import RateLimit, SizeLimit
from bot.web.metrics import Measured, Metrics
from bot.web.portal import portal_routes
from bot.web.tool import PATH, AskTool

_STATIC: Final = Path(__file__).parent / "web" / "static"
_QUESTIONS_PER_MINUTE: Final = 600
"""Of one network address: a whole office may stand behind one."""

_HINTS_PER_MINUTE: Final = 3000
"""Of one network address; a question brings several."""

_NO_PAGES_OF_OTHERS: Final = {"docs_url": None, "redoc_url": None}
"""FastAPI's documentation pages load scripts from elsewhere."""

_THEME: Final = gradio.themes.Base(
    font=["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)


def create_app(
    bot: Bot,
    origins: Sequence[str] = (),
    ratings: Ratings | None = None,
    staff: Accounts | None = None,
) -> FastAPI:
    """Everything that answers over HTTP; the caller closes the bot and the ratings.

    Pages of ``origins`` may show the chat in a frame and call the API. ``ratings`` takes what
    people think of answers; without it they are not asked. ``staff`` may sign in at the staff
    desk, which needs the bot's journal.
    """
    metrics, limit, hot = Metrics(), RateLimit(_QUESTIONS_PER_MINUTE), HotQuestions(bot)
    hot.current()
    asking = Asking(bot, metrics)
    tool = AskTool(asking, limit, origins)
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None, lifespan=tool.lifespan)
    install(app)
    app.router.routes.append(Route(PATH, tool, methods=["POST"]))
    app.include_router(api_routes(bot, asking, limit))
    app.include_router(hint_routes(Hints(bot), RateLimit(_HINTS_PER_MINUTE)))
    if ratings is not None:
        app.include_router(rating_routes(ratings, limit))
    app.include_router(operations_routes(bot, metrics))
    app.include_router(portal_routes(bot))
    app.include_router(desk_routes(bot, staff, ratings))
    app.mount("/web", StaticFiles(directory=_STATIC))
    _put_before(app, metrics, origins)
    page = Chat(bot, asking, hot, limit, rated=ratings is not None).page()
    _mount(app, page, origins)
    return app


def _put_before(app: FastAPI, metrics: Metrics, origins: Sequence[str]) -> None:
    """What every request passes, the last first."""
    app.add_middleware(SizeLimit, larger={UPLOADS: LARGEST_UPLOAD})
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    app.add_middleware(OwnErrors, kept=("application/json", "text/html"))


def _mount(app: FastAPI, page: gradio.Blocks, origins: Sequence[str]) -> None:
    """The chat on ``/``, behind its door."""
    gradio.mount_gradio_app(
        app,
        page,
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
    mounted = app.router.routes.pop()
    assert isinstance(mounted, Mount)
    functions = {index: len(called.inputs) for index, called in page.fns.items()}
    app.router.routes.append(ChatDoor(mounted.app, functions, origins))
