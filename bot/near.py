"""Labels a question nearly prints: a wrong or swapped character, a missing 费 or 支出.

A near label is one slip away, not one word: 公务接特费 is 公务接待费, but 电话费 is not 电费. The
slip must keep the label's length, or leave out an ending that carries no meaning of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from bot.index import DocumentIndex
from bot.mentions import Mention
from bot.words.phrases import Span
from bot.words.sounds import syllables

_CODE: Final = re.compile(r"\d{3}")
_RUN: Final = re.compile(r"[0-9a-z\u3400-\u9fff]{2,}")
_ENDINGS: Final = (
    "费",
    "费用",
    "支出",
    "经费",
    "缴费",
    "资金",
    "收入",
    "补助",
    "项目",
    "拨款",
    "合计",
)
_SHORTEST_TYPO: Final = 4
_SHORTEST_SOUND: Final = 3
_SHORTEST_PART: Final = 4
_SHORTEST_BEGUN: Final = 5
_SCORE_TYPO: Final = 0.85
_SOUND: Final = 0.9
_SCORE_ENDING: Final = 0.95


def near_mentions(question: str, free: Sequence[Span], index: DocumentIndex) -> Iterator[Mention]:
    """Labels nearly printed in the stretches of a question that nothing else explains."""
    for start, end in free:
        stretch = question[start:end]
        if not _RUN.fullmatch(stretch) or _CODE.search(stretch):  # a code is right or wrong
            continue
        endings = [label for label in _with_endings(stretch) if label in index.postings]
        if endings:
            yield Mention(start, end, stretch, tuple(endings), "near", _SCORE_ENDING)
        elif alike := list(_sounding_alike(stretch, index)):
            yield from (
                Mention(
                    start + at, start + at + size, stretch[at : at + size], (label,), "near", _SOUND
                )
                for at, size, label in alike
            )
        elif fuller := _only_fuller(stretch, index):
            yield Mention(start, end, stretch, (fuller,), "near", _SCORE_TYPO)
        elif begun := _only_begun(stretch, index):
            size, label = begun
            yield Mention(start, start + size, stretch[:size], (label,), "near", _SCORE_TYPO)
        elif typo := _least_slip(stretch, index):
            at, size, labels = typo
            text = stretch[at : at + size]
            yield Mention(start + at, start + at + size, text, labels, "near", _SCORE_TYPO)


def _sounding_alike(stretch: str, index: DocumentIndex) -> Iterator[tuple[int, int, str]]:
    """The first label that sounds as a part of the stretch does (工积金): typed by sound."""
    sound = syllables(stretch)
    for size in range(len(stretch), min(_SHORTEST_SOUND, len(stretch)) - 1, -1):
        for at in range(len(stretch) - size + 1):
            label = index.by_sound.get(sound[at : at + size])
            if label is not None:
                yield at, size, label
                return


def _only_fuller(stretch: str, index: DocumentIndex) -> str | None:
    """The one label that prints all of the stretch in order, and at most two thirds more."""
    if len(stretch) < _SHORTEST_PART:
        return None
    found = [
        label
        for label in index.postings
        if len(stretch) < len(label) <= len(stretch) * 5 // 3 and _in_order(stretch, label)
    ]
    return found[0] if len(found) == 1 else None


def _only_begun(stretch: str, index: DocumentIndex) -> tuple[int, str] | None:
    """The one label that the stretch begins with most of (应急情况到现场 of …到现场时间)."""
    for size in range(len(stretch), _SHORTEST_BEGUN - 1, -1):
        found = [
            label
            for label in index.postings
            if label.startswith(stretch[:size]) and len(label) <= size * 5 // 3
        ]
        if len(found) == 1:
            return size, found[0]
    return None


def _in_order(part: str, whole: str) -> bool:
    characters = iter(whole)
    return all(character in characters for character in part)


def _with_endings(stretch: str) -> Iterator[str]:
    for ending in _ENDINGS:
        yield stretch + ending
        if stretch.endswith(ending) and len(stretch) - len(ending) > 2:
            yield stretch.removesuffix(ending)


def _least_slip(stretch: str, index: DocumentIndex) -> tuple[int, int, tuple[str, ...]] | None:
    """Where in the stretch a label of the same length stands with one slip (two from 8 on)."""
    best: tuple[float, int, int, list[str]] | None = None
    for label in index.postings:
        size = len(label)
        if not _SHORTEST_TYPO <= size <= len(stretch):
            continue
        allowed = 1 if size < 8 else 2
        for at in range(len(stretch) - size + 1):
            slips = DamerauLevenshtein.distance(
                stretch[at : at + size], label, score_cutoff=allowed
            )
            if slips > allowed:
                continue
            share = slips / size
            if best is None or share < best[0]:
                best = (share, at, size, [label])
            elif share == best[0] and label not in best[3]:
                best[3].append(label)
    return (best[1], best[2], tuple(best[3])) if best else None
