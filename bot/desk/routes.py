"""Every route below ``/staff``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from bot.desk.accounts import Accounts
from bot.desk.asking import asking_routes
from bot.desk.curating import curating_routes
from bot.desk.desk import Desk, page
from bot.desk.documents import document_routes
from bot.desk.guard import Guard, router
from bot.desk.questions import question_routes
from bot.desk.sign_in import sign_in_routes
from bot.desk.uploads import upload_routes
from bot.desk.usage import usage_routes
from bot.ratings import Ratings
from bot.service import Bot

_PAGES: Final = (
    sign_in_routes,
    asking_routes,
    question_routes,
    curating_routes,
    document_routes,
    upload_routes,
    usage_routes,
)
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
    desk = Desk(bot, bot.journal, accounts, ratings)
    guard = Guard(desk)
    for made in _PAGES:
        routes.include_router(made(desk, guard))

    routes.include_router(_rest(guard))
    return routes


def _rest(guard: Guard) -> APIRouter:
    routes = router()

    @routes.api_route("/{rest:path}", methods=_ANY)
    def nothing_here(request: Request, rest: str) -> Response:
        guard.signed_in(request)
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
