"""Printed lines put together to the paragraphs they were broken from.

Readers hand over a paragraph, or a page of lines. The table of contents, page numbers and what
a portal prints around a page fall away here; headings glued to other text come off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.model import Paragraph
from ingest.phrases import pattern
from ingest.text import fold

_ORDINALS: Final = {
    "部分": r"第[一二三四五六七八九十]+(?:部分|章|节)",
    "一、": r"[一二三四五六七八九十]{1,3}[、．]",
    "（一）": r"[（(][一二三四五六七八九十]{1,3}[）)][、.]?",
    "（1）": r"[（(]\d{1,2}[）)]",
    "1）": r"\d{1,2}[）)]",
    "1.": r"\d{1,2}(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d年))",
    "①": r"[①-⑳]",
}
_LEADERS: Final = re.compile(r"[.．·…]{4,}|…{2,}")
_LAYOUT_SPACE: Final = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])|\s+(?=[%,.;:)])")
_ENDED: Final = re.compile("[。！？!?；;：:][”’）)]?$")
_GOES_ON: Final = re.compile(r"[%％，。；、）]|\d(?!\d{3}年)")
_ANEW: Final = re.compile(r"[^，。；\d]{4,24}(?:19|20)\d\d年")
_OPEN: Final = ("，", ",", "、", "（", "(", "“")
# Of the width of a full line: the least at which a line was broken by the margin, where it ends
# a sentence, ends within one, and is words without punctuation (else it may be a heading).
_LAST_LINE: Final = 0.92
_CLAUSE_LINE: Final = 0.5
_WORDS_LINE: Final = 0.75
_LONGEST_HEADING: Final = 45
_LONGEST_FURNITURE: Final = 120
_LONGEST_ENTRY: Final = 60
_LONGEST_TAIL: Final = 12


@dataclass(slots=True)
class Piece:
    """A paragraph of text; ``pages`` are (offset, page) wherever a new page begins."""

    text: str
    pages: list[tuple[int, int | None]]

    def after(self, cut: int) -> Piece:
        """The piece from ``cut`` on."""
        pages = [(max(0, start - cut), page) for start, page in self.pages]
        first = [page for start, page in pages if start == 0][-1]
        rest = [(start, page) for start, page in pages if start > 0]
        return Piece(self.text[cut:], [(0, first), *rest])


@dataclass(slots=True)
class _Line:
    text: str
    page: int | None
    first: bool  # of the paragraph the reader gave

    @property
    def width(self) -> int:
        """Printed width in half-width columns, layout spaces left out."""
        wide = sum(unicodedata.east_asian_width(c) in "FWA" for c in self.text)
        return len(self.text) + wide


def pieces(paragraphs: Iterable[Paragraph]) -> list[Piece]:
    """The paragraphs of a document in reading order, each whole and without layout spaces."""
    return list(_joined(_without_contents(_lines(paragraphs))))


def tidy(text: str) -> str:
    """Text without the spaces layout left between Chinese characters and figures."""
    return _LAYOUT_SPACE.sub("", text.strip())


def ordinal_kind(text: str) -> str:
    """The kind of number a line opens with (一、 （一） 1. …), ``""`` for none."""
    for kind, printed in _ORDINALS.items():
        if re.match(printed, text):
            return kind
    return ""


def without_ordinal(text: str) -> str:
    """A line without the number it opens with."""
    kind = ordinal_kind(text)
    return re.sub(_ORDINALS[kind], "", text, count=1) if kind else text


def is_plain_heading(text: str) -> bool:
    """Whether a line without a number is a heading: 其他相关情况说明."""
    return (
        len(text) <= _LONGEST_HEADING
        and pattern("heading_tail").search(text) is not None
        and pattern("title_tail").search(text) is None
        and not re.search("[，。；：,;:]", text)
    )


def _lines(paragraphs: Iterable[Paragraph]) -> list[_Line]:
    lines = []
    for paragraph in paragraphs:
        first = True
        for printed in paragraph.text.splitlines():
            if _is_furniture(printed.strip()):
                continue
            text = printed.strip() if pattern("contact").search(printed) else tidy(printed)
            if _is_furniture(text):
                continue
            for glued in pattern("glued").split(text):
                lines.append(_Line(glued, paragraph.page, first))
                first = True
            first = False
    return lines


def _is_furniture(line: str) -> bool:
    return not line or (len(line) < _LONGEST_FURNITURE and bool(pattern("furniture").search(line)))


def _without_contents(lines: Sequence[_Line]) -> list[_Line]:
    """Without the table of contents: from 目录 to where its first entry comes again."""
    kept: list[_Line] = []
    entries: set[str] | None = None
    for line in lines:
        key = fold(line.text)
        if pattern("contents").match(key):
            entries = set()
        elif _LEADERS.search(line.text):
            entries = None
        elif entries is not None and _is_entry(line, key, entries):
            entries.add(key)
        else:
            entries = None
            kept.append(line)
    return kept


def _is_entry(line: _Line, key: str, entries: set[str]) -> bool:
    if key in entries or "，" in key or len(key) > _LONGEST_ENTRY:
        return False
    return bool(ordinal_kind(line.text)) or (bool(entries) and len(key) <= _LONGEST_TAIL)


def _joined(lines: Sequence[_Line]) -> Iterator[Piece]:
    full = _full_width(lines)
    piece: Piece | None = None
    previous: _Line | None = None
    for line in lines:
        if piece is not None and previous is not None and _continues(previous, line, full):
            if previous.page != line.page:
                piece.pages.append((len(piece.text), line.page))
            piece.text += line.text
        else:
            if piece is not None:
                yield piece
            piece = Piece(line.text, [(0, line.page)])
        previous = line
    if piece is not None:
        yield piece


def _full_width(lines: Sequence[_Line]) -> int:
    """The width of a line that reaches the margin, where lines are broken at all."""
    broken = sorted(line.width for line, after in pairwise(lines) if not after.first)
    return broken[int(len(broken) * 0.9)] if broken else 0


def _continues(previous: _Line, line: _Line, full: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if ordinal_kind(line.text) or pattern("contact").search(previous.text + line.text):
        return False
    if is_plain_heading(line.text) and previous.page != line.page:
        return False
    numbered = ordinal_kind(previous.text) != ""
    if numbered and pattern("numbered_tail").search(previous.text) and len(line.text) > 4:
        return False
    if previous.text.endswith(_OPEN):
        return True
    ended = _ENDED.search(previous.text) is not None
    if ended and _ANEW.match(line.text):
        return False
    spoken = re.search("[，。；、%,;]", without_ordinal(previous.text)) is not None
    if not line.first:
        if spoken and not ended and _GOES_ON.match(line.text):
            return True
        least = _LAST_LINE if ended else _CLAUSE_LINE if spoken else _WORDS_LINE
        return previous.width >= full * least
    wide = 0 < full * _WORDS_LINE <= previous.width
    return previous.page != line.page and not ended and (spoken or wide)
