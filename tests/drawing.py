"""Draw pages of a PDF: text, lines and ruled tables at their places in points."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import accumulate

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Grid

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 12.0
ROW = 20.0
COLUMN = 100.0
LEFT = 90.0

registerFont(UnicodeCIDFont("STSong-Light"))


class Sheet:
    """A page to draw on, measured from its upper left corner."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        canvas.setFont("STSong-Light", SIZE)

    def text(self, x: float, top: float, text: str) -> None:
        self.canvas.drawString(x, HEIGHT - top - 0.85 * SIZE, text)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top)

    def table(
        self, grid: Grid, top: float, widths: Sequence[float] = (), left: float = LEFT
    ) -> None:
        """Each cell a box with its text, a line for each newline."""
        bounds = [*accumulate(widths or [COLUMN] * grid.width, initial=left)]
        for cell in grid.cells:
            x0, x1 = bounds[cell.column], bounds[cell.column + cell.colspan]
            upper, lower = top + cell.row * ROW, top + (cell.row + cell.rowspan) * ROW
            self.box(x0, upper, x1, lower)
            for number, text in enumerate(cell.text.split("\n")):
                self.text(x0 + 5, upper + 3 + number * SIZE, text)


Drawing = Callable[[Sheet], None]


def pdf(*pages: Drawing) -> bytes:
    """A PDF of pages drawn one by one."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for draw in pages:
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return file.getvalue()
