"""What the page may call of Gradio: its own functions, with as much as they take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.models import Id


class Call(BaseModel):
    """A call as Gradio's page sends it; ``data`` are the inputs of the function."""

    fn_index: int
    data: list[Any]
    event_data: dict[str, Any] | None = None
    session_hash: Id


class OwnCalls:
    """ASGI middleware: a POST that is no call of one of ``functions``, each with how many inputs
    it takes, is refused before Gradio stumbles over it.
    """

    def __init__(self, app: ASGIApp, functions: Mapping[int, int]) -> None:
        self._app = app
        self._functions = functions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        body = await Request(scope, receive).body()
        self._check(body)
        replayed = False

        async def again() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)

    def _check(self, body: bytes) -> None:
        """RequestValidationError where the body is no such call."""
        try:
            call = Call.model_validate_json(body)
        except ValidationError as problem:
            raise RequestValidationError(problem.errors()) from None
        if self._functions.get(call.fn_index) != len(call.data):
            raise RequestValidationError([{"type": "value_error", "loc": ("fn_index",)}])
