"""The sentences of a disclosure's running text, and how rare each pair of characters is in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from typing import Final

from bot.index import DocumentIndex, skeleton
from ingest.model import Passage
from ingest.sentences import sentences
from ingest.text import fold
from ingest.vocabulary import read

_TELLING: Final = ("narrative", "cell")
_ITEM: Final = re.compile(r"(?<!\d)[,、:]|[,、:](?!\d)")
_MARK: Final = re.compile(r"[,，、;；:：。!！?？|]")
_ORDINAL: Final = re.compile(r"^\s*(?:\d{1,2}[、.．]|[(（]\d{1,2}[)）])(?!\d)")
_OPENING: Final = re.compile(r"^([^,。;:]{2,30}):(?=.)")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a passage. ``before`` is what it speaks of without saying it: what 本工程
    refers back to, what its passage named before a colon.
    """

    passage: Passage
    text: str
    before: str = ""

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
    def opening(self) -> str:
        """What the sentence names before a colon: it and those after it are about that."""
        named = _OPENING.match(self.folded)
        return named[1] if named else ""


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

    def weight(self, pair: str) -> float:
        """How much a pair of characters tells: rare ones much, one never printed nothing."""
        found = self._counts[pair]
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
        for text in _cut(passage.text):
            one = Sentence(passage, text, f"{opened}|{before if back.match(fold(text)) else ''}")
            yield one
            opened = one.opening or opened
            before += text


def _cut(text: str) -> Iterator[str]:
    """The sentences of a passage, without the numbers in front of them."""
    for line in text.split("\n"):
        yield from filter(None, (_ORDINAL.sub("", one).strip() for one in sentences(line)))


def _is_name(passage: Passage, name: re.Pattern[str]) -> bool:
    return bool(passage.section and name.search(passage.section[-1]))
