"""Words listed side by side share what is printed with each: 输出和输入电压, 额定电流和电压."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_JOIN: Final = re.compile("以及|[和与及跟、]")
_LEAST: Final = 2
_REACH: Final = 10


def shared_out(text: str, labels: Iterable[str]) -> str:
    """A question with what two joined words share said of both: 输出电压和输入电压.

    Only where both are printed so, and the one that is short is no label by itself.
    """
    printed = [label for label in labels if len(label) > _LEAST and label not in text]
    for join in [*_JOIN.finditer(text)][::-1] if printed else ():
        left, right = text[: join.start()], text[join.end() :]
        for label in printed:
            for head, tail in _halves(label):
                if left.endswith(head) and _follows(tail, right, labels):
                    left = left + tail
                    break
                if right.startswith(tail) and _precedes(head, left, labels):
                    right = head + right
                    break
        text = left + join[0] + right
    return text


def _halves(label: str) -> Iterator[tuple[str, str]]:
    """A label in two, neither part a single character, the longer head first."""
    return ((label[:n], label[n:]) for n in range(len(label) - _LEAST, _LEAST - 1, -1))


def _follows(tail: str, right: str, labels: Iterable[str]) -> bool:
    """Whether the next word has the ending (the 电压 of 输入电压) behind something of its own."""
    place = right.find(tail, 1, _REACH)
    return place > 0 and any(right[: place + len(tail)] in label for label in labels)


def _precedes(head: str, left: str, labels: Iterable[str]) -> bool:
    """Whether the word before has the beginning (the 额定 of 额定电流) before its own."""
    place = left.rfind(head, max(0, len(left) - _REACH))
    return 0 <= place < len(left) - len(head) and any(left[place:] in label for label in labels)
