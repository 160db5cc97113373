"""Words listed side by side share what follows the last, or is left out of all (基本和项目), or how
the first begins (职业化培训人数和次数)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton
from bot.words.composition import pattern
from ingest.vocabulary import read

_BEGINNING: Final = 2
"""Characters that two labels begin with alike, at least."""
_WORD: Final = re.compile("[\u3400-\u9fff]{2,4}")


def with_shared_endings(
    text: str, mentions: Sequence[Mention], index: DocumentIndex
) -> tuple[Mention, ...]:
    """The mentions, with the word joined to one whose label only its ending was left out of.

    基本 is taken for 基本支出; the 项目 of 基本和项目 is then 项目支出.
    """
    found = list(mentions)
    for mention in mentions:
        ending = _left_out(mention)
        for start, word in _joined(text, mention) if ending else ():
            end = start + len(word)
            free = all(other.end <= start or end <= other.start for other in found)
            if free and (label := skeleton(word + ending)) in index.postings:
                found.append(Mention(start, end, word, (label,), "near", mention.score))
                break
    return tuple(sorted(found, key=lambda mention: mention.start))


def with_shared_beginnings(
    text: str, mentions: Sequence[Mention], index: DocumentIndex
) -> tuple[Mention, ...]:
    """The mentions, with the word joined to one whose label begins as the mention's does and is no
    label by itself: 次数 of 培训人数和次数 is 培训次数."""
    found = list(mentions)
    for mention in mentions:
        for start, word in _joined(text, mention):
            end = start + len(word)
            free = all(other.end <= start or end <= other.start for other in found)
            if free and word not in index.postings and (label := _begun(word, mention, index)):
                found.append(Mention(start, end, word, (label,), "near", mention.score))
                break
    return tuple(sorted(found, key=lambda mention: mention.start))


def _begun(word: str, mention: Mention, index: DocumentIndex) -> str | None:
    """The one printed label that begins as a mention's does and ends in a word."""
    first = mention.labels[0]
    beginnings = (first[:size] for size in range(len(first) - 1, _BEGINNING - 1, -1))
    return next((b + word for b in beginnings if b + word in index.postings), None)


def _left_out(mention: Mention) -> str:
    """The ending that a label has and its mention leaves out; "" if it is another near label."""
    label, said = mention.labels[0], skeleton(mention.text)
    ending = label.removeprefix(said)
    known = mention.source == "near" and label.startswith(said)
    return ending if known and ending in read("composition")["endings"] else ""


def _joined(text: str, mention: Mention) -> Iterator[tuple[int, str]]:
    """Words that stand right after 和 behind a mention, the longer first, with their place."""
    joint = pattern("and").match(text, mention.end)
    run = _WORD.match(text, joint.end()) if joint else None
    for size in range(len(run[0]) if run else 0, 1, -1):
        assert run is not None
        yield run.start(), run[0][:size]
