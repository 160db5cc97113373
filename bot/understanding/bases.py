"""The places a question names figures by: 整体目标表, 正文, 财政拨款口径 (``composition.toml``).

Where two are named, what is asked for is asked of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from bot.labels.index import DocumentIndex
from bot.labels.lookup import Target
from bot.labels.mentions import Mention
from bot.labels.place import Place
from bot.labels.skeletons import variants
from bot.words.composition import pattern
from bot.words.phrases import Hit, Phrases
from bot.words.sets import speaks_of_indicators
from ingest.vocabulary import read

_BEFORE: Final = re.compile("[^,;。?!、和与及跟同的在]$")
_STATED: Final = ("amount", "count")
_CALLED: Final = ("name", "basis")  # as in kinds.toml


@dataclass(frozen=True)
class Basis:
    """Where figures are to stand, and ``text``, how that was said: in tables whose title has
    ``title`` or of a ``kind`` (a pattern of kinds' names), in the form about ``project``, in
    running text (``narrative``) or in any table (False). What counts only ``beside`` another
    word for a place is marked so."""

    start: int
    end: int
    text: str
    title: str | None = None
    project: str | None = None
    narrative: bool | None = None
    kind: str | None = None
    beside: bool = False

    def holds(self, place: Place) -> bool:
        """Whether a place is one of those meant."""
        if place.statement is not None:
            return self.narrative is True and place.statement.aspect in _STATED
        if self.project is not None:
            return bool(place.row) and self.project in variants(place.row[0])
        if self.kind is not None:
            return place.kind is not None and re.fullmatch(self.kind, place.kind.name) is not None
        if self.title is not None:
            return place.table is not None and re.search(self.title, place.table.title) is not None
        return self.narrative is False


def bases_named(text: str, mentions: Sequence[Mention], index: DocumentIndex) -> list[Basis]:
    """The bases a question names beside a label; none where it names but one that is no table's,
    for every figure stands in text or in a table."""
    if speaks_of_indicators(text):
        return []
    said = (_basis(hit, text) for hit in _phrases().find(text))
    found = [
        basis
        for basis in said
        if not any(_cuts(basis, m) for m in mentions)
        and not (basis.beside and _BEFORE.search(text[: basis.start]))
    ]
    labels = [m for m in without(mentions, found) if m.labels[0] not in index.subjects]
    firm = [basis for basis in found if not basis.beside]
    several = len({(basis.title, basis.kind) for basis in found}) > 1
    if not (firm or several) or not any(index.holds(m.labels) for m in labels):
        return []
    return found


def bases_of_projects(
    bases: Sequence[Basis], text: str, mentions: Sequence[Mention], index: DocumentIndex
) -> list[Basis]:
    """The bases, with the projects named in one row with them (整体目标和某项目里各多少)."""
    projects = (m for m in mentions if m.labels[0] in index.subjects)
    beside = [m for m in projects if any(_joined(text, m, basis) for basis in bases)]
    found = [Basis(m.start, m.end, m.text, project=m.labels[0]) for m in beside]
    return sorted((*bases, *found), key=lambda basis: basis.start)


def without(mentions: Sequence[Mention], bases: Sequence[Basis]) -> tuple[Mention, ...]:
    """The mentions that are no part of what names a basis."""
    return tuple(m for m in mentions if not any(b.start < m.end and m.start < b.end for b in bases))


def by_basis(
    targets: Sequence[Target], bases: Sequence[Basis]
) -> tuple[list[Target], list[Mention]]:
    """The targets in each of the bases, and words for a basis that prints nothing of them.

    A single basis that is no table's narrows nothing.
    """
    if len(bases) == 1 and bases[0].narrative is not None:
        return list(targets), []
    found: list[Target] = []
    missing: list[Mention] = []
    for target in targets:
        for basis in bases:
            fitting = tuple(c for c in target.candidates if basis.holds(c.place))
            if fitting:
                found.append(replace(target, candidates=fitting))
            else:
                asked = "、".join(mention.text for mention in target.mentions)
                said = f"{basis.text}的{asked}"
                missing.append(Mention(basis.start, basis.end, said, (), "label"))
    return found, missing


def _cuts(basis: Basis, mention: Mention) -> bool:
    """Whether a basis is said with part of a label, which is said whole (支出总表里)."""
    apart = mention.end <= basis.start or basis.end <= mention.start
    return not apart and not (basis.start <= mention.start and mention.end <= basis.end)


def _basis(hit: Hit[dict[str, Any]], text: str) -> Basis:
    said, entry = text[hit.start : hit.end], hit.value
    title, narrative = entry.get("title"), entry.get("narrative")
    kind, beside = entry.get("kind"), entry.get("beside", False)
    return Basis(hit.start, hit.end, said, title, None, narrative, kind, beside)


def _joined(text: str, mention: Mention, basis: Basis) -> bool:
    between = text[min(mention.end, basis.end) : max(mention.start, basis.start)]
    return pattern("and").fullmatch(between.strip("的里中")) is not None


@cache
def _phrases() -> Phrases[dict[str, Any]]:
    """The words of ``composition.toml``, and for every kind of ``kinds.toml`` 基本支出表 and
    基本支出口径."""
    kinds = [kind for kind in read("kinds")["kind"] if kind["basis"]]
    names = [kind["name"] for kind in kinds]
    tables = {f"{name}表": {"kind": name, "beside": True} for name in names if name[-1] != "表"}
    bases = {f"{kind[key]}口径": {"kind": kind["name"]} for kind in kinds for key in _CALLED}
    said = {word: entry for entry in read("composition")["basis"] for word in entry["say"]}
    return Phrases({**tables, **bases, **said})
