"""Printed lines to paragraphs: what a page prints besides its text is taken off, and a sentence
broken by the end of a line or a page is one again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.numbers import unit_of_line
from ingest.read.pages.lines import Line
from ingest.read.pages.page import Page
from ingest.read.pages.ruling import Ruled
from ingest.text import fold, ordinal
from ingest.vocabulary import is_number_line

_HEAD: Final = 0.08
_FOOT: Final = 0.88
_OFTEN: Final = 3
_INDENT: Final = 1.2
_APART: Final = 1.6
_LONG: Final = 12
_SHOWN: Final = 8
_FULL: Final = 0.85
_NUMBERED: Final = re.compile(r"\D{0,3}(\d{1,4})(?:\D{1,4}\d{1,4})?\D{0,2}")
_LEADERS: Final = re.compile(r"[.．…·⋯]{3,}[\s.]*\d*$")
_PART: Final = re.compile(r"第[一二三四五六七八九十]{1,3}[部章节]")
_LISTED: Final = re.compile(r"(\d{1,2})\s?[.．、]")
_ENDS: Final = frozenset("。；：！？;:")


@dataclass(frozen=True)
class Margins:
    """Where a page's lines of text start and end."""

    left: float
    right: float


def drop_furniture(pages: Sequence[Page]) -> str | None:
    """Take off page numbers and running headers, which stand at a page's edge again and again.
    Returns the running header of the first page that has one.

    A number counts as a page's only where it runs with the pages: the same distance from the
    page's place in the file on at least two pages.
    """
    offsets: Counter[int] = Counter()
    running: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for line in _edge_lines(page):
            running[_running_key(line)] += 1
            if (number := _page_number(line)) is not None:
                offsets[number - page.number] += 1
    often = max(_OFTEN, len(pages) // 2)
    header: str | None = None
    for page in pages:
        for line in _edge_lines(page):
            number = _page_number(line)
            counted = number is not None and offsets[number - page.number] > 1
            if counted or running[_running_key(line)] >= often:
                page.items.remove(line)
                header = header or (None if counted else line.text)
    return header


def _edge_lines(page: Page) -> list[Line]:
    return [
        item
        for item in page.items
        if isinstance(item, Line)
        and (item.bottom < _HEAD * page.height or item.top > _FOOT * page.height)
    ]


def _page_number(line: Line) -> int | None:
    match = _NUMBERED.fullmatch(fold(line.text))
    return int(match[1]) if match else None


def _running_key(line: Line) -> tuple[str, int]:
    return line.text, round(line.top / _APART)


def margins(pages: Sequence[Page]) -> dict[int, Margins]:
    """The margins of each page by its number: where its long lines start and most of them end.

    A page whose few lines do not show them (a contents list, tables with notes) has those of all
    pages as wide, or lines as long as its tables.
    """
    by_width: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        by_width[round(page.width)] += _long_lines(page)
    shared = {width: _margins(lines) for width, lines in by_width.items()}
    return {
        page.number: _margins(_long_lines(page))
        or shared[round(page.width)]
        or Margins(0.0, max((item.xs[-1] for item in _tables(page)), default=page.width))
        for page in pages
    }


def _tables(page: Page) -> list[Ruled]:
    return [item for item in page.items if isinstance(item, Ruled)]


def _long_lines(page: Page) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line) and len(item.text) >= _LONG]


def _margins(lines: Sequence[Line]) -> Margins | None:
    """Margins of enough lines to show them. A few stand further out, so the left one is where the
    outermost good part of the lines starts, the right one where all but the longest end."""
    if len(lines) < _SHOWN:
        return None
    starts: Counter[int] = Counter(round(line.x0 / 6) for line in lines)
    kept = [place for place, count in starts.items() if count >= len(lines) / 8]
    left = min(line.x0 for line in lines if round(line.x0 / 6) == min(kept, default=0))
    ends = sorted(line.x1 for line in lines)
    return Margins(left, ends[int(len(ends) * _FULL)])


def continues(before: Sequence[Line], line: Line, margin: Margins, same_page: bool) -> bool:
    """Whether a paragraph of the lines ``before`` goes on in ``line``.

    It does where its last line is full, so that the next word had to go on a new one, and that
    line starts at the margin (or where the one before it did) in the same type.
    """
    last = before[-1]
    if last.alone or line.alone or abs(last.size - line.size) > 0.15 * line.size:
        return False
    if is_number_line(last.text):
        return False
    if same_page and line.top - last.bottom > _APART * line.size:
        return False
    if last.x1 + line.lead <= margin.right - line.size or _LEADERS.search(last.text):
        return False
    if line.x1 > margin.right + _INDENT * line.size:
        return False
    if _PART.match(line.text) or _next_item(before[0], line) or _is_caption(line.text):
        return False
    if (mark := ordinal(line.text)) and (last.text[-1] in _ENDS or not mark[0].isdecimal()):
        return False
    hanging = len(before) > 1 and abs(line.x0 - last.x0) < line.size / 2
    return hanging or line.x0 <= margin.left + _INDENT * line.size


def _is_caption(text: str) -> bool:
    """Whether a line is a table's number or unit, which nothing runs on into."""
    begins = fold(text).startswith(("单位:", "金额单位:"))
    return is_number_line(text) or (begins and unit_of_line(text) is not None)


def _next_item(first: Line, line: Line) -> bool:
    """Whether two lines start with numbers that follow one another: ``6.2024年…``, ``7.2024年…``"""
    one, two = _LISTED.match(first.text), _LISTED.match(line.text)
    return bool(one and two and int(two[1]) == int(one[1]) + 1)
