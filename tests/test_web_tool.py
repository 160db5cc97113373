"""Asking as a tool of the Model Context Protocol: its own client, over a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, MCPError
from mcp.types import CallToolResult, TextContent
from serving import served
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.app import create_app
from bot.service import Bot
from bot.web.asking import Asking
from bot.web.limits import LARGEST_BODY, RateLimit
from bot.web.metrics import Metrics
from bot.web.tool import PATH, AskTool

PORTAL = "https://portal.example.gov.cn"
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.fixture(scope="module")
def address(bot: Bot) -> Iterator[str]:
    with served(bot, origins=[PORTAL]) as at:
        yield f"{at}{PATH}"


def called(address: str, mode: str = "auto", **fields: Any) -> CallToolResult:
    """What the tool answers, through the protocol's own client."""

    async def calling() -> CallToolResult:
        async with Client(address, mode=mode) as client:
            return await client.call_tool("ask", fields)

    return anyio.run(calling)


def said(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_the_tool_answers_as_the_api_does(bot: Bot, address: str, mode: str) -> None:
    question = "公务接待费是多少"
    result = called(address, mode, question=question, session="甲")
    sent = httpx.post(address.replace(PATH, "/api/ask"), json={"question": question})
    by_api = sent.json()
    by_tool = result.structured_content
    assert not result.is_error
    for part in ("status", "text", "figures", "citations", "checks", "suggestions"):
        assert by_tool[part] == by_api[part]
    assert by_tool["session"] == "甲"
    assert "公务接待费为1.00万元" in said(result)
    assert "出处：《重庆市荣昌区政务服务管理办公室2026年部门预算情况说明》" in said(result)


def test_questions_of_one_session_are_a_conversation(address: str) -> None:
    called(address, question="2026年公务接待费是多少", session="乙")
    result = called(address, question="那项目支出呢", session="乙")
    assert result.structured_content["figures"][0]["label"] == "项目支出"


def test_the_tool_says_in_chinese_what_it_takes(address: str) -> None:
    async def listing() -> Any:
        async with Client(address) as client:
            return (await client.list_tools()).tools

    (tool,) = anyio.run(listing)
    assert (tool.name, tool.input_schema["required"]) == ("ask", ["question"])
    assert tool.input_schema["properties"]["question"]["maxLength"] == 500
    assert "数字" in tool.description
    assert tool.annotations.read_only_hint


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"question": " "}, "请输入问题。"),
        ({}, "请输入问题。"),
        ({"question": "费" * 501}, "问题不能超过 500 个字。"),
        ({"question": 7}, "请求中的 question 不符合要求。"),
        ({"question": "收入", "page": "x" * 2001}, "请求中的 page 不符合要求。"),
    ],
)
def test_a_question_that_cannot_be_taken_is_told_in_chinese(
    address: str, fields: dict[str, Any], message: str
) -> None:
    result = called(address, **fields)
    assert (result.is_error, said(result)) == (True, message)


def test_there_is_no_other_tool(address: str) -> None:
    async def calling() -> None:
        async with Client(address) as client:
            with pytest.raises(MCPError, match="没有这个工具"):
                await client.call_tool("delete", {})

    anyio.run(calling)


def post(address: str, **headers: str) -> httpx.Response:
    accepted = {"Accept": "application/json", "Content-Type": "application/json"}
    return httpx.post(address, json=LIST, headers=accepted | headers)


def test_a_page_of_another_site_may_not_call_it(address: str) -> None:
    own = address.removesuffix(PATH)
    refused = [post(address, Origin=origin) for origin in ("https://evil.example", own, "null")]
    assert {response.status_code for response in refused} == {403}
    assert refused[0].json()["error"]["code"] == "forbidden"
    assert post(address, Origin=PORTAL).status_code == post(address).status_code == 200


@pytest.mark.parametrize(
    ("send", "status", "code"),
    [
        (lambda at: httpx.get(at), 405, "method-not-allowed"),
        (lambda at: httpx.delete(at), 405, "method-not-allowed"),
        (lambda at: httpx.post(at, content=b"x"), 415, "unsupported-media-type"),
        (lambda at: httpx.post(at, json=["x" * LARGEST_BODY]), 413, "too-large"),
    ],
)
def test_what_is_no_message_is_refused_like_elsewhere(
    address: str, send: Callable[[str], httpx.Response], status: int, code: str
) -> None:
    response = send(address)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"7", b'{"jsonrpc":"2.0","id":1}'])
def test_a_message_that_is_none_is_an_error_of_the_protocol(address: str, body: bytes) -> None:
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    response = httpx.post(address, content=body, headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["code"] < 0


def test_an_address_that_calls_too_often_waits(bot: Bot) -> None:
    tool = AskTool(Asking(bot, Metrics()), RateLimit(per_minute=1), origins=[])
    app = Starlette(routes=[Route(PATH, tool)], lifespan=tool.lifespan)
    with TestClient(app) as client:
        headers = {"Accept": "application/json"}
        first, second = (client.post(PATH, json=LIST, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 429)
    assert int(second.headers["Retry-After"]) >= 1


def test_where_the_application_does_not_run_nothing_is_promised(bot: Bot) -> None:
    response = TestClient(create_app(bot)).post(PATH, json=LIST)
    assert (response.status_code, json.loads(response.text)["error"]["code"]) == (
        503,
        "unavailable",
    )
