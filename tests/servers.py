"""Places to keep things in, for one test each, on the real servers."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

from sqlalchemy import create_engine, text


@contextmanager
def database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    name = f"test_{uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"create database {name}"))
        yield server.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """The URL of a Chroma server on loopback, as ``chroma run`` starts it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(folder)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", port], stdout=log, stderr=log
        )
    try:
        _wait_for(int(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@dataclass
class Site:
    """A web site on loopback: what stands at each path, and what was asked of it."""

    port: int
    pages: dict[str, bytes | Callable[[BaseHTTPRequestHandler], None]]
    asked: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def site(**pages: bytes | Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Site]:
    """A site whose paths are the names given, ``_`` for the dot; a function answers for itself."""
    served = Site(0, {f"/{name.replace('_', '.')}": page for name, page in pages.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(f"{self.headers['Host']}{self.path}")
            page = served.pages.get(self.path)
            if callable(page):
                page(self)
            elif page is None:
                self.send_error(404)
            else:
                self.send_response(200)
                kind = "text/html" if self.path.endswith("html") else "application/octet-stream"
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.port = server.server_port
        Thread(target=server.serve_forever, args=(0.02,)).start()
        yield served
        server.shutdown()


def _wait_for(port: int) -> None:
    """Until something listens; ConnectionRefusedError if nothing does for long."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with closing(socket.create_connection(("127.0.0.1", port))):
                return
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
