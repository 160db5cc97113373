"""Classification codes: 功能分类 (类 3 digits, 款 5, 项 7), 经济分类 (3, 5), purchases (A, B)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.text import fold

_CODE: Final = re.compile(r"[2-9]\d{2}(?:\d{2}){0,2}|[A-Z]\d{0,8}|[2-9]\d{2}(?:-\d{2}){1,2}")
_DASH: Final = re.compile(r"[-—–.\s]")


def is_code(text: str) -> bool:
    """Whether a cell prints a whole classification code (201, 2010301, 205-02-05, A)."""
    return _CODE.fullmatch(fold(text)) is not None


def joined_code(parts: Sequence[str]) -> str | None:
    """One code from the cells that print it: ``205 02 05`` → ``2050205``; None if all blank.

    A spreadsheet drops the zero of a cell (``205 2 5``); it comes back. Of several codes that
    stand side by side (``205 02 05 2050205``, ``50101 30101``) the last is meant, which is the
    closest to what it names.
    """
    code = ""
    for part in (_DASH.sub("", fold(part)) for part in parts):
        if code and part.isdigit() and not is_code(part):
            part = part.zfill(2)
        code = part if is_code(part) else code + part
    return code or None


def is_parent(parent: str, child: str) -> bool:
    """Whether a code stands over another: it is a shorter prefix of it."""
    return len(parent) < len(child) and child.startswith(parent)
