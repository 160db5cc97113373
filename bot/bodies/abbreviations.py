"""What people make of a body's name: 政务办 of 政务服务管理办公室, 社工部 of 社会工作部.

The rule: the word for its type shortened (委员会 to 委), what stands before it cut into words of
two characters; the first word stays and any of the others may go, or each gives its first
character. The endings are in ``data/vocabulary/scope.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from ingest.organizations import split_region
from ingest.vocabulary import read

_MOST_WORDS: Final = 5


def abbreviations(name: str) -> Iterator[str]:
    """The short forms of a full name, without its region; none where its words cannot be told."""
    words: dict[str, Any] = read("scope")["abbreviated"]
    rest = re.sub(words["above"], "", split_region(name)[1])
    ending = next((e for e in words["endings"] if rest.endswith(e) and rest != e), None)
    if ending is None:
        return
    kind = words["endings"][ending]
    groups = [_in_twos(group) for group in re.split(words["and"], rest.removesuffix(ending))]
    parts = [part for group in groups for part in group]
    if not all(groups) or len(parts) > _MOST_WORDS:
        return
    for kept in _beginning_with_the_first(parts):
        yield "".join(kept) + kind
        if len(kept) > 1 or ending in words["by_one"]:
            yield _initials(kept) + kind
    if len(groups) > 1:
        yield _initials([group[0] for group in groups]) + kind


def runs_on(text: str, end: int) -> bool:
    """Whether a word goes on where a short form seems to end (政务办公用房 is no 政务办)."""
    return re.compile(read("scope")["abbreviated"]["runs_on"]).match(text, end) is not None


def _in_twos(text: str) -> list[str]:
    """A text in words of two characters, but for those known to be longer (常委会); empty where
    that leaves one character."""
    longer = "|".join(read("scope")["abbreviated"]["longer"])
    words = re.findall(f"{longer}|..", text)
    return words if "".join(words) == text else []


def _beginning_with_the_first(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    first, *others = parts
    for count in range(len(others) + 1):
        for kept in combinations(others, count):
            yield (first, *kept)


def _initials(parts: Sequence[str]) -> str:
    return "".join(part[0] for part in parts)
