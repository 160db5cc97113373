"""Find in a question the labels a document prints, and say which of its words nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.labels.index import DocumentIndex
from bot.words.composition import pattern
from bot.words.joints import joined
from bot.words.phrases import Hit, Span, longest_first

Source = Literal["label", "lexicon", "near"]

_CONTENT: Final = re.compile(r"[0-9a-z\u3400-\u9fff%]")
_ORDINAL: Final = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))$")
_NUMERIC: Final = "0123456789."
_KEPT: Final = re.compile(r"[0-9a-z\u3400-\u9fff%]|(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the question that means one of ``labels`` (skeletons, the likeliest first).

    ``start`` and ``end`` count characters of the normalised question; ``source`` says how it
    was recognised: printed so, by the lexicon, or near enough (``score`` below 1). With
    ``together`` the label is one part of what was said (水电费 is 水费 and 电费).
    """

    start: int
    end: int
    text: str
    labels: tuple[str, ...]
    source: Source
    score: float = 1.0
    together: bool = False

    @property
    def weight(self) -> float:
        """How much of the question this explains, in characters."""
        return (self.end - self.start) * self.score

    def overlaps(self, other: Mention) -> bool:
        """Whether both are said with some of the same characters."""
        return self.start < other.end and other.start < self.end


class Skeleton:
    """A question's letters, digits and Chinese characters, without a gap, and where each stood."""

    def __init__(self, question: str, gap: Span = (0, 0)) -> None:
        kept = (match.start() for match in _KEPT.finditer(question))
        self.positions = [at for at in kept if not gap[0] <= at < gap[1]]
        self.text = "".join(question[p] for p in self.positions)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the question that a stretch of the skeleton came from."""
        return self.positions[start], self.positions[end - 1] + 1

    def cuts_number(self, start: int, end: int) -> bool:
        """Whether a stretch begins or ends inside a number (20 of 2026, 302 of 30217)."""
        return self._is_number(start) or self._is_number(end)

    def _is_number(self, at: int) -> bool:
        """Whether a number goes on from the character before a place to the one there."""
        if not 0 < at < len(self.text):
            return False
        beside = self.positions[at - 1] + 1 == self.positions[at]
        return beside and all(self.text[n] in _NUMERIC for n in (at - 1, at))


def label_mentions(question: str, index: DocumentIndex) -> list[Hit[Mention]]:
    """Every printed label that stands in the question, overlapping ones too."""
    hits = _label_hits(question, Skeleton(question), index)
    for gap in pattern("gap").finditer(question):  # 服务群众多少人次 names 服务群众人次
        across = _label_hits(question, Skeleton(question, gap.span()), index)
        hits += [hit for hit in across if hit.start < gap.start() and gap.end() < hit.end]
    return hits


def _label_hits(question: str, skeleton: Skeleton, index: DocumentIndex) -> list[Hit[Mention]]:
    hits = []
    alike = index.joined.everywhere(joined(skeleton.text))
    otherwise = (h for h in alike if skeleton.text[h.start : h.end] not in index.postings)
    for hit in (*index.phrases.everywhere(skeleton.text), *otherwise):
        if skeleton.cuts_number(hit.start, hit.end) or index.only_heads(hit.value):
            continue
        start, end = skeleton.span(hit.start, hit.end)
        start = _before_ordinal(question, start)
        mention = Mention(start, end, question[start:end], (hit.value,), "label")
        hits.append(Hit(start, end, mention))
    return hits


def _before_ordinal(question: str, start: int) -> int:
    """Where the ordinal printed before a label begins: it is said with it (一、本年收入)."""
    match = _ORDINAL.search(question[:start])
    return match.start() if match else start


def choose(hits: Iterable[Hit[Mention]]) -> list[Mention]:
    """Mentions that do not overlap, in reading order; the longer wins, a printed label first."""
    ranked = sorted(hits, key=lambda hit: hit.value.source != "label")
    return [hit.value for hit in longest_first(ranked)]


def unexplained(question: str, spans: Sequence[Span]) -> list[str]:
    """The runs of content characters that no span covers, in reading order."""
    covered = [False] * len(question)
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    runs: list[str] = []
    open_run = False
    for position, character in enumerate(question):
        if covered[position] or not _CONTENT.match(character):
            open_run = False
        elif open_run:
            runs[-1] += character
        else:
            runs.append(character)
            open_run = True
    return runs
