"""Errors as callers see them: ``{"error":{"code","message"}}``, in Chinese, nothing leaked.

A person's browser, which asks for a page, gets a page that says the same.
"""

from __future__ import annotations

import logging
from collections.abc import Container
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.headers import page_policy
from bot.web.render import draw_problem
from bot.words.normalise import LIMIT
from ingest.errors import StoreError

_log = logging.getLogger(__name__)

_MESSAGES: Final = {
    400: ("bad-request", "请求格式不正确。"),
    401: ("sign-in-needed", "请先登录。"),
    403: ("forbidden", "没有权限，或页面已过期；请刷新后再试。"),
    404: ("not-found", "没有这个地址或内容。"),
    405: ("method-not-allowed", "这个地址不支持这种请求方法。"),
    413: ("too-large", "请求内容太大。"),
    415: ("unsupported-media-type", "请求内容应以 application/json 发送。"),
    422: ("invalid-request", "请求内容不符合要求。"),
    429: ("too-many-requests", "提问太频繁，请稍等片刻再试。"),
    431: ("headers-too-large", "请求的地址或标头太长。"),
    500: ("internal-error", "系统出现问题，请稍后再试。"),
    503: ("unavailable", "数据暂时无法读取，请稍后再试。"),
}


class Problem(BaseModel):
    """``code`` is a stable kebab-case name, ``message`` a Chinese sentence for people."""

    code: str
    message: str


class ErrorBody(BaseModel):
    """The body of every response that is an error."""

    error: Problem


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses of a route, for its OpenAPI description."""
    return {s: {"model": ErrorBody, "description": HTTPStatus(s).phrase} for s in statuses}


def error(
    status: int, message: str | None = None, headers: dict[str, str] | None = None
) -> JSONResponse:
    """The response for a status; ``message`` says it more exactly."""
    code, usual = _said(status)
    body = ErrorBody(error=Problem(code=code, message=message or usual))
    return JSONResponse(body.model_dump(), status, headers)


def message_of(status: int) -> str:
    """What is said to a person about a status."""
    return _said(status)[1]


def _said(status: int) -> tuple[str, str]:
    return _MESSAGES.get(status, ("refused", "这个请求没有办成。"))


def install(app: FastAPI) -> None:
    """Give every error of the application this shape."""

    @app.exception_handler(HTTPException)
    async def _http(request: Request, exception: HTTPException) -> Response:
        return told(request, exception.status_code, dict(exception.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, exception: RequestValidationError) -> JSONResponse:
        return error(422, invalid_message(exception.errors()))

    @app.exception_handler(StoreError)
    async def _unavailable(request: Request, exception: StoreError) -> Response:
        _log.error("store failed: %s", exception)
        return told(request, 503)

    @app.exception_handler(Exception)
    async def _internal(request: Request, exception: Exception) -> Response:
        return told(request, 500)


class OwnErrors:
    """ASGI middleware: errors that other people's code words get this shape.

    Those of a media type in ``kept`` are left as they are.
    """

    def __init__(self, app: ASGIApp, kept: Container[str] = ()) -> None:
        self._app = app
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        replaced = False

        async def reworded(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] >= 400:
                headers = Headers(raw=message["headers"])
                replaced = headers.get("content-type", "").partition(";")[0] not in self._kept
                if replaced:
                    answer = told(Request(scope), message["status"], _kept_on(headers))
                    await answer(scope, receive, send)
            if not replaced:
                await send(message)

        await self._app(scope, receive, reworded if scope["type"] == "http" else send)


def _kept_on(headers: Headers) -> dict[str, str]:
    """The headers that are not about the body."""
    return {name: value for name, value in headers.items() if not name.startswith("content-")}


def told(request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
    """The response for a status, as a page or as data."""
    answer = _page if reads_pages(request) else error
    return answer(status, headers=headers)


def reads_pages(request: Request) -> bool:
    """Whether a person asks for a page in a browser, not a program for data."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not request.url.path.startswith("/api/")


def _page(status: int, *, headers: dict[str, str] | None = None) -> HTMLResponse:
    policy = {"Content-Security-Policy": page_policy()}
    return HTMLResponse(draw_problem(message_of(status)), status, {**policy, **(headers or {})})


def invalid_message(problems: Any) -> str:
    """What is wrong with a request, naming the first field, never repeating what was sent."""
    first = problems[0]
    kind, place = first["type"], first["loc"]
    if kind == "json_invalid" or place in ((), ("body",)):
        return "请求内容应为 JSON 对象，并以 application/json 发送。"
    field = str(place[-1])
    if field == "question" and kind in ("missing", "string_too_short"):
        return "请输入问题。"
    if field == "question" and kind == "string_too_long":
        return f"问题不能超过 {LIMIT} 个字。"
    return f"请求中的 {field} 不符合要求。"
