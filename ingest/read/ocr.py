"""Text and ruled lines of a picture, by the optional package rapidocr."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from ingest.read.pdf.lines import Glyph
from ingest.read.pdf.ruling import Rule

DPI: Final = 200
def installed() -> bool:
    return False
