"""Security headers on every response: nothing is loaded from, or sent to, another origin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_COMMON: Final = (
    "default-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
_HASHED: Final = "/assets/"
"""Gradio's files, whose names change with their content."""


class SecurityHeaders:
    """ASGI middleware: what a browser is told to refuse. A page sets its own policy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", _caching(scope["path"], message["status"]))
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _caching(path: str, status: int) -> str:
    if path.startswith(_HASHED) and status == 200:
        return "public, max-age=31536000, immutable"
    return "no-cache"


def page_policy() -> str:
    """The Content-Security-Policy of a page of our own making: files of this origin only."""
    return "; ".join((*_COMMON, "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"))


def chat_policy(origins: Sequence[str], nonce: str) -> str:
    """The Content-Security-Policy of the chat, which ``origins`` may show in a frame.

    Gradio starts from inline scripts, which carry the nonce, and writes style attributes, which
    can carry nothing. ``unsafe-eval`` is for its HTML component, which makes a function out of
    its template and of ``js_on_load``: without it the page stays blank. What is compiled there is
    written by us and fixed; answers come in as values, escaped.
    """
    parts = (
        f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        " ".join(("frame-ancestors 'self'", *origins)),
    )
    return "; ".join((*_COMMON, *parts))
