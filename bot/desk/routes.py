"""Every route below ``/staff``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from bot.desk import asking, curating, documents, exports, questions, sign_in, uploads, usage
from bot.desk.accounts import Accounts
from bot.desk.desk import Desk, page
from bot.desk.guard import Signed, router, standing_at
from bot.records.ratings import Ratings
from bot.service import Bot

_PAGES: Final = (sign_in, asking, questions, curating, exports, documents, uploads, usage)
_STATIC: Final = Path(__file__).with_name("static")
_FILES: Final = ("desk.css", "desk.js")
_ANY: Final = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def desk_routes(bot: Bot, accounts: Accounts | None, ratings: Ratings | None = None) -> APIRouter:
    """The desk; where nobody may sign in, one page that says how to configure it."""
    routes = APIRouter()
    routes.include_router(_static_routes())
    if not accounts or bot.journal is None:
        routes.include_router(_closed())
        return routes
    standing = Depends(standing_at(Desk(bot, bot.journal, accounts, ratings)))
    for pages in _PAGES:
        routes.include_router(pages.routes, dependencies=[standing])
    routes.include_router(_rest(), dependencies=[standing])
    return routes


def _rest() -> APIRouter:
    routes = router()

    @routes.api_route("/{rest:path}", methods=_ANY)
    def nothing_here(rest: str, _: Signed) -> Response:
        raise HTTPException(404)

    return routes


def _static_routes() -> APIRouter:
    routes = router()

    @routes.get("/static/{name}")
    def file(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404)
        return FileResponse(_STATIC / name)

    return routes


def _closed() -> APIRouter:
    routes = router()

    @routes.get("")
    def how_to_open(request: Request) -> Response:
        return page("closed.html", request, status=404)

    @routes.api_route("/{rest:path}", methods=_ANY)
    def nothing_here(rest: str) -> Response:
        raise HTTPException(404)

    return routes
