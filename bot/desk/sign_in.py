"""Signing in and out."""

import math
import secrets
from typing import Annotated, Final

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.desk import Desk, page
from bot.desk.guard import (
    COOKIE,
    CSRF,
    HOME,
    SIGN_IN,
    AtDesk,
    Fields,
    Signed,
    router,
    same_token,
    set_cookie,
)
from bot.web.api import address_of

_FORM_COOKIE: Final = "budgetqa_staff_form"
"""Carries the token of the sign-in form itself, before there is a session."""

_LONGEST_FIELD: Final = 200
_WRONG: Final = "用户名或密码不正确。"
_NO_COOKIE: Final = (
    "浏览器没有送回登录所需的 Cookie：请通过 https 打开本页，并允许 Cookie，然后重试。"
)


async def _fields(request: Request) -> FormData:
    form = await request.form(max_files=0, max_fields=10)
    if not isinstance(form, FormData):
        raise HTTPException(400)
    return form


routes = router()


@routes.get("/sign-in")
def form(request: Request) -> Response:
    return _form(request)


@routes.post("/sign-in")
def sign_in(
    request: Request, desk: AtDesk, fields: Annotated[FormData, Depends(_fields)]
) -> Response:
    sent = request.cookies.get(_FORM_COOKIE, "")
    if not same_token(str(fields.get(CSRF, "")), sent):
        return _form(request, 403, _NO_COOKIE)
    name, address = str(fields.get("name", "")).strip(), address_of(request)
    password = str(fields.get("password", ""))
    if max(len(name), len(password)) > _LONGEST_FIELD or desk.tries.wait(address):
        return _form(request, 429, "登录尝试太频繁，请稍等片刻再试。")
    if wait := desk.lockout.wait(name, address):
        return _form(request, 429, _locked(wait), name)
    if desk.accounts.admits(name, password):
        return _admitted(request, desk, name)
    return _wrong(request, desk, name)


@routes.post("/sign-out")
def sign_out(desk: AtDesk, session: Signed, _: Fields) -> Response:
    desk.sessions.end(session)
    response = RedirectResponse(SIGN_IN, 303)
    response.delete_cookie(COOKIE, path=HOME)
    return response


def _admitted(request: Request, desk: Desk, name: str) -> Response:
    address = address_of(request)
    desk.lockout.succeeded(name, address)
    desk.journal.changed(name, "登录", f"来自 {address}")
    response = RedirectResponse(HOME, 303)
    set_cookie(response, request, COOKIE, desk.sessions.begin(name).token, HOME)
    response.delete_cookie(_FORM_COOKIE, path=SIGN_IN)
    return response


def _wrong(request: Request, desk: Desk, name: str) -> Response:
    address = address_of(request)
    desk.lockout.failed(name, address)
    if wait := desk.lockout.wait(name, address):
        desk.journal.changed(name[:40], "登录锁定", f"连续输错密码，来自 {address}")
        return _form(request, 429, _locked(wait), name)
    return _form(request, 403, _WRONG, name)


def _form(request: Request, status: int = 200, message: str = "", name: str = "") -> Response:
    token = secrets.token_urlsafe(32)
    response = page("sign-in.html", request, status=status, token=token, message=message, name=name)
    set_cookie(response, request, _FORM_COOKIE, token, SIGN_IN)
    return response


def _locked(wait: float) -> str:
    return f"密码连续输错，请在 {math.ceil(wait / 60)} 分钟后再试。"
