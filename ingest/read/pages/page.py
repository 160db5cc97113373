"""One page taken apart: its tables and the lines around them, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.read.pages.beside import Item, in_reading_order
from ingest.read.pages.fallen import take_back
from ingest.read.pages.lines import Glyph, lines_of
from ingest.read.pages.ruling import Rule, ruled_tables
from ingest.read.pages.undivided import with_all_rows


@dataclass
class Page:
    """What stands on page ``number``, sized in points; ``recognised`` marks text made by OCR."""

    number: int
    width: float
    height: float
    items: list[Item] = field(default_factory=list)
    recognised: bool = False

    def lay_out(
        self, glyphs: Sequence[Glyph], horizontal: Iterable[Rule], vertical: Iterable[Rule]
    ) -> None:
        """Find the page's tables and lines. Raises TooManyLinesError."""
        tables, rest = take_back(*ruled_tables(horizontal, vertical, glyphs))
        self.items = in_reading_order([*map(with_all_rows, tables), *lines_of(rest)])
