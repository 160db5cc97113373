"""What a question says beside the matter: about the asker, and labels it sets aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.labels.mentions import Mention
from bot.words.amounts import find_amounts
from bot.words.intent import Cue
from bot.words.phrases import Span
from ingest.vocabulary import read

_CLAUSE: Final = re.compile(r"[^,;.?!。]+")


@dataclass(frozen=True)
class Matter:
    """The mentions and cues that count, and the stretches that say nothing of what is asked;
    ``introduced`` are those that say who asks."""

    mentions: tuple[Mention, ...]
    cues: tuple[Cue, ...]
    beside: list[Span]
    introduced: list[Span]


def matter(text: str, mentions: Sequence[Mention], cues: Sequence[Cue]) -> Matter:
    """What of a question is to the matter.

    A label is set aside where another is named instead (不是奖金，是奖励金); a word that is said
    not to be written in the label (不带补助两个字的) rules out the labels that hold it. A clause
    about the asker says nothing, but what it asks is asked.
    """
    introduced = list(_introducing(text, mentions))
    beside, words = [*_dismissed(text, mentions), *introduced], list[str]()
    for remark in re.finditer(read("question")["spelling"], text):
        beside.append(remark.span())
        words.append(remark["word"])
    counting = tuple(_without(m, words) for m in mentions if not _inside(m, beside))
    asker = _about_the_asker(text, counting)
    silent = [*beside, *(span for span in asker if not re.search(_asks(), text[slice(*span)]))]
    heard = tuple(cue for cue in cues if not _inside(cue, silent))
    return Matter(counting, heard, [*beside, *asker], introduced)


def _dismissed(text: str, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Where one of several labels named is denied."""
    for pattern in read("question")["set_aside"]:
        for match in re.finditer(pattern, text):
            denied = [m for m in mentions if _inside(m, [match.span()])]
            if denied and len(denied) < len(mentions):
                yield match.span()


def _introducing(text: str, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Clauses that say who asks and what for, be it in words of labels (我是区总工会搞财务的),
    where another clause names what it asks for."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    said = [span for span in clauses if _introduces(text[slice(*span)])]
    left = [s for s in clauses if s not in said and re.search(_asks(), text[slice(*s)])]
    if any(_inside(mention, left) for mention in mentions):
        yield from said


def _introduces(clause: str) -> bool:
    opening = re.match(read("question")["introduction"], clause)
    asks = opening is not None and re.search(_asks(), clause[opening.end() :])
    return opening is not None and not asks and not find_amounts(clause)


def _without(mention: Mention, words: Iterable[str]) -> Mention:
    """The mention with the labels that hold none of some words, if any are left."""
    left = tuple(label for label in mention.labels if not any(word in label for word in words))
    return replace(mention, labels=left or mention.labels)


def _about_the_asker(text: str, mentions: Sequence[Mention]) -> list[Span]:
    """Clauses about the asker (我写稿子要用), where another clause names an item."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    named = [(s, e) for s, e in clauses if any(s <= m.start < e for m in mentions)]
    asker = re.compile(read("question")["asker"])
    return [span for span in clauses if named and span not in named and asker.search(text, *span)]


def _asks() -> str:
    words: str = read("question")["asks"]
    return words


def _inside(found: Mention | Cue, spans: Iterable[Span]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in spans)
