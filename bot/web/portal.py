"""What a portal takes from here: the widget's script, and a demonstration page to try it on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException
from starlette.responses import FileResponse, HTMLResponse

from bot.service import Bot
from bot.web.headers import page_policy
from bot.web.render import draw_portal
from ingest.model import Disclosure

_STATIC: Final = Path(__file__).with_name("static")
_PARAGRAPHS: Final = 6
"""Of the disclosure, shown on the demonstration page."""


def portal_routes(bot: Bot) -> APIRouter:
    """``/widget.js`` for any portal; ``/demo`` and what it is made of."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/widget.js")
    def widget() -> FileResponse:
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
        return FileResponse(_STATIC / "widget.js", media_type="text/javascript", headers=headers)

    @routes.get("/demo")
    def demo(document: str | None = None) -> HTMLResponse:
        """The page of a department, of the first document held if none is named."""
        held = bot.library.catalogue().held
        chosen = document or next(iter(held), None)
        if chosen not in held:
            raise HTTPException(404)
        page = _portal_page(bot.library.index(chosen).disclosure)
        return HTMLResponse(page, headers={"Content-Security-Policy": page_policy()})

    return routes


def _portal_page(disclosure: Disclosure) -> str:
    told = [passage for passage in disclosure.passages if passage.kind == "narrative"]
    return draw_portal(disclosure.metadata, disclosure.source, told[:_PARAGRAPHS])
