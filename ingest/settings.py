"""Where things are kept and which model embeds, from the environment or ``.env``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DATA: Final = Path(__file__).resolve().parent.parent / "data"
"""The folder of everything that ships beside the code."""


def _facts_in_store(chosen: dict[str, Any]) -> str:
    return f"sqlite:///{chosen['store'] / 'facts.sqlite3'}"


class Settings(BaseSettings):
    """What ``ingest`` needs to know, from variables with the prefix ``BUDGETQA_``.

    An unset or empty variable leaves its default. ``store`` is the folder of the embedded
    stores, ``facts_url`` a SQLAlchemy URL (SQLite or PostgreSQL), ``chroma_url`` a Chroma server
    (None: embedded in ``store``), ``embedding`` a sentence-transformers model by name or folder
    (None: the offline one). ``allow_private_addresses`` lets addresses be ingested that only this
    machine or its network can reach.
    """

    model_config = SettingsConfigDict(
        env_prefix="BUDGETQA_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    store: Path = DATA / "store"
    facts_url: str = Field(default_factory=_facts_in_store, repr=False)
    chroma_url: str | None = Field(default=None, repr=False)
    embedding: str | None = None
    allow_private_addresses: bool = False
