"""Put lines back together: Chinese text wraps anywhere and takes no space where it did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final

_SPACES: Final = re.compile(r"[\s\u00a0\u200b\u3000\ufeff]+")
_WIDE: Final = frozenset("WF")
_QUOTES: Final = frozenset("“”‘’…—·")


_ENDED: Final = re.compile("[。；：！？;:!?]$")
_WIDEST: Final = 160
_FULL: Final = 0.8
"""Of the widest line: the width from which on a line may have been broken by the margin."""
_MANY: Final = 0.5


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a margin broke a text's lines: most are nearly as wide as the widest but for a tenth
    of them, and most of those end within a sentence.
    """
    widths = [printed_width(line) for line in lines]
    widest = sorted(widths)[len(widths) * 9 // 10] if widths else 0
    full = [line for line, width in zip(lines, widths, strict=True) if width >= widest * _FULL]
    within = [line for line in full if not _ENDED.search(line)]
    return widest <= _WIDEST and len(full) > len(lines) * _MANY and len(within) > len(full) * _MANY


def printed_width(text: str) -> int:
    """Width in half-width columns."""
    return sum(2 if is_wide(char) else 1 for char in text)


def clean(text: str) -> str:
    """``text`` with every run of white space made one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


def is_wide(char: str) -> bool:
    """Whether a character takes a full square, as Chinese letters and punctuation do."""
    return unicodedata.east_asian_width(char) in _WIDE or char in _QUOTES


def join_wrapped(lines: Iterable[str]) -> str:
    """One text from lines broken where the width ran out.

    A space comes back only between two Latin words: digits broken apart are one number, and
    Chinese letters stand without spaces.
    """
    return _join(lines, _wrapped_space)


def join_broken(lines: Iterable[str]) -> str:
    """One text from lines somebody broke on purpose, as ``<br>`` or several paragraphs of a cell.

    They are kept apart by a space unless both sides are Chinese, where the break only shapes
    the cell (公务用车购置 / 及运行费).
    """
    return _join(lines, lambda before, after: not (is_wide(before) and is_wide(after)))


def _wrapped_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and (before.isalpha() or after.isalpha())


def _join(lines: Iterable[str], spaced: Callable[[str, str], bool]) -> str:
    joined = ""
    for line in filter(None, map(clean, lines)):
        if joined and spaced(joined[-1], line[0]):
            joined += " "
        joined += line
    return joined
