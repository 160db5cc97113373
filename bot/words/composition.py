"""How questions are put together (``data/vocabulary/composition.toml``), as patterns."""

from __future__ import annotations

import re
from functools import cache

from ingest.vocabulary import read


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of that name; KeyError if there is none."""
    return re.compile(read("composition")[name])
