"""Projects by what their forms print of them: 属于一般性项目的, 重点专项那个."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton
from bot.words.phrases import Phrases, blank_out
from ingest.text import label_key
from ingest.vocabulary import read

_PROJECT: Final = "项目"
_SCORE: Final = 0.95
_SHORTEST: Final = 3


@dataclass(frozen=True)
class Attribute:
    """Words of a question for what the forms of ``projects`` print of them: a ``value``."""

    start: int
    end: int
    text: str
    value: str
    projects: frozenset[str]


def attributes_in(text: str, index: DocumentIndex) -> list[Attribute]:
    """The attributes a normalised question speaks of."""
    values = _values(index)
    said = Phrases({word: value for value in values for word in _ways_to_say(value)})
    return [
        Attribute(hit.start, hit.end, text[hit.start : hit.end], hit.value, values[hit.value])
        for hit in said.find(text)
    ]


def with_the_one(
    text: str, mentions: Sequence[Mention], attributes: Sequence[Attribute], index: DocumentIndex
) -> tuple[Mention, ...]:
    """The mentions, with the project that an attribute leaves of those named, where it is one.

    An attribute that no project named has is a mention of nothing held.
    """
    found = [m for m in mentions if not any(_takes_from(m, one) for one in attributes)]
    named = [m for m in found if m.labels[0] in index.subjects]
    for attribute in attributes:
        if any(m.labels[0] in attribute.projects for m in named):
            continue
        projects = _alike(attribute, named) if named else _nearest(text, attribute, attributes)
        if named or len(projects) == 1:
            found = [m for m in found if m not in named or not projects]
            words = (attribute.start, attribute.end, attribute.text)
            found.append(Mention(*words, tuple(projects) or ("",), "near", _SCORE))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _alike(attribute: Attribute, named: Sequence[Mention]) -> list[str]:
    """The one project of an attribute that is called as one named, but for the word 项目."""
    stems = {mention.labels[0].removesuffix(_PROJECT) for mention in named}
    found = [p for p in attribute.projects if p.removesuffix(_PROJECT) in stems]
    return found if len(found) == 1 else []


def _nearest(text: str, attribute: Attribute, others: Sequence[Attribute]) -> list[str]:
    """The projects of an attribute whose names share most with the question's other words."""
    said = blank_out(text, [(other.start, other.end) for other in others])
    shared = {project: _longest_shared(project, said) for project in attribute.projects}
    most = max(shared.values())
    return [p for p, size in shared.items() if size == most] if most >= _SHORTEST else list(shared)


def _longest_shared(name: str, text: str) -> int:
    match = SequenceMatcher(None, name, text, autojunk=False).find_longest_match()
    return match.size


@lru_cache(maxsize=64)
def _values(index: DocumentIndex) -> dict[str, frozenset[str]]:
    """What forms print as a project's class, type or nature → the projects they print it of."""
    labels = {label_key(label) for label in read("composition")["attributes"]}
    found: dict[str, set[str]] = {}
    for fact in index.disclosure.facts:
        form = fact.row and index.disclosure.table(fact.table).layout == "form"
        if form and len(fact.row) == 1 and label_key(fact.column[-1]) in labels:
            found.setdefault(skeleton(fact.text), set()).add(skeleton(fact.row[0]))
    return {value: frozenset(projects) for value, projects in found.items() if value}


def _ways_to_say(value: str) -> Iterator[str]:
    yield value
    short = value.removesuffix(_PROJECT)
    if len(short) >= _SHORTEST:
        yield short


def _takes_from(mention: Mention, attribute: Attribute) -> bool:
    """Whether a mention is read from an attribute's words; a project that has the attribute may
    be named with them (政务大厅运行项目（一般性项目那个）)."""
    overlap = mention.start < attribute.end and attribute.start < mention.end
    with_it = mention.start < attribute.start and attribute.end <= mention.end
    return overlap and not (with_it and mention.labels[0] in attribute.projects)
