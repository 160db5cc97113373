"""Names of bodies: which region they belong to, and what they are called for short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from ingest.vocabulary import read

_SHORTEST: Final = 3
_LONGEST: Final = 40


def is_organization(text: str) -> bool:
    """Whether a text reads as the name of a body: it ends like one and is more than a region."""
    name = text.strip()
    if not _SHORTEST <= len(name) <= _LONGEST or re.search(r"[\d，。；：:、%]", name):
        return False
    return re.search(_words()["endings"], name) is not None and bool(split_region(name)[1])


def is_office(text: str) -> bool:
    """Whether a text names a body's own office: 某局本级, 某局机关."""
    name = re.sub(_words()["office"], "", text)
    return name != text and is_organization(name)


def split_region(name: str) -> tuple[list[str], str]:
    """The regions a name begins with, outermost first, and the rest:
    ``某省某市某局`` → ``(["某省", "某市"], "某局")``. The party's 中共 in front is left out.
    """
    rest = re.sub(f"^(?:{_words()['party']})", "", name)
    regions = []
    for level in ("province", "city", "county"):
        if found := re.match(_words()[level], rest):
            regions.append(found.group())
            rest = rest[found.end() :]
    return regions, rest


def region_of(name: str) -> str | None:
    """The region printed in front of a name (``某省某市``), None where there is none."""
    return "".join(split_region(name)[0]) or None


def is_short_for(short: str, name: str) -> bool:
    """Whether a name can be a short form of another: its characters stand in it in order, and
    it is no body of a wider region (市档案局 for that of a district).
    """
    region, narrower = region_of(short) or "", region_of(name) or ""
    level = short[:1] if short[:1] in _words()["levels"] else ""
    if not narrower.endswith(region) or not narrower.endswith(level):
        return False
    characters = iter(name)
    return len(short) < len(name) and all(character in characters for character in short)


def same_for_all(name: str) -> str:
    """One spelling for the full names of a body: 某省委办公厅 for 中共某省委办公厅 and
    中国共产党某省委员会办公厅.
    """
    words = _words()
    name = re.sub(words["party_committee"], rf"\g<region>{words['committee']}", name)
    return re.sub(f"^(?:{words['party']})", "", name)


def is_cut_off(text: str) -> bool:
    """Whether a text is only the beginning of a name: a region, with or without its 委."""
    regions, rest = split_region(text)
    return bool(regions) and rest in ("", _words()["committee"])


def short_names(name: str) -> Iterator[str]:
    """What a body is called for short: fewer regions in front, the short words of its kind.

    Only names that still tell it from others: no bare 办公室.
    """
    words = _words()
    name = re.sub(words["party_committee"], rf"\g<region>{words['committee']}", name)
    regions, rest = split_region(name)
    owners = ["".join(regions[i:]) for i in range(len(regions))]
    owners += [regions[-1][-1]] if regions else []
    forms = [name, *(owner + rest for owner in owners)]
    if regions and rest.startswith(words["committee"]):
        rest = rest.removeprefix(words["committee"])
    forms += [rest, rest.removeprefix(words["government"])]
    for form in list(_of_leagues(name)) or forms:
        plain = re.sub(words["ethnic"], "", form)
        yield from (form, _shortened(form), plain, _shortened(plain))


def _of_leagues(name: str) -> Iterator[str]:
    """What a committee of a league or party is called, by its own name and never as that of the
    region alone: 共青团某区委, 某区团委, 团区委."""
    committee, whole = _words()["committee"], _words()["whole_committee"]
    for long, shorts in read("metadata")["leagues"].items():
        regions, rest = split_region(name.removeprefix(long))
        if not name.startswith(long) or not regions:
            continue
        owners = ["".join(regions[i:]) for i in range(len(regions))]
        yield name
        for short in shorts:
            yield from (f"{short}{owner}{rest}" for owner in owners)
            if rest == whole:
                yield from (f"{owner}{short}{committee}" for owner in owners)
                yield from (f"{short}{owner}{committee}" for owner in (*owners, regions[-1][-1]))


def _shortened(name: str) -> str:
    name = re.sub(_words()["numbered"], r"\g<number>\g<kind>", name)
    for long, short in read("metadata")["short"].items():
        name = name.replace(long, short)
    return name


def distinct(names: Iterable[str], full: str) -> tuple[str, ...]:
    """Names other than ``full`` that tell a body from others, once each, longest first."""
    telling = {name for name in names if name != full and _is_telling(name)}
    return tuple(sorted(telling, key=lambda name: (-len(name), name)))


def _is_telling(name: str) -> bool:
    return len(name) >= _SHORTEST and name not in _words()["generic"]


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = read("metadata")["names"]
    return words
