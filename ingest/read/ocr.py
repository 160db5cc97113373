"""Text and ruled lines of a picture, by the optional package rapidocr."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ingest.model import Issue
from ingest.read.limits import OCR_SECONDS
from ingest.read.pages.lines import Glyph
from ingest.read.pages.ruling import Rule
from ingest.reader_process import allow

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

DPI: Final = 200
"""Enough for the small type of wide tables; twice as much takes four times as long."""

SCANNED: Final = "scanned-page"
"""Code of the issue that marks a page that is a picture."""

_DARK: Final = 170
_STRAIGHT: Final = 0.15
"""Degrees of skew at which a long line still falls within a few rows of pixels."""
_SMALL: Final = 500
"""Pixels of width that show the skew of a page as well as all of them."""
_SHORTEST: Final = 50
"""Pixels of unbroken ink that make a line: longer than a stroke of the largest type."""


class Scan(NamedTuple):
    """What a picture shows, in points: words and ruled lines."""

    words: list[Glyph]
    horizontal: list[Rule]
    vertical: list[Rule]


def installed() -> bool:
    """Whether pictures can be read here."""
    return find_spec("rapidocr") is not None


def scanned_page(where: str) -> Issue:
    """The issue that marks a page read from a picture, or not read for want of OCR."""
    message = (
        "本页是扫描图片，文字由识别得到，请与原件核对。"
        if installed()
        else "本页是扫描图片，未安装文字识别组件（rapidocr），没有读到内容。"
    )
    return Issue(SCANNED, message, where)


def scan(image: Image, scale: float) -> Scan:
    """The words and lines of a picture whose pixels are ``scale`` points wide. A page that lay
    askew in the scanner is turned straight first."""
    import numpy as np
    from PIL.Image import Resampling

    allow(OCR_SECONDS)
    grey = image.convert("L")
    if angle := _askew(grey):
        grey = grey.rotate(angle, Resampling.BICUBIC, fillcolor=255)
    dark = np.asarray(grey) < _DARK
    return Scan(
        words=_words(np.asarray(grey.convert("RGB")), scale),
        horizontal=_lines(dark, scale),
        vertical=_lines(dark.T, scale),
    )


def _askew(grey: Image) -> float:
    """Degrees to turn a page by until its lines lie along the rows of pixels, 0 if they do: the
    angle at which the ink of the rows differs most."""
    import numpy as np
    from PIL.Image import Resampling

    small = grey.reduce(max(grey.width // _SMALL, 1)).point(lambda level: 255 - level)

    def unevenness(angle: float) -> float:
        turned = np.asarray(small.rotate(angle, Resampling.BILINEAR), dtype=np.float64)
        return float(np.square(turned.sum(axis=1)).sum())

    best = 0.0
    for step in (0.5, 0.1):
        around = [best + step * offset for offset in range(-6, 7)]
        best = max(around, key=unevenness)
    return best if abs(best) > _STRAIGHT else 0.0


@cache
def _engine() -> Any:
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "warning"})


def _words(pixels: np.ndarray[Any, Any], scale: float) -> list[Glyph]:
    # Told to look for lines standing on their head, it turns 99 into 66 and 08 into 80.
    result = _engine()(pixels, use_cls=False)
    if result.boxes is None:
        return []
    words: list[Glyph] = []
    for corners, text in zip(result.boxes, result.txts, strict=True):
        left, top = corners.min(axis=0) * scale
        right, bottom = corners.max(axis=0) * scale
        words.append(Glyph(text, float(left), float(top), float(right), float(bottom)))
    return words


def _lines(dark: np.ndarray[Any, Any], scale: float) -> list[Rule]:
    """Runs of ink along the rows of a picture, long enough to be ruled; a run may step from one
    row to the next, as thin lines do where paper is not quite flat."""
    import numpy as np

    rules: list[Rule] = []
    dark = dark | np.roll(dark, 1, axis=0) | np.roll(dark, -1, axis=0)
    edge = np.zeros((dark.shape[0], 1), dtype=np.int8)
    change = np.diff(np.hstack([edge, dark.astype(np.int8), edge]), axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    long = ends - starts >= _SHORTEST
    for row, start, end in zip(rows[long], starts[long], ends[long], strict=True):
        rules.append(Rule(float(row) * scale, float(start) * scale, float(end) * scale))
    return rules
