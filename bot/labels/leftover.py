"""The words of a question that nothing explains."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from bot.labels.mentions import Mention, unexplained
from bot.words.intent import strip_question_words
from bot.words.phrases import Span, blank_out
from ingest.vocabulary import read

_SHORT: Final = 2
_RUN: Final = re.compile(r"[^\s,;.?!、()]+")


def left_over(
    text: str, known: Sequence[Span], mentions: Sequence[Mention], wide: bool = False
) -> list[Span]:
    """Content words that nothing explains."""
    spans = [*known, *((m.start, m.end) for m in mentions)]
    left = strip_question_words(blank_out(text, spans), wide)
    runs = [match.span() for match in _RUN.finditer(left)]
    return [span for span in runs if any(unexplained(left[slice(*span)], ()))]


def cut_out(text: str, known: Sequence[Span], mentions: Sequence[Mention]) -> Iterator[Span]:
    """Everyday words inside a longer word (危房改造): something is left on both sides of them."""
    left = strip_question_words(
        blank_out(text, [*known, *((m.start, m.end) for m in mentions)]), wide=True
    )
    empty = read("question")["edges"]
    for mention in mentions:
        around = left[mention.start - 1 : mention.start] + left[mention.end : mention.end + 1]
        inside = len(around) == 2 and around.isalnum() and not set(around) & set(empty)
        if inside and (mention.source == "lexicon" or len(mention.text) <= _SHORT):
            yield mention.start - 1, mention.end + 1


def run_together(
    mentions: Sequence[Mention], named: Iterable[Collection[Mention]]
) -> Iterator[Span]:
    """Two words that make one (社区卫生), both everyday ones or both nearly labels, where no place
    is named by both."""
    everyday = sorted((m for m in mentions if m.source != "label"), key=lambda m: m.start)
    together = list(named)
    for one, other in pairwise(everyday):
        apart = not any(one in found and other in found for found in together)
        alike = one.source == other.source and not (one.together or other.together)
        if one.end == other.start and apart and alike:
            yield one.start, other.end


def narrowing(text: str, items: Collection[int]) -> Iterator[Span]:
    """Words that narrow the item right behind them (已付的差旅费), though they look empty.
    ``items`` are where a question names items."""
    for found in re.finditer(read("question")["narrowing"], text):
        if found.end() in items:
            yield found.span()
