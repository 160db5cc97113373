"""Bytes to text when nobody can be trusted to say which encoding they are in."""

from __future__ import annotations

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BIG5: Final = re.compile(rb"""charset\s*=\s*["']?\s*big5""", re.IGNORECASE)
_DECLARED_WITHIN: Final = 4096
_TOLERATED: Final = 1_000
"""One undecodable byte in so many is a scratch; more of them are another encoding."""


def decode(data: bytes) -> str | None:
    """The text of a page or text file, or None if it is none.

    A byte order mark decides, else UTF-8 and then GB18030 (which holds GBK and GB2312), the
    first that fits: text in one hardly ever reads as the other. What a page declares is not
    asked, for it is often wrong; only Big5 must be declared, as it looks like GB18030. A few
    broken bytes become U+FFFD, a last character cut in two is dropped.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        return None
    declared = ["big5hkscs"] if _BIG5.search(data[:_DECLARED_WITHIN]) else []
    for encoding in ("utf-8", *declared, "gb18030"):
        text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
        if text.count("\ufffd") <= len(text) / _TOLERATED:
            return text
    return None
