"""Bodies that a question speaks of and whose disclosures are not held."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from bot.bodies.abbreviations import runs_on
from bot.words.intent import strip_question_words
from bot.words.phrases import Span, blank_out
from ingest.organizations import is_organization, region_of
from ingest.vocabulary import read

_RUN: Final = re.compile("[\u4e00-\u9fff]+")


def body_not_held(text: str, unexplained: Sequence[str], held: Sequence[Span] = ()) -> str | None:
    """The name of a body in a normalised question whose words nothing explains, else None.

    ``held`` is where bodies are named that are held: no other name begins there.

    It begins with its region, or ends in a word that only authorities bear (教育局): a 印刷厂 may
    be somebody who is paid.
    """
    others = blank_out(text, held)
    return next(chain.from_iterable(_names(others, word) for word in unexplained), None)


def others_named(text: str, items: Collection[int]) -> Iterator[Span]:
    """Words for other bodies, or for several, right before something asked of them (其他单位的
    公务接待费): nothing held is theirs. ``items`` are where a normalised question names items."""
    for found in re.finditer(read("scope")["other_bodies"], text):
        if found.end() in items:
            yield found.span()


def sections_named(text: str, items: Iterable[Span]) -> Iterator[Span]:
    """Sections inside a body that bear the name of an item (侦查监督处): what is asked of one of
    them is told of none. ``items`` are where a normalised question names items."""
    section = re.compile(read("scope")["section"])
    for start, end in items:
        if behind := section.match(text, end):
            yield start, behind.end()


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
