"""A question in the form everything else here reads: simplified, half width, years in digits."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.words.numerals import read_numeral
from ingest.vocabulary import read

if TYPE_CHECKING:
    from opencc import OpenCC

LIMIT: Final = 500
"""The longest question read, in characters; what is beyond is cut off."""

_QUOTES: Final = re.compile("[\"'“”‘’「」『』《》〈〉【】〔〕`]")
_SPACES: Final = re.compile(r"\s+")
_BETWEEN_WORDS: Final = re.compile(r"(?<=[a-z0-9]) (?=[a-z0-9])")
_EDGES: Final = " :：,，;；。.、?!~…"

_DIGIT: Final = "[零〇○一二三四五六七八九]"
_YEAR_DIGITS: Final = re.compile(
    rf"(?<!{_DIGIT})二[零〇○]{_DIGIT}{{2}}(?![万千百十亿零〇○一二三四五六七八九])"
)
_YEAR_SPOKEN: Final = re.compile(
    r"[二两]千零(?:[一二三四]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=年)"
)
_YEAR_SHORT: Final = re.compile(
    rf"(?<!{_DIGIT})(?<![十百千万第近前后这满])(?:二{_DIGIT}|一[五六七八九])(?=年度?)"
)
_JOINTS: Final = "[到至和与、~—-]{1,2}"
_TWO_DIGITS: Final = re.compile(
    rf"(?<![\d.近第满共])(?<!最近|过去|连续)(?:[1-3]\d年?度?{_JOINTS})*[1-3]\d年(?![期限来内间以])"
)
_COUNTED_YEARS: Final = re.compile(
    rf"(?<!\d)((?:(?:20)?[1-3]\d年?{_JOINTS})+(?:20)?[1-3]\d)年?这?[两二三四五2-5]年(?![期限来内间以])"
)
_GLUED_YEAR: Final = re.compile(
    r"(?<![\d.])([235]\d{2}(?:(?:\d\d){1,2}(?=20\d\d年)|(?:\d\d){1,2}?(?=[12]\d年)))"
)
_ALONE: Final = re.compile(r"(?<!\d)\d\d(?!\d)")


def normalise(question: str) -> str:
    """The question for matching, at most ``LIMIT`` characters; doing it twice changes nothing.

    Compatibility forms, quotes, case and spaces fold as in ``ingest.text.label_key`` (a space
    between two words or numbers of ASCII stays, as one); invisible characters go, traditional
    characters become simplified, years become four digits before 年.
    """
    text = question[: 4 * LIMIT]
    while (folded := _once(text)) != text:
        text = folded
    return text


def _once(text: str) -> str:
    text = unicodedata.normalize("NFKC", _visible(unicodedata.normalize("NFKC", text))).lower()
    text = _as_written(_QUOTES.sub("", _simplified(text)))
    text = _four_digit_years(_closed_up(text))
    return text[:LIMIT].strip(_EDGES)


def _as_written(text: str) -> str:
    """How people speak (好多, 啥子, 买不买车) in the words that are written."""
    for spoken, written in read("question")["spoken"].items():
        text = text.replace(spoken, written)
    for either in read("question")["either_way"]:
        text = re.sub(either["said"], either["written"], text)
    return text


def _visible(text: str) -> str:
    """Without control, format and unassigned characters and combining marks; white space stays."""
    return "".join(
        char for char in text if char.isspace() or unicodedata.category(char)[0] not in "CM"
    )


def _closed_up(text: str) -> str:
    """Spaces only where they keep two ASCII words or numbers apart."""
    words = _BETWEEN_WORDS.split(_SPACES.sub(" ", text))
    return " ".join(word.replace(" ", "") for word in words)


def _four_digit_years(text: str) -> str:
    """二〇二六年, 二零二六, 两千零二十六年, 二六年, 26年, 22到24年 and 22、23两年 with four ASCII
    digits, apart from a code before them (2010302与2026年)."""
    for pattern in (_YEAR_DIGITS, _YEAR_SPOKEN, _YEAR_SHORT):
        text = pattern.sub(lambda match: _year(match[0]), text)
    text = _GLUED_YEAR.sub(r"\1 ", _COUNTED_YEARS.sub(r"\1年", text))
    return _TWO_DIGITS.sub(lambda match: _ALONE.sub(r"20\g<0>", match[0]), text)


def _year(numeral: str) -> str:
    year = read_numeral(numeral.replace("○", "〇"))
    return numeral if year is None else str(year + 2000 if year < 100 else year)


def _simplified(text: str) -> str:
    """In simplified characters; forms of Taiwan (附著) count only beside traditional ones, for
    著 is a simplified character too (名著)."""
    if _converter("t2s").convert(text) != text:
        text = _converter("tw2s").convert(text)
    simplified: str = _converter("hk2s").convert(text)
    return simplified


@cache
def _converter(script: str) -> OpenCC:
    """Made at the first question: the import and its dictionaries take some 20 ms."""
    from opencc import OpenCC

    return OpenCC(script)
