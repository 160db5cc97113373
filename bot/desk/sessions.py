"""Who is signed in, kept on the server, and who has to wait after wrong passwords."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Final

IDLE: Final = 30 * 60.0
LONGEST: Final = 8 * 3600.0
"""Seconds: a session ends after this long without a request, and this long after its start."""

FAILURES: Final = 5
LOCKED: Final = 5 * 60.0
"""After this many wrong passwords in a row, a name waits this many seconds at that address."""

_MOST_SESSIONS: Final = 1_000
_MOST_FAILING: Final = 10_000


@dataclass(frozen=True)
class Session:
    """A signed-in person. ``token`` stands in the cookie, ``csrf`` in every form."""

    token: str
    csrf: str
    name: str
    began: float


class Sessions:
    """The sessions of one process; bounded, thread safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._held: OrderedDict[str, tuple[Session, float]] = OrderedDict()

    def begin(self, name: str) -> Session:
        """A new session, under a new token."""
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), name, self._clock())
        with self._lock:
            self._held[_key(session.token)] = session, self._clock()
            while len(self._held) > _MOST_SESSIONS:
                self._held.popitem(last=False)
        return session

    def find(self, token: str) -> Session | None:
        """The session of a cookie, which this request keeps alive; None if over or never begun."""
        with self._lock:
            session, seen = self._held.pop(_key(token), (None, 0.0))
            now = self._clock()
            if session is None or now - seen > IDLE or now - session.began > LONGEST:
                return None
            self._held[_key(token)] = session, now
            return session

    def end(self, session: Session) -> None:
        """Sign out."""
        with self._lock:
            self._held.pop(_key(session.token), None)


class Lockout:
    """Counts wrong passwords by name and address; bounded, thread safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failed: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def wait(self, name: str, address: str) -> float:
        """Seconds until the name may be tried again from the address; 0 if it may now."""
        with self._lock:
            count, last = self._failed.get((name, address), (0, 0.0))
        return max(0.0, last + LOCKED - self._clock()) if count >= FAILURES else 0.0

    def failed(self, name: str, address: str) -> None:
        """Count a wrong password; a lock that is over starts anew."""
        key, now = (name, address), self._clock()
        with self._lock:
            count, last = self._failed.pop(key, (0, 0.0))
            self._failed[key] = 1 if now - last > LOCKED else count + 1, now
            while len(self._failed) > _MOST_FAILING:
                self._failed.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """Forget what was counted."""
        with self._lock:
            self._failed.pop((name, address), None)


def _key(token: str) -> str:
    """Tokens are looked up by digest, which tells no time about how much of one was right."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
