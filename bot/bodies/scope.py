"""Whose disclosure, of which year and kind, a question is about.

What the question says is binding: a year, a body or a kind that is not held stops the answer.
What it leaves out is filled from the page the widget stands on, the conversation, or the only
document held; otherwise the bot asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bot.bodies.names import BodyNames, Named
from bot.words.normalise import normalise
from bot.words.phrases import Phrases, Span
from bot.words.times import Times, resolve
from ingest.model import Kind, Metadata
from ingest.organizations import same_for_all
from ingest.vocabulary import read


@dataclass(frozen=True)
class Held:
    """A document that can be asked: its id, address and whose it is."""

    document: str
    source: str
    metadata: Metadata

    @cached_property
    def body(self) -> str:
        """Whose it is, spelled the same in every document of that body."""
        return same_for_all(self.metadata.organization)


@dataclass(frozen=True)
class Scope:
    """The documents a question may be answered from, best first, and how that was decided.

    ``missing`` names what the question asks for and no document holds (2024年, 决算);
    ``choices`` are documents among which only the asker can choose. ``spans`` are the words of
    the question that were used; ``years`` the years asked about. ``against_budget`` says that
    spending is to be compared with its budget; ``stage`` is the kind asked for where only a
    document of the other kind may print it (the 年初预算 in final accounts); ``both_stages`` says
    that what was planned and what was spent are each asked for.
    """

    documents: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    years: tuple[int, ...] = ()
    base_years: tuple[int, ...] = ()
    kind: Kind | None = None
    missing: str | None = None
    choices: tuple[Held, ...] = ()
    named: bool = False
    against_budget: bool = False
    stage: Kind | None = None
    both_stages: bool = False


_SCHEME: Final = re.compile(r"^https?://")


class Catalogue:
    """The documents held, and the names by which people call their bodies."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.held = {item.document: item for item in held}
        printed: dict[str, list[str]] = {}
        for item in self.held.values():
            known = (item.metadata.organization, *item.metadata.aliases)
            printed.setdefault(item.body, []).extend(known)
        self._names = BodyNames(printed)
        self._selves = Phrases(dict.fromkeys(map(normalise, read("scope")["selves"]), True))

    def resolve(
        self,
        question: str,
        times: Times,
        *,
        today_year: int,
        page: str | None = None,
        before: Sequence[str] = (),
    ) -> Scope:
        """The scope of a normalised question asked on ``page`` after answers from the documents
        ``before``, the latest first."""
        named = self._names.named(question)
        spans = (*named.spans, *((hit.start, hit.end) for hit in self._selves.find(question)))
        standing = self._standing(page, before[0] if before else None)
        pool = list(self.held.values())
        if named.bodies:
            pool = [item for item in pool if item.body in named.bodies]
        elif standing is not None:
            pool = [item for item in pool if item.body == standing.body]
        spoken_of = [self.held[document] for document in before if document in self.held]
        if named.bodies and standing is not None and standing not in pool:
            standing = next((item for item in spoken_of if item in pool), standing)
        return self._narrowed(pool, times, today_year, standing, spans, named)

    def every_year(self, document: str, years: tuple[int, ...] = ()) -> list[str]:
        """The documents of a document's body and kind, one a year, of ``years`` if any are."""
        own = self.held[document]
        found: dict[int, str] = {}
        for item in sorted(self.held.values(), key=_newest_first):
            year = item.metadata.year
            same = (item.body, item.metadata.kind) == (own.body, own.metadata.kind)
            if same and year and (not years or year in years):
                found.setdefault(year, item.document)
        return list(found.values())

    def parts(self, document: str) -> list[str]:
        """The documents of the disclosure a document belongs to, itself first: those of its body,
        year and kind. A narrative and its tables are often two files. Where both 部门 and 单位
        disclose under one name, what does not say which it is belongs to neither.
        """
        whose = _whose(self.held[document])
        if not all(whose):
            return [document]
        ordered = sorted(self.held.values(), key=_newest_first)
        same = [item for item in ordered if _whose(item) == whose]
        if len({item.metadata.scope for item in same} - {None}) > 1:
            scope = self.held[document].metadata.scope
            same = [item for item in same if item.metadata.scope == scope]
        return [document, *(item.document for item in same if item.document != document)]

    def _standing(self, page: str | None, before: str | None) -> Held | None:
        """The document of the page the question was asked on, else of the answer before."""
        if page:
            for item in self.held.values():
                if _is_page(page, item.source):
                    return item
        return self.held.get(before) if before else None

    def _narrowed(
        self,
        pool: Sequence[Held],
        times: Times,
        today_year: int,
        standing: Held | None,
        spans: tuple[Span, ...],
        named: Named,
    ) -> Scope:
        reference = standing.metadata.year if standing else _newest_year(pool)
        years = resolve(times, reference, today_year)
        kind = _kind(times)
        both = times.asks_both_kinds and any(i.metadata.kind == "决算" for i in pool)
        kind = "决算" if both else kind
        fitting, missing, stage = _fitting(pool, years.asked, kind)
        lost = {item.body for item in pool} - {item.body for item in fitting}
        if named.several and not missing:
            asked = "、".join(f"{year}年" for year in years.asked) + (kind or "")
            missing = "、".join(f"{body}{asked}" for body in sorted(lost))
        against = any(mention.role == "base" for mention in times.kinds) and not years.base
        found = Scope(
            *((), spans, years.asked, years.base, kind),
            named=bool(named.bodies),
            against_budget=against,
            stage=stage,
            both_stages=both,
        )
        if missing:
            nearest = sorted(pool, key=lambda item: not _tells_of(item, years.asked))
            return replace(found, documents=_ids(nearest), missing=missing)
        if len({item.body for item in fitting}) > 1:
            return replace(found, choices=tuple(_newest_each(fitting)))
        chosen = sorted(fitting, key=lambda item: (item is not standing, *_newest_first(item)))
        if not years.asked:
            chosen = [i for i in chosen if i.metadata.year == chosen[0].metadata.year]
        return replace(found, documents=_ids(chosen))


def _fitting(
    pool: Sequence[Held], years: Sequence[int], kind: Kind | None
) -> tuple[list[Held], str, Kind | None]:
    """The documents of the years and kind asked for; what of these none is of, in words; and the
    kind that only documents of the other kind may print."""
    fitting = [item for item in pool if not years or item.metadata.year in years]
    held = {item.metadata.year for item in fitting}
    if lacking := [year for year in years if year not in held]:
        return fitting, "、".join(f"{year}年" for year in lacking), None
    of_kind = [item for item in fitting if kind is None or item.metadata.kind in (kind, None)]
    if of_kind or kind is None:
        return of_kind, "", None
    if kind == "预算" and fitting:
        return fitting, "", kind
    return [], kind, None


def _tells_of(item: Held, years: Sequence[int]) -> bool:
    """Whether a document is of the year after the one asked, and so speaks of that as 上年."""
    year = item.metadata.year
    return year is not None and years == (year - 1,)


def _is_page(page: str, source: str) -> bool:
    """Whether a page is where a document came from, over http or https, whatever parameters a
    portal appends to its address.
    """
    address = page.partition("#")[0]
    if "?" not in source:
        address = address.partition("?")[0]
    return _SCHEME.sub("", address).rstrip("/").endswith(_SCHEME.sub("", source).rstrip("/"))


def _whose(item: Held) -> tuple[str, int | None, Kind | None]:
    return item.body, item.metadata.year, item.metadata.kind


def _ids(items: Iterable[Held]) -> tuple[str, ...]:
    return tuple(item.document for item in items)


def _kind(times: Times) -> Kind | None:
    """The kind a question insists on; words that only lean do not exclude a document."""
    firm = [mention for mention in times.kinds if mention.strength == "explicit"]
    explicit = {kind for m in firm if m.role == "asked" for kind in m.kinds}
    against = any(m.role == "base" for m in firm) and not any(y.role == "base" for y in times.years)
    if "决算" in explicit or against:  # whether spending kept to its budget is in the accounts
        return "决算"
    return "预算" if explicit else None


def _newest_year(pool: Sequence[Held]) -> int | None:
    return max((item.metadata.year for item in pool if item.metadata.year), default=None)


def _newest_first(item: Held) -> tuple[int, str]:
    return -(item.metadata.year or 0), item.document


def _newest_each(pool: Sequence[Held]) -> list[Held]:
    """One document a body, the newest."""
    newest: dict[str, Held] = {}
    for item in sorted(pool, key=_newest_first):
        newest.setdefault(item.body, item)
    return list(newest.values())
