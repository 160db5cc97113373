"""Labels a question nearly prints: a wrong or swapped character, a missing 费 or 支出.

A near label is one slip away, not one word: 公务接特费 is 公务接待费, but 电话费 is not 电费. The
slip must keep the label's length, or leave out an ending that carries no meaning of its own. The
endings and the characters that look alike are in ``data/vocabulary/typos.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import Final, NamedTuple

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton
from bot.words import lexicon
from bot.words.phrases import Span, in_order
from bot.words.sounds import parts, syllables
from ingest.vocabulary import is_total, read

_CODE: Final = re.compile(r"\d{3}")
_RUN: Final = re.compile(r"[0-9a-z\u3400-\u9fff]{2,}")
_SHORTEST_TYPO: Final = 4
_SHORTEST_SOUND: Final = 3
_SHORTEST_LOOK: Final = 3
_SHORTEST_PART: Final = 4
_SHORTEST_BEGUN: Final = 5
_SCORE_TYPO: Final = 0.85
_SOUND: Final = 0.9
_SCORE_ENDING: Final = 0.95


class _Near(NamedTuple):
    """Where in a stretch a label is nearly printed, which it may be, and how surely."""

    at: int
    size: int
    labels: tuple[str, ...]
    score: float


def near_mentions(question: str, free: Sequence[Span], index: DocumentIndex) -> Iterator[Mention]:
    """Labels nearly printed in the stretches of a question that nothing else explains."""
    for start, end in free:
        stretch = question[start:end]
        if not _RUN.fullmatch(stretch) or _CODE.search(stretch):  # a code is right or wrong
            continue
        if stretch in read("typos")["no_label"]:
            continue
        found = next(filter(None, (find(stretch, index) for find in _FINDERS)), None)
        if found is not None:
            first, last = start + found.at, start + found.at + found.size
            text = question[first:last]
            yield Mention(first, last, text, found.labels, "near", found.score)


def _but_for_its_ending(stretch: str, index: DocumentIndex) -> _Near | None:
    labels = tuple(label for label in _with_endings(stretch) if label in index.postings)
    return _Near(0, len(stretch), labels, _SCORE_ENDING) if labels else None


def _with_endings(stretch: str) -> Iterator[str]:
    for ending in read("typos")["endings"]:
        yield stretch + ending
        if is_total(ending):  # a label said to be added up is not called so
            continue
        if stretch.endswith(ending) and len(stretch) - len(ending) > 2:
            yield stretch.removesuffix(ending)


def _sounding_alike(stretch: str, index: DocumentIndex) -> _Near | None:
    """The first label, else everyday word for one, that sounds as a part of the stretch does
    (工积金): typed by sound."""
    sound = syllables(stretch)
    for size in range(len(stretch), min(_SHORTEST_SOUND, len(stretch)) - 1, -1):
        for at in range(len(stretch) - size + 1):
            label = index.by_sound.get(sound[at : at + size])
            meaning = lexicon.by_sound().get(sound[at : at + size])
            labels = (label,) if label else tuple(map(skeleton, meaning.labels if meaning else ()))
            if index.holds(labels):
                return _Near(at, size, labels, _SOUND)
    return None


def _looking_alike(stretch: str, index: DocumentIndex) -> _Near | None:
    """The one label that a part of the stretch is but for one character that looks alike (差施费),
    or for two that are swapped."""
    found = {
        (at, label)
        for label in index.open_to_slips
        if _SHORTEST_LOOK <= len(label) <= len(stretch)
        for at in range(len(stretch) - len(label) + 1)
        if _looks_alike(stretch[at : at + len(label)], label)
    }
    if len(found) != 1:
        return None
    at, label = found.pop()
    return _Near(at, len(label), (label,), _SCORE_TYPO)


def _looks_alike(said: str, label: str) -> bool:
    return _slips(said, label, 1, lambda a, b: (a, b) in _alike()) == 1


def _slips(said: str, label: str, allowed: int, alike: Callable[[str, str], bool]) -> int | None:
    """How many characters of a label of the same length are said as one that is ``alike``, two
    that are swapped counting as one; None if another character stands there, or too many do."""
    other = [at for at, (a, b) in enumerate(zip(said, label, strict=True)) if a != b]
    if (
        len(other) == 2
        and other[1] == other[0] + 1
        and said[other[0] : other[1] + 1] == label[other[1]] + label[other[0]]
    ):
        return 1
    slips = len(other) if len(other) <= allowed else None
    return slips if all(alike(said[at], label[at]) for at in other) else None


def _may_slip(said: str, label: str) -> bool:
    """Whether one character is typed for another: it looks like it, or half sounds like it."""
    return (said, label) in _alike() or bool(set(parts(said)) & set(parts(label)))


@cache
def _alike() -> frozenset[tuple[str, str]]:
    groups: list[str] = read("typos")["alike"]
    return frozenset(pair for group in groups for pair in permutations(group, 2))


def _only_fuller(stretch: str, index: DocumentIndex) -> _Near | None:
    """The one label that prints all of the stretch in order, and at most two thirds more."""
    if len(stretch) < _SHORTEST_PART:
        return None
    found = tuple(
        label
        for label in index.open_to_slips
        if len(stretch) < len(label) <= len(stretch) * 5 // 3 and in_order(stretch, label)
    )
    return _Near(0, len(stretch), found, _SCORE_TYPO) if len(found) == 1 else None


def _only_begun(stretch: str, index: DocumentIndex) -> _Near | None:
    """The one label that the stretch begins with most of (应急情况到现场 of …到现场时间)."""
    for size in range(len(stretch), _SHORTEST_BEGUN - 1, -1):
        found = tuple(
            label
            for label in index.open_to_slips
            if label.startswith(stretch[:size]) and len(label) <= size * 5 // 3
        )
        if len(found) == 1:
            return _Near(0, size, found, _SCORE_TYPO)
    return None


def _least_slip(stretch: str, index: DocumentIndex) -> _Near | None:
    """Where in the stretch a label of the same length stands with one slip (two from 8 on)."""
    best: tuple[float, int, int, list[str]] | None = None
    for label in index.open_to_slips:
        size = len(label)
        if not _SHORTEST_TYPO <= size <= len(stretch):
            continue
        allowed = 1 if size < 8 else 2
        for at in range(len(stretch) - size + 1):
            slips = _slips(stretch[at : at + size], label, allowed, _may_slip)
            if slips is None:
                continue
            share = slips / size
            if best is None or share < best[0]:
                best = (share, at, size, [label])
            elif share == best[0] and label not in best[3]:
                best[3].append(label)
    return _Near(best[1], best[2], tuple(best[3]), _SCORE_TYPO) if best else None


_FINDERS: Final[tuple[Callable[[str, DocumentIndex], _Near | None], ...]] = (
    _but_for_its_ending,
    _sounding_alike,
    _looking_alike,
    _only_fuller,
    _only_begun,
    _least_slip,
)
"""The surest first; the first that finds a label is believed."""
