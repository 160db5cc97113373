"""Read a PDF: ruled tables as grids with spans, the text around them as paragraphs.

A page is taken apart once: its objects become rules (:mod:`ruling`) and glyphs (:mod:`lines`),
and these tables and lines, which are all that stays in memory. What the pages cut is made whole
at the end (:mod:`continued`, :mod:`paragraphs`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from ingest.errors import UnreadableError
from ingest.model import Block, Issue, Paragraph, Reading
from ingest.read import ocr
from ingest.read.limits import MAX_PAGE_OBJECTS, MAX_PAGES
from ingest.read.pdf.continued import Part, drop_repeated_captions, goes_on, join
from ingest.read.pdf.lines import UNMAPPED, Glyph, Line, lines_of, printable
from ingest.read.pdf.paragraphs import Page, continues, drop_furniture, margins
from ingest.read.pdf.ruling import Ruled, TooManyLinesError, ruled_tables, rules_of
from ingest.read.wrapping import join_wrapped

if TYPE_CHECKING:
    import pdfplumber.page
    import pdfplumber.pdf

_SCANNED: Final = 0.5
"""Part of a page without text that a picture covers where the page is a scan."""
_COVER: Final = 8
_HEADING: Final = 0.75


def read_pdf(data: bytes, name: str) -> Reading:
    """The blocks of a PDF in reading order, each cell and paragraph with its page.

    A page that is a picture is read by OCR where that is installed, and named by an issue
    either way. Raises UnreadableError for an encrypted, damaged or oversized file.
    """
    issues: list[Issue] = []
    with _open(data) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise UnreadableError(f"PDF 超过 {MAX_PAGES} 页，请拆分后再导入。")
        pages = [_page(page, f"{name} 第 {page.page_number} 页", issues) for page in pdf.pages]
    drop_furniture(pages)
    drop_repeated_captions(pages)
    return Reading(
        blocks=tuple(_blocks(pages)),
        title=_title(pages),
        issues=tuple(issues),
        recognised=any(page.recognised for page in pages),
    )


def _open(data: bytes) -> pdfplumber.pdf.PDF:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise UnreadableError("PDF 已加密，请去掉打开密码后再导入。") from error
        raise UnreadableError("PDF 已损坏或不完整，请重新下载或另存后再导入。") from error


def _page(page: pdfplumber.page.Page, where: str, issues: list[Issue]) -> Page:
    """What stands on one page. A page that fails is an issue, not the end of the document."""
    read = Page(page.page_number, float(page.width), float(page.height))
    try:
        _fill(read, page, where, issues)
    except TooManyLinesError:
        issues.append(Issue("page-too-complex", "本页线条过多，未能读取其中的表格。", where))
    except Exception as error:  # what pdfminer raises on damaged pages has no common base
        message = f"本页已损坏，未能读取（{type(error).__name__}）。"
        issues.append(Issue("page-unreadable", message, where))
    finally:
        page.close()
    return read


def _fill(read: Page, page: pdfplumber.page.Page, where: str, issues: list[Issue]) -> None:
    objects = page.objects
    if sum(map(len, objects.values())) > MAX_PAGE_OBJECTS:
        issues.append(Issue("page-too-complex", "本页图形过多，未能读取。", where))
        return
    glyphs = list(_glyphs(page))
    horizontal, vertical = rules_of(objects)
    if not glyphs and _is_picture(page):
        scan = ocr.scan(page.to_image(resolution=ocr.DPI).original) if ocr.installed() else None
        issues.append(_scanned(scan is not None, where))
        if scan:
            glyphs, horizontal, vertical = scan.glyphs, scan.horizontal, scan.vertical
            read.recognised = True
    if any(glyph.text == UNMAPPED for glyph in glyphs):
        message = f"本页有文字未能识别，以“{UNMAPPED}”代替。"
        issues.append(Issue("unmapped-glyphs", message, where))
    tables, rest = ruled_tables(horizontal, vertical, glyphs)
    read.items = sorted([*tables, *lines_of(rest)], key=lambda item: item.top)


def _glyphs(page: pdfplumber.page.Page) -> Iterator[Glyph]:
    """The inked characters inside the page's visible box; exporters leave whole tables outside."""
    left, top, right, bottom = page.cropbox
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if left <= x <= right and top <= y <= bottom:
            text = printable(char["text"])
            yield Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"])


def _is_picture(page: pdfplumber.page.Page) -> bool:
    covered = sum(float(image["width"] * image["height"]) for image in page.images)
    return covered > _SCANNED * float(page.width * page.height)


def _scanned(recognised: bool, where: str) -> Issue:
    message = (
        "本页是扫描图片，文字由识别得到，请与原件核对。"
        if recognised
        else "本页是扫描图片，未安装文字识别组件（rapidocr），没有读到内容。"
    )
    return Issue("scanned-page", message, where)


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
