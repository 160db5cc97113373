"""How much one caller may ask, and how large a request may be."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import error

LARGEST_BODY: Final = 64 * 1024
"""Bytes; a question of 500 characters with everything around it is far below."""

LARGEST_HEAD: Final = 32 * 1024
"""Bytes of the address with its query and the headers."""

_MOST_ADDRESSES: Final = 20_000


class RateLimit:
    """A token bucket an address: a minute's worth at once, then at a steady rate. Thread safe.

    Addresses are bounded; the one silent longest is forgotten first, its bucket being full.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str) -> float:
        """Seconds until the address may ask; 0 if it may now, which is then counted."""
        key, now = _network(address), self._clock()
        with self._lock:
            tokens, since = self._buckets.pop(key, (self._most, now))
            tokens = min(self._most, tokens + (now - since) * self._per_second)
            allowed = tokens >= 1
            self._buckets[key] = (tokens - 1 if allowed else tokens, now)
            while len(self._buckets) > _MOST_ADDRESSES:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self._per_second


def _network(address: str) -> str:
    """What counts as one caller: an IPv4 address, an IPv6 /64 (what one subscriber is given)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))


class SizeLimit:
    """ASGI middleware: a request with a head over ``LARGEST_HEAD`` is refused, and one with a body
    over ``LARGEST_BODY``, announced or not.

    ``larger`` are the paths whose bodies may be larger, with how many bytes.
    """

    def __init__(self, app: ASGIApp, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], LARGEST_BODY)
        if _head(scope) > LARGEST_HEAD:
            await error(431)(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            await error(413)(scope, receive, send)
            return
        await self._app(scope, _counted(receive, most), send)


def _head(scope: Scope) -> int:
    return (
        len(scope["path"])
        + len(scope["query_string"])
        + sum(len(name) + len(value) for name, value in scope["headers"])
    )


def _counted(receive: Receive, most: int) -> Receive:
    received = 0

    async def counting() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413)
        return message

    return counting
