"""What is said of the conversation itself: 不是这个,我问的是…, 第二个, 换个问题.

Such words are taken off, or replaced by what they point at, before a question is read; so are
those of courtesy around it (麻烦问下…，谢谢).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.records.sessions import Asked, Conversation, Turn
from bot.words.composition import pattern
from bot.words.normalise import normalise
from bot.words.numerals import read_numeral


@dataclass(frozen=True)
class Said:
    """What a person said in so many words, and the turns it may lean on."""

    text: str
    turns: tuple[Turn, ...] = ()
    asked: Asked | None = None


def said_in(text: str, conversation: Conversation) -> Said:
    """A normalised question of a conversation without words about the conversation.

    An offer chosen is the question offered; 第二个 is the second of what was listed last; a
    correction is what is meant instead; after 换个问题 only the body is still the same.
    """
    text = without_courtesy(text)
    turns, asked = conversation.turns, conversation.asked
    if asked and (chosen := _chosen(text, asked)):
        return Said(normalise(chosen), turns)
    fresh = pattern("restart").match(text)
    text = _without_opening(text)
    if fresh:
        return Said(text, tuple(turn.of_its_body() for turn in turns[-1:]))
    return Said(_pointed_at(text, turns), turns, asked)


def without_courtesy(text: str) -> str:
    """A normalised question without greetings, thanks and the like around it; as it is, if
    nothing else is said."""
    rest, shorter = "", text
    while shorter and shorter != rest:
        rest = shorter
        shorter = pattern("courtesy_after").sub("", pattern("courtesy_before").sub("", rest))
    return text if not shorter else rest


def _chosen(text: str, asked: Asked) -> str | None:
    """The offer that is chosen: 第二个, or 是的 where a single one was to be confirmed."""
    if asked.choice and len(asked.offers) == 1 and pattern("confirmed").fullmatch(text):
        return asked.offers[0]
    choice = pattern("chosen").fullmatch(text)
    return _nth(asked.offers, choice["n"]) if choice else None


def _without_opening(text: str) -> str:
    """A question without what introduces it (换个问题, 打错了); as it is, if nothing else is
    said."""
    for name in ("restart", "denied", "meant", "back"):
        rest = pattern(name).sub("", text, count=1)
        text = rest or text
    return text


def _pointed_at(text: str, turns: Sequence[Turn]) -> str:
    """A question with 第二个 replaced by what it is, of what was listed last."""
    listed = next((turn.listed for turn in reversed(turns) if turn.listed), ())
    place = pattern("nth").match(text)
    if not listed or place is None:
        return text
    one = listed[-1] if place["last"] else _nth(listed, place["n"])
    return f"{one}{text[place.end() :]}" if one else text


def _nth(items: Sequence[str], numeral: str) -> str | None:
    number = read_numeral(numeral)
    return items[int(number) - 1] if number and 0 < number <= len(items) else None
