"""A scanned page, read by OCR where that is installed, is the page that was printed."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableError
from ingest.read import ocr, read_bytes

_ROWS = [
    ["CODE", "TOTAL", "BASIC"],
    ["2050205", "483,848.18", "120.06"],
    ["20899", "99.66", "-8.80"],
]


def _pdf() -> bytes:
    """A table whose first two rows of codes are merged under one header."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    for row, texts in enumerate(_ROWS):
        for column, text in enumerate(texts):
            canvas.rect(90 + 130 * column, 700 - 24 * row, 130, 24)
            canvas.drawString(96 + 130 * column, 708 - 24 * row, text)
    canvas.rect(90, 628, 390, 24)
    canvas.drawString(96, 636, "MERGED")
    canvas.save()
    return file.getvalue()


def _scanned(pdf: bytes, kind: str, askew: float) -> bytes:
    with pdfplumber.open(io.BytesIO(pdf)) as printed:
        picture = printed.pages[0].to_image(resolution=ocr.DPI).original.convert("L")
    file = io.BytesIO()
    turned = picture.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255)
    turned.save(file, kind, dpi=(ocr.DPI, ocr.DPI), resolution=ocr.DPI, quality=70)
    return file.getvalue()


@pytest.mark.skipif(not ocr.installed(), reason="rapidocr is not installed (extra: ocr)")
@pytest.mark.parametrize(("kind", "askew"), [("PDF", 0.0), ("JPEG", 1.1)])
def test_the_tables_of_a_scan_are_those_of_the_page(kind: str, askew: float) -> None:
    reading = read_bytes(_scanned(_pdf(), kind, askew), "扫描件")

    assert reading.blocks == read_bytes(_pdf(), "原件").blocks
    assert reading.recognised
    assert [issue.code for issue in reading.issues] == ["scanned-page"]


@pytest.mark.skipif(not ocr.installed(), reason="rapidocr is not installed (extra: ocr)")
def test_a_page_too_large_to_recognise_is_refused_unread() -> None:
    picture, file = io.BytesIO(), io.BytesIO()
    Image.new("L", (40, 40)).save(picture, "PNG")
    canvas = Canvas(file, pagesize=(14_000, 14_000))
    canvas.drawImage(ImageReader(picture), 0, 0, 14_000, 14_000)
    canvas.save()
    with pytest.raises(UnreadableError, match="过大"):
        read_bytes(file.getvalue(), "扫描.pdf")


@pytest.mark.skipif(ocr.installed(), reason="rapidocr is installed")
def test_without_ocr_a_picture_is_refused_with_what_to_install() -> None:
    with pytest.raises(UnreadableError, match="rapidocr"):
        read_bytes(_scanned(_pdf(), "PNG", 0.0), "扫描.png")
