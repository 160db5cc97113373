"""What 前者 and 后者 point at: the two things a question lists before them, or two turns asked
for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.query import Query
from bot.records.sessions import Turn
from bot.understanding.several import of_one_place, run_of, subject
from bot.words.composition import pattern


def pointed_out(query: Query, turns: Sequence[Turn]) -> str | None:
    """The question with the things in the place of 前者 and 后者; None where it says neither, or
    it is not two things that were spoken of."""
    points = [*pattern("former").finditer(query.text), *pattern("latter").finditer(query.text)]
    if not points:
        return None
    start = min(point.start() for point in points)
    listed = [mention for mention in query.mentions if mention.end <= start]
    if len(listed) == 2:
        names = [mention.text for mention in listed]
        return query.text[: listed[0].start] + _named(query.text[start:], names)
    names = [] if listed else _of_turns(turns)
    return _named(query.text, names) if len(names) == 2 else None


def _named(text: str, names: Sequence[str]) -> str:
    said = re.sub(pattern("former"), lambda _: names[0], text)
    return re.sub(pattern("latter"), lambda _: names[1], said)


def _of_turns(turns: Sequence[Turn]) -> list[str]:
    """The two things the last turn asked for, or the last two turns each for one of one place."""
    if turns and len(turns[-1].query.mentions) == 2 == len(turns[-1].query.targets):
        return [mention.text for mention in turns[-1].query.mentions]
    last = run_of(turns)[-2:]
    return [subject(turn) for turn in last] if of_one_place(last) else []
