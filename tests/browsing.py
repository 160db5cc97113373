"""What browser tests look at on any page of ours."""

from __future__ import annotations

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

expect.set_options(timeout=20_000)  # a busy machine takes its time to draw; that is no fault

HOSTILE = "<i class=hostile>粗</i><img src=x onerror=\"document.title='hit'\">{{7*7}}\"'&amp;"
"""Words that are markup where somebody forgets that they are words."""


def violations(page: Page) -> list[str]:
    """What axe-core finds, a line each; nothing if the page is accessible."""
    found = Axe().run(page).response["violations"]
    return [json.dumps([v["id"], [n["html"][:160] for n in v["nodes"]]]) for v in found]


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return wide


def markup_is_text(page: Page) -> bool:
    """Whether nothing of ``HOSTILE`` became an element or ran."""
    elements = page.locator("i.hostile, img[src='x'], [onerror]").count()
    return elements == 0 and page.title() != "hit"
