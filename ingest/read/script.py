"""Text as readers know it: characters for the radicals that fonts name instead, simplified script.

Labels are matched in simplified script everywhere else; a document in traditional script is
read into it as a whole, with an issue that says so. No figure changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from ingest.model import Block, Grid, Issue, Paragraph, Reading
from ingest.vocabulary import read

if TYPE_CHECKING:
    from opencc import OpenCC

_RADICAL: Final = re.compile("[\u2e80-\u2fdf]")
_SHARE: Final = 0.03
"""Part of a text's characters that are surely traditional where the text is."""
_FEWEST: Final = 3


def in_plain_script(reading: Reading, name: str) -> Reading:
    """The reading with every text in whole, simplified characters; ``name`` is for the issue."""
    texts = list(_texts(reading))
    if any(map(_RADICAL.search, texts)):
        reading = _written(reading, whole)
    if not _is_traditional(texts):
        return reading
    issue = Issue("traditional-script", "原文是繁体字，已按简体字收录，数字不变。", name)
    return replace(_written(reading, _simplified), issues=(*reading.issues, issue))


def whole(text: str) -> str:
    """A text with the character in place of every radical that stands for it."""
    return _RADICAL.sub(lambda found: _radicals().get(found[0]) or _nfkc(found[0]), text)


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@cache
def _radicals() -> dict[str, str]:
    return dict(read("scripts")["radicals"])


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{read('scripts')['traditional']}]")


def _is_traditional(texts: list[str]) -> bool:
    signs = sum(len(_traditional().findall(text)) for text in texts)
    return signs >= max(_FEWEST, _SHARE * sum(map(len, texts)))


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def _texts(reading: Reading) -> Iterator[str]:
    for block in reading.blocks:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _written(reading: Reading, write: Callable[[str], str]) -> Reading:
    return replace(
        reading,
        blocks=tuple(_block(block, write) for block in reading.blocks),
        title=write(reading.title) if reading.title else reading.title,
    )


def _block(block: Block, write: Callable[[str], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=write(block.text))
    return Grid(tuple(replace(cell, text=write(cell.text)) for cell in block.cells))
