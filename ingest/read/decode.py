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
_CHINESE: Final = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_DECLARED_WITHIN: Final = 4096
_TOLERATED: Final = 1_000
"""One undecodable byte in so many is a scratch; more of them are another encoding."""


def decode(data: bytes) -> str | None:
    """The text of a page or text file, or None if it is none.

    A byte order mark decides, else UTF-8 and then GB18030 (which holds GBK and GB2312), the
    first that fits and holds Chinese: a longer text in one never reads as the other. What a page
    declares is not asked, for it is often wrong; only Big5 must be declared, as it looks like
    GB18030. A few broken bytes become U+FFFD, a last character cut in two is dropped.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        return None
    declared = ["big5hkscs"] if _BIG5.search(data[:_DECLARED_WITHIN]) else []
    read = (
        codecs.getincrementaldecoder(encoding)("replace").decode(data)
        for encoding in ("utf-8", *declared, "gb18030")
    )
    fitting = [text for text in read if text.count("\ufffd") <= len(text) / _TOLERATED]
    likely = (text for text in fitting if text.isascii() or _CHINESE.search(text))
    return next(likely, fitting[0] if fitting else None)
