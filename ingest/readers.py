"""Read files in processes of their own, several at once: whatever a file does to its reader, it is
refused within bounded time and memory and nothing else is touched.
"""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from time import monotonic
from typing import Final, TypeVar

from ingest.closing import Closing
from ingest.errors import UnreadableError
from ingest.read.limits import MAX_MEMORY, READ_SECONDS, READ_SECONDS_EACH
from ingest.reader_process import OUT_OF_MEMORY, MoreTime

_T = TypeVar("_T")

_SPLIT: Final = "请拆分，或另存后再导入。"
_START: Final = "import sys; sys.path[:] = {path}; from ingest.reader_process import main; main()"


class Readers(Closing):
    """Up to ``count`` reading processes, started when needed, kept for the next file and replaced
    when one dies. ``seconds`` of processor time is what an empty file may take. Threads may share
    them; close them, or use them in a ``with``.
    """

    def __init__(self, count: int = 1, seconds: int = READ_SECONDS) -> None:
        self.count = count
        self._seconds = seconds
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._all = [_Process() for _ in range(count)]
        for process in self._all:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(count, "reading")

    def submit(self, size: int, function: Callable[..., _T], *arguments: object) -> Future[_T]:
        """Begin to call a function of a module, whose result can be pickled, on ``size`` bytes.

        The future raises UnreadableError where the function does, or where it takes too much
        memory or time or ends its process.
        """
        seconds = self._seconds + size * READ_SECONDS_EACH // 2**20
        return self._threads.submit(self._run, function, arguments, seconds)

    def _run(self, function: Callable[..., _T], arguments: tuple[object, ...], seconds: int) -> _T:
        process = self._idle.get()
        try:
            answer = process.run((function, arguments, seconds), seconds)
        finally:
            self._idle.put(process)
        if isinstance(answer, UnreadableError):
            raise answer
        result: _T = answer  # type: ignore[assignment]
        return result

    def close(self) -> None:
        """End the processes, at once; what they had not read raises UnreadableError."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.close()
        self._threads.shutdown()


@cache
def shared_readers() -> Readers:
    """One reading process for whoever reads a file now and then, until the program ends."""
    readers = Readers()
    atexit.register(readers.close)
    return readers


class _Process:
    """A reading process and the pipe to it; started with the first task and after a death."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def run(self, task: object, seconds: int) -> object:
        """The answer to a task; UnreadableError if the process ends over it."""
        pipe, process = self._started()
        try:
            pipe.send(task)
            until = monotonic() + 2 * seconds  # others may want the processor too
            while pipe.poll(max(until - monotonic(), 0)):
                answer: object = pipe.recv()
                if not isinstance(answer, MoreTime):
                    return answer
                until += 2 * answer.seconds
            process.kill()
            process.wait()
            code = -signal.SIGXCPU
        except (EOFError, OSError):  # it is dead or, where memory ran out as it answered, dying
            code = process.wait()
        self._let_go()
        raise _refusal(code)

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._let_go()

    def _let_go(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _started(self) -> tuple[Connection, subprocess.Popen[bytes]]:
        if self._process is not None and self._process.poll() is not None:
            self._let_go()
        if self._process is None or self._pipe is None:
            self._pipe, theirs = Pipe()
            with theirs:
                handle = theirs.fileno()
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _START.format(path=sys.path), str(handle)],
                    pass_fds=[handle],
                    stdin=subprocess.DEVNULL,
                    stdout=sys.__stderr__,  # standard output is for results
                )
        return self._pipe, self._process


def _refusal(code: int) -> UnreadableError:
    """Why a process ended over a file, from the code it ended with."""
    if code in (OUT_OF_MEMORY, -signal.SIGKILL):  # the system kills where its own runs out
        size = MAX_MEMORY // 2**30
        return UnreadableError(f"读取这个文件要用 {size} GB 以上的内存；{_SPLIT}", "too-large")
    if code == -signal.SIGXCPU:
        return UnreadableError(f"读取这个文件用时过长，已停止；{_SPLIT}", "too-slow")
    return UnreadableError(f"读取这个文件时程序中断（{code}）；{_SPLIT}", "reader-died")
