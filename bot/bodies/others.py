"""Bodies that a question speaks of and whose disclosures are not held."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Final

from bot.bodies.abbreviations import runs_on
from bot.words.intent import strip_question_words
from bot.words.phrases import Span
from ingest.organizations import is_organization, region_of
from ingest.vocabulary import read

_RUN: Final = re.compile("[\u4e00-\u9fff]+")


def body_not_held(text: str, unexplained: Sequence[str]) -> str | None:
    """The name of a body in a normalised question whose words nothing explains, else None.

    It begins with its region, or ends in a word that only authorities bear (教育局): a 印刷厂 may
    be somebody who is paid.
    """
    return next(chain.from_iterable(_names(text, word) for word in unexplained), None)


def others_named(text: str, items: Collection[int]) -> Iterator[Span]:
    """Words for other bodies, or for several, right before something asked of them (其他单位的
    公务接待费): nothing held is theirs. ``items`` are where a normalised question names items."""
    for found in re.finditer(read("scope")["other_bodies"], text):
        if found.end() in items:
            yield found.span()


def _names(text: str, word: str) -> list[str]:
    """The shortest name of a body that begins where a word does, and takes all of it in."""
    begins = text.find(word)
    run = _RUN.match(text, begins) if begins >= 0 else None
    if run is None:
        return []
    said = strip_question_words(run[0]).strip().split(" ")[0]
    ends = (found.end() for found in re.finditer(read("scope")["body_ends"], said))
    whole = (end for end in ends if end >= min(len(word), len(said)) and not runs_on(said, end))
    names = [said[:end] for end in whole]
    return [name for name in names if is_organization(name) and _is_an_authority(name)][:1]


def _is_an_authority(name: str) -> bool:
    return region_of(name) is not None or bool(re.search(read("scope")["authority"], name))
