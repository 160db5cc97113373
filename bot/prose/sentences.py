"""The sentences of a disclosure's running text, and how rare each pair of characters is in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.skeletons import skeleton
from ingest.model import Passage
from ingest.sentences import sentences
from ingest.text import fold
from ingest.vocabulary import read

_TELLING: Final = ("narrative", "cell")
_ITEM: Final = re.compile(r"(?<!\d)[,、:]|[,、:](?!\d)")
_MARK: Final = re.compile(r"[,，、;；:：。!！?？|]")
_ORDINAL: Final = re.compile(r"^\s*(?:\d{1,2}[、.．]|[(（]\d{1,2}[)）])(?!\d)")
_OPENING: Final = re.compile(r"^[^,。;:]{2,30}:(?=.)|^[^,。;:]{2,12}(?=负责|承担|主要)")
_NAMED: Final = re.compile(r"^([^,。;:]{2,30}):(?=.)")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a passage.

    ``before`` is what it speaks of without saying it: what 本工程 refers back to, what was named
    before a colon. ``line`` is the whole line of which it is the first sentence, else empty.
    """

    passage: Passage
    text: str
    before: str
    line: str

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def key(self) -> str:
        return characters(self.text)

    @cached_property
    def over(self) -> str:
        """What the sentence stands under: its headings, its project, what was named before.

        A form's title is none of its headings: it says what every form of its kind does.
        """
        passage = self.passage
        headings = passage.section[-1:] if passage.kind == "cell" else passage.section
        return characters("|".join([*headings, passage.subject or "", self.before]))

    @cached_property
    def items(self) -> list[str]:
        """The parts between commas, folded: 其中一般公务用车1辆, 执勤执法用车0辆."""
        return [item for item in _ITEM.split(self.folded) if item]

    @cached_property
    def named(self) -> str:
        """What the sentence names before a colon: it and those after it are about that."""
        named = _NAMED.match(self.folded)
        return named[1] if named else ""

    @property
    def under(self) -> str:
        """What was named before a colon that the sentence stands under: 行政服务中心职能职责."""
        return self.before.partition("|")[0]

    @cached_property
    def opening(self) -> str:
        """The characters of what the sentence, and its line, opens with: 技术处 of 技术处负责…."""
        opening = _OPENING.match(self.folded)
        return characters(opening[0]) if opening else ""


class Telling:
    """The running text of one disclosure, sentence by sentence."""

    def __init__(self, index: DocumentIndex) -> None:
        self.sentences = list(_sentences(index))
        self._counts: Counter[str] = Counter()
        forms: dict[int, list[str]] = defaultdict(list)
        for sentence in self.sentences:
            key, passage = sentence.key, sentence.passage
            self._counts.update({key[n : n + 2] for n in range(len(key) - 1)})
            if passage.table and passage.subject != index.disclosure.metadata.organization:
                forms[passage.table].append(key)
        self._forms = {table: "|".join(keys) for table, keys in forms.items()}

    def form(self, sentence: Sentence) -> str:
        """All that the form of a sentence's project says; nothing for a sentence of no project."""
        return self._forms.get(sentence.passage.table or 0, "")

    def weight(self, part: str) -> float:
        """How much a pair of characters tells: rare ones much, one never printed nothing.

        A number tells as much as a pair that every sentence prints.
        """
        found = len(self.sentences) if part[0].isdecimal() else self._counts[part]
        return log(1 + len(self.sentences) / found) if found else 0.0


@lru_cache(maxsize=64)
def telling(index: DocumentIndex) -> Telling:
    """The running text of a document, cut once."""
    return Telling(index)


def characters(text: str) -> str:
    """A text's skeleton with a gap where a mark stood, so that no pair of characters spans it."""
    return "|".join(filter(None, map(skeleton, _MARK.split(text))))


def _sentences(index: DocumentIndex) -> Iterator[Sentence]:
    back, name = (re.compile(read("prose")[which]) for which in ("refers_back", "names"))
    place: tuple[tuple[str, ...], str | None] = ((), None)
    before = ""
    for passage in index.disclosure.passages:
        if passage.kind not in _TELLING or (passage.kind == "cell" and _is_name(passage, name)):
            continue
        if (passage.section, passage.subject) != place:
            place, before = (passage.section, passage.subject), ""
        opened = ""
        for line in passage.text.split("\n"):
            for text, first in _cut(line):
                back_to = before if back.match(fold(text)) else ""
                one = Sentence(passage, text, f"{opened}|{back_to}", line if first else "")
                if one.key not in characters("".join(passage.section)):  # a heading again
                    yield one
                opened = one.named or opened
                before += text


def _cut(line: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a line, without the number in front, and which is the first."""
    cut = filter(None, (_ORDINAL.sub("", one).strip() for one in sentences(line)))
    yield from ((text, n == 0) for n, text in enumerate(cut))


def _is_name(passage: Passage, name: re.Pattern[str]) -> bool:
    return bool(passage.section and name.search(passage.section[-1]))
