"""Whatever is sent to the server, what comes back is an error in our words, or an answer."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest
from serving import served

from bot.service import Bot

JSON = b"Content-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address(bot: Bot) -> Iterator[str]:
    with served(bot) as at:
        yield at


def answered(address: str, request: bytes) -> tuple[int, bytes]:
    """Status and body of the response to bytes sent as they are."""
    with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=10) as sent:
        sent.sendall(request)
        response = HTTPResponse(sent)
        response.begin()
        return response.status, response.read()


def request(method: str, path: str, headers: bytes = b"", body: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}\r\n".encode() if body else b""
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n".encode()
    return head + headers + length + b"\r\n" + body


def code(body: bytes) -> str:
    """The code of an error, which has a Chinese message and nothing else."""
    (problem,) = json.loads(body).values()
    assert set(problem) == {"code", "message"}
    assert problem["message"].endswith("。") and ord(problem["message"][0]) > 0x4E00
    found: str = problem["code"]
    return found


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/%00", 404),
        ("GET", "/static/../../../etc/passwd", 403),
        ("GET", "/assets/nothing.js", 404),
        ("GET", "/assets/%ff", 404),
        ("GET", "/web/nothing.js", 404),
        ("GET", "/web/..%2fapp.py", 404),
        ("GET", "/gradio_api/nothing", 404),
        ("GET", "/gradio_api/mcp/sse", 404),
        ("GET", "/staff/static/nothing", 404),
        ("GET", "/staff/nothing", 404),
        ("GET", "/api/documents/%00/tables/1", 404),
        ("GET", "/api/documents/x/tables/x", 422),
        ("GET", "//", 404),
        ("POST", "/", 405),
        ("DELETE", "/assets/x.js", 405),
        ("POST", "/static/x.js", 405),
        ("GET", "/gradio_api/run/predict", 405),
        ("PUT", "/api/ask", 405),
        ("OPTIONS", "/api/ask", 405),
        ("NONSENSE", "/api/ask", 405),
        ("PATCH", "/web/chat.js", 405),
        ("POST", "/widget.js", 405),
        ("POST", "/openapi.json", 405),
    ],
)
def test_what_is_not_there_or_not_so_to_be_asked(
    address: str, method: str, path: str, status: int
) -> None:
    found, body = answered(address, request(method, path))
    expected = {403: "forbidden", 404: "not-found", 405: "method-not-allowed"}
    assert (found, code(body)) == (status, expected.get(status, "invalid-request"))


@pytest.mark.parametrize("path", ["/api/ask", "/api/ratings", "/gradio_api/run/predict"])
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"question":"\xff\xfe"}',
        b'{"question":"\\ud800"}',
        b"[" * 30_000,
        b'{"question":' + b"9" * 10_000 + b"}",
        b'{"data":[],"fn_index":"x","session_hash":"x"}',
        b'{"data":[],"fn_index":999,"session_hash":"x"}',
        b'{"data":["x"],"fn_index":0,"session_hash":"x"}',
        b'{"data":["x",[]],"fn_index":0,"session_hash":["x"]}',
        b'{"data":[null],"fn_index":1,"event_data":7,"session_hash":"x"}',
    ],
)
def test_a_body_that_is_none(address: str, path: str, body: bytes) -> None:
    status, said = answered(address, request("POST", path, JSON, body))
    assert status in ({404} if path == "/api/ratings" else {400, 422})
    assert code(said)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01hello\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /费 HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 30_000 + b"\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        request("POST", "/api/ask", JSON + b"Content-Length: abc\r\n"),
        request("POST", "/api/ask", JSON + b"Content-Length: -5\r\n"),
    ],
)
def test_what_is_no_request_or_has_headers_too_large(address: str, sent: bytes) -> None:
    status, body = answered(address, sent)
    assert (status, code(body)) in ((400, "bad-request"), (431, "headers-too-large"))


def test_a_page_that_is_not_there_is_told_to_a_browser_in_a_page(address: str) -> None:
    for path in ("/static/nothing", "/assets/nothing", "/nothing"):
        status, body = answered(address, request("GET", path, b"Accept: text/html\r\n"))
        assert status == 404
        assert "没有这个地址或内容。" in body.decode()


def test_part_of_a_file_that_it_does_not_have(address: str) -> None:
    wanted = request("GET", "/widget.js", b"Range: bytes=99999999-\r\n")
    status, body = answered(address, wanted)
    assert (status, code(body)) == (416, "refused")


def test_the_server_goes_on(address: str) -> None:
    asked = request("POST", "/api/ask", JSON, '{"question":"公务接待费是多少"}'.encode())
    status, body = answered(address, asked)
    assert (status, json.loads(body)["status"]) == (200, "answered")
