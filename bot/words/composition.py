"""How questions are put together (``data/vocabulary/composition.toml``), as patterns."""

from __future__ import annotations

import re
from functools import cache

from bot.words.numerals import SMALL
from ingest.vocabulary import read


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of that name, where ``{n}`` is a count; KeyError if there is none."""
    return re.compile(read("composition")[name].replace("{n}", SMALL))
