"""Classification codes written in a question: 30217, 2010301, 208-07-05."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.codes import joined_code

_CLASS: Final = r"(?:1[01]\d|2[0-3]\d|30\d|31[0-3]|399|50\d|51[0-4]|599)"
_FULL: Final = rf"(?<![\d.a-z]){_CLASS}(?:-?\d\d){{1,2}}(?![\d%]|\.\d|-\d|[万亿]?[元块])"
_BEFORE: Final = "(?<=编码|代码|科目|编号)是?"
_AFTER: Final = "(?=是|叫|指|对应|代表|什么|科目|类|的|这个)"
_SHORT: Final = rf"{_BEFORE}{_CLASS}(?![\d.%万亿元])|(?<![\d.a-z]){_CLASS}{_AFTER}"
_CODE: Final = re.compile(f"{_FULL}|{_SHORT}")


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A 功能分类 or 经济分类 code in a question; ``code`` is without dashes."""

    start: int
    end: int
    code: str


def find_codes(text: str) -> list[CodeMention]:
    """The classification codes in a normalised question: 5 or 7 digits, or the 3 of a class
    beside a word that makes them one (科目302, 302是什么)."""
    return [
        CodeMention(match.start(), match.end(), code)
        for match in _CODE.finditer(text)
        if (code := joined_code([match[0].removeprefix("是")]))
    ]
