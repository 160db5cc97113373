"""What a spreadsheet shows for a number: the number under its format code (``#,##0.00``)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from math import isfinite
from typing import Final, NamedTuple

_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[#0?,]*[#0?][#0?,]*(?:\.[#0?]*,*)?|\.[#0?]+)|(?P<plain>.)",
    re.DOTALL,
)
_SECTIONS: Final = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_LONGEST: Final = 400
"""Digits of the largest number a sheet can hold, and to spare."""


class _Section(NamedTuple):
    """One part of a format: literal text around a number of at least ``leading`` digits before the
    point and ``fewest`` to ``most`` behind it."""

    before: str
    after: str
    leading: int
    fewest: int
    most: int
    grouped: bool
    scale: Decimal
    shows_number: bool
    general: bool


def shown(value: float, code: str) -> str:
    """``value`` as its format code prints it: ``1141.98`` under ``#,##0.00`` is ``1,141.98``.

    Formats of dates are not for this; colours and conditions are left out.
    """
    if not isfinite(value):
        return str(value)
    number = Decimal(repr(value))
    sections = _SECTIONS.split(code)
    negative = len(sections) > 1 and number < 0
    zero = len(sections) > 2 and number == 0
    section = _section(sections[2 if zero else 1 if negative else 0])
    if section.general:
        return plain(number)
    if not section.shows_number:
        return section.before.strip()
    text = _digits(abs(number) if negative else number, section)
    return f"{section.before}{text}{section.after}".strip()


def plain(number: Decimal) -> str:
    """A number without a format: the ten or so digits that a cell has room for."""
    with localcontext(prec=_LONGEST):
        return format(round(number, 10).normalize() + 0, "f")


@lru_cache(maxsize=1024)
def _section(code: str) -> _Section:
    before = after = digits = ""
    percent = 0
    for piece in _PIECE.finditer(code):
        if piece["digits"] and not digits:
            digits = piece["digits"]
            continue
        literal = piece["quoted"] or piece["escaped"] or piece["currency"] or piece["plain"] or ""
        percent += piece["plain"] == "%"
        before, after = (before, after + literal) if digits else (before + literal, after)
    whole, _, decimals = digits.rstrip(",").partition(".")
    thousands = len(digits) - len(digits.rstrip(","))
    return _Section(
        before,
        after,
        leading=whole.count("0"),
        fewest=decimals.count("0"),
        most=len(decimals),
        grouped="," in whole,
        scale=Decimal(100) ** percent / Decimal(1000) ** thousands,
        shows_number=bool(digits),
        general="general" in code.lower() or code.strip() == "@",
    )


def _digits(number: Decimal, section: _Section) -> str:
    quantum = Decimal(1).scaleb(-section.most)
    with localcontext(prec=_LONGEST):
        rounded = (number * section.scale).quantize(quantum, rounding=ROUND_HALF_UP)
    sign, size = "-" if rounded < 0 else "", abs(rounded)
    whole, _, decimals = format(size, ",f" if section.grouped else "f").partition(".")
    for _ in range(section.most - section.fewest):
        decimals = decimals.removesuffix("0")
    whole = "" if whole == "0" and not section.leading else whole.zfill(section.leading)
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
