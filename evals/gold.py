"""The gold itself checked: every figure printed where it is said to stand, or computed from such.

This reads the published file as text and knows nothing of tables: after the labels of a row, or
of a column where no row is named, the figure must follow within a short stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Final

from evals.case import Case, Gold, Spot
from evals.proof import calculate
from evals.score import operands, same
from ingest.numbers import SCALE
from ingest.text import fold

_NUMBER: Final = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_REACH: Final = 60
"""Characters from a label to the last figure of its row."""
_TABLE_REACH: Final = 500
"""Characters from the title of a table of one row to its last figure."""


def printed_text(file: Path) -> str:
    """What a published file prints, as running text: a PDF page by page, anything else as it is."""
    if file.suffix != ".pdf":
        return file.read_text("utf-8")
    import pdfplumber

    with pdfplumber.open(file) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def doubts(case: Case, text: str) -> list[str]:
    """What of a case's gold the text of its document does not bear out; empty if it all stands."""
    source = _Source(text)
    return [
        *(doubt for gold in case.figures for doubt in _doubts_of(gold, source)),
        *(
            f"not printed: {spot.sentence}"
            for spot in case.spots
            if spot.sentence is not None and source.after([spot.sentence]) is None
        ),
    ]


class _Source:
    def __init__(self, text: str) -> None:
        # A gap stays between two printed texts, so that 8.00 under 16 does not become 168.00.
        self.text = re.sub(r"(?<=\d) (?=\d)", "\n", " ".join(map(fold, text.split())))
        self.folded = fold(text)

    def after(self, labels: list[str], start: int = 0) -> int | None:
        """Where the last of some labels ends, each found after the one before."""
        for label in labels:
            # A label may be broken over lines, and quotes are printed any way round.
            inside = r"[\s\"“”‘’]*".join(map(re.escape, re.sub('["“”‘’]', "", fold(label))))
            match = re.compile(inside).search(self.text, start)
            if match is None:
                return None
            start = match.end()
        return start

    def stretches(self, spot: Spot) -> Iterator[str]:
        """The text that follows each printing of a spot's labels."""
        labels = list(spot.row or spot.column)
        *outer, last = labels
        start = self.after(outer) if outer else 0
        while start is not None:
            start = self.after([last], start)
            if start is not None:
                yield self.text[start : start + _REACH]
        if not spot.row:  # a header may be broken over lines between others, where no text shows it
            for title in re.finditer(re.escape(fold(spot.table)), self.text):
                yield self.text[title.end() : title.end() + _TABLE_REACH]


def _doubts_of(gold: Gold, source: _Source) -> Iterator[str]:
    if gold.formula is None:
        for spot in gold.spots:
            if not _stands(spot, gold.value, gold.unit, source):
                yield f"{gold.value} does not stand at {spot}"
        return
    for spot, operand in zip_longest(gold.spots, operands(gold)):
        if spot is None or operand is None or not _stands(spot, operand, None, source):
            yield f"{operand} does not stand at {spot}"
    result = calculate(gold.formula)
    step = Decimal(1).scaleb(int((gold.value or Decimal()).as_tuple().exponent))
    if abs(float(result) - float(gold.value or 0)) > float(step) / 2 * 1.000001:
        yield f"{gold.formula} is {float(result)}, not {gold.value}"


def _stands(spot: Spot, value: Decimal | None, unit: str | None, source: _Source) -> bool:
    if spot.sentence is not None:
        words = fold(spot.sentence)
        return words in source.folded and (value is None or prints(words, value, unit))
    if value is None:
        return next(source.stretches(spot), None) is not None
    return any(prints(stretch, value, unit) for stretch in source.stretches(spot))


def prints(words: str, value: Decimal, unit: str | None) -> bool:
    """Whether a number among the words is the value, be it printed in another money unit."""
    gold, words = Gold(value, unit, ()), fold(words.replace(" ", "、").replace("\n", "、"))
    units = [u for u in SCALE if u in ("元", "万元", "亿元")] if unit in SCALE else [unit]
    numbers = [number.replace(",", "") for number in _NUMBER.findall(words)]
    return any(same(gold, number, u) for number in numbers for u in units)
