"""Ways to change a question so that it is known what must come back (``perturbed.toml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.answer import Answer, Figure
from bot.query import Query
from bot.words.times import Times, find_times
from evals.case import Case
from evals.score import same
from ingest.model import Fact
from ingest.numbers import SCALE, parse_number
from ingest.text import label_key

_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_SHORTEST: Final = 5
"""Characters of a word that is still known with one of them misspelt."""
_ENDS: Final = "?？。!！"


@dataclass(frozen=True)
class Asked:
    """A case that is answered with a figure, and what of its question can be changed.

    ``query`` is what was understood; ``label`` where its text names the one printed figure it
    asks for, None where it asks for more than that. ``facts`` are those of the document cited.
    """

    case: Case
    answer: Answer
    query: Query
    label: tuple[int, int] | None
    facts: Sequence[Fact]

    @property
    def text(self) -> str:
        return self.query.text

    @property
    def figure(self) -> Figure:
        return self.answer.figures[0]

    @property
    def named(self) -> str:
        """The words for the thing asked for."""
        return self.text[slice(*self.label)] if self.label else ""

    @property
    def times(self) -> Times:
        return find_times(self.text)

    def is_answer(self, value: Decimal | str | None, unit: str | None) -> bool:
        """Whether a figure is the one that the case is answered with."""
        return same(self.case.figures[0], None if value is None else str(value), unit)

    def with_label(self, words: str) -> str | None:
        """The question with other words for the thing asked for."""
        if self.label is None:
            return None
        start, end = self.label
        return self.text[:start] + words + self.text[end:]


Change = Callable[[Asked, str], str | None]
"""The question changed with a word of the toml; None where it cannot be, or asks the same."""


def around(asked: Asked, word: str) -> str | None:
    return word.format(q=asked.case.question.rstrip(_ENDS))


def ended(asked: Asked, word: str) -> str | None:
    return asked.case.question.rstrip(_ENDS) + word


def widened(asked: Asked, _: str) -> str | None:
    return asked.case.question.translate(_WIDE)


def spaced(asked: Asked, _: str) -> str | None:
    """A space between characters, but for those of a number or a word of ASCII."""
    return re.sub(r"(?<=[^\x00-\x7f])(?=.)|(?<=.)(?=[^\x00-\x7f])", " ", asked.case.question)


def in_traditional(asked: Asked, _: str) -> str | None:
    from opencc import OpenCC

    return str(OpenCC("s2t").convert(asked.case.question))


def joined(asked: Asked, _: str) -> str | None:
    """With or without a 的 between the body or the year and the thing asked for."""
    if asked.label is None:
        return None
    before, after = asked.text[: asked.label[0]], asked.text[asked.label[0] :]
    bare = before.removesuffix("的")
    whose = {asked.text[:end] for _, end in asked.query.scope.spans}
    if bare not in whose and not re.search(r"\d年度?$", bare):
        return None
    return bare + after if bare != before else f"{before}的{after}"


def of_its_body(asked: Asked, word: str) -> str | None:
    if asked.query.scope.spans or len(asked.case.turns) > 1:
        return None
    return word.format(q=asked.case.question, body=asked.figure.organization)


def asking(asked: Asked, word: str) -> str | None:
    found = re.search("(?:是|有)多少$", asked.text)
    if not found or ("钱" in word and asked.figure.unit not in SCALE):
        return None
    return asked.text[: found.start()] + word


def relabelled(asked: Asked, word: str) -> str | None:
    return asked.with_label(word.format(label=asked.named))


def misspelt(asked: Asked, word: str) -> str | None:
    """The last character but the first of a long word that is easily taken for another."""
    slips = dict(zip(word[::2], word[1::2], strict=True))
    at = [n for n, char in enumerate(asked.named) if n and char in slips]
    if len(asked.named) < _SHORTEST or not at:
        return None
    typed = list(asked.named)
    typed[at[-1]] = slips[typed[at[-1]]]
    return asked.with_label("".join(typed))


def year_first(asked: Asked, word: str) -> str | None:
    """The year and kind of the answer said before anything else."""
    times, text = asked.times, asked.text
    if asked.label is None or times.kinds or times.every_year or asked.figure.kind is None:
        return None
    if times.years:
        said, *more = times.years
        if more or said.origin != "absolute" or said.role != "asked":
            return None
        text = text[: said.start] + text[said.end :].removeprefix("的")
    return word.format(q=text, year=asked.figure.year, kind=asked.figure.kind)


def of_year(asked: Asked, word: str) -> str | None:
    years = asked.times.years
    if not years:
        return asked.with_label(word + asked.named)
    start, end = years[0].start, years[0].end
    if asked.label is None or len(years) > 1 or years[0].role == "base":
        return None
    if asked.label[0] < end and start < asked.label[1]:
        return None
    return asked.text[:start] + word + asked.text[end:]


def of_kind(asked: Asked, word: str) -> str | None:
    """The final accounts asked for instead of the budget; they print the budget themselves."""
    kinds = asked.times.kinds
    if asked.label is None or asked.figure.kind != "预算" or len(kinds) > 1:
        return None
    if not kinds:
        return asked.with_label(word.format(label=asked.named))
    said = kinds[0]
    if said.strength == "weak" or said.role == "base":
        return None
    return asked.text[: said.start] + "决算" + asked.text[said.end :]


def of_body(asked: Asked, word: str) -> str | None:
    spans = asked.query.scope.spans
    if not spans:
        return asked.with_label(f"{word}的{asked.named}")
    (start, end), *more = spans
    return None if asked.label is None or more else asked.text[:start] + word + asked.text[end:]


def unprinted(asked: Asked, word: str) -> str | None:
    """Another item of the classifications, which no row of the document is called by."""
    rows = {label_key(label) for fact in asked.facts for label in fact.row}
    return None if any(word in row for row in rows) else asked.with_label(word)


def of_parent(asked: Asked, _: str) -> str | None:
    return _of_row(asked, _row_of(asked)[-2:-1])


def of_child(asked: Asked, _: str) -> str | None:
    own = _row_of(asked)[-1:]
    return _of_row(asked, (f.row[-1] for f in asked.facts if list(f.row[-2:-1]) == own))


def _row_of(asked: Asked) -> list[str]:
    return asked.answer.citations[asked.figure.citations[0]].row or []


def _of_row(asked: Asked, labels: Iterable[str]) -> str | None:
    """The first of some rows that nowhere prints the figure, asked for instead."""
    if len(asked.query.mentions) > 1:
        return None
    for label in labels:
        printed = {fact.text for fact in asked.facts if fact.row and fact.row[-1] == label}
        unit = asked.figure.unit
        if printed and not any(asked.is_answer(parse_number(text), unit) for text in printed):
            return asked.with_label(label)
    return None


CHANGES: Final[dict[str, Change]] = {
    change.__name__: change
    for change in (
        *(around, ended, widened, spaced, in_traditional, joined, of_its_body, asking, relabelled),
        *(misspelt, year_first, of_year, of_kind, of_body, unprinted, of_parent, of_child),
    )
}
"""By the names that ``perturbed.toml`` knows them by."""
