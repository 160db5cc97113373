"""The words of ``data/vocabulary/narrative.toml`` as tokens: where a clause says what.

A text becomes a row of :class:`Token`, one for each printed quantity and each phrase that marks
a relation (比上年, 减少, 占, 主要原因是, 其中…). What lies between tokens is what they speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from ingest.numbers import SCALE, parse_number
from ingest.vocabulary import read

TokenKind = Literal[
    "quantity",
    "aside",
    "same",
    "base",
    "direction",
    "share",
    "completion",
    "reason",
    "use",
    "made_of",
    "reason_or_parts",
    "parts",
    "overview",
    "pause",
]

NUMBER: Final = r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?"
_YEAR: Final = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class Token:
    """A phrase at ``start:end`` of a text.

    ``value``, ``unit`` and ``number`` (where the figure itself is printed) are set for a
    quantity; ``year`` is the base year of ``base`` and ``same``, None where it says last year;
    ``budget`` says that they compare with the budget of the document's own year.
    ``sign`` is +1 or −1 for a direction; ``compares`` marks 小于上年, which names its base too,
    ``unclear`` 增加（或减少）.
    """

    kind: TokenKind
    start: int
    end: int
    value: Decimal | None = None
    unit: str | None = None
    number: tuple[int, int] = (0, 0)
    year: int | None = None
    budget: bool = False
    sign: int = 0
    compares: bool = False
    unclear: bool = False


@cache
def words(name: str) -> tuple[str, ...]:
    """A word list of the narrative vocabulary, longest first."""
    listed: Sequence[str] = read("narrative")[name]
    return tuple(sorted(listed, key=len, reverse=True))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of the narrative vocabulary; a list of them means any of them."""
    raw: str | list[str] = read("narrative")[name]
    return re.compile(raw if isinstance(raw, str) else "|".join(raw))


def any_of(*names: str) -> str:
    """A regular expression for any word of the lists, the longest that fits first."""
    listed = sorted((word for name in names for word in words(name)), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, listed)) + ")"


@cache
def _grammar() -> re.Pattern[str]:
    """Every token as a named alternative; at one place the first that fits wins."""
    money = "|".join(sorted(SCALE, key=len, reverse=True))
    units = f"(?:{money}|{any_of('ratio_units')}|万?{any_of('count_units')}(?!百分点|月|年))"
    figure = rf"(?<![\d第.．])(?<!\d[,，\-−－—~～至]){NUMBER}"
    compared = (
        rf"(?:{_YEAR}年?度?(?:[（(][^（）()\d]{{1,8}}[）)])?"
        rf"|{any_of('base_last_year')}|{any_of('base_budget')}){any_of('base_things')}*"
    )
    base = (
        rf"(?:(?<!经比){any_of('base_prepositions')}{compared}{any_of('base_closings')}?"
        rf"|{any_of('base_alone')})"
    )
    same = rf"{any_of('about_same')}?{any_of('same')}(?!{any_of('same_not_before')})"
    begins = r"(?<![^，,。；;：:元%％])"
    up, down = any_of("up"), any_of("down")
    either = rf"[（(]?[/、或]*(?:{up}|{down})[）)]?"
    return re.compile(
        "|".join(
            [
                rf"(?P<limit>{figure}(?:{money}){any_of('limits')})",
                rf"(?P<aside>[（(][^（）()]*\d(?:{money}|[%％])[^（）()]*[）)])",
                rf"(?P<part>[（(]{any_of('parts')}[^（）()]*\d(?:{units})[^（）()]*[）)])",
                rf"(?P<series>{figure}(?:{units})?(?:、|[,，](?!\d{{3}}(?!\d))){NUMBER}(?:{units}))",
                rf"(?P<quantity>(?P<number>{figure})[余多]?(?P<unit>{units}))",
                rf"(?P<bare>(?<=[为是]){figure}(?=[，,。；;、](?!\d)|$))",
                rf"(?P<same>(?:{base}{same}|{any_of('equal_to')}{compared}))",
                rf"(?P<less>{any_of('less_than')}{compared})",
                rf"(?P<more>{any_of('more_than')}{compared})",
                rf"(?P<base>{base})",
                rf"(?P<overview>{any_of('overview')})[:：]?",
                rf"(?P<reason>{any_of('reason')}[是为]?[:：,，]?)",
                rf"(?P<use>(?:{any_of('use')}|{begins}{any_of('use_at_start')})[:：]?)",
                rf"(?P<made_of>{any_of('made_of')}[:：]?)",
                rf"(?P<reason_or_parts>{any_of('reason_or_parts')}[:：]?)",
                rf"(?P<parts>{any_of('parts')}[:：,，]?)",
                rf"(?P<unclear>(?:{up}|{down})[（(]?[/、]?或{either})",
                rf"(?P<up>{up})",
                rf"(?P<down>{down})",
                rf"(?P<share>{any_of('share')})",
                rf"(?P<completion>{any_of('completion')})",
                r"(?P<pause>[，,。：:；;！？!?])",
            ]
        )
    )


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; they never overlap."""
    for match in _grammar().finditer(text):
        token = _token(match)
        if token is not None:
            yield token


def _token(match: re.Match[str]) -> Token | None:
    kind, start, end = match.lastgroup, match.start(), match.end()
    # lastgroup is the outermost group that closed last, which is the alternative's own name.
    match kind:
        case "limit" | "series" | None:
            return None
        case "part":
            return Token("aside", start, end)
        case "quantity" | "bare":
            return _quantity(match)
        case "same" | "base":
            base = match.group()
            return Token(kind, start, end, year=_year(base), budget=_is_budget(base))
        case "less" | "more":
            sign = 1 if kind == "more" else -1
            year, budget = _year(match.group()), _is_budget(match.group())
            return Token(
                "direction", start, end, year=year, budget=budget, sign=sign, compares=True
            )
        case "up" | "down" | "unclear":
            rises = re.match(any_of("up"), match.group()) is not None
            sign = 1 if rises else -1
            return Token("direction", start, end, sign=sign, unclear=kind == "unclear")
        case _:
            return Token(kind, start, end)  # type: ignore[arg-type]


def _quantity(match: re.Match[str]) -> Token | None:
    name = "number" if match["number"] else "bare"
    value = parse_number(match[name])
    if value is None:
        return None
    return Token(
        "quantity",
        match.start(),
        match.end(),
        value=value,
        unit=match["unit"],
        number=match.span(name),
    )


def _is_budget(base: str) -> bool:
    """Whether a comparison names the budget and no other year."""
    return _year(base) is None and not re.search(any_of("base_last_year", "base_alone"), base)


def _year(text: str) -> int | None:
    found = re.search(_YEAR, text)
    return int(found.group()) if found else None
