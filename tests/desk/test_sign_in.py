"""Who may come in to the staff desk, and what stops everybody else."""

from __future__ import annotations

import re
import time

import pytest
from commands import run
from starlette.testclient import TestClient

from bot.__main__ import app as bot_app
from bot.app import create_app
from bot.desk.accounts import Accounts, hash_password
from bot.desk.sessions import FAILURES, IDLE, LOCKED, LONGEST, Lockout, Sessions
from bot.service import Bot
from desk.visiting import NAME, PASSWORD, Visitor, words
from ingest.errors import SettingsError

PAGES = ["/staff", "/staff/nothing", "/staff/documents", "/staff/questions", "/staff/usage"]


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


def test_the_command_prints_a_hash_the_desk_takes() -> None:
    done = run(bot_app, "staff-password", stdin=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert Accounts.parse(f"张三:{done.stdout.strip()}").admits("张三", PASSWORD)
    assert run(bot_app, "staff-password", stdin="短\n短\n").exit_code == 2
