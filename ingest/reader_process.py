"""The process that reads files for another, which does not trust them; :mod:`ingest.readers`
starts it. It may use only so much memory and time: beyond, the system ends it.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from ingest.errors import UnreadableError
from ingest.read.limits import MAX_MEMORY

OUT_OF_MEMORY: Final = 12
"""How it exits when memory runs out."""

Task = tuple[Callable[..., object], tuple[Any, ...], int]
"""What to call, with what, and how many seconds of processor time it may take."""


@dataclass(frozen=True)
class MoreTime:
    """What a process tells its parent that has allowed itself so many seconds more."""

    seconds: int


_parents: list[Connection] = []


def allow(seconds: int) -> None:
    """Let what is being read take so much more processor time; call it for work that is known to
    be long and bounded. Outside of such a process there is no limit to raise."""
    for parent in _parents:
        allowed, _ = resource.getrlimit(resource.RLIMIT_CPU)
        _limit(resource.RLIMIT_CPU, allowed + seconds)
        parent.send(MoreTime(seconds))


def serve(connection: Connection) -> None:
    """Do one task after the other until the parent hangs up. The answer is what the function
    returns, or the UnreadableError it raises; a :class:`MoreTime` may come before it."""
    _parents[:] = [connection]
    while True:
        try:
            function, arguments, seconds = connection.recv()
        except EOFError:
            return
        _limit(resource.RLIMIT_CPU, int(_used()) + seconds)
        try:
            answer = function(*arguments)
        except UnreadableError as error:
            answer = error
        connection.send(answer)


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _limit(what: int, amount: int) -> None:
    _, hard = resource.getrlimit(what)
    allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    with suppress(ValueError):  # macOS knows no limit of memory
        resource.setrlimit(what, (allowed, hard))


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then hangs up
    _limit(resource.RLIMIT_AS, MAX_MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        serve(Connection(int(sys.argv[1])))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
