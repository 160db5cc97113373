"""Whose disclosure it is: title, organization, scope, region, year, kind, dates, all as printed.

Nothing is guessed: what is not printed is None, and what a document must say and does not is
an issue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Any, Final, TypeVar, get_args

from ingest.lines import ordinal_kind, tidy
from ingest.model import Issue, Kind, Metadata, Paragraph, Scope
from ingest.organizations import (
    distinct,
    is_cut_off,
    is_office,
    is_organization,
    is_short_for,
    region_of,
    short_names,
)
from ingest.page_header import header_fields
from ingest.phrases import pattern
from ingest.text import fold
from ingest.vocabulary import read

_Word = TypeVar("_Word", Kind, Scope)

_COVER_LINES: Final = 60
_LONGEST_LINE: Final = 80
_MOST_JOINED: Final = 4
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR: Final = re.compile("[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DATE: Final = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FORMS: Final = ("pattern", "turned", "three", "undated")
_TRAIL: Final = re.compile("[>＞›»]")
_BEFORE_YEAR: Final = re.compile(
    r"(?:^|[。；，：\n])(?P<name>[\u4e00-\u9fff]{3,24})(?=(?:19|20)\d\d年|本年)"
)


def understand_metadata(
    paragraphs: Sequence[Paragraph],
    title: str | None,
    file_name: str,
    grid_texts: Iterable[str] = (),
    heads: Iterable[Collection[str]] = (),
) -> tuple[Metadata, list[Issue]]:
    """Understand whose disclosure a document is.

    ``paragraphs`` are all of it in reading order, ``title`` what the reader took for one,
    ``grid_texts`` texts of tables that may say more (titles, captions, first rows), ``heads`` what
    stands over the columns of each table. The file name counts only where the document itself is
    silent. ``organization`` is ``""`` with an issue where none is printed.
    """
    grid_texts = list(grid_texts)
    texts = [*(paragraph.text for paragraph in paragraphs), *grid_texts]
    lines = [tidy(line) for text in texts for line in text.splitlines() if line.strip()]
    fields = header_fields(texts)
    found = (
        _find_title(title, _cover(lines))
        or _find_title(PurePath(file_name).stem, ())
        or _title_of_a_table(grid_texts)
    )
    bodies = [name for name in fields.get("organization", []) if is_organization(name)]
    headings = [line for line in lines if len(line) <= _LONGEST_LINE and "。" not in line]
    named = [found.organization] if found and found.organization else []
    places = [found.place] if found and found.place else []
    organization = next(iter([*named, *bodies, *places]), "")
    publisher = next(iter(fields.get("publisher", [])), None)
    kind = found.kind if found else _kind(headings)
    metadata = Metadata(
        title=found.text if found else organization or PurePath(file_name).stem,
        organization=organization,
        scope=found.scope if found and found.scope else _scope(headings),
        region=_region(organization, publisher, found),
        year=(found.year if found else None)
        or _only_year(heading for heading in headings if _kind([heading]))
        or (_year_of_heads(heads, kind) if kind else None)
        or _only_year([re.sub("[_-]", " ", file_name)]),
        kind=kind,
        published=_published(fields),
        index_number=next(iter(fields.get("index_number", [])), None),
        publisher=publisher,
        aliases=_aliases(organization, [*bodies, *([publisher] if publisher else [])], lines),
    )
    return metadata, list(_missing(metadata, found, file_name))


# -- the title -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Title:
    """A title taken apart; ``place`` is the one it names where it names no organization."""

    text: str
    organization: str
    place: str
    year: int | None
    scope: Scope | None
    kind: Kind | None

    @property
    def region(self) -> str | None:
        found = re.match(_words()["title"]["pattern"], self.text)
        return region_of(found["before"]) if found else None


def _cover(lines: Sequence[str]) -> list[str]:
    """The lines before the table of contents, the first heading and the first sentence."""
    cover: list[str] = []
    for line in lines[:_COVER_LINES]:
        if pattern("contents").match(line) or ordinal_kind(line) or "。" in line:
            break
        if len(line) <= _LONGEST_LINE and not pattern("furniture").search(line):
            cover.append(line)
    return cover


def _find_title(given: str | None, cover: Sequence[str]) -> _Title | None:
    """The title: what the reader gave, a line of the cover, or some that stand together.

    One that names its organization is better than any that does not.
    """
    given = tidy(given) if given else ""
    titles = [_parse_title(given), *(_parse_title(text) for text in _joined(cover))]
    real = [title for title in titles if title is not None]
    return next((title for title in real if title.organization), next(iter(real), None))


def _title_of_a_table(texts: Iterable[str]) -> _Title | None:
    """The title of a table that names its organization, for a document that is no more than it."""
    titles = (_parse_title(tidy(text), of_table=True) for text in texts)
    return next((title for title in titles if title and title.organization), None)


def _joined(cover: Sequence[str]) -> Iterator[str]:
    """One to four lines of a cover as one, single lines first. A name cut off after its region
    is taken whole.
    """
    for size in range(1, _MOST_JOINED + 1):
        for start in range(len(cover) - size + 1):
            text = "".join(cover[start : start + size])
            before = cover[start - 1] if start else ""
            yield before + text if is_cut_off(before) and not region_of(text) else text


def _parse_title(text: str, of_table: bool = False) -> _Title | None:
    """Take a title apart: 某局2026年部门预算情况说明, 2026年度某局部门预算; None if it is none, or
    a table's and not ``of_table``."""
    for furniture in ("serial", "site"):
        text = re.sub(_words()["title"][furniture], "", text)
    text = _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text)
    words = _words()["title"]
    if not of_table and re.search(words["table"], text):
        return None
    forms = (re.fullmatch(words[form], text) for form in _FORMS)
    found = next(filter(None, forms), None)
    if found is None:
        return None
    parts = found.groupdict(default="")
    printed = [parts.get(part, "") for part in ("before", "middle")]
    names = [_name(part) for part in printed]
    years = set(_YEAR.findall(text))
    kinds = [kind for kind in get_args(Kind) if kind in re.sub(words["fund"], "", text)]
    return _Title(
        text=text,
        organization=next((name for name in names if is_organization(name)), ""),
        place=next((name for name in names if re.fullmatch(words["place"], name)), ""),
        year=int(parts["year"]) if "year" in parts and len(years) == 1 else None,
        scope="单位" if any(map(_is_own_office, printed)) else _as_scope(parts["scope"]),
        kind=kinds[0] if len(kinds) == 1 else None,
    )


def _name(printed: str) -> str:
    """The name in a part of a title, without what its figures are of and words around it."""
    words = _words()["title"]
    return re.sub(words["around"], "", re.sub(words["money"], "", printed).strip())


def _is_own_office(printed: str) -> bool:
    """Whether a title names a body's own office (某局(本级)), which is one 单位 of its 部门."""
    return is_office(re.sub("[()（）]", "", printed.strip()))


def _as_scope(text: str | None) -> Scope | None:
    return next((scope for scope in get_args(Scope) if scope == text), None)


def _scope(headings: Iterable[str]) -> Scope | None:
    """部门 or 单位 where the headings speak only of one of 部门预算 and 单位预算."""
    return _only(get_args(Scope), r"{}(?:预算|决算)(?!单位|主管)", headings)


def _kind(headings: Iterable[str]) -> Kind | None:
    """预算 or 决算 where the headings speak only of one, the names of funds aside."""
    fund = _words()["title"]["fund"]
    return _only(get_args(Kind), "{}(?!单位|主管)", (re.sub(fund, "", h) for h in headings))


def _only(words: Sequence[_Word], printed: str, headings: Iterable[str]) -> _Word | None:
    found = {
        word for heading in headings for word in words if re.search(printed.format(word), heading)
    }
    return found.pop() if len(found) == 1 else None


def _only_year(texts: Iterable[str]) -> int | None:
    years = {year for text in texts for year in _YEAR.findall(text)}
    return int(years.pop()) if len(years) == 1 else None


def _year_of_heads(heads: Iterable[Collection[str]], kind: Kind) -> int | None:
    """The last year for which tables print figures of the document's kind (2025年预算数,
    2026年预算数). None where tables differ, or one names this year by a word beside."""
    words = _words()["heads"]
    last: set[str] = set()
    for table in heads:
        dated = (re.search(words["dated"].format(kind=kind), fold(head)) for head in table)
        years = [found["year"] for found in dated if found]
        if years and any(re.search(words["this_year"], fold(head)) for head in table):
            return None
        last.update([max(years)] if years else [])
    return int(last.pop()) if len(last) == 1 else None


# -- names and dates -----------------------------------------------------------------------


def _region(organization: str, publisher: str | None, title: _Title | None) -> str | None:
    """The region in front of the organization's name, else of the title, else the publisher's."""
    titled = title.region if title else None
    return region_of(organization) or titled or (region_of(publisher) if publisher else None)


def _aliases(organization: str, others: Iterable[str], lines: Sequence[str]) -> tuple[str, ...]:
    """Other names: printed in the header, the trail of pages or before a year, and short forms."""
    if not organization:
        return ()
    trail = [part.strip() for line in lines if _TRAIL.search(line) for part in _TRAIL.split(line)]
    spoken = [found["name"] for line in lines for found in _BEFORE_YEAR.finditer(line)]
    printed = [
        name
        for name in dict.fromkeys([*others, *trail, *spoken])
        if is_short_for(name, organization) and is_organization(name)
    ]
    printed += [name for name in others if is_organization(name)]
    printed = [name for name in printed if not organization.startswith(name)]
    short = [form for name in [organization, *printed] for form in short_names(name)]
    return distinct([*printed, *short], organization)


def _published(fields: dict[str, list[str]]) -> str | None:
    """The date of publication, else that of writing, as an ISO date."""
    for printed in [*fields.get("published", []), *fields.get("written", [])]:
        if found := _DATE.search(printed):
            try:
                return date(*map(int, found.groups())).isoformat()
            except ValueError:
                continue
    return None


def _missing(metadata: Metadata, title: _Title | None, file_name: str) -> Iterator[Issue]:
    if title is None:
        yield Issue("title-missing", "没有找到含“预算”或“决算”的标题。", file_name)
    if not metadata.organization:
        yield Issue("organization-missing", "没有找到编制单位的名称。", file_name)
    if metadata.year is None:
        yield Issue("year-missing", "没有找到是哪一年度的预算或决算。", file_name)
    if metadata.kind is None:
        yield Issue("kind-missing", "没有写明是预算还是决算。", file_name)


@cache
def _words() -> dict[str, Any]:
    return read("metadata")
