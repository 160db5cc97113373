"""What of Gradio is reachable: its page and what the page needs, nothing else it brings along.

Gradio alone would also take uploads from anybody, fetch through a proxy route, and word errors
its own way.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.calls import OwnCalls
from bot.web.errors import OwnErrors
from bot.web.headers import chat_policy

_READ: Final = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/(?:assets|static)/.+"
    r"|/gradio_api/(?:app_id|heartbeat/\w+)"
)
_WRITTEN: Final = re.compile(r"/gradio_api/run/predict")
_READING: Final = ("GET", "HEAD")
_WRITING: Final = ("POST",)

_VENDOR: Final = re.compile(
    rb"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|<link rel=\"manifest\"[^>]*>"
)


class ChatDoor(Mount):
    """The mounted Gradio application ``chat``, behind a list of what it is needed for.

    ``functions`` are those the page calls, each with how many inputs it takes.
    """

    def __init__(self, chat: ASGIApp, functions: Mapping[int, int], origins: Sequence[str]) -> None:
        super().__init__("/", app=_OwnPage(OwnCalls(OwnErrors(chat), functions), origins))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if _methods(scope["path"]) else (Match.NONE, {})


def _methods(path: str) -> tuple[str, ...]:
    """The methods an address takes; none where there is nothing the page needs."""
    if _WRITTEN.fullmatch(path):
        return _WRITING
    return _READING if _READ.fullmatch(path) else ()


class _OwnPage:
    """Makes Gradio's page ours: no word of its makers, no script but those it came with."""

    def __init__(self, chat: ASGIApp, origins: Sequence[str]) -> None:
        self._chat = chat
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        methods = _methods(scope["path"])
        if scope["type"] == "http" and scope["method"] not in methods:
            raise HTTPException(405, headers={"Allow": ", ".join(methods)})
        if scope["type"] != "http" or scope["path"] != "/":
            await self._chat(scope, receive, send)
            return
        start: dict[str, Any] = {}
        body = b""

        async def held_back(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send_page(start, body, send)

        await self._chat(_plain(scope), receive, held_back)

    async def _send_page(self, start: dict[str, Any], body: bytes, send: Send) -> None:
        nonce = secrets.token_urlsafe(16)
        page = _rewritten(body, nonce)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["Content-Security-Policy"] = chat_policy(self._origins, nonce)
        if "content-length" in headers and body:
            headers["content-length"] = str(len(page))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": page})


def _rewritten(page: bytes, nonce: str) -> bytes:
    """Gradio writes into its page nothing but its configuration, and that with ``<`` escaped:
    every script tag in it is one of its own.
    """
    return _VENDOR.sub(b"", page).replace(b"<script", f'<script nonce="{nonce}"'.encode())


def _plain(scope: Scope) -> Scope:
    """The request for an uncompressed page, without the address' parameters: they are for our
    own code, and Gradio has a use of its own for some (``page``, ``deep_link``).
    """
    headers = [(k, v) for k, v in Headers(scope=scope).raw if k != b"accept-encoding"]
    return {**scope, "headers": headers, "query_string": b""}
