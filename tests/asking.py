"""A bot on documents that stand in a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store


@contextmanager
def bot_on(
    folder: Path, pages: Mapping[str, str], today: Callable[[], date] = date.today
) -> Iterator[Bot]:
    """A bot that holds ``pages`` (file name → text), each of which must be taken in."""
    with Store.open(Settings(store=folder / "store")) as store, Bot(store, today) as bot:
        for name, page in pages.items():
            (folder / name).write_text(page, "utf-8")
            assert add(folder / name, store).status == "added"
        yield bot
