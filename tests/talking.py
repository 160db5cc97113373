"""Holding a conversation with the bot."""

from __future__ import annotations

from itertools import count

from bot.answer import Answer
from bot.service import Bot

_sessions = count()


def talk(bot: Bot, *turns: str) -> Answer:
    """The answer to the last turn of a conversation of its own."""
    session = f"talk-{next(_sessions)}"
    answers = [bot.ask(turn, session) for turn in turns]
    return answers[-1]
