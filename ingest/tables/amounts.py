"""What a cell prints of a quantity: its value, and its unit where it says that too."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest.numbers import parse_number
from ingest.text import fold
from ingest.vocabulary import table_words

_ERROR: Final = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)")


def parse_amount(text: str) -> tuple[Decimal | None, str | None]:
    """The value and the unit of a cell (``12.50万元``); None for what it does not print."""
    value = parse_number(text)
    if value is not None:
        return value, None
    folded = fold(text)
    unit = table_words().cell_unit.search(folded)
    value = parse_number(folded[: unit.start()]) if unit else None
    return (value, unit[1]) if unit and value is not None else (None, None)


def is_error(text: str) -> bool:
    """Whether a cell prints a spreadsheet's error in place of a value (#N/A, #REF!, #DIV/0!)."""
    return _ERROR.fullmatch(text.strip()) is not None


def is_amount(text: str) -> bool:
    """Whether a cell prints a value, with its unit or without."""
    return parse_amount(text)[0] is not None
