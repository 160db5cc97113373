"""``/mcp``: asking as a tool of the Model Context Protocol, for programs with a language model.

Streamable HTTP without sessions: each POST carries one message and is answered in JSON, behind
the limits of the API. What goes wrong in a call is told as the tool's result, in Chinese.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from bot.answer import Answer
from bot.web.api import limited
from bot.web.asking import Asking
from bot.web.citable import citable
from bot.web.errors import invalid_message, message_of
from bot.web.limits import RateLimit
from bot.web.models import Ask
from ingest.errors import StoreError

_log = logging.getLogger(__name__)

PATH: Final = "/mcp"
_ASK: Final = Tool(
    name="ask",
    title="预算公开问答",
    description=(
        "用已收录的部门预算、决算公开文件回答一个中文问题。"
        "答复里的每个数字都注明所在的表格单元格或原文句子；文件里没有的，说明缺什么。"
        "问题应写明部门、年度和项目；session 相同的提问是一次连续的对话。"
    ),
    input_schema=Ask.model_json_schema(),
    output_schema=Answer.model_json_schema(mode="serialization"),
    annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
)


class AskTool:
    """The ASGI endpoint of the tool; it answers while its ``lifespan`` runs.

    A browser's page may call it only from one of ``origins``, so that no page that a name server
    leads to this machine can.
    """

    def __init__(self, asking: Asking, limit: RateLimit, origins: Sequence[str]) -> None:
        self._server = _server(asking)
        self._limit = limit
        self._origins = frozenset(origins)
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Answer calls until the application ends."""
        manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        async with manager.run():
            self._manager = manager
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        limited(request, self._limit)
        if request.headers.get("origin", "") not in {"", *self._origins}:
            raise HTTPException(403)
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise HTTPException(415)
        if self._manager is None:
            raise HTTPException(503)
        await self._manager.handle_request(scope, receive, send)


def _server(asking: Asking) -> Server[Any]:
    async def list_tools(context: Any, params: Any) -> ListToolsResult:
        return ListToolsResult(tools=[_ASK])

    async def call_tool(context: Any, params: CallToolRequestParams) -> CallToolResult:
        if params.name != _ASK.name:
            raise MCPError(INVALID_PARAMS, f"没有这个工具，只有 {_ASK.name}。")
        return await run_in_threadpool(_called, asking, params.arguments or {})

    return Server("budgetqa", on_list_tools=list_tools, on_call_tool=call_tool)


def _called(asking: Asking, arguments: dict[str, Any]) -> CallToolResult:
    """The answer as JSON and as a text to pass on; what went wrong as a sentence."""
    try:
        body = Ask.model_validate(arguments)
        answer = asking.ask(body.question, body.session, body.page)
    except ValidationError as problem:
        return _failed(invalid_message(problem.errors()))
    except StoreError as problem:
        _log.error("store failed: %s", problem)
        return _failed(message_of(503))
    except Exception:
        _log.exception("no answer")
        return _failed(message_of(500))
    text = TextContent(type="text", text=citable(answer))
    return CallToolResult(content=[text], structured_content=answer.model_dump(mode="json"))


def _failed(message: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=message)], is_error=True)
