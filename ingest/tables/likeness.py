"""How much a printed cell looks like a label rather than a value, from its text alone."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, Literal

from ingest.numbers import is_blank, is_mark, parse_number
from ingest.text import fold
from ingest.vocabulary import read

CellKind = Literal["blank", "mark", "number", "date", "choice", "code", "word", "text"]

VALUES: Final = frozenset({"mark", "number", "date", "choice", "code"})
"""Kinds that are values wherever they stand."""

_DATE: Final = re.compile(
    r"(?:\d{4}[年./-])?\d{1,2}(?:月|[./-])(?:\d{1,2}日?)?(?:[至~—-].*)?|\d{4}年?度?"
)
_CHOICE: Final = re.compile(r"[√□☑✓×是否有无]{1,8}|不适用|男|女|[□√].*")
_SENTENCE: Final = re.compile(r"[，。；,;！？]|、.*、")
_ADDRESS: Final = re.compile("[@./:-]|[0-9]")
_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_STRETCHED: Final = re.compile(r"[一-鿿]\s{2,}[一-鿿]|^[一-鿿]\s[一-鿿]$")
_LONGEST_WORD: Final = 16


@lru_cache(maxsize=65536)
def cell_kind(text: str) -> CellKind:
    """What a cell prints: a word is short, a text long or a sentence, a code such as a URL."""
    if is_blank(text):
        return "blank"
    if is_mark(text):
        return "mark"
    folded = fold(text)
    if parse_number(text) is not None:
        return "number"
    if _DATE.fullmatch(folded.strip("()")):
        return "date"
    if _CHOICE.fullmatch(folded):
        return "choice"
    if 2 * sum(map(str.isdigit, folded)) >= len(folded):
        return "number"
    if folded.isascii() and len(folded) > 3 and _ADDRESS.search(folded):
        return "code"
    return "word" if len(folded) <= _LONGEST_WORD and not _SENTENCE.search(folded) else "text"


@lru_cache(maxsize=65536)
def likeness(text: str) -> float:
    """From -1, surely a value, to 1, surely a label; 0 tells nothing.

    Labels are short, end in the head of a noun that has values (名称, 日期, 率), carry a unit or
    a colon, or are stretched by spaces (项  目); values name bodies and persons, or hold digits.
    """
    kind = cell_kind(text)
    if kind in VALUES:
        return -1.0
    if kind == "blank":
        return -0.2
    heads, units, bodies = _patterns()
    folded = fold(text)
    bare = _BRACKETS.sub("", folded).rstrip(":")
    score = 0.3 if kind == "word" else -0.5
    if heads.search(bare) or units.search(folded):
        score += 0.5 if len(bare) <= 12 else 0.25
    if folded.endswith(":"):
        score += 0.5
    if _STRETCHED.search(text.strip()):
        score += 0.5
    if bodies.search(bare):
        score -= 0.6
    if any(map(str.isdigit, bare)):
        score -= 0.5
    if bare.isascii():
        score -= 0.6
    if "、" in bare:
        score -= 0.3
    return max(-1.0, min(1.0, score))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Endings of labels, units after a label, endings of names of bodies."""
    raw = read("layouts")
    heads, bodies = "|".join(raw["label_endings"]), "|".join(raw["body_endings"])
    return (
        re.compile(f"(?:{heads})$"),
        re.compile("|".join(raw["label_units"])),
        re.compile(f"(?:{bodies})$"),
    )
