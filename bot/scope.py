"""Whose disclosure, of which year and kind, a question is about.

What the question says is binding: a year, a body or a kind that is not held stops the answer.
What it leaves out is filled from the page the widget stands on, the conversation, or the only
document held; otherwise the bot asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bot.abbreviations import abbreviations, runs_on
from bot.words.intent import strip_question_words
from bot.words.normalise import normalise
from bot.words.phrases import Hit, Phrases, Span, in_order, longest_first
from bot.words.times import Times, resolve
from ingest.model import Kind, Metadata
from ingest.organizations import same_for_all, split_region
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
    document of the other kind may print it (the 年初预算 in final accounts).
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


_YEAR: Final = re.compile(r"\d{4}年度?")
_RUN_BEFORE: Final = re.compile("[\u4e00-\u9fff]+$")
_SHORTEST_ENDING: Final = 3
_SCHEME: Final = re.compile(r"^https?://")


class Catalogue:
    """The documents held, and the names by which people call their bodies."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.held = {item.document: item for item in held}
        names: dict[str, set[str]] = {}
        for item in self.held.values():
            for name in (item.metadata.organization, *item.metadata.aliases):
                key = re.sub(read("scope")["name_end"], "", normalise(name))
                for short in (key, *_short_forms(key)):
                    if len(short) > 1:
                        names.setdefault(short, set()).add(item.body)
        self._full = frozenset(names)
        _add_abbreviations(names)
        _add_endings(names)
        _add_types(names)
        self._names = Phrases({name: frozenset(bodies) for name, bodies in names.items()})
        self._selves = Phrases(dict.fromkeys(map(normalise, read("scope")["selves"]), True))

    def resolve(
        self,
        question: str,
        times: Times,
        *,
        today_year: int,
        page: str | None = None,
        before: str | None = None,
    ) -> Scope:
        """The scope of a normalised question asked on ``page`` after an answer from ``before``."""
        said = (hit for hit in self._names.everywhere(question) if self._is_whole(hit, question))
        names = longest_first(said)
        spans = [(_region_before(hit, question), hit.end) for hit in names]
        spans += [(hit.start, hit.end) for hit in self._selves.find(question)]
        standing = self._standing(page, before)
        several = False
        pool = list(self.held.values())
        if names:
            meant = [_of_the_region_said(hit, question) for hit in names]
            bodies = frozenset.intersection(*meant)
            several = not bodies
            bodies = bodies or frozenset().union(*meant)
            pool = [item for item in pool if item.body in bodies]
        elif standing is not None:
            pool = [item for item in pool if item.body == standing.body]
        return self._narrowed(pool, times, today_year, standing, tuple(spans), bool(names), several)

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
        said_before = _YEAR.sub(" ", question[: _region_before(hit, question)])
        before = _RUN_BEFORE.search(strip_question_words(said_before))
        return before is None or any(in_order(before[0], normalise(body)) for body in hit.value)

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
        named: bool,
        several: bool,
    ) -> Scope:
        reference = standing.metadata.year if standing else _newest_year(pool)
        years = resolve(times, reference, today_year)
        kind = _kind(times)
        fitting = list(pool)
        missing: list[str] = []
        stage: Kind | None = None
        if years.asked:
            fitting = [item for item in fitting if item.metadata.year in years.asked]
            lacking = [y for y in years.asked if y not in {i.metadata.year for i in fitting}]
            if lacking:
                missing.append("、".join(f"{year}年" for year in lacking))
        if kind and not missing:
            of_kind = [item for item in fitting if item.metadata.kind in (kind, None)]
            stage = "预算" if kind == "预算" and fitting and not of_kind else None
            if not of_kind and not stage:
                missing.append(kind)
            fitting = fitting if stage else of_kind
        against = any(mention.role == "base" for mention in times.kinds) and not years.base
        found = Scope(
            *((), spans, years.asked, years.base, kind),
            named=named,
            against_budget=against,
            stage=stage,
        )
        lost = {item.body for item in pool} - {item.body for item in fitting} if several else set()
        missing += [] if missing else sorted(lost)
        if missing:
            nearest = sorted(pool, key=lambda item: not _tells_of(item, years.asked))
            return replace(found, documents=_ids(nearest), missing="".join(missing))
        if len({item.body for item in fitting}) > 1:
            return replace(found, choices=tuple(_newest_each(fitting)))
        chosen = sorted(fitting, key=lambda item: (item is not standing, *_newest_first(item)))
        if not years.asked:
            chosen = [i for i in chosen if i.metadata.year == chosen[0].metadata.year]
        return replace(found, documents=_ids(chosen))


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


def _short_forms(name: str) -> Iterator[str]:
    """What people make of a full name: 江苏省高院, 江苏高院 of 江苏省高级人民法院."""
    for full, short in read("scope")["shortened"].items():
        if full in name:
            said = name.replace(full, short)
            yield from (said, re.sub(read("scope")["region_end"], "", said, count=1))


def _region_before(hit: Hit[frozenset[str]], question: str) -> int:
    """Where a name begins with the region said before it (江苏的法院, 荣昌政务办)."""
    said = (_region_said(question[: hit.start], body) for body in hit.value)
    return min((match.start() for match in said if match), default=hit.start)


def _region_said(before: str, body: str) -> re.Match[str] | None:
    """A body's regions at the end of what stands before its name, each with its level or not; or
    that level alone (省 of 省检察院)."""
    regions = split_region(body)[0]
    if not regions:
        return None
    level = re.search(f"{regions[-1][-1]}$", before)
    if level and not _goes_on(before[: level.start()]):
        return level
    each = (f"(?:{region[:-1]}{region[-1]}?)?" for region in map(re.escape, regions))
    return re.search(f"{''.join(each)}的?$", before)


def _goes_on(before: str) -> bool:
    """Whether what stands before a name ends in a word that may belong to it."""
    return bool(strip_question_words(_YEAR.sub(" ", before))[-1:].strip())


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
    another = bare and bool(strip_question_words(before[:-1])[-1:].strip())
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
