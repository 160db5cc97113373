"""The widget on a portal's page: opens the chat about that page, out of reach of its rules."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect
from serving import served

from bot.service import Bot

DESKTOP = (1280, 900)
PHONE = (390, 844)


@pytest.fixture(scope="module")
def address(bot: Bot) -> Iterator[str]:
    with served(bot) as at:
        yield at


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The demonstration page. A request to elsewhere, or anything its policy had to stop, fails."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    requested: list[str] = []
    said: list[tuple[str, str]] = []
    opened.on("request", lambda request: requested.append(request.url))
    opened.on("console", lambda message: said.append((message.type, message.text)))
    opened.goto(f"{address}/demo")
    yield opened
    context.close()
    assert [url for url in requested if not url.startswith((address, "data:"))] == []
    assert [text for kind, text in said if kind == "error"] == []


def open_chat(page: Page) -> FrameLocator:
    page.get_by_role("button", name="智能问答").click()
    chat = page.frame_locator("iframe")
    expect(chat.locator(".welcome")).to_be_visible()
    return chat


def violations(page: Page) -> list[str]:
    """What axe-core finds, a line each; nothing if the page is accessible."""
    found = Axe().run(page).response["violations"]
    return [json.dumps([v["id"], [n["html"][:160] for n in v["nodes"]]]) for v in found]


def test_a_question_in_the_panel_is_about_the_page_it_stands_on(page: Page, address: str) -> None:
    chat = open_chat(page)
    chat.get_by_role("combobox", name="问题").fill("本部门公务接待费是多少")
    chat.get_by_role("combobox", name="问题").press("Enter")
    expect(chat.locator(".turn.answered .lead mark")).to_have_text("1.00万元")
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
