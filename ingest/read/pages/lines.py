"""Glyphs of a page to printed lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low
from typing import Final, NamedTuple

from ingest.read.script import whole
from ingest.read.wrapping import clean, is_wide

# Gaps past the usual one, in parts of the type size, that set two glyphs apart: Latin words
# stand a quarter apart, Chinese ones only where somebody put space between, and typesetters put
# up to a square between the two scripts. By how many of the two are Chinese.
_GAPS: Final = (0.22, 1.0, 0.8)
_WIDE_GAP: Final = 1.2
"""Parts of the type size that set cells of a table apart."""
_SAME_LINE: Final = 0.5
_NEVER_FIRST: Final = frozenset("，。；：、？！）》」』】〉”’,.;:?!)]}%％")
_CID: Final = re.compile(r"\(cid:\d+\)")
UNMAPPED: Final = "\ufffd"
"""Stands for a glyph whose font does not say what it is."""


class Glyph(NamedTuple):
    """A printed character (or a recognised word) and its box; ``top`` grows down the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


class Word(NamedTuple):
    """What a line prints between two wide gaps: a cell of a table, or all of a line of text."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True)
class Line:
    """Glyphs printed on one line, left to right. ``size`` is that of most of its type; ``lead``
    the width of its first word, the part that had to fit for the line above to take it up.
    ``alone`` says that no text runs on from it or into it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    lead: float
    words: tuple[Word, ...]
    alone: bool = False

    def of_words(self, words: Sequence[Word]) -> Line:
        """The part of the line that prints some of its words."""
        text = " ".join(word.text for word in words)
        return replace(self, text=text, x0=words[0].x0, x1=words[-1].x1, words=tuple(words))


def printable(text: str) -> str:
    """A glyph's text as people write it: radicals and compatibility forms (⾦, ⻔, 金) that fonts
    map to become the letter itself, a glyph the font does not name becomes U+FFFD."""
    if _CID.fullmatch(text):
        return UNMAPPED
    if "\uf900" <= text <= "\ufaff":
        return unicodedata.normalize("NFKC", text)
    return whole(text)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The printed lines of some glyphs, top to bottom."""
    return [_line(row) for row in rows_of(glyphs) if any(not g.text.isspace() for g in row)]


def rows_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs by line, top to bottom: those that overlap by half their height, whatever their
    size, stand on one."""
    row: list[Glyph] = []
    top = bottom = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        shared = min(bottom, glyph.bottom) - max(top, glyph.top)
        if row and shared < _SAME_LINE * min(bottom - top, glyph.size):
            yield row
            row = []
        if not row:
            top, bottom = glyph.top, glyph.bottom
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda glyph: glyph.x0)
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    return Line(
        text=clean("".join(_spaced(row))),
        x0=inked[0].x0,
        top=min(glyph.top for glyph in inked),
        x1=inked[-1].x1,
        bottom=max(glyph.bottom for glyph in inked),
        size=median_low(glyph.size for glyph in inked),
        lead=_lead(inked),
        words=tuple(_words(inked)),
    )


def _words(inked: Sequence[Glyph]) -> Iterator[Word]:
    """The runs of glyphs that no wide gap parts."""
    starts = [0]
    for at, (before, glyph) in enumerate(pairwise(inked), 1):
        if glyph.x0 - before.x1 > _WIDE_GAP * before.size:
            starts.append(at)
    for start, end in pairwise([*starts, len(inked)]):
        run = inked[start:end]
        yield Word(clean("".join(_spaced(run))), run[0].x0, run[-1].x1)


def _spaced(row: Sequence[Glyph]) -> Iterator[str]:
    """The glyphs' texts, a space where a gap stands out from those between the line's letters."""
    usual = median_low([after.x0 - before.x1 for before, after in pairwise(row)] or [0.0])
    before: Glyph | None = None
    for glyph in row:
        if before and glyph.x0 - before.x1 > max(usual, 0.0) + _gap(before, glyph) * before.size:
            yield " "
        # Bold type is often the same letter struck twice, a hair apart.
        if not (before and before.text == glyph.text and _struck_again(before, glyph)):
            yield glyph.text
        before = glyph


def _gap(before: Glyph, after: Glyph) -> float:
    return _GAPS[is_wide(before.text[-1]) + is_wide(after.text[0])]


def _struck_again(before: Glyph, after: Glyph) -> bool:
    return after.x0 - before.x0 < 0.3 * (before.x1 - before.x0)


def _lead(inked: list[Glyph]) -> float:
    """Width of the first unbreakable run: a Chinese letter or a Latin word or number, with the
    punctuation that may not start a line."""
    end = 1
    while end < len(inked) and _clings(inked[end - 1], inked[end]):
        end += 1
    return inked[end - 1].x1 - inked[0].x0


def _clings(before: Glyph, after: Glyph) -> bool:
    if after.text[0] in _NEVER_FIRST:
        return True
    latin = not is_wide(before.text[-1]) and not is_wide(after.text[0])
    return latin and after.x0 - before.x1 < _GAPS[0] * before.size
