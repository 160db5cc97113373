"""The widget on a portal's page: opens the chat about that page, out of reach of its rules."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import violations
from making import SECOND_ADDRESS
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from serving import served

from bot.service import Bot

DESKTOP = (1280, 900)
PHONE = (390, 844)


class PortalPage(BaseHTTPRequestHandler):
    """A page of a portal that allows the bot named in its query, and nothing beyond that."""

    def do_GET(self) -> None:
        (bot,) = parse_qs(urlsplit(self.path).query)["bot"]
        page = (
            '<!doctype html><html lang="zh-CN"><title>门户</title>'
            '<link rel="icon" href="data:,"><h1>某区教育委员会</h1>'
            f'<script src="{bot}/widget.js" data-page="{SECOND_ADDRESS}?from=home" defer></script>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", f"script-src {bot}; frame-src {bot}")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *words: object) -> None:
        """Nothing: a test's output is its own."""


@pytest.fixture(scope="module")
def portal() -> Iterator[str]:
    """The origin of a portal on another port, which is another site to a browser."""
    with ThreadingHTTPServer(("127.0.0.1", 0), PortalPage) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def address(two_bodies: Bot, portal: str) -> Iterator[str]:
    with served(two_bodies, origins=[portal]) as at:
        yield at


@pytest.fixture(scope="module")
def second(two_bodies: Bot) -> str:
    """The id of the document published at ``SECOND_ADDRESS``."""
    held = two_bodies.library.catalogue().held.values()
    return next(item.document for item in held if item.source == SECOND_ADDRESS)


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A screen; its pages share what they loaded."""
    width, height = request.param
    opened = chromium.new_context(viewport={"width": width, "height": height})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str, second: str) -> Iterator[Page]:
    """The demonstration page of the second body. A request to elsewhere fails the test, and so
    does anything its policy had to stop.
    """
    opened = context.new_page()
    requested: list[str] = []
    said: list[tuple[str, str]] = []
    opened.on("request", lambda request: requested.append(request.url))
    opened.on("console", lambda message: said.append((message.type, message.text)))
    opened.goto(f"{address}/demo?document={second}")
    yield opened
    opened.close()
    assert [url for url in requested if not url.startswith((address, "data:"))] == []
    assert [text for kind, text in said if kind == "error"] == []


def open_chat(page: Page) -> FrameLocator:
    page.get_by_role("button", name="智能问答").click()
    chat = page.frame_locator("iframe")
    expect(chat.locator(".welcome")).to_be_visible()
    return chat


def test_a_question_in_the_panel_is_about_the_page_it_stands_on(page: Page, address: str) -> None:
    chat = open_chat(page)
    chat.get_by_role("combobox", name="问题").fill("本部门公务接待费是多少")
    chat.get_by_role("combobox", name="问题").press("Enter")
    expect(chat.locator(".turn.answered .lead mark")).to_have_text("5.00万元")
    expect(chat.locator(".turn .chips")).to_contain_text("重庆市荣昌区教育委员会")
    source = page.locator("script[data-page]").get_attribute("data-page")
    framed = page.locator("iframe").get_attribute("src")
    assert source and framed == page.evaluate(
        "([a, s]) => `${a}/?${new URLSearchParams({on: s})}`", [address, source]
    )


def test_the_panel_fills_a_phone_and_stands_beside_the_page_on_a_desk(page: Page) -> None:
    open_chat(page)
    page.wait_for_timeout(300)
    panel = page.locator("dialog").bounding_box()
    assert panel and page.viewport_size
    whole = (panel["width"], panel["height"]) == tuple(page.viewport_size.values())
    assert whole == (page.viewport_size["width"] < 600)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_portals_rules_do_not_reach_the_widget(page: Page) -> None:
    button = page.get_by_role("button", name="智能问答")
    style = "e => [getComputedStyle(e).position, getComputedStyle(e).backgroundColor]"
    assert button.evaluate(style) == ["fixed", "rgb(18, 80, 143)"]
    assert button.evaluate("e => getComputedStyle(e).letterSpacing") == "normal"


def test_the_keyboard_opens_and_closes_it_and_comes_back(page: Page) -> None:
    button = page.get_by_role("button", name="智能问答")
    button.focus()
    page.keyboard.press("Enter")
    chat = page.frame_locator("iframe")
    expect(chat.locator(".welcome")).to_be_visible()
    chat.get_by_role("combobox", name="问题").press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="关闭").click()
    expect(button).to_be_focused()


def test_the_conversation_is_still_there_when_opened_again(page: Page) -> None:
    chat = open_chat(page)
    chat.get_by_role("combobox", name="问题").fill("公务接待费是多少")
    chat.get_by_role("combobox", name="问题").press("Enter")
    expect(chat.locator(".turn.answered")).to_be_visible()
    page.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="智能问答").click()
    expect(chat.locator(".turn.answered")).to_be_visible()


def test_page_widget_and_chat_are_accessible(page: Page) -> None:
    assert violations(page) == []
    chat = open_chat(page)
    chat.get_by_role("combobox", name="问题").fill("公务接待费是多少")
    chat.get_by_role("combobox", name="问题").press("Enter")
    expect(chat.locator(".turn.answered")).to_be_visible()
    page.wait_for_timeout(600)
    assert violations(page) == []


def test_a_document_not_held_has_no_demonstration_page(page: Page, address: str) -> None:
    assert page.request.get(f"{address}/demo?document=<b>").status == 404


def test_on_a_portal_that_is_allowed_it_works_from_there(
    chromium: Browser, portal: str, address: str
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        page.goto(f"{portal}/?bot={address}")
        chat = open_chat(page)
        expect(chat.get_by_role("combobox", name="问题")).to_be_focused()
        page.keyboard.type("本部门公务接待费是多少")
        page.keyboard.press("Enter")
        expect(chat.locator(".turn.answered .lead mark")).to_have_text("5.00万元")
        chat.get_by_role("button", name="复制回答").click()
        expect(chat.get_by_role("button", name="已复制")).to_be_visible()
        chat.get_by_role("combobox", name="问题").press("Escape")
        expect(page.locator("dialog")).to_be_hidden()
        expect(page.get_by_role("button", name="智能问答")).to_be_focused()
        assert said == []


def test_on_a_portal_that_is_not_allowed_the_chat_stays_away(
    chromium: Browser, portal: str, bot: Bot
) -> None:
    with served(bot) as strict, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{portal}/?bot={strict}")
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.get_by_role("button", name="智能问答").click()
        expect(page.frame_locator("iframe").locator(".welcome")).to_have_count(0)


def test_motion_is_left_out_where_it_is_not_wanted(chromium: Browser, address: str) -> None:
    with chromium.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}/demo")
        open_chat(page)
        animation = "panel => getComputedStyle(panel).animationName"
        assert page.locator("dialog").evaluate(animation) == "none"
