"""The outline of a document: which lines are headings, which belong together, which are furniture.

Readers hand over text as it was printed: a paragraph, or a page of lines. Here lines become
paragraphs again, headings (also those run into their paragraph) become section paths, and the
table of contents, page numbers and what a portal prints around a page fall away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ingest.model import Paragraph
from ingest.phrases import any_of, pattern, tokens
from ingest.subjects import has_class
from ingest.text import fold

Role = Literal["header", "body", "definition", "contact"]

_ORDINALS: Final = {
    "部分": r"第[一二三四五六七八九十]+(?:部分|章|节)",
    "一、": r"[一二三四五六七八九十]{1,3}[、．]",
    "（一）": r"[（(][一二三四五六七八九十]{1,3}[）)][、.]?",
    "（1）": r"[（(]\d{1,2}[）)]",
    "1）": r"\d{1,2}[）)]",
    "1.": r"\d{1,2}(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d年))",
    "①": r"[①-⑳]",
}
_OUTERMOST: Final = ("部分", "")
_LEADERS: Final = re.compile(r"[.．·…]{4,}|…{2,}")
_GLUED: Final = re.compile(
    r"(?<=[。；;])(?=[一二三四五六七八九十]{1,3}、[^，。]{2,40})"
    r"|(?<![第、，至])(?<=[\u4e00-\u9fff。；：:])(?=[（(][一二三四五六七八九十]{1,2}[）)][^，。：:]{2,20}[。：:])"
    r"|(?<=[。；;])(?=\d{1,2}[.．、](?!\d))"
    r"|(?<=说明)(?=(?:19|20)\d\d年)"
)
_LAYOUT_SPACE: Final = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])|\s+(?=[%,.;:)])")
_ENDED: Final = re.compile("[。！？!?；;：:][”’）)]?$")
_GOES_ON: Final = re.compile(r"[%％，。；、）]|\d(?!\d{3}年)")
_ANEW: Final = re.compile(r"[^，。；\d]{4,24}(?:19|20)\d\d年")
_OPEN: Final = ("，", ",", "、", "（", "(", "“")
# Of the width of a full line: the least at which one that ends a sentence, and one that does
# not, still reached the margin.
_LAST_LINE: Final = 0.92
_BROKEN_LINE: Final = 0.75
_LONGEST_HEADING: Final = 45
_LONGEST_RUN_IN: Final = 30
_LONGEST_TERM: Final = 36


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its place in the outline.

    ``ordinal`` is the kind of number it opens with (一、 （一） 1. …), ``""`` for none. ``pages``
    are (offset in ``text``, page) wherever a new page begins. ``term`` is what a definition
    defines.
    """

    role: Role
    section: tuple[str, ...]
    text: str
    ordinal: str = ""
    pages: tuple[tuple[int, int | None], ...] = ((0, None),)
    term: str | None = None

    def page_at(self, offset: int) -> int | None:
        """The page the character at ``offset`` is printed on."""
        return [page for start, page in self.pages if start <= offset][-1]


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


@dataclass(slots=True)
class _Piece:
    text: str
    pages: list[tuple[int, int | None]]


@dataclass(slots=True)
class _Heading:
    kind: str
    text: str
    piece: _Piece
    used: bool = False


def outline(paragraphs: Iterable[Paragraph]) -> list[Block]:
    """The blocks of a document in reading order, headings folded into their section paths.

    A heading with nothing below it is a line of a list and comes back as a block itself.
    """
    lines = _without_contents(_lines(paragraphs))
    return list(_Outliner().blocks(list(_pieces(lines))))


def tidy(text: str) -> str:
    """Text without the spaces layout left between Chinese characters and figures."""
    return _LAYOUT_SPACE.sub("", text.strip())


def ordinal_kind(text: str) -> str:
    """The kind of number a line opens with (一、 （一） 1. …), ``""`` for none."""
    for kind, printed in _ORDINALS.items():
        if re.match(printed, text):
            return kind
    return ""


def _without_ordinal(text: str) -> str:
    kind = ordinal_kind(text)
    return re.sub(_ORDINALS[kind], "", text, count=1) if kind else text


# -- lines and paragraphs ------------------------------------------------------------------


def _lines(paragraphs: Iterable[Paragraph]) -> list[_Line]:
    lines = []
    for paragraph in paragraphs:
        first = True
        for printed in paragraph.text.splitlines():
            if not printed.strip() or pattern("furniture").search(printed.strip()):
                continue
            text = printed.strip() if pattern("contact").search(printed) else tidy(printed)
            if pattern("furniture").search(text):
                continue
            for glued in _GLUED.split(text):
                lines.append(_Line(glued, paragraph.page, first))
                first = True
            first = False
    return lines


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
    if key in entries or "，" in key or len(key) > 60:
        return False
    return bool(ordinal_kind(line.text)) or (bool(entries) and len(key) <= 12)


def _pieces(lines: Sequence[_Line]) -> Iterator[_Piece]:
    """Lines joined to the paragraphs they were broken from."""
    full = _full_width(lines)
    piece: _Piece | None = None
    previous: _Line | None = None
    for line in lines:
        if piece is not None and previous is not None and _continues(previous, line, full):
            if previous.page != line.page:
                piece.pages.append((len(piece.text), line.page))
            piece.text += line.text
        else:
            if piece is not None:
                yield piece
            piece = _Piece(line.text, [(0, line.page)])
        previous = line
    if piece is not None:
        yield piece


def _full_width(lines: Sequence[_Line]) -> int:
    """The width of a line that reaches the margin, where lines are broken at all."""
    broken = sorted(
        line.width for line, after in zip(lines, lines[1:], strict=False) if not after.first
    )
    return broken[int(len(broken) * 0.9)] if broken else 0


def _continues(previous: _Line, line: _Line, full: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if ordinal_kind(line.text) or pattern("contact").search(previous.text + line.text):
        return False
    if _is_plain_heading(line.text) and previous.page != line.page:
        return False
    numbered = ordinal_kind(previous.text) != ""
    if numbered and pattern("numbered_tail").search(previous.text) and len(line.text) > 4:
        return False
    if previous.text.endswith(_OPEN):
        return True
    ended = _ENDED.search(previous.text) is not None
    if ended and _ANEW.match(line.text):
        return False
    spoken = re.search("[，。；、%]", _without_ordinal(previous.text)) is not None
    if not line.first:
        if spoken and not ended and _GOES_ON.match(line.text):
            return True
        return previous.width >= full * (_LAST_LINE if ended else _BROKEN_LINE)
    wide = 0 < full * _BROKEN_LINE <= previous.width
    return previous.page != line.page and not ended and (spoken or wide)


# -- headings ------------------------------------------------------------------------------


class _Outliner:
    """Goes through the paragraphs with the headings that stand over the current one."""

    def __init__(self) -> None:
        self.headings: list[_Heading] = []
        self.begun = False

    def blocks(self, pieces: Sequence[_Piece]) -> Iterator[Block]:
        for piece in pieces:
            yield from self._block(piece)
        yield from self._close(0)

    def _block(self, piece: _Piece) -> Iterator[Block]:
        text, kind = piece.text, ordinal_kind(piece.text)
        rest = _without_ordinal(text)
        if pattern("contact").search(text) and len(text) < 2 * _LONGEST_HEADING:
            yield Block("contact", (), text, pages=tuple(piece.pages))
        elif (term := _term(rest, self._in_glossary())) is not None:
            if kind:
                yield from self._open(kind)
            yield self._make("definition", piece, kind, term=term)
        elif kind and _is_heading(rest):
            yield from self._open(kind)
            self.headings.append(_Heading(kind, text.rstrip("。：: "), piece))
            self.begun = True
        elif not kind and _is_plain_heading(text):
            yield from self._open("")
            self.headings.append(_Heading("", text, piece))
            self.begun = True
        elif kind and (end := _run_in(rest)):
            cut = len(text) - len(rest) + end
            yield from self._open(kind)
            self.headings.append(_Heading(kind, text[:cut].rstrip("。：:"), piece))
            yield self._make("body", _after(piece, cut), "")
        elif not self.begun and not kind and not _is_spoken(text):
            yield Block("header", (), text, pages=tuple(piece.pages))
        elif not pattern("caption").match(text) and not pattern("title_tail").search(text):
            if kind:
                yield from self._open(kind)
            yield self._make("body", piece, kind)

    def _make(self, role: Role, piece: _Piece, kind: str, term: str | None = None) -> Block:
        self.begun = True
        for heading in self.headings:
            heading.used = True
        section = tuple(heading.text for heading in self.headings)
        return Block(role, section, piece.text, kind, tuple(piece.pages), term)

    def _open(self, kind: str) -> Iterator[Block]:
        """Close the headings that end where a number of this kind begins."""
        kinds = [heading.kind for heading in self.headings]
        if kind in _OUTERMOST:
            yield from self._close(0)
        elif kind == "一、":
            yield from self._close(sum(k in _OUTERMOST for k in kinds))
        elif kind in kinds:
            yield from self._close(kinds.index(kind))

    def _close(self, depth: int) -> Iterator[Block]:
        """Drop headings from ``depth`` on; one that had nothing below it was a line of a list."""
        while len(self.headings) > depth:
            heading = self.headings.pop()
            bare = not heading.used and not pattern("caption").match(heading.text)
            if bare:
                yield self._make("body", heading.piece, heading.kind)

    def _in_glossary(self) -> bool:
        return any(pattern("glossary").search(heading.text) for heading in self.headings)


def _is_plain_heading(text: str) -> bool:
    """Whether a line without a number is a heading: 其他相关情况说明."""
    return (
        len(text) <= _LONGEST_HEADING
        and pattern("heading_tail").search(text) is not None
        and pattern("title_tail").search(text) is None
        and not re.search("[，。；：,;:]", text)
    )


def _after(piece: _Piece, cut: int) -> _Piece:
    """A piece from ``cut`` on, with its pages."""
    text = piece.text[cut:]
    pages = [(max(0, start - cut), page) for start, page in piece.pages]
    first = [page for start, page in pages if start == 0][-1]
    return _Piece(text, [(0, first), *((start, page) for start, page in pages if start > 0)])


def _is_heading(rest: str) -> bool:
    """Whether what follows a number is a heading and nothing else."""
    words = rest.rstrip("。：: ")
    if not words or len(words) > _LONGEST_HEADING or re.search("[，。；：,;:]", words):
        return False
    return not _has_figure(words)


def _run_in(rest: str) -> int:
    """Where a heading run into its paragraph ends: ``机关运行经费。2026年…``; 0 if there is none."""
    found = re.match(rf"[^，。；：:,;]{{2,{_LONGEST_RUN_IN}}}[。：:](?=.)", rest)
    if found is None or _has_figure(found.group()) or has_class(found.group()):
        return 0
    return found.end()


def _has_figure(text: str) -> bool:
    return any(token.kind == "quantity" and token.unit != "个" for token in tokens(text))


def _is_spoken(text: str) -> bool:
    """Whether a line is running text rather than a line of a header."""
    return len(text) > 2 * _LONGEST_HEADING or re.search("[，。；]", text) is not None


def _term(rest: str, in_glossary: bool) -> str | None:
    """The term a paragraph defines, or None: ``基本支出：指…``, in a glossary ``其他资金：包括…``."""
    plainly = any_of("defines_plainly")
    ends = rf"(?:[:：]|(?={plainly}))(?=.)" if in_glossary else rf"[:：](?={plainly})"
    found = re.match(rf"([^，。；：:]{{2,{_LONGEST_TERM}}}?){ends}", rest)
    return found[1] if found else None
