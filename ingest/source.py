"""What is to be ingested: bytes, where they were published, and which document they are."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from ingest.model import Issue


@dataclass(frozen=True)
class Source:
    """A file's bytes. ``path`` is how the caller named it, ``name`` what issues call it,
    ``address`` where a reader can go, ``document`` the id of what it holds, ``issues`` what could
    not be had of it.
    """

    path: str
    name: str
    data: bytes
    address: str
    document: str
    issues: tuple[Issue, ...] = ()

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """A file; OSError if it cannot be read. A path stays one document, whatever is in it."""
        address = _address(path) or path.name
        return cls(str(path), path.name, path.read_bytes(), address, _id(str(path.resolve())))

    @classmethod
    def of_address(
        cls, address: str, data: bytes, name: str, issues: tuple[Issue, ...] = ()
    ) -> Self:
        """What was fetched from an address, which stays one document."""
        return cls(address, name, data, address, _id(address), issues)


def _id(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()[:12]


def _address(path: Path) -> str | None:
    """Where a file was published, from ``NAME.source.json`` beside it."""
    beside = path.with_suffix(".source.json")
    if not beside.is_file():
        return None
    try:
        address = json.loads(beside.read_text("utf-8")).get("address")
    except (OSError, ValueError, AttributeError):
        return None
    return address if isinstance(address, str) else None
