"""Errors as callers see them: ``{"error":{"code","message"}}``, in Chinese, nothing leaked."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

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
    422: ("invalid-request", "请求内容不符合要求。"),
    429: ("too-many-requests", "提问太频繁，请稍等片刻再试。"),
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
    return _MESSAGES.get(status, ("error", HTTPStatus(status).phrase))


def install(app: FastAPI) -> None:
    """Give every error of the application this shape."""

    @app.exception_handler(HTTPException)
    async def _http(request: Request, exception: HTTPException) -> Response:
        headers = dict(exception.headers or {})
        answer = _page if _reads_pages(request) else error
        return answer(exception.status_code, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, exception: RequestValidationError) -> JSONResponse:
        return error(422, _invalid_message(exception.errors()))

    @app.exception_handler(StoreError)
    async def _unavailable(request: Request, exception: StoreError) -> Response:
        _log.error("store failed: %s", exception)
        return _page(503) if _reads_pages(request) else error(503)

    @app.exception_handler(Exception)
    async def _internal(request: Request, exception: Exception) -> Response:
        return _page(500) if _reads_pages(request) else error(500)


def _reads_pages(request: Request) -> bool:
    """Whether a person asks for a page in a browser, not a program for data."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not request.url.path.startswith("/api/")


def _page(status: int, *, headers: dict[str, str] | None = None) -> HTMLResponse:
    policy = {"Content-Security-Policy": page_policy()}
    return HTMLResponse(draw_problem(message_of(status)), status, {**policy, **(headers or {})})


def _invalid_message(problems: Any) -> str:
    """What is wrong with a request, naming the first field, never repeating what was sent."""
    first = problems[0]
    kind, field = first["type"], str(first["loc"][-1])
    if kind == "json_invalid" or first["loc"] == ("body",):
        return "请求内容应为 JSON 对象，并以 application/json 发送。"
    if field == "question" and kind in ("missing", "string_too_short"):
        return "请输入问题。"
    if field == "question" and kind == "string_too_long":
        return f"问题不能超过 {LIMIT} 个字。"
    return f"请求中的 {field} 不符合要求。"
