"""What a table is called: number, title, unit and note, from the lines around and inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.model import Cell, Grid, Paragraph
from ingest.numbers import parse_number, unit_of_line
from ingest.text import fold
from ingest.vocabulary import table_words

_LONGEST: Final = 80
_LINES_BEFORE: Final = 6
_LINES_OVER: Final = 2
"""Lines that may stand over the caption in a grid: a body's name, a number nobody knows."""
_WIDEST_CAPTION: Final = 3
_WRAPPED: Final = 10
_PIECES: Final = re.compile(r"\s{2,}|\t|\n|\s(?=(?:金额)?单位[:：])")
_CONTINUED: Final = re.compile(r"[(（]?续表?[)）]?$")


@dataclass
class Caption:
    """Number (表三), title, unit (万元) of a table, the note that explains it, and the lines in its
    grid that say so."""

    number: str | None = None
    title: str = ""
    unit: str | None = None
    note: str | None = None
    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take what a line says of the table; whether it said nothing else."""
        pieces = [piece for piece in _PIECES.split(line.strip()) if piece.strip()]
        return bool(pieces) and all([self._take_piece(piece) for piece in pieces])

    def take_whole(self, line: str) -> bool:
        """Take a line that says nothing else, or nothing of it."""
        before = (self.number, self.title, self.unit)
        if self.take(line):
            return True
        self.number, self.title, self.unit = before
        return False

    def _take_piece(self, piece: str) -> bool:
        text, words = fold(piece), table_words()
        if not text or len(text) > _LONGEST or "。" in text:
            return False
        unit = unit_of_line(text)
        if unit is not None:
            self.unit = self.unit or unit
            rest = re.sub(r"[(]?(?:金额)?单位:.*$", "", text)
            return not rest or self._take_piece(rest) or ":" in rest
        if words.number.fullmatch(text) or words.bare_number.fullmatch(text):
            self.number = self.number or text
            return True
        apart = re.match(rf"({words.number.pattern})[\s:：、.]+(.+)", piece.strip())  # 表三 一般…
        numbered = apart or re.match(f"({words.number.pattern})[:：、.]?(.+)", text)
        if numbered and words.title.fullmatch(fold(numbered[2])):
            self.number, text = self.number or fold(numbered[1]), fold(numbered[2])
        if words.title.fullmatch(text):
            self.title = self.title or _CONTINUED.sub("", text)
            return True
        return words.body_line.match(text) is not None


def caption_before(paragraphs: Sequence[Paragraph], grid: Grid) -> tuple[Caption, int]:
    """The caption made of the last lines before a grid, and how many lines it took."""
    caption, taken = Caption(), 0
    names = [fold(text) for text in row_texts(grid, 0)]
    lines = [paragraph.text for paragraph in paragraphs[-_LINES_BEFORE:]]
    while lines and not (caption.title and caption.number):
        used = next((n for n, text in _readings(lines, names) if caption.take_whole(text)), 0)
        if not used:
            break
        taken += used
        del lines[-used:]
    return caption, taken


def _readings(lines: Sequence[str], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """How the last lines may be read, and how many that takes: a title that begins on the line
    before with what the table's first row names (the project of a form), the last line as it
    stands, a title wrapped into it, or the end of a long name wrapped under its line."""
    last = lines[-1]
    joined = lines[-2] + last if len(lines) > 1 else ""
    if joined and any(name.startswith(fold(lines[-2])) for name in names):
        yield 2, joined
    yield 1, last
    if joined:
        if table_words().title.fullmatch(fold(joined)):
            yield 2, joined
        if table_words().body_line.match(fold(lines[-2])) and len(fold(last)) < _WRAPPED:
            yield 2, lines[-2]


def strip_caption_rows(grid: Grid, caption: Caption) -> Grid:
    """The grid without the caption rows at its top and the note and empty rows at its bottom. A
    line over the caption (the name of a body) is taken off with it.

    Where nothing is filled in, one empty row stays: it tells the header from the blanks under it.
    """
    top = _caption_rows(grid, caption)
    bottom = _notes_from(grid, top, caption)
    blank = bottom < grid.height and not row_texts(grid, bottom)
    if blank and not _has_figures(grid, top, bottom):
        bottom += 1
    return rebased(grid, top, bottom)


def _caption_rows(grid: Grid, caption: Caption) -> int:
    """How many rows at the top caption the table; the caption takes what they say. What the grid
    itself calls the table goes before lines further off, the name of a sheet among them."""
    top, own = 0, Caption()
    for row in range(grid.height):
        texts = row_texts(grid, row)
        if row - top > _LINES_OVER or len(texts) > _WIDEST_CAPTION:
            break
        if _is_caption_row(texts, caption) and (texts or row == top):
            top = row + 1
            for text in texts:
                own.take(text)
            caption.lines += texts
        elif len(texts) > 1 or _has_figures(grid, row, row + 1):
            break
    caption.title, caption.number = own.title or caption.title, own.number or caption.number
    caption.unit = own.unit or caption.unit
    return top


def _has_figures(grid: Grid, top: int, bottom: int) -> bool:
    texts = [text for row in range(top, bottom) for text in row_texts(grid, row)]
    return any(parse_number(text) is not None for text in texts)


def row_texts(grid: Grid, row: int) -> list[str]:
    """Texts of the cells that begin or run through a row, a merged one once."""
    seen: dict[Cell, None] = {}
    for column in range(grid.width):
        cell = grid.at(row, column)
        if cell is not None and cell.text.strip():
            seen[cell] = None
    return [cell.text for cell in seen]


def _is_caption_row(texts: list[str], caption: Caption) -> bool:
    """Whether a row says nothing but what its table is called; one of several cells must name a
    unit or a number, or stand under one that does."""
    found = Caption(caption.number, caption.title, caption.unit)
    if not all([found.take(text) for text in texts]):
        return False
    return len(texts) < 2 or bool(found.unit or found.number)


def _notes_from(grid: Grid, top: int, caption: Caption) -> int:
    """The row from which on nothing stands but notes and empty rows; the caption takes the notes.
    A note may go on in rows of its own: single texts below the one that says 注."""
    bottom, notes = grid.height, list[str]()
    for row in range(grid.height - 1, top - 1, -1):
        texts = row_texts(grid, row)
        if len(texts) > 1:
            break
        notes[:0] = [text.strip() for text in texts]
        if texts and table_words().note.match(fold(texts[0])):
            bottom, caption.note = row, "\n".join(notes)
        elif not texts and bottom == row + 1:
            bottom = row
    return bottom


def rebased(grid: Grid, top: int, bottom: int) -> Grid:
    """Rows ``top`` to before ``bottom`` as a grid of their own."""
    if top == 0 and bottom == grid.height:
        return grid
    cells = []
    for cell in grid.cells:
        first, last = max(cell.row, top), min(cell.row + cell.rowspan, bottom)
        if first < last:
            cells.append(
                Cell(cell.text, first - top, cell.column, last - first, cell.colspan, cell.page)
            )
    return Grid(tuple(cells))
