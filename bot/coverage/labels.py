"""Labels made comparable with a question, and how much each of their characters tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log
from typing import Final

from ingest.text import fold, label_key

KEPT: Final = re.compile(r"[0-9a-z\u0370-\u03ff\u3400-\u9fff%]|(?<=\d)\.(?=\d)")
"""What matching looks at: letters, digits, Chinese characters, % and the point of a number."""

_DATE: Final = re.compile(r"(\d{4})\s*[-./年]\s*0?(\d{1,2})\s*[-./月]\s*0?(\d{1,2})\s*日?(?!\d)")
_SPAN: Final = re.compile(
    r"(?<![\d.])(\d{1,2})(?:年|个月|天)?[-~—–至到](\d{1,2})\s*(年|个月|天)(?!\d)"
)
_UNIT: Final = re.compile(r"(?<=[\u3400-\u9fff])\s*\([a-zA-Zμωω°℃/·*.²³\d]{1,10}\)$")
_UNTOLD: Final = "的"


def times_alike(text: str) -> str:
    """Every full date as 2020年1月5日, every span as 1至2年."""
    return _SPAN.sub(r"\1至\2\3", _DATE.sub(r"\1年\2月\3日", text))


def kept(text: str) -> Iterator[re.Match[str]]:
    """The characters of a folded text that matching looks at."""
    return (match for match in KEPT.finditer(text) if match[0] != _UNTOLD)


@lru_cache(maxsize=65536)
def comparable(label: str) -> str:
    """The part of a label that is compared: no ordinal, brackets or 的, dates in one form."""
    told = _UNIT.sub("", fold(label))
    return "".join(match[0] for match in kept(label_key(times_alike(told))))


def grams(text: str) -> set[str]:
    """The characters of a text and its pairs of neighbours."""
    return {text[n : n + 2] for n in range(len(text) - 1)} | set(text)


class Weights:
    """How much a character or a pair of them tells: the rarer in the labels, the more."""

    def __init__(self, labels: Iterable[str]) -> None:
        texts = list(labels)
        self._count = len(texts)
        self._frequency = Counter(gram for text in texts for gram in grams(text))
        self._known: dict[str, float] = {}

    def __call__(self, gram: str) -> float:
        """0 for what no label holds."""
        weight = self._known.get(gram)
        if weight is None:
            frequency = self._frequency.get(gram)
            weight = self._known[gram] = log(1 + self._count / frequency) if frequency else 0.0
        return weight
