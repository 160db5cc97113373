"""Somebody at the staff desk, for the tests of it."""

from __future__ import annotations

import re
from html import unescape

from httpx2 import Response
from making import BUDGET_PAGE
from starlette.testclient import TestClient

NAME, PASSWORD = "张三", "北京长安街 1 号"


class Visitor:
    """Somebody with a browser: keeps cookies, follows no redirect, sends forms with their token."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        client.headers["Accept"] = "text/html,*/*"

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=headers)

    def send(self, path: str, form_on: str = "/staff", **fields: str) -> Response:
        return self.client.post(path, data={"csrf": self.token(form_on), **fields})

    def token(self, page: str = "/staff") -> str:
        found = re.search('name="csrf" value="([^"]+)"', self.client.get(page).text)
        assert found, f"no form on {page}"
        return found[1]

    def sign_in(self, name: str = NAME, password: str = PASSWORD) -> Response:
        return self.send("/staff/sign-in", "/staff/sign-in", name=name, password=password)


def words(response: Response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", response.text)))


def budget(receptions: str, total: str) -> bytes:
    return BUDGET_PAGE.format(body="青山县档案馆", receptions=receptions, total=total).encode()


def upload(clerk: Visitor, data: bytes, name: str = "预算.html", **fields: str) -> Response:
    return clerk.client.post(
        "/staff/uploads",
        data={"csrf": clerk.token(), **fields},
        files={"file": (name, data)},
    )


def asked(clerk: Visitor, question: str) -> str:
    text: str = clerk.client.post("/api/ask", json={"question": question}).json()["text"]
    return text
