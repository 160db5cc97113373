"""The staff desk over HTTP, on real stores: who may come in, and what they can do there."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response
from making import Bigrams
from starlette.testclient import TestClient

from bot.desk.accounts import Accounts, hash_password
from bot.desk.sessions import FAILURES, IDLE, LOCKED, LONGEST, Lockout, Sessions
from bot.journal import Journal
from bot.service import Bot
from bot.web.app import create_app
from ingest.errors import SettingsError
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store

NAME, PASSWORD = "张三", "长安街 1 号"


@pytest.fixture(scope="module")
def staff() -> Accounts:
    return Accounts({NAME: hash_password(PASSWORD)})


@pytest.fixture(scope="module")
def bot(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    settings = Settings(store=tmp_path_factory.mktemp("store"))
    store = Store.open(settings, Bigrams())
    add(sample, store)
    with Bot(store, journal=Journal.open(settings)) as opened:
        yield opened


class Visitor:
    """Somebody with a browser: keeps cookies, follows no redirect, sends forms with their token."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

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


@pytest.fixture
def visitor(bot: Bot, staff: Accounts) -> Iterator[Visitor]:
    """Nobody signed in yet, in an application of its own."""
    with TestClient(
        create_app(bot, staff=staff),
        base_url="https://portal.test",
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as client:
        yield Visitor(client)


@pytest.fixture(scope="module")
def clerk(bot: Bot, staff: Accounts) -> Iterator[Visitor]:
    """Signed in."""
    with TestClient(
        create_app(bot, staff=staff), base_url="https://portal.test", follow_redirects=False
    ) as client:
        opened = Visitor(client)
        assert opened.sign_in().status_code == 303
        yield opened


def words(response: Response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", response.text)))


PAGES = ["/staff", "/staff/nothing"]


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_led_to_the_sign_in(visitor: Visitor, path: str) -> None:
    response = visitor.get(path, accept="text/html")
    assert (response.status_code, response.headers["location"]) == (303, "/staff/sign-in")
    response = visitor.get(path, accept="application/json")
    assert (response.status_code, response.json()["error"]["code"]) == (401, "sign-in-needed")


def test_a_password_opens_the_desk_with_a_cookie_no_script_reads(visitor: Visitor) -> None:
    response = visitor.sign_in()
    assert (response.status_code, response.headers["location"]) == (303, "/staff")
    cookie = response.headers.get_list("set-cookie")[0]
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/staff"} <= set(cookie.split("; "))
    assert visitor.get("/staff").status_code == 200


@pytest.mark.parametrize(("name", "password"), [(NAME, "错"), ("李四", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(
    visitor: Visitor, name: str, password: str
) -> None:
    response = visitor.sign_in(name, password)
    assert response.status_code == 403
    assert "用户名或密码不正确。" in words(response)
    assert visitor.get("/staff").status_code == 303


def test_after_five_wrong_passwords_even_the_right_one_waits(visitor: Visitor) -> None:
    for _ in range(FAILURES):
        response = visitor.sign_in(password="错")
    assert response.status_code == 429
    assert "请在 5 分钟后再试" in words(response)
    assert visitor.sign_in().status_code == 429


def test_a_lock_holds_for_one_name_at_one_address_and_ends() -> None:
    now = 1000.0
    lockout = Lockout(clock=lambda: now)
    for _ in range(FAILURES):
        assert lockout.wait("甲", "10.0.0.1") == 0
        lockout.failed("甲", "10.0.0.1")
    assert lockout.wait("甲", "10.0.0.1") == LOCKED
    assert lockout.wait("甲", "10.0.0.2") == lockout.wait("乙", "10.0.0.1") == 0
    now += LOCKED + 1
    assert lockout.wait("甲", "10.0.0.1") == 0


def test_a_session_ends_when_idle_or_old() -> None:
    now = 0.0
    sessions = Sessions(clock=lambda: now)
    idle, busy = sessions.begin("甲"), sessions.begin("乙")
    while now < LONGEST:
        now += IDLE - 1
        found = sessions.find(busy.token)
        assert (found is not None) == (now <= LONGEST)
    assert sessions.find(idle.token) is None


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(visitor: Visitor) -> None:
    visitor.sign_in()
    kept = dict(visitor.client.cookies)
    assert visitor.send("/staff/sign-out").status_code == 303
    visitor.client.cookies.update(kept)
    assert visitor.get("/staff").status_code == 303


def test_a_form_without_the_pages_token_is_refused(visitor: Visitor) -> None:
    fields = {"name": NAME, "password": PASSWORD}
    assert visitor.client.post("/staff/sign-in", data=fields).status_code == 403
    visitor.sign_in()
    for token in ("", "x", "中"):
        response = visitor.client.post("/staff", data={"csrf": token, "question": "收入"})
        assert response.status_code == 403
        assert "页面已过期" in words(response)


def test_where_nobody_may_sign_in_a_page_says_how_to_configure_it(bot: Bot) -> None:
    with TestClient(create_app(bot)) as client:
        response = client.get("/staff")
        assert response.status_code == 404
        assert "BUDGETQA_STAFF_USERS" in response.text
        for path in ("/staff/sign-in", "/staff/documents"):
            assert client.get(path).status_code == client.post(path).status_code == 404


def test_pages_allow_no_inline_script_and_are_kept_by_no_cache(clerk: Visitor) -> None:
    response = clerk.get("/staff")
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?! src)|\sstyle=|\son\w+=", response.text)


def test_accounts_are_read_as_pairs_or_json_and_a_mistake_is_told() -> None:
    one, other = hash_password("甲的密码"), hash_password("乙的密码")
    for text in (f"甲:{one}, 乙:{other}", f'{{"甲": "{one}", "乙": "{other}"}}'):
        accounts = Accounts.parse(text)
        assert accounts.admits("甲", "甲的密码") and accounts.admits("乙", "乙的密码")
        assert not accounts.admits("甲", "乙的密码")
    assert not Accounts.parse("")
    for wrong in ("甲", "甲:明文密码", "{", '{"甲": 1}', "甲:scrypt.15.8..", "[]"):
        with pytest.raises(SettingsError, match="BUDGETQA_STAFF_USERS"):
            Accounts.parse(wrong)


def test_one_hash_is_not_another_of_the_same_password_and_takes_its_time() -> None:
    started = time.perf_counter()
    assert hash_password("同一个") != hash_password("同一个")
    assert time.perf_counter() - started > 0.02


def test_an_answer_comes_with_its_cell_and_words_to_pass_on(clerk: Visitor) -> None:
    response = clerk.send("/staff", question="公务接待费是多少")
    assert '<td class="amount cited"><mark>1.00</mark></td>' in response.text
    reply = re.search("<textarea[^>]*>(.*?)</textarea>", response.text, re.DOTALL)
    assert reply
    said, basis, _, source = (
        unescape(reply[1]).splitlines()[0::1][:1] + unescape(reply[1]).splitlines()[-3:]
    )
    assert "公务接待费为1.00万元" in said
    assert basis.startswith(
        "口径：重庆市荣昌区政务服务管理办公室，2026年预算，“三公”经费，单位：万元"
    )
    assert "表四“一般公共预算“三公”经费支出表”" in source
    assert "http://www.rongchang.gov.cn/" in source


def test_markup_in_a_question_is_text(clerk: Visitor) -> None:
    response = clerk.send("/staff", question="<script>alert(1)</script>\"'><b>收入")
    assert "<script>alert" not in response.text and "<b>收入" not in response.text
