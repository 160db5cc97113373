"""Numbers that Word puts before paragraphs itself (一、 (1) 1.): printed, not part of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = 9
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CHINESE: Final = ("Counting", "CountingThousand", "ideographDigital")


class Numbering:
    """The numbered lists of one document. ``label`` is to be called for each paragraph once, in
    order: it counts."""

    def __init__(self, styles: etree._Element, numbering: etree._Element | None) -> None:
        self._styles = {style.get(_W + "styleId"): style for style in styles.iter(_W + "style")}
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)
        for element in () if numbering is None else numbering.iter(_W + "abstractNum"):
            levels = {_number(lvl.get(_W + "ilvl")): lvl for lvl in element.iter(_W + "lvl")}
            self._levels[element.get(_W + "abstractNumId", "")] = levels
        for element in () if numbering is None else numbering.iter(_W + "num"):
            abstract = _value(element.find(_W + "abstractNumId"))
            self._abstract[element.get(_W + "numId", "")] = abstract

    def label(self, paragraph: etree._Element) -> str:
        """What is printed before a paragraph, ``""`` for one without number or with a bullet."""
        properties = self._properties(paragraph)
        if properties is None:
            return ""
        abstract = self._abstract.get(_value(properties.find(_W + "numId")), "")
        levels = self._levels.get(abstract, {})
        depth = _number(_value(properties.find(_W + "ilvl")))
        if depth not in levels or not 0 <= depth < _LEVELS:
            return ""
        counts = self._counts[abstract]
        counts[depth] = counts[depth] + 1 if counts[depth] else _start(levels[depth])
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if _format(levels[depth]) in ("bullet", "none"):
            return ""
        return re.sub(
            r"%([1-9])",
            lambda match: _shown(levels, counts, int(match[1]) - 1),
            _value(levels[depth].find(_W + "lvlText")),
        )

    def _properties(self, paragraph: etree._Element) -> etree._Element | None:
        """Where a paragraph's list is set: on itself, else on its style or one that is based on."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        name = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        for _ in range(_LEVELS):
            if own is not None or name not in self._styles:
                break
            style = self._styles[name]
            own = style.find(f"{_W}pPr/{_W}numPr")
            name = _value(style.find(_W + "basedOn"))
        return own


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_W + "val", "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0


def _start(level: etree._Element) -> int:
    start = level.find(_W + "start")
    return 1 if start is None else _number(_value(start))


def _format(level: etree._Element) -> str:
    return _value(level.find(_W + "numFmt")) or "decimal"


def _shown(levels: dict[int, etree._Element], counts: list[int], depth: int) -> str:
    if depth not in levels:
        return ""
    return written(counts[depth] or _start(levels[depth]), _format(levels[depth]))


def written(number: int, form: str) -> str:
    """``number`` in one of Word's number formats, in digits for one not known here."""
    from cn2an import an2cn

    if form.endswith(_CHINESE):
        text: str = an2cn(number)
        return text
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    if form in ("lowerRoman", "upperRoman") and number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
