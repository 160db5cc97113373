"""The names by which people call bodies, and the bodies a question names by them.

Of several bodies of one name (水务局) those are meant whose region is said before it; a region
that is of none of them makes it the name of a body that is not held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.bodies.abbreviations import abbreviations, runs_on
from bot.words.intent import strip_question_words
from bot.words.normalise import normalise
from bot.words.phrases import Hit, Phrases, Span, in_order, longest_first
from ingest.organizations import is_organization, split_region
from ingest.vocabulary import read

_YEAR: Final = re.compile(r"(?<!\d)(?:\d{4}年度?|(?:19|20)\d\d(?!\d))")
_RUN_BEFORE: Final = re.compile("[\u4e00-\u9fff]+$")
_SHORTEST_ENDING: Final = 3


@dataclass(frozen=True)
class Named:
    """The bodies a question names, where it does; ``several`` if it names more than one."""

    bodies: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
    several: bool = False


class BodyNames:
    """What bodies are called: as printed, and as people shorten it."""

    def __init__(self, printed: Mapping[str, Sequence[str]]) -> None:
        """``printed`` gives for every body its names, full and short."""
        names: dict[str, set[str]] = {}
        for body, known in printed.items():
            for name in known:
                key = re.sub(read("scope")["name_end"], "", normalise(name))
                for short in (key, *_short_forms(key)):
                    if len(short) > 1:
                        names.setdefault(short, set()).add(body)
        self._full = frozenset(names)
        _add_abbreviations(names)
        _add_endings(names)
        _add_types(names)
        self._names = Phrases({name: frozenset(bodies) for name, bodies in names.items()})

    def named(self, question: str) -> Named:
        """The bodies that a normalised question names, and with which of its words."""
        whole = (hit for hit in self._names.everywhere(question) if self._is_whole(hit, question))
        hits = longest_first(whole)
        if not hits:
            return Named()
        meant = [_of_the_region_said(hit, question) for hit in hits]
        bodies = frozenset.intersection(*meant)
        spans = tuple((_region_before(hit, question), _end(hit, question)) for hit in hits)
        return Named(bodies or frozenset().union(*meant), spans, several=not bodies)

    def _is_whole(self, hit: Hit[frozenset[str]], question: str) -> bool:
        """Whether a name is said whole: 法院 is not in 最高人民法院, but is in 江苏的法院.

        What stands before the end of a name, or a word for its type, must be of the name too.
        """
        if runs_on(question, hit.end):
            return False
        region = _up_to_its_region(hit, question)
        if all(_is_of_another_level(region, body) for body in hit.value):
            return False
        if question[hit.start : hit.end] in self._full:
            return True
        if re.search(read("scope")["others"], question[: hit.start]):
            return False
        said_before = _YEAR.sub(" ", question[: _region_before(hit, question)])
        before = _RUN_BEFORE.search(strip_question_words(said_before))
        return before is None or any(in_order(before[0], normalise(body)) for body in hit.value)


def _short_forms(name: str) -> Iterator[str]:
    """What people make of a full name: 江苏省高院, 江苏高院 of 江苏省高级人民法院."""
    for full, short in read("scope")["shortened"].items():
        if full in name:
            said = name.replace(full, short)
            yield from (said, re.sub(read("scope")["region_end"], "", said, count=1))


def _region_before(hit: Hit[frozenset[str]], question: str) -> int:
    """Where a name begins with the region said before it (江苏的法院, 荣昌政务办)."""
    said = (_region_said(question[: hit.start], body) for body in hit.value)
    return min((match.start() for match in said if match and match[0] != "的"), default=hit.start)


def _end(hit: Hit[frozenset[str]], question: str) -> int:
    """Where a name ends; a place takes in what says that its own level is meant: 某区本级."""
    own = re.compile(read("scope")["own_level"]).match(question, hit.end)
    return own.end() if own and not any(map(is_organization, hit.value)) else hit.end


def _region_said(before: str, body: str) -> re.Match[str] | None:
    """A body's regions at the end of what stands before its name, each with its level or not; or
    that level alone (省 of 省检察院)."""
    regions, name = split_region(body)
    if not regions:
        return None
    above = re.match(read("scope")["abbreviated"]["above"], name)
    before = before.removesuffix(above[0]) if above else before
    level = re.search(f"{regions[-1][-1]}$", before)
    if level and not _goes_on(before[: level.start()]):
        return level
    each = (f"(?:{region[:-1]}{region[-1]}?)?" for region in map(re.escape, regions))
    return re.search(f"{''.join(each)}的?$", before)


def _goes_on(before: str) -> bool:
    """Whether what stands before a name ends in a word that may belong to it."""
    return strip_question_words(_YEAR.sub(" ", before))[-1:].isalnum()


def _of_the_region_said(hit: Hit[frozenset[str]], question: str) -> frozenset[str]:
    """The bodies a name may mean: of several of one name those whose region is said before it."""
    before = question[: hit.start]
    said = {body: _region_said(before, body) for body in hit.value}
    length = {body: len(match[0].strip("的")) if match else 0 for body, match in said.items()}
    fitting = [body for body in hit.value if not _is_of_another_level(before, body)] or hit.value
    most = max(length[body] for body in fitting)
    return frozenset(body for body in fitting if length[body] == most)


def _up_to_its_region(hit: Hit[frozenset[str]], question: str) -> str:
    """What stands before a name, with the level it begins with if that ends another word
    (云溪区 in 云溪区水务局, where 区水务局 is a name)."""
    level = question[hit.start] in read("metadata")["names"]["levels"]
    goes_on = level and _goes_on(question[: hit.start])
    return question[: hit.start + 1] if goes_on else question[: hit.start]


def _is_of_another_level(before: str, body: str) -> bool:
    """Whether the region before a name is not the body's, or ends with a wider one (市教委 is not
    a district's). A street or town is below them all."""
    regions, name = split_region(body)
    if not regions or name.endswith(tuple(read("scope")["local"])):
        return False
    said = _region_said(before, body)
    named = said[0].strip("的") if said else ""
    bare = named in ("", regions[-1][-1])
    wider = not bare and regions[-1][:-1] not in named
    if before[-1:] not in read("metadata")["names"]["levels"]:
        return wider
    another = bare and _goes_on(before[:-1])
    return wider or another or not regions[-1].endswith(before[-1])


def _add_abbreviations(names: dict[str, set[str]]) -> None:
    """What a rule makes of the names; a name held as printed is nobody else's short form."""
    bodies = {body for found in names.values() for body in found}
    for body in sorted(bodies):
        for short in abbreviations(body):
            names.setdefault(short, set()).add(body)


def _add_types(names: dict[str, set[str]]) -> None:
    """A word for a type of body (街道) names the one body of that type."""
    for word in read("scope")["types"]:
        bodies = {body for name, found in names.items() if word in name for body in found}
        if len(bodies) == 1:
            names.setdefault(word, bodies)


def _add_endings(names: dict[str, set[str]]) -> None:
    """The last characters of a name (福利院) name the body where no other body ends so."""
    bodies = {body for found in names.values() for body in found}
    endings: dict[str, set[str]] = {}
    for body in bodies:
        key = normalise(body)
        for size in range(_SHORTEST_ENDING, len(key)):
            endings.setdefault(key[-size:], set()).add(body)
    for ending, found in endings.items():
        if len(found) == 1:
            names.setdefault(ending, found)
