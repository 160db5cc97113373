"""The years a question speaks of, and whether it means the budget or the final accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

from bot.words.composition import pattern
from bot.words.numerals import SMALL, read_numeral
from bot.words.phrases import Hit, Phrases, Span, longest_first
from ingest.model import Kind
from ingest.vocabulary import read

Origin = Literal["absolute", "reference", "asked"]
Role = Literal["asked", "base"]
Strength = Literal["explicit", "weak"]


@dataclass(frozen=True, slots=True)
class YearMention:
    """One year, or the years from ``first`` to ``last``, where the question says them.

    ``origin`` says what the two are: ``absolute`` years, or numbers of years to add to the
    document's year (``reference``: 去年 is -1) or to the year asked about (``asked``: 上年).
    ``last`` is None for 2022年以来: up to the document's year. A ``base`` year is one the
    question only compares with: 比2023年, 与上年相比.
    """

    start: int
    end: int
    first: int
    last: int | None
    origin: Origin
    role: Role = "asked"


@dataclass(frozen=True, slots=True)
class KindMention:
    """Words for 预算, 决算 or both. ``weak`` words lean (打算, 花了), ``explicit`` ones decide.
    A ``base`` kind is one the question only compares with: 比年初预算, 超预算.
    """

    start: int
    end: int
    kinds: tuple[Kind, ...]
    strength: Strength
    role: Role = "asked"


@dataclass(frozen=True, slots=True)
class Times:
    """What a question says of time. ``every_year`` and ``parts`` are the places of words for
    all years (历年) and for less than a year (上半年, 3月), which no disclosure holds.
    ``asks_both_kinds`` says that the 预算 and the 决算 of something are each asked for."""

    years: tuple[YearMention, ...] = ()
    kinds: tuple[KindMention, ...] = ()
    every_year: tuple[Span, ...] = ()
    parts: tuple[Span, ...] = ()
    asks_both_kinds: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedYears:
    """The calendar years asked for and those only compared with, in the order of the question."""

    asked: tuple[int, ...] = ()
    base: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Meaning:
    """What a stretch of text says; nothing at all for a name that merely contains such a word."""

    years: tuple[int, int | None, Origin] | None = None
    kinds: tuple[Kind, ...] = ()
    strength: Strength = "weak"
    base: bool = False
    every: bool = False
    part: bool = False


_YEAR: Final = (
    r"(?<!\d)(?:19|20)\d\d(?!\d|\.\d|[万亿元块%个辆平]|人(?!员|均|才|事|大|民|力))(?:财?年度?)?"
)
# 截至2025年12月 is a day that a document of the next year speaks of, not that document's year.
_STATE: Final = r"(?<!截至)(?<!截止)(?<!截止到)(?<!截至到)"
_ABSOLUTE: Final = re.compile(
    rf"(?:{_STATE}|(?!\d{{4}}年(?:\d{{1,2}}月|年?[底末])))(?P<first>{_YEAR})(?:[到至~/—–-]+(?P<last>{_YEAR})|(?P<since>以来|起(?!码)|至今|到现在|到今年))?"
)
_COUNTED: Final = re.compile(
    rf"(?P<lead>最近|近|过去|连续|这|前|未来|今后)(?P<number>{SMALL})个?(?:财?年度?)"
    rf"|(?P<back>{SMALL})年(?:来|间|以来)"
)
_BASE_BEFORE: Final = re.compile("(?:比|较|较之|比起|相比于?|相较于?|高于|低于|多于|少于|超过)$")
_JOINED: Final = re.compile("(?:和|与|跟|同|对比)$")
_BESIDE: Final = re.compile("[(,、即也就是]{0,3}")
_BASE_AFTER: Final = re.compile(
    "(?:的?(?:部门)?(?:预算|决算|执行|预算执行)数?)?(?:相比|比起来|一样|一致|持平|相同|对比|比较|比(?![例重]))"
)


def find_times(text: str) -> Times:
    """The years and kinds of disclosure in a normalised question, in reading order."""
    found = longest_first([*_words().everywhere(text), *_patterns(text)])
    years = [_mention(text, hit) for hit in found if hit.value.years]
    kinds = tuple(_kind(text, hit) for hit in found if hit.value.kinds)
    return Times(
        tuple(_said_once(years, text)),
        kinds,
        tuple((hit.start, hit.end) for hit in found if hit.value.every),
        tuple((hit.start, hit.end) for hit in found if hit.value.part),
        _both_kinds(text, kinds),
    )


def _both_kinds(text: str, kinds: Sequence[KindMention]) -> bool:
    """Whether both kinds are asked for, each by itself: 预算多少,花了多少, and 预算和决算各多少,
    but not 预算花了多少."""
    asked = [kind for kind in kinds if kind.role == "asked"]
    planned = [kind for kind in asked if kind.kinds == ("预算",) and kind.strength == "explicit"]
    spent = [kind for kind in asked if kind.kinds == ("决算",)]
    both = pattern("both_kinds")
    return any(
        both.search(text[min(p.end, s.end) : max(p.start, s.start)]) for p in planned for s in spent
    ) or any(len(kind.kinds) > 1 and both.match(text[kind.end :]) for kind in asked)


def resolve(times: Times, reference_year: int | None, today_year: int) -> ResolvedYears:
    """The calendar years of a question asked on a page whose document is of ``reference_year``.

    ``today_year`` stands in where there is no page. With a year named, 上年 and a 去年 that is
    only compared with count from it: 2024年比去年 compares with 2023 whatever today is.
    """
    now = today_year if reference_year is None else reference_year
    named = [year.first for year in times.years if _is_named(year)]
    anchor = named[-1] if named else now
    asked = [year for year in times.years if year.role == "asked"]
    if not named:
        around = [year.first for year in asked if year.origin == "reference"]
        anchor = now + around[-1] if around else now
    base = [year for year in times.years if year.role == "base"]
    return ResolvedYears(
        _calendar(asked, now, anchor, now),
        _calendar(base, now, anchor, anchor if named else now),
    )


def _is_named(year: YearMention) -> bool:
    return year.origin == "absolute" and year.role == "asked"


def _calendar(
    mentions: Iterable[YearMention], now: int, anchor: int, before: int
) -> tuple[int, ...]:
    """Years in order, each once. ``before`` is the year that a past ``reference`` counts from."""
    years: dict[int, None] = {}
    for mention in mentions:
        past = before if mention.first < 0 else now
        zero = {"absolute": 0, "reference": past, "asked": anchor}[mention.origin]
        last = now if mention.last is None else zero + mention.last
        years.update(dict.fromkeys(range(zero + mention.first, last + 1)))
    return tuple(years)


def _mention(text: str, hit: Hit[_Meaning]) -> YearMention:
    assert hit.value.years is not None
    role: Role = "base" if _is_compared(text, hit) else "asked"
    return YearMention(hit.start, hit.end, *hit.value.years, role)


def _said_once(years: Sequence[YearMention], text: str) -> Iterator[YearMention]:
    """The years, a relative one with the written one beside it as that alone (今年(2026年))."""
    written = [year for year in years if year.origin == "absolute"]
    relative = [year for year in years if year.origin != "absolute"]
    for year in years:
        others = relative if year.origin == "absolute" else written
        pairs = [sorted((year, other), key=lambda one: one.start) for other in others]
        beside = [(a, b) for a, b in pairs if _BESIDE.fullmatch(text[a.end : b.start])]
        if not beside:
            yield year
        elif year.origin == "absolute":
            yield replace(year, start=beside[0][0].start, end=beside[0][1].end)


def _kind(text: str, hit: Hit[_Meaning]) -> KindMention:
    role: Role = "base" if hit.value.base or _is_compared(text, hit) else "asked"
    return KindMention(hit.start, hit.end, hit.value.kinds, hit.value.strength, role)


def _is_compared(text: str, hit: Hit[_Meaning]) -> bool:
    """Whether the question only compares with what it says here (比…, 与…相比)."""
    before, after = text[: hit.start], _BASE_AFTER.match(text, hit.end)
    return bool(_BASE_BEFORE.search(before) or (_JOINED.search(before) and after))


def _patterns(text: str) -> Iterator[Hit[_Meaning]]:
    """Years that are written or counted, and parts of a year."""
    for match in _ABSOLUTE.finditer(text):
        first, last = int(match["first"][:4]), int((match["last"] or match["first"])[:4])
        low, high = min(first, last), max(first, last)
        since = match["since"] is not None
        yield Hit(*match.span(), _Meaning((low, None if since else high, "absolute")))
    for match in _COUNTED.finditer(text):
        number = int(read_numeral(match["number"] or match["back"]) or 0)
        yield Hit(*match.span(), _Meaning((*_counted(match["lead"], number), "reference")))
    for match in _parts().finditer(text):
        yield Hit(*match.span(), _Meaning(part=True))


def _counted(lead: str | None, number: int) -> tuple[int, int]:
    """From and to of 近三年 (with this year), 前三年 (before it), 未来三年 (after it)."""
    if lead == "前":
        return -number, -1
    return (1, number) if lead in ("未来", "今后") else (1 - number, 0)


@cache
def _words() -> Phrases[_Meaning]:
    raw: dict[str, Any] = read("times")
    words = {say: _Meaning() for say in raw["neither"]}
    words |= {say: _Meaning(every=True) for say in raw["every"]["say"]}
    for entry in raw["relative"]:
        years = (entry["number"], entry["number"], entry["from"])
        words |= {say: _Meaning(years) for say in entry["say"]}
    for entry in raw["kind"]:
        meaning = _Meaning(
            kinds=tuple(entry["kinds"]),
            strength=entry["strength"],
            base=entry.get("base", False),
        )
        words |= {say: meaning for say in entry["say"]}
    return Phrases(words)


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(read("times")["part"]["patterns"]))
