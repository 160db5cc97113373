"""Signing in and out."""

import math
import secrets
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.desk import Desk, page
from bot.desk.guard import COOKIE, HOME, SIGN_IN, Guard, router, same_token, set_cookie
from bot.web.api import address_of
from bot.web.limits import RateLimit

_FORM_COOKIE: Final = "budgetqa_staff_form"
"""Carries the token of the sign-in form itself, before there is a session."""

_TRIES_PER_MINUTE: Final = 60
_LONGEST_FIELD: Final = 200
_WRONG: Final = "用户名或密码不正确。"
_NO_COOKIE: Final = (
    "浏览器没有送回登录所需的 Cookie：请通过 https 打开本页，并允许 Cookie，然后重试。"
)


def sign_in_routes(desk: Desk, guard: Guard) -> APIRouter:
    """``/staff/sign-in`` and ``/staff/sign-out``."""
    routes = router()
    limit = RateLimit(_TRIES_PER_MINUTE)

    @routes.get("/sign-in")
    def form(request: Request) -> Response:
        return _form(request)

    @routes.post("/sign-in")
    def sign_in(request: Request, fields: Annotated[FormData, Depends(_fields)]) -> Response:
        sent = request.cookies.get(_FORM_COOKIE, "")
        if not same_token(str(fields.get("csrf", "")), sent):
            return _form(request, 403, _NO_COOKIE)
        name, address = str(fields.get("name", "")).strip(), address_of(request)
        password = str(fields.get("password", ""))
        if max(len(name), len(password)) > _LONGEST_FIELD or limit.wait(address):
            return _form(request, 429, "登录尝试太频繁，请稍等片刻再试。")
        if wait := desk.lockout.wait(name, address):
            return _form(request, 429, _locked(wait), name)
        if not desk.accounts.admits(name, password):
            desk.lockout.failed(name, address)
            wait = desk.lockout.wait(name, address)
            if wait:
                desk.journal.changed(name[:40], "登录锁定", f"连续输错密码，来自 {address}")
            return _form(request, 429 if wait else 403, _locked(wait) if wait else _WRONG, name)
        desk.lockout.succeeded(name, address)
        desk.journal.changed(name, "登录", f"来自 {address}")
        response = RedirectResponse(HOME, 303)
        set_cookie(response, request, COOKIE, desk.sessions.begin(name).token, HOME)
        response.delete_cookie(_FORM_COOKIE, path=SIGN_IN)
        return response

    @routes.post("/sign-out")
    def sign_out(request: Request, _: Annotated[FormData, Depends(guard.form)]) -> Response:
        desk.sessions.end(guard.signed_in(request))
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(COOKIE, path=HOME)
        return response

    return routes


async def _fields(request: Request) -> FormData:
    form = await request.form(max_files=0, max_fields=10)
    if not isinstance(form, FormData):
        raise HTTPException(400)
    return form


def _form(request: Request, status: int = 200, message: str = "", name: str = "") -> Response:
    token = secrets.token_urlsafe(32)
    response = page("sign-in.html", request, status=status, token=token, message=message, name=name)
    set_cookie(response, request, _FORM_COOKIE, token, SIGN_IN)
    return response


def _locked(wait: float) -> str:
    return f"密码连续输错，请在 {math.ceil(wait / 60)} 分钟后再试。"
