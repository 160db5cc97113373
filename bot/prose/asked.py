"""What a question asks of running text: its content words, and what an answer must print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.labels.mentions import Mention
from bot.prose.weighing import has_synonyms, is_light
from bot.query import Query
from bot.words.composition import pattern
from bot.words.intent import measure_asked, strip_question_words
from bot.words.phrases import Span, blank_out
from bot.words.times import find_times
from ingest.vocabulary import read

_MONEY: Final = "(?:亿|万)?元"
_IN_WORDS: Final = ("definition", "reason", "use", "goal", "structure", "duties")
"""Operations that only words answer."""
_WORD: Final = re.compile(r"[0-9a-z\u3400-\u9fff]+")
_DATE: Final = re.compile(
    r"(?:截至|截止)到?(?P<year>\d{4})年?(?:(?P<month>\d{1,2})月(?P<day>\d{1,2}日)?|年?[底末])"
)


@dataclass(frozen=True)
class Asked:
    """One thing asked of running text.

    ``words`` are the runs of content characters, in reading order. A quantity is asked for in
    ``measure``, a pattern of its units, for one of each of ``rates`` (人, 月); ``counted`` is what
    is counted (保安 of 几个保安); with ``loose`` the question does not say in what. Words are
    asked for where ``measure`` is None; the sentence must print the pattern ``aspect``. ``date``
    is a pattern of the day it must speak of.
    """

    words: tuple[str, ...]
    measure: str | None = None
    rates: frozenset[str] = frozenset()
    loose: bool = False
    counted: str = ""
    aspect: str = ""
    date: str = ""

    @property
    def is_money(self) -> bool:
        return self.measure == _MONEY

    def is_enough(self, least: int | None = None) -> bool:
        """Whether the words are ``least`` characters; None: enough to find a sentence by, which
        for an amount is more than where it is spent (大厅多少钱)."""
        if least is None:
            money = self.is_money and not self.rates
            least = 1 if self.date else 4 if self.loose else 3 if money else 2
        return sum(map(len, self.words)) >= least


def asked_in(query: Query, subject: str | None) -> list[Asked]:
    """What the clauses of a question ask, in turn; empty where one of them asks nothing known.

    A clause without a question (截至2025年12月，…) belongs to the one after it. ``subject`` is
    the label of the project that the question names: those words are no content.
    """
    text = blank_out(query.text, _known(query, subject))
    found: list[Asked] = []
    before = ""
    for said in pattern("clause").finditer(text):
        clause = said[0]
        money = asks_for_money(query.text[slice(*said.span())])
        asked = _asked(before + clause, money, query.operation in _IN_WORDS)
        before = "" if asked else f"{before}{clause} "
        found += [asked] if asked else []
    return [] if _content(before) else found


def act_asked(query: Query) -> Asked:
    """What is asked whether it is done: the content words of a question, but for how it asks."""
    cues = [(cue.start, cue.end) for cue in query.cues]
    return Asked(_content(blank_out(query.text, [*_known(query, None), *cues])))


def asks_for_money(text: str) -> bool:
    """Whether a question, or a clause of it, asks how much money."""
    return re.search(read("prose")["quantity"]["money"], text) is not None


def asks_for_people(text: str) -> bool:
    """Whether a question asks how many people there are, and not what they cost."""
    said = re.search(read("prose")["quantity"]["people"], text)
    return said is not None and not asks_for_money(text)


def rates_in(text: str) -> frozenset[str]:
    """What an amount is said to be for one of each of: 每人每天, 元/人."""
    return frozenset(one["name"] for one in read("prose")["rate"] if re.search(one["said"], text))


def rate_spans(text: str) -> list[Span]:
    """Where a text says what an amount is for one of each of."""
    said = (re.finditer(one["said"], text) for one in read("prose")["rate"])
    return [match.span() for matches in said for match in matches]


def _known(query: Query, subject: str | None) -> Iterator[Span]:
    """Stretches that say whose and when, or which project: what the sentences stand under."""
    yield from query.scope.spans
    times = find_times(query.text)
    yield from ((year.start, year.end) for year in times.years)
    yield from ((kind.start, kind.end) for kind in times.kinds if kind.strength == "explicit")
    yield from ((m.start, m.end) for m in query.mentions if subject in m.labels)
    if query.operation == "duties":
        yield from ((m.start, m.end) for m in query.unheld if _is_of_duties(m))


def _is_of_duties(mention: Mention) -> bool:
    """Whether all of a body's duties are mentioned (按职责, 主要职能里): a question for one of
    them says more."""
    return any(re.search(read("scope")["duties"], label) for label in mention.labels)


def _asked(clause: str, money: bool, in_words: bool) -> Asked | None:
    """What one clause asks for; None if nothing. ``money``: it asks how much money, be it by the
    word 预算; ``in_words``: its other words ask for words."""
    dated = _DATE.search(clause)
    date = _printed_date(dated) if dated else ""
    clause = _DATE.sub(" ", clause)
    words, rates = _content(clause), rates_in(clause)
    any_asked = re.search(read("prose")["quantity"]["any"], clause)
    if money:
        return Asked(words, _MONEY, rates, date=date)
    if measure := measure_asked(clause):
        return Asked(words, measure, rates, counted=_counted(clause), date=date)
    if rates and any_asked:
        return Asked(words, _MONEY, rates, date=date)
    for aspect in read("prose")["aspect"]:
        if re.search(aspect["asked"], clause):
            return Asked(words, aspect=aspect["printed"], date=date)
    if any_asked:
        return Asked(words, _any_measure(), loose=True, date=date)
    return Asked(words, date=date) if in_words and words else None


def _counted(clause: str) -> str:
    """The word right behind the measure that is asked for (几个保安)."""
    asking = list(re.finditer(read("prose")["quantity"]["asking"], clause))
    behind = _content(clause[asking[-1].end() :]) if asking else ()
    return behind[0] if behind and len(behind[0]) > 1 else ""


def _content(clause: str) -> tuple[str, ...]:
    """The runs of characters that carry content, without the words that ask."""
    blank = _asking().sub(lambda match: " " * len(match[0]), clause)
    runs = _WORD.findall(strip_question_words(blank, wide=True))
    words = [run.lstrip(read("prose")["prepositions"]) for run in runs]
    return tuple(word for word in words if has_synonyms(word) or not is_light(word))


def _printed_date(asked: re.Match[str]) -> str:
    """截至2025年底 is printed so, or with 12月; folding may have lost the 年."""
    month = asked["month"] or "12"
    printed = f"0?{int(month)}月{asked['day'] or ''}"
    return f"{asked['year']}年?(?:{printed if asked['month'] else f'{printed}|年?[底末]'})"


@cache
def _asking() -> re.Pattern[str]:
    """What asks, in words that carry no content themselves."""
    words = read("prose")
    asking = [aspect["asked"] for aspect in words["aspect"]]
    asking += [rate["said"] for rate in words["rate"]]
    return re.compile("|".join([*asking, words["quantity"]["asking"]]))


@cache
def _any_measure() -> str:
    units = {*read("narrative")["count_units"], *read("prose")["quantity"]["units"]}
    counted = map(re.escape, sorted(units, key=lambda unit: (-len(unit), unit)))
    return "|".join([_MONEY, *counted])
