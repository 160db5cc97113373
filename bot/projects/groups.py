"""Groups of a form's indicators: 数量指标, 产出指标 stand over several and name none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.place import is_indicator
from bot.labels.skeletons import variants

_SAID: Final = ("label", "lexicon")

Members = dict[str, dict[str, set[tuple[str, ...]]]]
"""A group's label → what forms are about → the paths of its indicators there."""


def groups_asked(mentions: Sequence[Mention], index: DocumentIndex) -> list[Mention]:
    """The mentions of groups that have several indicators in the forms of the projects
    mentioned, or in all forms where none is."""
    members = _members(index)
    projects = {label for m in mentions for label in m.labels if label in index.subjects}
    return [m for m in mentions if m.source in _SAID and _has_several(m, projects, members)]


def _has_several(mention: Mention, projects: set[str], members: Members) -> bool:
    forms = members.get(mention.labels[0], {})
    return sum(len(paths) for of, paths in forms.items() if of in projects or not projects) > 1


@lru_cache(maxsize=64)
def _members(index: DocumentIndex) -> Members:
    """The groups of a document, but for labels that are an indicator's own as well."""
    found: Members = defaultdict(lambda: defaultdict(set))
    rows = [place.row for place in index.places if is_indicator(place)]
    own = {key for row in rows for key in variants(row[-1])}
    for row in rows:
        for group in {key for label in row[1:-1] for key in variants(label)} - own:
            for subject in variants(row[0]):
                found[group][subject].add(row)
    return found
