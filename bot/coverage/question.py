"""A question as characters with weights: what labels can cover, and what stands between."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from bot.coverage.coordination import shared_out
from bot.coverage.labels import Weights, kept, times_alike
from bot.coverage.words import Ask, coverage_words
from bot.words.normalise import normalise

_ALONE: Final = 0.3
_FILLER: Final = 0.2
_ADJECTIVE: Final = 1.5
_TOTAL: Final = 3.0
_FOCUSED: Final = 1.8
_ASK: Final = 4.0
_FOCUS: Final = re.compile("(?<=的)[^的]{2,}$")
_CLAUSE: Final = re.compile("[^,，?？;；。]+")
_LOOSE: Final = re.compile("[的地在其所有占、,和与及以跟同或又还另外并那再分别各是了为对应里数]*")

Mask = int
"""A set of character positions of a question, as bits."""


def places(mask: Mask) -> Iterator[int]:
    """The positions in a mask, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Question:
    """A question for the labels of one index.

    ``text`` is the normalised question, ``letters`` those of its characters that are compared;
    masks are over ``letters``.
    """

    def __init__(self, question: str, weights: Weights, printed: str) -> None:
        self.words = coverage_words()
        self._labels = printed
        text = _asked_of(printed, times_alike(_in_the_words_of(printed, normalise(question))))
        self.text = shared_out(text, printed.split("\n"))
        self._places = [match.start() for match in kept(self.text)]
        self._inverse = {place: n for n, place in enumerate(self._places)}
        self.letters = "".join(self.text[place] for place in self._places)
        self.pairs: dict[str, list[int]] = defaultdict(list)
        self.alone: dict[str, list[int]] = defaultdict(list)
        for n, letter in enumerate(self.letters):
            self.pairs[self.letters[n : n + 2]].append(n)
            if letter not in self.words.function_characters and not self.counters >> n & 1:
                self.alone[letter].append(n)
        self._weigh(weights)
        self._sums: dict[tuple[Mask, Mask], float] = {}

    def _weigh(self, weights: Weights) -> None:
        text, size = self.letters, len(self.letters)
        pair = [weights(text[n : n + 2]) for n in range(size)]
        single = [weights(letter) for letter in text]
        self._strong = [max(pair[n], pair[n - 1] if n else 0.0, single[n] / 2) for n in range(size)]
        self._weak = [_ALONE * weight for weight in single]
        for n in places(self.filler):
            self._strong[n] *= _FILLER
            self._weak[n] *= _FILLER
        for n in places(self.where(_FOCUS)):
            self._strong[n] *= _FOCUSED
        for n in places(self.adjectives):
            self._strong[n] = max(self._strong[n], _ADJECTIVE)
        for mask in self.asked.values():
            for n in places(mask):
                self._strong[n] = max(self._strong[n], _ASK / mask.bit_count())
        for n in places(self.total | self._wider()):
            self._strong[n] = max(self._strong[n], _TOTAL)

    def _wider(self) -> Mask:
        """Words that stand for several labels."""
        mask = 0
        for say in self.words.wider:
            if (start := self.letters.find(say)) >= 0:
                mask |= ((1 << len(say)) - 1) << start
        return mask

    def printed(self, start: int, size: int) -> tuple[str, int, int]:
        """``text`` and where in it ``size`` letters from ``start`` begin and end."""
        return self.text, self._places[start], self._places[start + size - 1] + 1

    def where(self, pattern: re.Pattern[str], group: int = 0) -> Mask:
        """The characters that a pattern finds."""
        mask = 0
        for match in pattern.finditer(self.text):
            mask |= self._span(*match.span(group))
        return mask

    @cached_property
    def filler(self) -> Mask:
        """Words that say nothing of what is asked."""
        return self.where(self.words.question.filler)

    def _span(self, start: int, end: int) -> Mask:
        return sum(1 << self._inverse[n] for n in range(start, end) if n in self._inverse)

    @cached_property
    def total(self) -> Mask:
        """Words that ask for a sum."""
        return self.where(self.words.question.totals)

    @cached_property
    def counters(self) -> Mask:
        """The 五个 of 五个供应商: it says how many, not which."""
        return self.where(self.words.question.counters)

    @cached_property
    def shared(self) -> bool:
        """Whether a share is asked for."""
        return self.words.question.shares.search(self.text) is not None

    @cached_property
    def adjectives(self) -> Mask:
        """The 长 of 多长: it stands for 长度."""
        return self.where(self.words.question.adjectives, 1)

    @cached_property
    def several(self) -> bool:
        """Whether more than one cell is asked for."""
        return self.words.question.several.search(self.text) is not None

    @cached_property
    def every(self) -> bool:
        """Whether every row is asked for; a printed 所有外币 only names one."""
        found = self.words.question.every.finditer(self.text)
        return any(self.text[m.start() : m.end() + 2] not in self._labels for m in found)

    @cached_property
    def names(self) -> bool:
        """Whether it asks which or who, so that a name may be the answer."""
        return self.words.question.names.search(self.text) is not None

    @cached_property
    def many_questions(self) -> bool:
        """Whether it asks more than once."""
        return len(self.words.question.asks.findall(self.text)) > 1

    @cached_property
    def clauses(self) -> list[tuple[Mask, int]]:
        """The clauses that ask: their characters, and which of ``asks`` they hold, as bits."""
        found = []
        for match in _CLAUSE.finditer(self.text):
            if not self.words.question.asks.search(match[0]):
                continue
            asks = sum(1 << n for n, ask in self.asks if ask.say.search(match[0]))
            found.append((self._span(*match.span()), asks))
        return found

    @cached_property
    def asks(self) -> tuple[tuple[int, Ask], ...]:
        """The kinds of question words in it, numbered."""
        return tuple((n, a) for n, a in enumerate(self.words.asks) if a.say.search(self.text))

    @cached_property
    def asked(self) -> dict[int, Mask]:
        """The characters of each question word, by the number of its kind."""
        return {number: self.where(ask.say) for number, ask in self.asks}

    @cached_property
    def asking(self) -> Mask:
        """The characters of all question words."""
        mask = 0
        for one in self.asked.values():
            mask |= one
        return mask

    def weight(self, strong: Mask, weak: Mask = 0) -> float:
        """What covering these characters is worth; a weak match is a single character's."""
        weak &= ~strong
        known = self._sums.get((strong, weak))
        if known is None:
            known = sum(self._strong[n] for n in places(strong))
            known += sum(self._weak[n] for n in places(weak))
            self._sums[strong, weak] = known
        return known

    def joined(self, new: Mask, old: Mask, covered: Mask) -> bool:
        """Whether what a new label covers is listed or asked besides what others cover.

        期初余额和期末余额 lists, 应收账款的账面余额 does not: a 的 makes one of the two.
        """
        between = self._between(new, old)
        if between is None:
            return True
        gap = self.text[slice(*between)]
        if self.words.question.asks.search(gap):
            return True
        if self.words.question.joins.search(gap):
            return True
        rest = "".join(
            self.text[place]
            for place in range(*between)
            if not covered >> self._inverse.get(place, len(self.letters)) & 1
        )
        rest = self.words.question.filler.sub("", rest)
        return "," in gap and (self.several or self.many_questions) and bool(_LOOSE.fullmatch(rest))

    def _between(self, one: Mask, other: Mask) -> tuple[int, int] | None:
        """The stretch of text between the nearest characters of two masks."""
        pairs = [(abs(a - b), *sorted((a, b))) for a in places(one) for b in places(other)]
        if not pairs:
            return None
        _, first, last = min(pairs)
        return self._places[first] + 1, self._places[last]

    def besides(self, covered: Mask) -> bool:
        """Whether a share is asked for besides what stands before it (…是多少,占比是多少)."""
        for match in self.words.question.shares.finditer(self.text):
            start = match.start()
            if not covered >> self._inverse.get(start, len(self.letters)) & 1:
                continue
            while start and self._is_covered(start - 1, covered):
                start -= 1
            before = self.text[:start]
            compared = self.words.question.comparing.search(before)
            asked = not compared or self.words.question.asks.search(before)
            if asked and self.words.question.besides.search(before):
                return True
        return False

    def _is_covered(self, place: int, covered: Mask) -> bool:
        return self.text[place] == "的" or bool(
            covered >> self._inverse.get(place, len(self.letters)) & 1
        )


def _in_the_words_of(printed: str, question: str) -> str:
    """The question with 年末 for 期末 where only 年末 is printed."""
    for group in coverage_words().same:
        for word in group:
            if word in question and word not in printed:
                others: Iterable[str] = (other for other in group if other in printed)
                question = question.replace(word, next(iter(others), word))
    return question


def _asked_of(printed: str, question: str) -> str:
    """The question without the periods it compares (本期与上期相比,变动多少) where the change
    between them is printed."""
    words = coverage_words().question
    if not words.change.search(printed):
        return question

    def without(clause: re.Match[str]) -> str:
        if not words.comparing.search(clause[0]):
            return clause[0]
        compared = words.than if words.asks.search(clause[0]) else words.periods
        return compared.sub("", clause[0])

    return _CLAUSE.sub(without, question)
