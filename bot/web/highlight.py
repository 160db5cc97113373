"""Where in a text the figures of an answer are printed, so that they can be marked there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup, escape

from bot.answer import Figure
from ingest.numbers import SCALE, parse_number
from ingest.text import fold

_UNITS: Final = "|".join(sorted(SCALE, key=len, reverse=True))
_AMOUNT: Final = re.compile(rf"(?P<number>[-−△▲]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{_UNITS}|%|％)?")


@dataclass(frozen=True)
class _Amount:
    """A number printed in a text, from ``start`` to ``end`` with its unit."""

    start: int
    end: int
    value: Decimal
    unit: str | None


def mark(text: str, figures: Iterable[Figure]) -> Markup:
    """The text, escaped, with each figure that stands in it marked where it is meant."""
    spans = sorted({span for figure in figures for span in _spans(text, figure)})
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
            at = end
    return Markup("").join([*parts, escape(text[at:])])


def _spans(text: str, figure: Figure) -> list[tuple[int, int]]:
    """Where a figure is printed: behind its label if there, else its first printing."""
    if figure.value is None:
        return []
    value = Decimal(figure.value)
    same = [a for a in _amounts(text) if _equal(a, value, figure.unit)]
    label = text.find(figure.label)
    behind = [amount for amount in same if amount.start >= label >= 0]
    return [(amount.start, amount.end) for amount in (behind or same)[:1]]


def _amounts(text: str) -> Iterator[_Amount]:
    for match in _AMOUNT.finditer(text):
        value = parse_number(match["number"])
        if value is not None:
            unit = fold(match["unit"]) if match["unit"] else None
            yield _Amount(match.start(), match.end(), value, unit)


def _equal(amount: _Amount, value: Decimal, unit: str | None) -> bool:
    """Whether a printed amount is the value, within rounding where the units differ."""
    if amount.unit == unit:
        return amount.value == value
    if amount.unit not in SCALE or unit not in SCALE:
        return amount.unit is None and unit not in SCALE and amount.value == value
    one, other = SCALE[amount.unit], SCALE[unit]
    step = max(_step(amount.value) * one, _step(value) * other)
    return abs(amount.value * one - value * other) <= step / 2


def _step(value: Decimal) -> Decimal:
    """What the last printed digit counts."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
