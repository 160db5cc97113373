"""Printed Chinese made comparable: width, quotes and spaces carry no meaning in a label."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉`]")
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u2002\u3000]+")
_ORDINAL = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]+[)）、.．]|[(（]?\d{1,2}[)）、](?=\D)|\d{1,2}[.．](?=\D))"
)
_EDGES = ":：,，;；。.、"
_LEAD_IN = re.compile(r"^(?:其中|其中[:：]|其 中[:：]|减[:：]|加[:：])[:：]?")


def fold(text: str) -> str:
    """NFKC with every kind of white space gone: ``（ 境 ）`` → ``(境)``. Case is kept."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """What two printings of one label share: folded, no quotes, no ordinal, no 其中 in front.

    ``一、本年收入`` and ``本年收入`` have one key, so do ``“三公”经费`` and ``三公经费``.
    """
    key = _QUOTES.sub("", fold(text)).lower().strip(_EDGES)
    while (shorter := _LEAD_IN.sub("", _ORDINAL.sub("", key)).strip(_EDGES)) not in (key, ""):
        key = shorter
    return key


def unnumbered(text: str) -> str:
    """A label as printed, without the ordinal in front: ``教育支出`` of ``一、教育支出``."""
    number = ordinal(text)
    return fold(text).removeprefix(number) or text if number else text


def ordinal(text: str) -> str | None:
    """The ordinal printed before a label (``一、``, ``(二)``, ``3.``), or None."""
    match = _ORDINAL.match(fold(text))
    return match.group() if match else None
