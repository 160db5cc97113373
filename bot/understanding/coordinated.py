"""Words listed side by side share what follows the last, or is left out of all (基本和项目), or how
the first begins (职业化培训人数和次数)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton
from bot.query import Query
from bot.words import lexicon
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


def is_held(label: str, index: DocumentIndex) -> bool:
    """Whether a document prints a label, or another that an everyday word for it means."""
    if skeleton(label) in index.postings:
        return True
    meant = [m.meaning for m in lexicon.expand(label) if m.text == label and not m.meaning.together]
    return any(index.holds(map(skeleton, meaning.labels)) for meaning in meant)


def each_spelled_out(query: Query, index: DocumentIndex) -> str | None:
    """A question of each of two things that one label names jointly, with both in full: 公务用车
    购置和运行维护费各多少 asks for 公务用车购置费 and 公务用车运行维护费. None of no such."""
    if len(query.mentions) != 1 or not pattern("apart").search(query.text):
        return None
    [mention] = query.mentions
    parts = pattern("and").split(mention.text)
    if len(parts) != 2 or not all(len(part) > 1 for part in parts):
        return None
    first, second = parts
    endings = ("", *read("composition")["endings"])
    ended = [first + ending for ending in endings if second.endswith(ending)]
    begun = [first[:size] + second for size in range(len(first), -1, -1)]
    one = next((label for label in ended if is_held(label, index)), None)
    other = next((label for label in begun if is_held(label, index)), None)
    if one is None or other is None:
        return None
    return f"{query.text[: mention.start]}{one}和{other}{query.text[mention.end :]}"


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
