"""Asking over the web, the same for the chat, the API and the tool: answered, counted, and with
questions to go on with.
"""

from __future__ import annotations

from bot.answer import Answer
from bot.service import Bot
from bot.suggest import follow_ups
from bot.web.metrics import Metrics


class Asking:
    """One bot, asked by whoever comes over the web. Thread safe."""

    def __init__(self, bot: Bot, metrics: Metrics) -> None:
        self._bot = bot
        self._metrics = metrics

    def ask(self, question: str, session: str | None, page: str | None) -> Answer:
        """The bot's answer, an answered one with what may follow in ``suggestions``.

        StoreError if the stores cannot be read.
        """
        answer = self._bot.ask(question, session, page)
        self._metrics.answered(answer)
        answer.suggestions = answer.suggestions or follow_ups(self._bot, answer, page)
        return answer
