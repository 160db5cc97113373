"""The label and value pairs a portal prints over a page: 索引号, 发布机构, 发布日期."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import Final

from ingest.text import fold
from ingest.vocabulary import read

_BULLET: Final = re.compile(r"^[\s•·●*▪◦-]+")
_BRACKETED: Final = re.compile(
    r"[\[【［〔]\s*(?P<label>[^\[\]【】［］〔〕]{1,12}?)\s*[\]】］〕]\s*[:：]?\s*"
)
_LONGEST_LINE: Final = 200
_SHORTEST_ALONE: Final = 3


def header_fields(texts: Iterable[str]) -> dict[str, list[str]]:
    """Field (``index_number``, ``publisher``, ``published``, ``written``, ``organization``) →
    the values printed for it, in reading order.

    Reads ``索引号：…`` with several pairs on a line, ``[ 索引号 ]`` with its value behind it or
    on the next line, and a label alone on a line. A field whose value is missing is left out.
    """
    found: dict[str, list[str]] = {}
    waiting: str | None = None
    for line in _lines(texts):
        pairs = _pairs(line)
        if not pairs and waiting is not None:
            pairs = [(waiting, line)]
        waiting = None
        for field, value in pairs:
            if value:
                found.setdefault(field, []).append(value)
            else:
                waiting = field
    return found


def _lines(texts: Iterable[str]) -> list[str]:
    lines = [_BULLET.sub("", line).strip() for text in texts for line in text.splitlines()]
    return [line for line in lines if line and len(line) <= _LONGEST_LINE]


def _pairs(line: str) -> list[tuple[str, str]]:
    """The pairs a line prints; a value is ``""`` where the label stands alone."""
    if _BRACKETED.match(line):
        return list(_cut(line, _BRACKETED))
    pairs = list(_cut(line, _labels()))
    alone = fold(line)
    if not pairs and len(alone) >= _SHORTEST_ALONE and (field := _exact().get(alone)):
        return [(field, "")]
    return pairs


def _cut(line: str, label: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Fields with their values: what stands between one label and the next."""
    labels = list(label.finditer(line))
    for match, following in zip_longest(labels, labels[1:]):
        value = line[match.end() : following.start() if following else None]
        if field := field_of(match["label"]):
            yield field, _first(value)


def _first(printed: str) -> str:
    """A value up to the next wide gap, which parts it from what stands beside it."""
    return re.split(r"\s{3,}|\t", printed.strip(), maxsplit=1)[0].strip()


def field_of(label: str) -> str | None:
    """The field a label names, also when one character of it was lost."""
    key = fold(label)
    if field := _exact().get(key):
        return field
    if len(key) < 2:
        return None
    return next((field for name, field in _exact().items() if _lost_one(key, name)), None)


def _lost_one(key: str, name: str) -> bool:
    return len(key) == len(name) - 1 and any(
        name[:i] + name[i + 1 :] == key for i in range(len(name))
    )


@cache
def _exact() -> dict[str, str]:
    fields: dict[str, Sequence[str]] = read("metadata")["fields"]
    return {name: field for field, names in fields.items() for name in names}


@cache
def _labels() -> re.Pattern[str]:
    """A label with its colon, at the start of a line or behind a gap; its letters may be spaced."""
    names = sorted(_exact(), key=len, reverse=True)
    spaced = "|".join(r"\s{0,4}".join(map(re.escape, name)) for name in names)
    return re.compile(rf"(?:^|(?<=[\s　】\]]))(?P<label>{spaced})\s*[:：]")
