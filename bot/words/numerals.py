"""Numerals as people write them: 2.5, 两万五, 三百五十, 1亿2千万, 2.5w."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

_WRITTEN: Final = ["零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
_DIGITS: Final = {char: digit for digit, chars in enumerate(_WRITTEN) for char in chars}
_UNITS: Final = {
    **dict.fromkeys("十拾", 10),
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟k", 1_000),
    **dict.fromkeys("万w", 10_000),
    "亿": 100_000_000,
}
_MYRIAD: Final = 10_000

ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
DIGIT: Final = f"[{''.join(_DIGITS)}]"
UNIT: Final = f"[{''.join(_UNITS)}]"
SMALL: Final = rf"(?:\d{{1,3}}|十?{DIGIT}|{DIGIT}?十{DIGIT}?)"
"""A pattern for a count such as the 三 of 前三名 or the 10 of 近10年."""

_TOKEN: Final = re.compile(
    rf"(?P<unit>{UNIT})|(?P<arabic>{ARABIC})|(?P<written>{DIGIT}+(?:点{DIGIT}+)?)|半"
)
_NUMERAL: Final = re.compile(rf"(?:{_TOKEN.pattern})+")


def read_numeral(text: str) -> Decimal | None:
    """The number a numeral says, or None if ``text`` is not exactly one numeral.

    A last digit without its unit is a tenth of the unit before it (两万五 is 25,000); a unit
    without a digit counts once (百万); written digits in a row are positional (二零二六) and take
    no unit (两三万 is no single number).
    """
    if not _NUMERAL.fullmatch(text):
        return None
    tokens = list(_TOKEN.finditer(text))
    for one, other in pairwise(tokens):
        several = len((one["written"] or "").lstrip("零〇").partition("点")[0]) > 1
        if not one["unit"] and (not other["unit"] or several):
            return None
    return _evaluate(tokens)


def _evaluate(tokens: list[re.Match[str]]) -> Decimal:
    """Sum up tokens: ``section`` collects below 万, ``total`` what a 万 or 亿 has closed."""
    total = section = Decimal(0)
    number: Decimal | None = None
    last_unit = largest = 1
    for token in tokens:
        unit = _UNITS.get(token["unit"] or "")
        if unit is None:
            number = _plain(token)
        elif unit < _MYRIAD:
            section += (Decimal(1) if number is None else number) * unit
            number = None
        else:
            group = section + (number or 0)
            if unit > largest and total:
                total = (total + group) * unit
            else:
                total += (group if group or number is not None else 1) * unit
            largest, section, number = max(largest, unit), Decimal(0), None
        last_unit = unit or last_unit
    if number is None:
        return total + section
    short = last_unit >= 100 and re.fullmatch(rf"[1-9]|{DIGIT}", tokens[-1][0])
    return total + section + number * (last_unit // 10 if short else 1)


def _plain(token: re.Match[str]) -> Decimal:
    """The value of digits without a unit."""
    if token["arabic"]:
        return Decimal(token["arabic"].replace(",", ""))
    if not token["written"]:
        return Decimal("0.5")
    return Decimal("".join("." if char == "点" else str(_DIGITS[char]) for char in token[0]))
