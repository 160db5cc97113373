"""How much of a question's words a stretch of text prints, and whether anything is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.prose.sentences import Telling
from bot.words.intent import strip_question_words
from bot.words.phrases import Phrases, Span, blank_out
from ingest.vocabulary import read

_RUN: Final = re.compile(r"\d[\d.]*|[^\d]+")
_SYNONYM: Final = 1.5
"""What a word counts that is printed in another word for it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """``score`` is the part of what the words weigh that is printed, nearer text counting more;
    ``left`` the words that are printed nowhere. No words at all are printed everywhere.
    """

    score: float
    left: tuple[str, ...]


def weigh(words: Sequence[str], layers: Sequence[tuple[str, float]], text: Telling) -> Weighed:
    """Weigh words against layers of text, (characters, how much they count), nearest first."""
    got = whole = 0.0
    left: list[str] = []
    for word in words:
        covered = [False] * len(word)
        otherwise = [0.0] * len(word)
        for (start, end), near in _in_other_words(word, layers):
            got, whole = got + _SYNONYM * near, whole + _SYNONYM
            otherwise[start:end] = [near] * (end - start)
            covered[start:end] = [True] * (end - start)
        parts = [(*span, _nearest(word[slice(*span)], layers)) for span in _parts(word)]
        for start, end, near in parts:
            if near and near >= max(otherwise[start:end]):
                weight = text.weight(word[start:end])
                got, whole = got + weight * near, whole + weight
                covered[start:end] = [True] * (end - start)
        whole += sum(
            text.weight(word[start:end])
            for start, end, near in parts
            if not near and not all(covered[start:end])  # 用保 of 聘用保安 is no word
        )
        left += _uncovered(word, covered)
    return Weighed(got / whole if whole else float(not words), tuple(left))


def _parts(word: str) -> Iterator[Span]:
    """What is looked for of a word: its numbers, and every two characters between them."""
    for run in _RUN.finditer(word):
        start, end = run.span()
        if run[0][0].isdecimal():
            yield start, end
        else:
            yield from ((n, n + 2) for n in range(start, end - 1))


def _nearest(part: str, layers: Sequence[tuple[str, float]]) -> float:
    """How much the nearest layer counts that prints a part; a number is printed whole or not."""
    whole = re.compile(rf"(?<![\d.]){re.escape(part)}(?![\d.])") if part.isdecimal() else None
    return max(
        (factor for key, factor in layers if (whole.search(key) if whole else part in key)),
        default=0.0,
    )


def _in_other_words(word: str, layers: Sequence[tuple[str, float]]) -> Iterator[tuple[Span, float]]:
    """Where a part of ``word`` is printed nearer in other words of the same meaning, how near."""
    for hit in _same().find(word):
        near = max((_nearest(other, layers) for other in hit.value), default=0.0)
        said = word[hit.start : hit.end]
        if near and (len(said) == 1 or near > _nearest(said, layers)):
            yield (hit.start, hit.end), near


def _uncovered(word: str, covered: Sequence[bool]) -> Iterator[str]:
    """The stretches of a word not covered that carry content."""
    spans = [(n, n + 1) for n, one in enumerate(covered) if one]
    yield from (part for part in blank_out(word, spans).split() if not is_light(part))


def is_light(stretch: str) -> bool:
    """Whether a stretch of a question carries no content: light words, at most a verb (请) more."""
    light = blank_out(stretch, [(hit.start, hit.end) for hit in _light().find(stretch)])
    question = read("question")
    alone = question["verbs"] + read("prose")["light_characters"]
    cores = (one.strip(question["edges"]) for one in strip_question_words(light, wide=True).split())
    return all(not core or (len(core) == 1 and core in alone) for core in cores)


def has_synonyms(word: str) -> bool:
    """Whether running text may say a word, or part of it, in another word."""
    return bool(_same().find(word))


def speaks_of_acts(question: str, printed: str) -> bool:
    """Whether a text prints each act that a question names (买) in one word for it (购置)."""
    named = [hit.value for hit in _acts().find(question)]
    return all(any(word in printed for word in words) for words in named)


def names_an_act(text: str) -> bool:
    """Whether a text names something that is done (买, 租) in any word for it."""
    return bool(_acts().find(text))


@cache
def _acts() -> Phrases[tuple[str, ...]]:
    """Each word for an act with all words for it."""
    return Phrases({word: tuple(group) for group in read("prose")["acts"] for word in group})


@cache
def _same() -> Phrases[tuple[str, ...]]:
    """Each word with the others for it, of two characters or more."""
    others: dict[str, set[str]] = {}
    for group in read("prose")["same"]:
        for word in group:
            others.setdefault(word, set()).update(o for o in group if len(o) > 1 and o != word)
    return Phrases({word: tuple(sorted(found)) for word, found in others.items()})


@cache
def _light() -> Phrases[None]:
    return Phrases(dict.fromkeys(read("prose")["light"]))
