"""Classification codes: 功能分类 (类 3 digits, 款 5, 项 7), 经济分类 (3, 5), purchases (A, B)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from ingest.text import fold

_CODE: Final = re.compile(r"[2-9]\d{2}(?:\d{2}){0,2}|[A-Z]\d{0,8}|[2-9]\d{2}(?:-\d{2}){1,2}")
_DASH: Final = re.compile(r"[-—–.\s]")
_SCRAPS: Final = re.compile(r"^['‘’`]|(?<=\d{3})\.0$")
"""What a spreadsheet leaves on a number kept as text, or on a text kept as a number."""
_NAMED: Final = re.compile(
    r"[\[【(（]?(?P<code>[2-9]\d{2}(?:\s?\d{2}){0,2})(?:[\]】)）]\s*|\s*[-—–_:：]\s*|\s+|(?<=\d{5}))"
    r"(?P<name>[一-鿿].*)",
    re.DOTALL,
)


def is_code(text: str) -> bool:
    """Whether a cell prints a whole classification code (201, 2010301, 205-02-05, A)."""
    return _CODE.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return _SCRAPS.sub("", fold(text))


def named_code(text: str) -> tuple[str, str] | None:
    """Code and name of a cell that prints both (``2050205 高等教育``, ``[205]教育支出``)."""
    match = _NAMED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return (fold(match["code"]), match["name"].strip()) if match else None


def joined_code(parts: Sequence[str]) -> str | None:
    """One code from the cells that print it: ``205 02 05`` → ``2050205``; None if all blank.

    A spreadsheet drops the zero of a cell (``205 2 5``); it comes back. A cell that prints the
    whole code beside its parts (``205 02 05 2050205``) says it alone. None where
    several codes stand in one cell.
    """
    if any("\n" in part and not is_code(part) for part in parts):
        return None
    first, *rest = [_DASH.sub("", _bare(part)) for part in parts] or [""]
    if whole := [part for part in rest if len(part) > 2 and is_code(part)]:
        return whole[-1]
    padded = [part.zfill(2) if part.isdigit() and first else part for part in rest]
    return "".join([first, *padded]) or None


def is_parent(parent: str, child: str) -> bool:
    """Whether a code stands over another: it is a shorter prefix of it."""
    return len(parent) < len(child) and child.startswith(parent)
