"""Printed numbers and units. Money is Decimal from the first character on.

A cell prints one of four things: a number, nothing (blank), a mark that stands for nothing
(—, /, 无), or words. Only the first has a value; none is ever turned into another.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest.text import fold

_NUMBER: Final = re.compile(
    r"(?P<minus>[-−–△▲]?)(?P<open>\(?)(?P<inner>[-−]?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<close>\)?)"
)
_FOOTNOTE: Final = re.compile(r"(?<=[\d０-９)）])\s*[①-⑳]+$")
_MARKS: Final = frozenset({"—", "-", "--", "——", "/", "\\", "无", "*", "…", "－", "─", "──"})
_UNIT_LINE: Final = re.compile(r"(?:金额)?单位[:：](?P<unit>.{0,8})$")

SCALE: Final[dict[str, Decimal]] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""Money units and their size in 元."""


def parse_number(text: str) -> Decimal | None:
    """The value a cell prints, or None if it prints no single number.

    Takes thousands separators, full-width digits, and negatives as ``-1``, ``(1)``, ``△1``,
    ``▲1``. A percent sign and the mark of a footnote (``2.00①``) are dropped; anything else beside
    the number makes it words, and so is a numeral that is no digit (①, ², Ⅲ). Figures on lines of
    their own are several.
    """
    printed = _FOOTNOTE.sub("", text.strip())
    if "\n" in printed and are_several(printed):
        return None
    if any(char.isnumeric() and not char.isdecimal() for char in printed):
        return None
    folded = fold(printed).removesuffix("%")
    match = _NUMBER.fullmatch(folded)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    value = Decimal(match["digits"].replace(",", ""))
    negative = bool(match["minus"]) ^ bool(match["inner"]) or bool(match["open"])
    return -value if negative else value


def are_several(text: str) -> bool:
    """Whether a cell prints several numbers, each on a line of its own."""
    lines = text.split("\n")
    return len(lines) > 1 and all(parse_number(line) is not None for line in lines)


def is_blank(text: str) -> bool:
    """Whether nothing is printed."""
    return not fold(text)


def is_mark(text: str) -> bool:
    """Whether the cell prints a mark that stands for nothing (—, /, 无)."""
    return fold(text) in _MARKS or text.strip() in _MARKS


def unit_of_line(text: str) -> str | None:
    """The money unit a ``单位：万元`` line names, or None: ``单位：某某局`` names an office."""
    match = _UNIT_LINE.search(fold(text))
    if match is None:
        return None
    unit = match["unit"].strip("()（）。")
    unit = unit.removeprefix("人民币")
    return unit if unit in SCALE else None


def same_amount(one: Decimal, unit: str, other: Decimal, other_unit: str | None) -> bool:
    """Whether two amounts are the same but for their sign and the money unit they are said in."""
    if unit == other_unit:
        return abs(one) == abs(other)
    if unit not in SCALE or other_unit not in SCALE:
        return False
    return convert(abs(one), unit, other_unit) == abs(other)


def convert(value: Decimal, unit: str, into: str) -> Decimal:
    """``value`` in another money unit, exactly; KeyError for a unit that is not money."""
    return value * SCALE[unit] / SCALE[into]


def money(value: Decimal) -> str:
    """A figure as the product prints it: thousands separators, the decimals it came with."""
    return f"{value:,f}"
