"""Amounts spoken in a question: 2.5万元, 两千多万, 1.2个亿, 百分之八点五, and the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal

from bot.words.numerals import ARABIC, DIGIT, UNIT, read_numeral
from bot.words.phrases import Phrases, Span
from ingest.vocabulary import read

Relation = Literal[">", "<", "≥", "≤", "="]


@dataclass(frozen=True, slots=True)
class SpokenAmount:
    """An amount and what the question compares with it; ``text[start:end]`` is the amount alone.

    ``value`` is in ``unit``: money in ``元`` (2.5万 is 25000; a rate keeps its slash, ``元/人``),
    shares in ``%``, counts in their counter (``人次``), None where no unit is said.
    ``ceiling`` is set where only a range is said: 两千多万 lies between 20,000,000 (``value``) and
    30,000,000, 2到3万 between 20,000 and 30,000. ``approximate`` is set there and for 大约, 左右.
    ``loose`` is set where the comparing word may say no more than that it is printed (表上11.72万).
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str | None
    relation: Relation = "="
    approximate: bool = False
    ceiling: Decimal | None = None
    loose: bool = False


@dataclass(frozen=True)
class _Words:
    """``amounts.toml``, ready for matching."""

    amount: re.Pattern[str]
    about_before: re.Pattern[str]
    about_after: re.Pattern[str]
    before: re.Pattern[str]
    between: re.Pattern[str]
    after: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    nothing_after: re.Pattern[str]
    loose: frozenset[str]
    relation: dict[str, Relation]


_SIGNS: Final = frozenset("<>=≤≥")
_NOTHING: Final = ("0", "零")
_VAGUE: Final = "多余来几"
_RUN: Final = (
    rf"(?<![\d.a-z几数多])(?:{ARABIC}|{DIGIT}+(?:点{DIGIT}+)?|半|{UNIT})"
    rf"(?:[{_VAGUE}]?个?(?!百分)(?:{UNIT}(?![a-z])|(?<!\d)\d+(?!\.)|{DIGIT}))*(?:[多余](?!少|了|出))?"
)
_NOT_SAID: Final = re.compile(f"[{_VAGUE}个]")
_MYRIADS: Final = re.compile("[万亿wk]")
_EXACT: Final = re.compile("[.,]")


def find_amounts(text: str) -> list[SpokenAmount]:
    """The amounts in a normalised question, in reading order.

    A bare whole number is one only after a comparison (超过500): otherwise it may be a year, a
    code or a place in a ranking.
    """
    found: list[SpokenAmount] = []
    for match in _words().amount.finditer(text):
        amount = _read(text, match, _said_up_to(text, found))
        found += [amount] if amount is not None else []
    return found


def _said_up_to(text: str, found: Sequence[SpokenAmount]) -> int:
    """Where the words on the last amount end: the 以上 of 10万以上30万以下 is not said of 30万."""
    if not found:
        return 0
    last, words = found[-1], _words()
    after = words.after.match(text, last.end)
    its_own = after and words.relation[after[0]] == last.relation
    return after.end() if after and its_own else last.end


def comparison_spans(text: str) -> list[Span]:
    """Where a normalised question compares (超过, 不到, 是不是), whatever with."""
    return [(hit.start, hit.end) for hit in _comparisons().find(text)]


@cache
def _comparisons() -> Phrases[None]:
    raw = read("amounts")
    words = (word for side in ("before", "after") for said in raw[side].values() for word in said)
    return Phrases(dict.fromkeys(word for word in words if len(word) > 1))


def _read(text: str, match: re.Match[str], since: int) -> SpokenAmount | None:
    start, end = match.span()
    compared, relation, about = _comparison(text, start, end, since)
    if match["number"] and not _is_amount(text, match, compared):
        return None
    if match["number"]:
        (value, ceiling), unit = _bounds(match), _unit(match)
    else:
        (value, exact), ceiling, unit = _share(match), None, "%"
        about, unit = about or not exact, "百分点" if match[0].endswith("点") else "%"
    if value is None:
        return None
    about = about or ceiling is not None
    loose = compared in _words().loose
    return SpokenAmount(start, end, match[0], value, unit, relation, about, ceiling, loose)


def _unit(match: re.Match[str]) -> str | None:
    money = match["money"] or (_MYRIADS.search(match["number"]) and not match["counter"])
    return f"元{match['rate'] or ''}" if money else match["counter"]


def _bounds(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """The amount and None, or from where to where it lies (两千多万, 两三万, 2到3万)."""
    number = match["number"]
    if neighbours := re.fullmatch(rf"({DIGIT})({DIGIT})({UNIT}+)", number):
        low, high, units = neighbours.groups()
        return read_numeral(low + units), read_numeral(high + units)
    value = _number(number)
    if match["low"]:
        scaled = match["low"] + ("" if re.search(UNIT, match["low"]) else _ending_units(number))
        return _number(scaled), value
    vague = re.search(f"[{_VAGUE}]", number) is not None
    return value, value + Decimal(1).scaleb(_last_place(value)) if vague and value else None


def _share(match: re.Match[str]) -> tuple[Decimal | None, bool]:
    """A part of the whole in per cent, and whether that is exact (三分之一 is not)."""
    if match["percent"] or match["points"]:
        return _number(match["percent"] or match["points"]), True
    if match["half"]:
        return Decimal(50), True
    if match["tenths"]:
        rest = "5" if match["rest"] == "半" else match["rest"] or "0"
        tenths, hundredths = read_numeral(match["tenths"]), read_numeral(rest)
        return (tenths or 0) * Decimal(10) + (hundredths or 0), True
    above, below = _number(match["above"]), _number(match["below"])
    if not above or not below:
        return None, False
    share = round(above / below * 100, 2)
    return share, share * below == above * 100


def _number(run: str) -> Decimal | None:
    return read_numeral(_NOT_SAID.sub("", run))


def _ending_units(number: str) -> str:
    """The 万 of 3万, the 千万 of 3千万."""
    return _NOT_SAID.sub("", number)[len(_NOT_SAID.sub("", number).rstrip("十百千万亿wk")) :]


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero: 7 for 20,000,000."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _is_amount(text: str, match: re.Match[str], compared: str) -> bool:
    """Whether a numeral is an amount rather than a year, a code, a rank or part of a word."""
    number = match["number"]
    if number == "一" or re.fullmatch(UNIT, number):
        return False
    if match["money"]:
        return True
    words = _words()
    if words.not_after.search(text[: match.start()]) or words.not_before.match(text, match.end()):
        return False
    if number in _NOTHING and words.nothing_after.search(text[: match.start()]):
        return True
    if len(compared) > 1 or _MYRIADS.search(number) or _EXACT.search(number):
        return True
    return (bool(match["counter"]) and number[0].isdecimal()) or compared in _SIGNS


def _comparison(text: str, start: int, end: int, since: int) -> tuple[str, Relation, bool]:
    """The comparing words around an amount ("" for none), what they mean, whether 大约 is said;
    before it they stand after ``since``."""
    words = _words()
    head, about = text[since:start], False
    while not (found := words.before.search(head)):
        if vague := words.about_before.search(head):
            about = True
        if not (filler := vague or words.between.search(head)):
            break
        head = head[: filler.start()]
    if vague := words.about_after.match(text, end):
        about, end = True, vague.end()
    found = found or words.after.match(text, end)
    compared = found[0] if found else ""
    return compared, words.relation.get(compared, "="), about


def _amount_pattern(money: Iterable[str], counters: Iterable[str], none: str) -> str:
    """Every way to say an amount; the groups say which way it was."""
    percent = rf"百分之(?P<percent>{_RUN})|(?P<points>{_RUN})(?:%|个?百分点)|(?P<half>一半|半数)"
    fraction = rf"(?P<below>{_RUN})分之(?P<above>{_RUN})"
    tenths = rf"(?P<tenths>\d|{DIGIT})成(?P<rest>半|{DIGIT})?(?![立效本果员都交人为长绩品分功套])"
    rate = "(?P<rate>(?:/(?:人次|[一-鿿]))*)"
    unit = rf"(?P<money>{_either(money)}){rate}|(?!{none})(?P<counter>{_either(counters)})"
    number = rf"(?:(?P<low>{_RUN})[到至~—-]{{1,2}})?(?P<number>{_RUN})(?:{unit})?"
    return rf"{percent}|{fraction}|{tenths}|{number}"


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _flat(table: dict[Relation, list[str]]) -> dict[str, Relation]:
    return {word: relation for relation, words in table.items() for word in words}


@cache
def _words() -> _Words:
    raw: dict[str, Any] = read("amounts")
    before, after = _flat(raw["before"]), _flat(raw["after"])
    return _Words(
        amount=re.compile(_amount_pattern(raw["money"], raw["counters"], raw["no_counter"])),
        about_before=re.compile(f"(?:{_either(raw['about'])})$"),
        about_after=re.compile(_either(raw["about"])),
        before=re.compile(f"(?:{_either(before)})$"),
        between=re.compile(f"(?:{_either(raw['between'])})$"),
        after=re.compile(_either(after)),
        not_after=re.compile(raw["not_after"]),
        not_before=re.compile(raw["not_before"]),
        nothing_after=re.compile(raw["nothing_after"]),
        loose=frozenset(raw["loose"]),
        relation={**after, **before},
    )
