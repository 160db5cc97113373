"""The outline of a document: which paragraphs are headings, and which headings stand over each.

Headings, also those run into their paragraph, become section paths; definitions, contacts and
the lines of a page's header are told from running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from ingest.lines import Piece, is_plain_heading, ordinal_kind, pieces, without_ordinal
from ingest.model import Paragraph
from ingest.phrases import any_of, pattern, tokens
from ingest.subjects import has_class

Role = Literal["header", "body", "definition", "contact"]

_PLAIN: Final = "无"
_OUTERMOST: Final = ("部分", _PLAIN)
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
class _Heading:
    kind: str
    text: str
    piece: Piece
    used: bool = False


def outline(paragraphs: Iterable[Paragraph]) -> Iterator[Block]:
    """The blocks of a document in reading order, headings folded into their section paths.

    A heading with nothing below it is a line of a list and comes back as a block itself.
    """
    outliner = _Outliner()
    for piece in pieces(paragraphs):
        yield from outliner.block(piece)
    yield from outliner.close(0)


class _Outliner:
    """Goes through the paragraphs with the headings that stand over the current one."""

    def __init__(self) -> None:
        self.headings: list[_Heading] = []
        self.begun = False

    def block(self, piece: Piece) -> Iterator[Block]:
        """What a paragraph adds: itself, with headings it closed that had nothing below them."""
        text, kind = piece.text, ordinal_kind(piece.text)
        if pattern("contact").search(text) and len(text) < 2 * _LONGEST_HEADING:
            yield Block("contact", (), text, pages=tuple(piece.pages))
        elif (term := _term(without_ordinal(text), self._in_glossary())) is not None:
            yield from self._open(kind)
            yield self._make("definition", piece, kind, term=term)
        elif end := _heading_end(text, kind):
            yield from self._open(kind or _PLAIN)
            self.headings.append(_Heading(kind or _PLAIN, text[:end].rstrip("。：: "), piece))
            self.begun = True
            if end < len(text):
                yield self._make("body", piece.after(end), "")
        elif not self.begun and not kind and not _is_spoken(text):
            yield Block("header", (), text, pages=tuple(piece.pages))
        elif _is_spoken(text) or not _is_caption(text):
            yield from self._open(kind)
            yield self._make("body", piece, kind)

    def _make(self, role: Role, piece: Piece, kind: str, term: str | None = None) -> Block:
        self.begun = True
        for heading in self.headings:
            heading.used = True
        section = tuple(heading.text for heading in self.headings)
        return Block(role, section, piece.text, kind, tuple(piece.pages), term)

    def _open(self, kind: str) -> Iterator[Block]:
        """Close the headings that end where a number of this kind begins; ``""`` ends none."""
        kinds = [heading.kind for heading in self.headings]
        if kind in _OUTERMOST:
            yield from self.close(0)
        elif kind == "一、":
            yield from self.close(sum(k in _OUTERMOST for k in kinds))
        elif kind in kinds:
            yield from self.close(kinds.index(kind))

    def close(self, depth: int) -> Iterator[Block]:
        """Drop headings from ``depth`` on; one that had nothing below it was a line of a list."""
        while len(self.headings) > depth:
            heading = self.headings.pop()
            if not heading.used and not _is_caption(heading.text):
                yield self._make("body", heading.piece, heading.kind)

    def _in_glossary(self) -> bool:
        return any(pattern("glossary").search(heading.text) for heading in self.headings)


def _heading_end(text: str, kind: str) -> int:
    """Where the heading a paragraph opens with ends: behind all of it, behind the words run
    into it (``（一）机关运行经费。2026年…``), or 0 where there is none.
    """
    if not kind:
        return len(text) if is_plain_heading(text) else 0
    rest = without_ordinal(text)
    whole = rest.rstrip("。：: ")
    if 0 < len(whole) <= _LONGEST_HEADING and not re.search("[，。；：,;:]", whole):
        return 0 if _has_figure(whole) else len(text)
    found = re.match(rf"[^，。；：:,;]{{2,{_LONGEST_RUN_IN}}}[。：:](?=.)", rest)
    if found is None or _has_figure(found.group()) or has_class(found.group()):
        return 0
    return len(text) - len(rest) + found.end()


def _is_caption(text: str) -> bool:
    """Whether a line is the caption of a table, or the document's title once more."""
    return bool(pattern("caption").match(text) or pattern("title_tail").search(text))


def _has_figure(text: str) -> bool:
    return any(token.kind == "quantity" and token.unit != "个" for token in tokens(text))


def _is_spoken(text: str) -> bool:
    """Whether a line is running text rather than a line of a header."""
    return len(text) > 2 * _LONGEST_HEADING or re.search("[，。；]", text) is not None


def _term(rest: str, in_glossary: bool) -> str | None:
    """The term a paragraph defines: ``基本支出：指…``, in a glossary also ``其他资金：包括…``."""
    plainly = any_of("defines_plainly")
    ends = rf"(?:[:：]|(?={plainly}))(?=.)" if in_glossary else rf"[:：](?={plainly})"
    found = re.match(rf"([^，。；：:]{{2,{_LONGEST_TERM}}}?){ends}", rest)
    return found[1] if found else None
