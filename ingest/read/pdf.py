"""Read a PDF: its glyphs and visible lines go, page by page, to :mod:`ingest.read.pages`.

A page is taken apart once and closed: extracting text and tables apart would cost twice.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import UnreadableError
from ingest.model import Issue, Reading
from ingest.read import ocr
from ingest.read.limits import (
    MAX_OBJECTS,
    MAX_PAGE_DRAWING,
    MAX_PAGES,
    MAX_PICTURES,
    MAX_PIXELS,
)
from ingest.read.pages import reading_of
from ingest.read.pages.lines import UNMAPPED, Glyph, printable
from ingest.read.pages.page import Page
from ingest.read.pages.ruling import SNAP, Rule, TooManyLinesError

if TYPE_CHECKING:
    import pdfplumber.page
    import pdfplumber.pdf

_SCANNED: Final = 0.5
"""Part of a page without text that a picture covers where the page is a scan."""
_WHITE: Final = 0.98
_ASLANT: Final = 0.15
"""Slope of a watermark; a scan that was put in crooked and recognised slopes less."""

Object = dict[str, Any]


def read_pdf(data: bytes, name: str) -> Reading:
    """The blocks of a PDF in reading order, each cell and paragraph with its page.

    A page that is a picture is read by OCR where that is installed, and named by an issue
    either way. Raises UnreadableError for an encrypted, damaged or oversized file.
    """
    issues: list[Issue] = []
    if data.count(b" obj") > MAX_OBJECTS:
        raise UnreadableError("PDF 里的对象过多，请另存（打印为 PDF）或拆分后再导入。")
    with _open(data) as pdf:
        if _pages_at_least(pdf, MAX_PAGES + 1):
            raise UnreadableError(f"PDF 超过 {MAX_PAGES} 页，请拆分后再导入。")
        pages = [_page(page, f"{name} 第 {page.page_number} 页", issues) for page in pdf.pages]
    return reading_of(pages, issues, name)


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


def _pages_at_least(pdf: pdfplumber.pdf.PDF, count: int) -> bool:
    """Whether a PDF has so many pages; a small one may claim millions."""
    from pdfminer.pdfpage import PDFPage

    return sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), count)) == count


def _page(page: pdfplumber.page.Page, where: str, issues: list[Issue]) -> Page:
    """What stands on one page. A page that fails is an issue, not the end of the document."""
    read = Page(page.page_number, float(page.width), float(page.height))
    try:
        _fill(read, page, where, issues)
    except TooManyLinesError:
        issues.append(Issue("page-too-complex", "本页线条过多，未能读取其中的表格。", where))
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:  # what pdfminer raises on damaged pages has no common base
        message = f"本页已损坏，未能读取（{type(error).__name__}）。"
        issues.append(Issue("page-unreadable", message, where))
    finally:
        page.close()
    return read


def _fill(read: Page, page: pdfplumber.page.Page, where: str, issues: list[Issue]) -> None:
    if _drawing_size(page) > MAX_PAGE_DRAWING:
        issues.append(Issue("page-too-complex", "本页图形过多，未能读取。", where))
        return
    objects = page.objects
    glyphs = list(_glyphs(page))
    if not glyphs and _is_picture(page):
        issues.append(ocr.scanned_page(where))
        if ocr.installed():
            _recognise(read, page, issues)
        return
    if any(glyph.text == UNMAPPED for glyph in glyphs):
        message = f"本页有文字的字体没有编码，以“{UNMAPPED}”代替，请与原件核对。"
        issues.append(Issue("unmapped-glyphs", message, where))
    read.lay_out(glyphs, *_rules(objects))


def _recognise(read: Page, page: pdfplumber.page.Page, issues: Sequence[Issue]) -> None:
    """Read a page by OCR. UnreadableError where it is one too many, or too large a picture."""
    if sum(issue.code == ocr.SCANNED for issue in issues) > MAX_PICTURES:
        raise UnreadableError(f"PDF 的扫描页超过 {MAX_PICTURES} 页，请拆分后再导入。")
    if page.width * page.height * (ocr.DPI / 72) ** 2 > MAX_PIXELS:
        raise UnreadableError("PDF 的扫描页过大，请缩小后再导入。")
    read.lay_out(*ocr.scan(page.to_image(resolution=ocr.DPI).original, 72 / ocr.DPI))
    read.recognised = True


def _drawing_size(page: pdfplumber.page.Page) -> int:
    """Bytes of drawing instructions on a page: each few make an object in memory."""
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = [resolve1(content) for content in page.page_obj.contents]
    return sum(len(stream.get_data()) for stream in streams if isinstance(stream, PDFStream))


def _glyphs(page: pdfplumber.page.Page) -> Iterator[Glyph]:
    """The inked characters inside the page's visible box; exporters leave whole tables outside.
    What runs aslant over the page is a watermark."""
    left, top, right, bottom = page.cropbox
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if left <= x <= right and top <= y <= bottom and not _is_aslant(char):
            text = printable(char["text"])
            yield Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"])


def _is_aslant(char: Object) -> bool:
    """Whether a character is neither upright nor turned by right angles."""
    across, along = sorted(map(abs, char["matrix"][:2]))
    return bool(across > _ASLANT * along)


def _is_picture(page: pdfplumber.page.Page) -> bool:
    covered = sum(float(image["width"] * image["height"]) for image in page.images)
    return covered > _SCANNED * float(page.width * page.height)


def _rules(objects: dict[str, list[Object]]) -> tuple[list[Rule], list[Rule]]:
    """The visible straight lines, horizontal and vertical, among a pdfplumber page's objects."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for kind in ("rect", "line", "curve"):
        for drawn in objects.get(kind, ()):
            if _visible(drawn):
                for x0, top, x1, bottom in _strokes(drawn):
                    if bottom - top <= SNAP:
                        horizontal.append(Rule((top + bottom) / 2, x0, x1))
                    if x1 - x0 <= SNAP:
                        vertical.append(Rule((x0 + x1) / 2, top, bottom))
    return horizontal, vertical


def _visible(drawn: Object) -> bool:
    """Whether ink is seen: exporters paint every cell's ground as a white box."""
    colour = drawn["stroking_color"] if drawn["stroke"] else drawn["non_stroking_color"]
    if not (drawn["stroke"] or drawn["fill"]):
        return False
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return True
    if len(parts) == 4:
        return any(part > 1 - _WHITE for part in parts)
    return any(part < _WHITE for part in parts) or not parts


def _strokes(drawn: Object) -> Iterator[tuple[float, float, float, float]]:
    """The thin boxes an object inks: itself if it is thin, its sides if it is stroked."""
    x0, top, x1, bottom = drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"]
    if drawn["object_type"] == "curve":
        corners = drawn["pts"]
        for (ax, ay), (bx, by) in pairwise(corners):
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    elif drawn["object_type"] == "line" or min(x1 - x0, bottom - top) <= SNAP:
        yield x0, top, x1, bottom
    elif drawn["stroke"]:
        yield x0, top, x1, top
        yield x0, bottom, x1, bottom
        yield x0, top, x0, bottom
        yield x1, top, x1, bottom
