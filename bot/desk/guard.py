"""Who may do what: the cookie of a signed-in person, and the token every form has to carry."""

from __future__ import annotations

import hmac
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.desk import Desk, page
from bot.desk.sessions import Session
from bot.web.errors import error, message_of, reads_pages
from ingest.errors import BudgetQAError, StoreError

_log = logging.getLogger(__name__)

HOME: Final = "/staff"
SIGN_IN: Final = f"{HOME}/sign-in"
COOKIE: Final = "budgetqa_staff"
CSRF: Final = "csrf"
"""The field of every form that carries the session's token."""

_ON_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
_EXPIRED: Final = "页面已过期，请返回上一页刷新后再提交。"


class SignInNeeded(Exception):
    """The page is for signed-in staff only."""


def standing_at(desk: Desk) -> Callable[[Request], Coroutine[Any, Any, None]]:
    """The dependency that tells the routes which desk they are of."""

    async def stand(request: Request) -> None:
        request.state.desk = desk

    return stand


def desk_of(request: Request) -> Desk:
    """The desk a request is sent to."""
    desk: Desk = request.state.desk
    return desk


def signed_in(request: Request) -> Session:
    """The session of a request; SignInNeeded if there is none."""
    session = desk_of(request).sessions.find(request.cookies.get(COOKIE, ""))
    if session is None:
        raise SignInNeeded
    return session


async def form(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form sent from one of our pages; no body is read before the sign-in."""
    session = signed_in(request)
    async with request.form(max_files=1, max_fields=50) as fields:
        if not same_token(str(fields.get(CSRF, "")), session.csrf):
            raise HTTPException(403, _EXPIRED)
        yield fields


AtDesk = Annotated[Desk, Depends(desk_of)]
Signed = Annotated[Session, Depends(signed_in)]
Fields = Annotated[FormData, Depends(form)]


def same_token(one: str, other: str) -> bool:
    """Whether two tokens are equal and not empty, in constant time."""
    return bool(other) and hmac.compare_digest(one.encode(errors="replace"), other.encode())


def set_cookie(response: Response, request: Request, name: str, value: str, path: str) -> None:
    """A cookie no script reads and no other site's request carries, over TLS only.

    Plain HTTP is excepted on loopback, where nobody listens in.
    """
    url = request.url
    plain = url.scheme == "http" and url.hostname in _ON_THIS_MACHINE
    response.set_cookie(name, value, path=path, secure=not plain, httponly=True, samesite="strict")


class DeskRoute(APIRoute):
    """A route whose errors are pages of the desk; a program gets the API's errors."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await handler(request)
            except SignInNeeded:
                if not reads_pages(request):
                    return error(401)
                return RedirectResponse(SIGN_IN, 303, {"Cache-Control": "no-store"})
            except HTTPException as problem:
                return _problem(request, problem.status_code, str(problem.detail))
            except RequestValidationError:
                return _problem(request, 404)
            except StoreError as problem:
                _log.error("store failed: %s", problem)
                return _problem(request, 503)
            except BudgetQAError as problem:
                return _problem(request, 503, str(problem))
            except Exception:
                _log.exception("no page")
                return _problem(request, 500)

        return guarded


def router() -> APIRouter:
    """An empty router below ``/staff``; its pages are no part of the API's description."""
    return APIRouter(prefix=HOME, include_in_schema=False, route_class=DeskRoute)


def _problem(request: Request, status: int, detail: str = "") -> Response:
    said_by_us = any("\u4e00" <= char <= "\u9fff" for char in detail)
    message = detail if said_by_us else message_of(status)
    if not reads_pages(request):
        return error(status, message)
    return page("problem.html", request, status=status, message=message, title="无法完成")
