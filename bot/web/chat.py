"""The chat page in Gradio: what is typed or clicked goes to the bot, turns are drawn as HTML."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

import gradio as gr

from bot.service import Bot
from bot.web.asking import Asking
from bot.web.errors import message_of
from bot.web.hot import HotQuestions
from bot.web.limits import RateLimit
from bot.web.related import related
from bot.web.render import (
    draw_answer,
    draw_banner,
    draw_loading,
    draw_notice,
    draw_turns,
    draw_welcome,
)
from bot.words.normalise import LIMIT
from ingest.errors import StoreError

_log = logging.getLogger(__name__)

_STATIC: Final = Path(__file__).with_name("static")
_MOST_TURNS: Final = 30
"""Turns kept on the page; the oldest go first."""

_AT_ONCE: Final[dict[str, Any]] = {
    "queue": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
"""Answers take milliseconds: no queue, no progress bar; the API is ours, not Gradio's."""

_PENDING: Final = """(question, turns) => {
  document.getElementById("transcript").dispatchEvent(new CustomEvent("asked", {detail: question}));
  return [question, turns];
}"""
"""Tells the transcript's script what was typed, to show it while the answer is on its way."""

TITLE: Final = "预算公开智能问答"


class Chat:
    """The chat page over one bot; ``rated`` asks of each answer whether it was useful."""

    def __init__(
        self, bot: Bot, asking: Asking, hot: HotQuestions, limit: RateLimit, *, rated: bool
    ) -> None:
        self._bot = bot
        self._asking = asking
        self._hot = hot
        self._limit = limit
        self._rated = rated

    def page(self) -> gr.Blocks:
        """The page; each visit begins with the welcome and has its own turns."""
        script = (_STATIC / "chat.js").read_text("utf-8")
        page = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
        with page:
            gr.HTML(draw_banner(TITLE), elem_id="banner", js_on_load=None, apply_default_css=False)
            turns = gr.State([])
            transcript = gr.HTML(
                draw_loading(), elem_id="transcript", js_on_load=script, apply_default_css=False
            )
            with gr.Row(elem_id="asking"):
                box = gr.Textbox(
                    elem_id="question",
                    label="问题",
                    show_label=False,
                    container=False,
                    placeholder="请输入预算、决算问题",
                    max_length=LIMIT,
                    max_lines=1,
                    scale=1,
                )
                send = gr.Button("提问", elem_id="send", variant="primary", scale=0, min_width=72)
            shown = [box, turns, transcript]
            typed = [box.submit, send.click]
            gr.on(typed, self._typed, [box, turns], shown, js=_PENDING, **_AT_ONCE)
            transcript.select(self._clicked, turns, [turns, transcript], **_AT_ONCE)
            page.load(self._welcome, None, transcript, **_AT_ONCE)
        return page

    def _welcome(self, request: gr.Request) -> str:
        page = _page_of(request)
        try:
            held = [item.metadata for item in self._bot.library.catalogue().held.values()]
            _, index = self._bot.understand("", page=page)
            about = index.disclosure.metadata if index is not None else None
            return draw_welcome(held, self._hot.current(page), about)
        except StoreError as error:
            _log.error("store failed: %s", error)
            return draw_notice(message_of(503))

    def _typed(
        self, question: str | None, turns: list[str], request: gr.Request
    ) -> tuple[str, list[str], str]:
        if not question or not question.strip():
            return "", turns, draw_turns(turns) if turns else self._welcome(request)
        return "", *self._asked(question, turns, request)

    def _clicked(
        self, turns: list[str], event: gr.EventData, request: gr.Request
    ) -> tuple[list[str], str]:
        return self._asked(str(event.question), turns, request)

    def _asked(self, question: str, turns: list[str], request: gr.Request) -> tuple[list[str], str]:
        """The turns with the answer to a question, and how they are drawn."""
        turns = [*turns, self._turn(question, request)][-_MOST_TURNS:]
        return turns, draw_turns(turns)

    def _turn(self, question: str, request: gr.Request) -> str:
        if self._limit.wait(request.client.host):
            return draw_notice(message_of(429), question[:LIMIT])
        try:
            answer = self._asking.ask(question, request.session_hash, _page_of(request))
            also = related(self._bot.library.catalogue(), answer)
            return draw_answer(answer, rated=self._rated, related=also)
        except StoreError as error:
            _log.error("store failed: %s", error)
            return draw_notice(message_of(503), question[:LIMIT])
        except Exception:
            _log.exception("no answer")
            return draw_notice(message_of(500), question[:LIMIT])


def _page_of(request: gr.Request) -> str | None:
    """The address of the portal's page the chat is shown on, which the widget hands over."""
    page: str | None = request.query_params.get("on")
    return page
