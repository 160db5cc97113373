"""How labels match: by their *skeletons*, without brackets, quotes, ordinals, spaces and case, so
that 因公出国（境）费 and “因公出国境费” are one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ingest.text import fold, label_key
from ingest.vocabulary import read

_DROPPED: Final = re.compile(r"[^0-9a-z\u3400-\u9fff%.]|(?<!\d)\.|\.(?!\d)")
_YEAR: Final = re.compile(r"^(?:19|20)\d\d年?度?(?=.)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_UNIT: Final = re.compile(r"\((?:单位:)?(?:万元|元|%)\)$")


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The comparable core of a label or question: letters, digits and Chinese characters."""
    return _DROPPED.sub("", label_key(text).lower())


@lru_cache(maxsize=65536)
def variants(label: str) -> tuple[str, ...]:
    """Skeletons under which a label is known: as printed, without its year, without 预算数."""
    whole = skeleton(_UNIT.sub("", fold(label)))
    item = read("kinds")["item"]
    bare = re.sub(item["tail"], "", re.sub(item["head"], "", _YEAR.sub("", whole)))
    short = bare.removesuffix("用") if bare.endswith("费用") else bare
    without = skeleton(_BRACKETS.sub("", fold(label)))  # 政府办公厅(室)及… said without the bracket
    known = (whole, _YEAR.sub("", whole), bare, short, without if len(without) > 3 else whole)
    return tuple(dict.fromkeys(known))
