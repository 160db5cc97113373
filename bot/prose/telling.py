"""Which sentences of the running text say what is asked about: what the guards do, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.prose.asked import Asked
from bot.prose.sentences import Sentence, Telling
from bot.prose.weighing import weigh

_SENTENCE, _OVER, _FORM = 1.0, 0.4, 0.3
"""How much a word counts by where it is printed: in the sentence, over it, in the same form."""
_ENOUGH: Final = 0.5
_NEARLY: Final = 0.25
_MOST: Final = 3
_MANY, _SHORT = 5, 4


def about(asked: Asked, sentences: Sequence[Sentence], text: Telling) -> list[Sentence]:
    """The sentences that print what is asked about and how it is asked, at most three.

    One that opens with just that (行政服务中心职能职责：) is the only answer, with the rest of its
    line. A short word that many sentences print tells none of them from another.
    """
    found: list[tuple[float, Sentence]] = []
    for one in sentences:
        if not re.search(asked.aspect, one.folded) or not re.search(asked.date, one.folded):
            continue
        if one.line and not weigh(asked.words, [(one.opening, _SENTENCE)], text).left:
            return [replace(one, text=one.line)]
        layers = [(one.key, _SENTENCE), (one.over, _OVER), (text.form(one), _FORM)]
        weighed = weigh(asked.words, layers, text)
        if not weighed.left and weighed.score >= _ENOUGH:
            found.append((weighed.score, one))
    best = max((score for score, _ in found), default=0.0)
    different: dict[str, Sentence] = {}
    for score, one in found:
        if score >= best - _NEARLY:
            different.setdefault(one.key, one)
    several = len({one.passage.subject for one in sentences}) > 1
    if several and len(different) > _MANY and sum(map(len, asked.words)) < _SHORT:
        return []
    return list(different.values())[:_MOST]
