"""How fast the chat is on the screen: in headless Chromium, served by a process of its own.

Times are taken by the page itself: from the start of loading until a question can be typed and
what is held is shown, and from Enter until the answer is drawn and a frame with it was painted.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from evals.bench import both, exact_questions, row
from evals.stores import sample_settings
from ingest.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_LOADS: Final = 10
_QUESTIONS: Final = 30
_STARTS_WITHIN: Final = 60.0
_COMMAND: Final = "python -m evals browser"
_WATCH: Final = """
const BOX = "#question input, #question textarea";
const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
const when = holds => new Promise(done => {
  new MutationObserver((_, watching) => {
    if (!holds()) return;
    watching.disconnect();
    painted().then(done);
  }).observe(document, { childList: true, subtree: true });
});
when(() => document.querySelector(".welcome") && document.querySelector(BOX))
  .then(() => window.usableAfter = performance.now());
addEventListener("keydown", event => {
  if (event.key !== "Enter") return;
  const since = performance.now();
  let asked = false;
  const answered = () => {
    const pending = document.querySelector(".turn.pending");
    asked ||= pending;
    return asked && !pending;
  };
  window.answeredAfter = undefined;
  when(answered).then(() => window.answeredAfter = performance.now() - since);
}, { capture: true });
"""
"""``usableAfter`` and, after each Enter, ``answeredAfter``, both in milliseconds."""


def measure() -> list[dict[str, Any]]:
    """Rows as of :func:`evals.bench.bench`; FileNotFoundError where there is no Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise FileNotFoundError("chromium")
    with sample_settings() as settings, _served(settings) as address:
        questions = exact_questions(settings)[:_QUESTIONS]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            firsts = [_visit(browser, address, [question]) for question in questions[:_LOADS]]
            talk = _visit(browser, address, questions[_LOADS:])
            browser.close()
    return [
        *both("网页从打开到可用，不带缓存", [usable for usable, _ in firsts], _COMMAND),
        *both("第一个精确问题从按回车到画出回答", [took for _, (took,) in firsts], _COMMAND),
        *both("一次对话里从按回车到画出回答", talk[1], _COMMAND),
        row("测量时这台机器一分钟的负载", os.getloadavg()[0], "", _COMMAND),
    ]


def _visit(browser: Browser, address: str, questions: Sequence[str]) -> tuple[float, list[float]]:
    """Milliseconds until the page is usable, in a browser that has nothing of it yet, and then to
    each answer."""
    with browser.new_context() as context:
        page = context.new_page()
        usable = _open(page, address)
        return usable, [_answer(page, question) for question in questions]


def _open(page: Page, address: str) -> float:
    page.add_init_script(_WATCH)
    page.goto(address)
    usable: float = page.wait_for_function("window.usableAfter").json_value()
    return usable


def _answer(page: Page, question: str) -> float:
    box = page.locator("#question input, #question textarea")
    box.fill(question)
    box.press("Enter")
    took: float = page.wait_for_function("window.answeredAfter").json_value()
    return took


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    """The address of the application on the store of ``settings``."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    command = [sys.executable, "-m", "bot", "serve", "--port", port, "--store", str(settings.store)]
    with subprocess.Popen(command) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/healthz")
            yield address
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    """Until the address answers; URLError if it does not for long."""
    deadline = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            urlopen(url).close()
            return
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
