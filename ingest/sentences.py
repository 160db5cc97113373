"""A paragraph of running text cut into sentences, and what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.clauses import Sentence
from ingest.phrases import any_of, pattern
from ingest.subjects import Path
from ingest.thread import Place, Spoken, Thread

_ENDS: Final = re.compile(r"[。！？!?；;]+[”’）)]?")
_LONGEST_ENUMERATION: Final = 400


def sentences(text: str) -> list[str]:
    """A paragraph cut after 。！？； — the pieces joined are the text. 一是…；二是… stays whole."""
    pieces, start = [], 0
    for end in _ENDS.finditer(text):
        piece = text[start : end.end()]
        numbered = re.match("[一二三四五六七八九十]是", text[end.end() :])
        if numbered and len(piece) < _LONGEST_ENUMERATION and re.search(any_of("reason"), piece):
            continue
        pieces.append(piece)
        start = end.end()
    return [*pieces, text[start:]] if start < len(text) else pieces


def read_paragraph(
    placed: Sequence[tuple[str, Place]],
    year: int | None,
    names: Iterable[str] = (),
    enclosing: Path = (),
    item: Path = (),
) -> Spoken:
    """Read a paragraph's sentences (as :func:`sentences` cuts them) with their places.

    ``year`` is the document's, 上年 is the one before. ``names`` of the organization are no
    part of a subject. ``enclosing`` is what the paragraph gives parts of, ``item`` the subject
    the paragraph before ended on.
    """
    thread = Thread(year, tuple(names), enclosing, item)
    for text, place in placed:
        thread.heard.append(text)
        thread.with_accounts = pattern("beside_planned").search(text) is not None
        Sentence(thread, text, place).read()
        thread.close(text)
    return thread.spoken
