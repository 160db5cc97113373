"""A question that leaves out what the conversation spoke of, completed from the turns before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.query import Query
from bot.sessions import Turn
from bot.sets import set_said, sets_in

_PRONOUN: Final = re.compile(
    "^(?:那|那么)?(?:它们?|其|该项目|这个项目|那个项目|这项|这一项|这笔钱?|这个|那个)(?:的|呢)?"
)
_BOTH: Final = re.compile("(?:这|那)?(?:两|2)(?:个|项|者|笔)|它们|一起")
_SELF_CONTAINED: Final = ("contact", "structure", "duties", "reverse")
_OVER_A_SET: Final = ("list", "rank", "count")
_LAST_YEAR: Final = re.compile("去年|上年")


def completed(query: Query, turns: Sequence[Turn]) -> str | None:
    """The question with the subject of the turns before put in front; None if it leaves none out.

    A pronoun is replaced; 两个加起来 takes the subjects of the last two turns.
    """
    if not turns or query.refusals:
        return None
    pronoun = _PRONOUN.match(query.text)
    subject = _subject(turns[-1])
    if pronoun and subject:
        return f"{subject}的{query.text[pronoun.end() :]}"
    before = next((t for t in reversed(turns) if t.query.operation in _OVER_A_SET), None)
    if query.operation in _OVER_A_SET and before is not None and not sets_in(query.text):
        said = "和".join(mention.text for mention in before.query.mentions)
        subject = set_said(before.query.text) or said  # 第二多的呢 after 哪个项目最多
    if _names_its_own(query) or not subject or query.operation in _SELF_CONTAINED:
        return None
    if query.operation in _OVER_A_SET and sets_in(query.text):
        return None
    if query.operation == "difference" and _LAST_YEAR.search(turns[-1].query.text):
        return f"{subject}比去年变化多少"
    bare = query.operation in ("sum", "difference") and not query.targets and len(turns) > 1
    if query.operation in ("sum", "difference") and (bare or _BOTH.search(query.text)):
        subjects = [_subject(turn) for turn in turns[-2:]]
        return f"{'和'.join(filter(None, subjects))}{_BOTH.sub('', query.text)}"
    return subject + query.text.removeprefix("那么").removeprefix("那")


def _names_its_own(query: Query) -> bool:
    """Whether the question itself says what it is about; a total after 占 is not that."""
    if query.operation == "share" and query.text.startswith(("占", "那占")):
        return False
    return bool(query.targets or query.unheld or query.unexplained)


def _subject(turn: Turn) -> str:
    """What a turn was about, in the words it was asked in."""
    if turn.found is not None:
        return turn.found
    return "和".join(dict.fromkeys(mention.text for mention in turn.query.mentions))
