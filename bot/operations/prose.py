"""How many there are of something that only running text tells: 聘用保洁3名.

The clause that prints most of the question's words, and a number in the measure asked for, is
quoted; no clause with another number may come near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bot.draft import Draft, cite_passage
from bot.index import DocumentIndex, Place, skeleton
from bot.query import Query
from bot.words.intent import measure_asked, strip_question_words
from bot.words.phrases import blank_out
from ingest.model import Passage
from ingest.text import fold

_ENOUGH: Final = 0.7
"""The least part of the question's characters that a clause must print, in pairs at least."""
_CLEARLY: Final = 0.15
"""How much more of them it must print than any clause with another number."""
_CLAUSE: Final = re.compile(r"[^，,。；;！!？?\n]+")
_DIGIT: Final = re.compile(r"\d")
_ASKING: Final = re.compile("(?:几|多少|多大|有多)(?:个|名|位|条|台|件)?")


def answer_how_many(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Quote the clause that says how many; False where none says it clearly."""
    measure = measure_asked(query.text)
    if measure is None:
        return False
    number = re.compile(rf"(\d[\d,]*(?:\.\d+)?)([多余]?)个?({measure})")
    ranked = sorted(_fitting(query, index, number), key=lambda one: -one[0])
    if not ranked or ranked[0][0] < _ENOUGH:
        return False
    share, passage, clause = ranked[0]
    said = number.findall(fold(clause))
    rival = next((s for s, _, other in ranked[1:] if number.findall(fold(other)) != said), 0.0)
    if share - rival < _CLEARLY:
        return False
    cited = draft.cite(cite_passage(index.disclosure, passage, clause.strip()))
    section = draft.citations[cited].section or ""
    if len(said) == 1 and not said[0][1]:  # 110余个 is no figure
        value, unit = Decimal(said[0][0].replace(",", "")), said[0][2]
        label = passage.subject or section
        draft.add_figure(Place(index), label, value=value, unit=unit, citations=[cited])
    about = f"（{passage.subject}）" if passage.subject else ""
    draft.lines.append(f"文件中写明{about}：{clause.strip()}（{section}）。")
    return True


def _fitting(
    query: Query, index: DocumentIndex, number: re.Pattern[str]
) -> Iterator[tuple[float, Passage, str]]:
    """Clauses with a number of the measure, and the share of the question they print."""
    known = [*query.scope.spans, *((cue.start, cue.end) for cue in query.cues)]
    words = strip_question_words(_ASKING.sub(" ", blank_out(query.text, known))).split()
    if sum(map(len, words)) < 2:
        return
    for passage, clause, printed in _clauses(index):
        if number.search(fold(clause)):
            yield _share(words, printed), passage, clause


def _share(words: list[str], printed: str) -> float:
    """The part of the words' characters that stand in ``printed`` beside their neighbour."""
    met = 0
    for word in words:
        pairs = [word[n : n + 2] in printed for n in range(len(word) - 1)]
        beside = zip([False, *pairs], [*pairs, False], strict=True)
        met += sum(left or right for left, right in beside)
    return met / sum(map(len, words))


@lru_cache(maxsize=64)
def _clauses(index: DocumentIndex) -> list[tuple[Passage, str, str]]:
    """The clauses of a document that print a number, with their skeletons."""
    return [
        (passage, clause, skeleton(clause))
        for passage in index.disclosure.passages
        for clause in _CLAUSE.findall(passage.text)
        if _DIGIT.search(clause)
    ]
