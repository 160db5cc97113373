"""Uploads that were understood and wait for somebody's word."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from ingest.model import Disclosure

_KEPT: Final = 3600.0
_MOST: Final = 8
"""A preview waits this many seconds, at most this many at once: they are held in memory."""


@dataclass(frozen=True)
class Upload:
    """A file understood, not held yet. ``owner`` is who may hold it."""

    owner: str
    name: str
    disclosure: Disclosure


class Waiting:
    """The uploads that wait for somebody's word; bounded, thread safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._held: OrderedDict[str, tuple[Upload, float]] = OrderedDict()

    def add(self, upload: Upload) -> str:
        """Keep an upload; the token it is known by."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._forget()
            self._held[token] = upload, self._clock()
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return token

    def find(self, token: str, owner: str) -> Upload | None:
        """The upload, if it is the owner's and still waits."""
        with self._lock:
            self._forget()
            upload, _ = self._held.get(token, (None, 0.0))
        return upload if upload and upload.owner == owner else None

    def drop(self, token: str) -> None:
        with self._lock:
            self._held.pop(token, None)

    def _forget(self) -> None:
        over = [t for t, (_, since) in self._held.items() if self._clock() - since > _KEPT]
        for token in over:
            del self._held[token]
