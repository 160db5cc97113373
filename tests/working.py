"""Work for a reading process; a module of its own, since the process imports it anew."""

from __future__ import annotations

import time

from ingest.reader_process import allow


def long_work(times: int) -> str:
    """Work of half a second each time, a second allowed for before it is begun."""
    for _ in range(times):
        allow(1)
        started = time.process_time()
        while time.process_time() - started < 0.5:
            pass
    return "done"
