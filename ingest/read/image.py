"""Read a picture of a page by OCR, where that is installed."""

from __future__ import annotations

import io
from typing import Final

from ingest.errors import UnreadableError
from ingest.model import Reading
from ingest.read import ocr
from ingest.read.limits import MAX_PICTURES, MAX_PIXELS
from ingest.read.pages import reading_of
from ingest.read.pages.page import Page

_PAGE_WIDTH: Final = 595.0
"""Points; a picture is taken for an A4 page, so that type and tolerances have their usual size."""


def read_image(data: bytes, name: str) -> Reading:
    """The recognised tables and paragraphs of a picture (of each, in a TIFF of several).

    Raises UnreadableError without OCR, and for a damaged or oversized picture.
    """
    from PIL import Image, ImageSequence

    if not ocr.installed():
        raise UnreadableError("这是图片，未安装文字识别组件（rapidocr），无法读取。")
    pages: list[Page] = []
    with Image.open(io.BytesIO(data)) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise UnreadableError("图片过大，请缩小后再导入。")
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            if number > MAX_PICTURES:
                raise UnreadableError(f"图片超过 {MAX_PICTURES} 页，请拆分后再导入。")
            scale = _PAGE_WIDTH / frame.width
            page = Page(number, _PAGE_WIDTH, frame.height * scale, recognised=True)
            page.lay_out(*ocr.scan(frame, scale))
            pages.append(page)
    issues = [ocr.scanned_page(f"{name} 第 {page.number} 页") for page in pages]
    return reading_of(pages, issues, name)
