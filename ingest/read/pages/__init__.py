"""What stands on printed pages, wherever they come from: ruled tables, paragraphs, a title.

A reader (:mod:`ingest.read.pdf`, :mod:`ingest.read.image`) hands over glyphs and ruled lines
page by page; each page is laid out at once (:mod:`page`: :mod:`lines`, :mod:`ruling`,
:mod:`fallen`) and only tables and lines stay in memory. What the pages cut is made whole at the
end (:mod:`continued`, :mod:`paragraphs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from ingest.model import Block, Issue, Paragraph, Reading
from ingest.read.pages.aligned import take_aligned
from ingest.read.pages.continued import Part, drop_repeated_captions, goes_on, join
from ingest.read.pages.lines import Line
from ingest.read.pages.page import Page
from ingest.read.pages.paragraphs import continues, drop_furniture, margins
from ingest.read.pages.ruling import Ruled
from ingest.read.wrapping import join_wrapped

_COVER: Final = 8
_HEADING: Final = 0.75
_DOUBTED: Final = "本页有排列成行的数字，却没有表格线，分不清各属哪一栏，按文字收录，未收入表格。"


def reading_of(pages: Sequence[Page], issues: Sequence[Issue], name: str) -> Reading:
    """The pages of one document, in order, as one reading. ``name`` is the file's, for issues."""
    header = drop_furniture(pages)
    doubted = [
        Issue("rows-without-lines", _DOUBTED, f"{name} 第 {n} 页") for n in take_aligned(pages)
    ]
    drop_repeated_captions(pages)
    return Reading(
        blocks=tuple(_blocks(pages)),
        title=_title(pages) or header,
        issues=(*issues, *doubted),
        recognised=any(page.recognised for page in pages),
    )


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """Paragraphs and grids in reading order, those that a page break cut made whole."""
    margin = margins(pages)
    lines: list[Line] = []
    parts: list[Part] = []
    first = last = 0
    for page in pages:
        for item in page.items:
            if isinstance(item, Ruled):
                if lines:
                    yield _paragraph(lines, first)
                    lines = []
                part = Part(page.number, item, item.bottom > page.height / 2)
                if parts and not goes_on(parts[-1], part):
                    yield join(parts)
                    parts = []
                parts.append(part)
                continue
            if parts:
                yield join(parts)
                parts = []
            if lines and not continues(lines, item, margin[page.number], last == page.number):
                yield _paragraph(lines, first)
                lines = []
            if not lines:
                first = page.number
            lines.append(item)
            last = page.number
    if lines:
        yield _paragraph(lines, first)
    if parts:
        yield join(parts)


def _paragraph(lines: Sequence[Line], page: int) -> Paragraph:
    return Paragraph(join_wrapped(line.text for line in lines), page)


def _title(pages: Sequence[Page]) -> str | None:
    """What the first page prints largest: all of it on a cover, else the first lines that do."""
    items = pages[0].items if pages else []
    lines = [item for item in items if isinstance(item, Line)]
    if not lines or len(lines) < len(items):
        return None
    largest = max(line.size for line in lines)
    heading = [line for line in lines if line.size > _HEADING * largest]
    if len(lines) > _COVER:
        heading = list(takewhile(lambda line: line.top - heading[0].top < 3 * largest, heading))
    return join_wrapped(line.text for line in heading)
