"""Which number of the running text is the quantity asked for: 4 of 聘用大厅保安4名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.prose.asked import Asked, rates_in
from bot.prose.sentences import Sentence, Telling, characters
from bot.prose.weighing import speaks_of_acts, weigh
from ingest.vocabulary import read

_BESIDE, _PLAIN, _OVER = 1.0, 0.7, 0.4
"""How much a word counts by where it is printed: beside the number, beside no other one in the
sentence, over the sentence. What stands beside another number is said of that."""
_ENOUGH: Final = 0.45
_NEAR: Final = 0.95
"""The part of its score that no other quantity may come up to with all the words."""
_LONGEST_LEAD: Final = 6
"""Characters before a number that may say no more than one short word: 聘用大厅保安."""
_RATE_BEHIND: Final = 2
"""Characters behind a unit that may say for one of what it is: 元/人."""
_DIGITS: Final = re.compile(r"[\d.]+")


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number of a sentence with its unit.

    ``beside`` are the characters it stands among, ``plain`` those of the sentence that stand
    beside no other such number, or beside the one that this is a part of (其中). ``exact`` is
    False for 约20架, 110余个 and 100(M), which are no figure with a unit, and for 每季度1次 where
    nobody asked how many a quarter.
    """

    sentence: Sentence
    beside: str
    plain: str
    value: Decimal
    unit: str
    exact: bool


def quantities(asked: Asked, sentences: Sequence[Sentence], text: Telling) -> list[Quantity]:
    """The quantity asked for, none where no sentence says it clearly.

    Headings count only where no quantity has all the words in its own sentence.
    Two that are said in the same words with another number are both it: the text contradicts
    itself.
    """
    printed = list(_printed(asked, sentences))
    for over in (0.0, _OVER):
        weighed = [(*_weigh(asked, one, over, text), one) for one in printed]
        if any(complete for _, complete, _ in weighed):
            return _clearest(weighed)
        if asked.loose:
            break
    return []


def _clearest(weighed: Sequence[tuple[float, bool, Quantity]]) -> list[Quantity]:
    """The best of the quantities that have all the words, if no other comes near it."""
    whole = [(score, one) for score, complete, one in weighed if complete]
    best, found = max(whole, key=lambda pair: pair[0])
    others = [
        one
        for score, one in whole
        if (one.value, one.unit) != (found.value, found.unit) and score > best * _NEAR
    ]
    if best < _ENOUGH or any(_said(one) != _said(found) for one in others):
        return []
    return [found, *others[:1]]


def _said(quantity: Quantity) -> str:
    return _DIGITS.sub("", quantity.beside)


def _weigh(asked: Asked, quantity: Quantity, over: float, text: Telling) -> tuple[float, bool]:
    """How much of the words a quantity has about it, and whether it has all of them; what
    stands over its sentence counts ``over``.
    """
    layers = [(quantity.beside, _BESIDE), (quantity.plain, _PLAIN)]
    if over:
        layers.append((quantity.sentence.over, over))
    weighed = weigh(asked.words, layers, text)
    return weighed.score, not weighed.left


def _printed(asked: Asked, sentences: Sequence[Sentence]) -> Iterator[Quantity]:
    """Every number in the measure asked for, of what is counted and for one of what is asked."""
    number = re.compile(
        r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)(?P<more>[多余]?)个?"
        rf"(?P<unit>{asked.measure})(?!(?<=项)目)"  # 3个项目 are 3个
    )
    for sentence in sentences:
        acts = speaks_of_acts("|".join(asked.words), f"{sentence.folded}|{sentence.over}")
        if acts and re.search(asked.date, sentence.folded):
            yield from _of_sentence(asked, sentence, number)


def _of_sentence(asked: Asked, sentence: Sentence, number: re.Pattern[str]) -> Iterator[Quantity]:
    fitting = {
        item: list(number.finditer(item))
        for item in sentence.items
        if not asked.is_money or asked.rates == rates_in(item)
    }
    plain = [characters(item) for item in sentence.items if not fitting.get(item)]
    before: list[str] = []
    for item in sentence.items:
        if read("prose")["quantity"]["part"] in item:
            plain += before
        if found := fitting.get(item):
            before.append(characters(item))
            yield from _of_item(asked, found, sentence, "|".join(plain))


def _of_item(
    asked: Asked, found: Sequence[re.Match[str]], sentence: Sentence, plain: str
) -> Iterator[Quantity]:
    """The quantities of one item, each beside the text up to the numbers around it."""
    for n, match in enumerate(found):
        item = match.string
        start = found[n - 1].end() if n else 0
        end = found[n + 1].start() if n + 1 < len(found) else len(item)
        beside = characters(item[start:end])
        lead = characters(item[start : match.start()])
        fits = _names(asked.counted, beside) and _counts(asked.counted, match["unit"])
        fits = fits and not _is_a_change(match["unit"], item[: match.start()])
        if fits and _is_itself(asked, lead):
            about = match["more"] or re.search(
                read("prose")["quantity"]["about"], item[: match.start()]
            )
            per = rates_in(item[: match.end() + _RATE_BEHIND])
            if per and _is_price_unasked(asked, match["unit"]):
                continue
            about = about or (not asked.loose and asked.rates != per)
            unit = match["scale"] + match["unit"]
            value = Decimal(match["number"].replace(",", ""))
            exact = not about and not unit.startswith("(")
            yield Quantity(sentence, beside, plain, value, unit, exact)


def _is_a_change(unit: str, before: str) -> bool:
    """Whether an amount is only what something changed by (扶贫经费预算增加50万元), which is not
    how much there is of it."""
    return unit.endswith("元") and bool(re.search(read("prose")["quantity"]["changed"], before))


def _is_price_unasked(asked: Asked, unit: str) -> bool:
    """Whether an amount for one of something (0.82元/度) is told where nobody asked for a price."""
    priced = re.search(read("prose")["quantity"]["priced"], "|".join(asked.words))
    return asked.loose and unit.endswith("元") and not priced


def _is_itself(asked: Asked, lead: str) -> bool:
    """Whether the words before a number are not much more than the one short word asked for:
    资深教授 of a field is no 教授."""
    says_more = asked.counted or asked.rates or len(asked.words) != 1
    return bool(says_more) or len(asked.words[0]) != 2 or len(lead) <= _LONGEST_LEAD


def _counts(counted: str, unit: str) -> bool:
    """Whether a unit counts such things: 学院 are not counted in 人, which 科学院院士 are."""
    words = read("prose")["quantity"]
    of_people = re.search(words["units_of_people"], unit) is not None
    return not (of_people and counted) or re.search(words["named_people"], counted) is not None


def _names(counted: str, beside: str) -> bool:
    """Whether the text about a number names part of what is counted, if the question does."""
    return not counted or any(counted[n : n + 2] in beside for n in range(len(counted) - 1))
