"""The stores that questions are asked of: the sample alone, and every document there is.

The second takes minutes to make, so it is kept between runs, for as long as neither the
documents nor what understands them change.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ingest.pipeline import add
from ingest.settings import DATA, Settings
from ingest.store import Store

ROOT: Final = Path(__file__).resolve().parent.parent
CACHE: Final = ROOT / ".cache" / "evals"
SAMPLE: Final = DATA / "disclosures"

_READABLE: Final = frozenset({".pdf", ".txt", ".html"})
_VOCABULARY: Final = re.compile(r'\bread\("(\w+)"\)')


def corpus_folder() -> Path | None:
    """The folder of published disclosures that ``BUDGETQA_CORPUS`` names, else the one beside the
    repository; None where there is none."""
    named = os.environ.get("BUDGETQA_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    return folder if folder.is_dir() else None


def corpus_files(folder: Path) -> list[Path]:
    """The disclosures in a corpus folder, in a stable order."""
    return sorted(file for file in folder.iterdir() if file.suffix in _READABLE)


def sample_file() -> Path:
    """The disclosure that ships with the code."""
    return next(SAMPLE.glob("*.txt"))


@contextmanager
def sample_settings() -> Iterator[Settings]:
    """A store of the sample alone, gone afterwards."""
    with TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder))
        fill(settings, [sample_file()])
        yield settings


def corpus_settings(corpus: Path, cache: Path = CACHE) -> Settings:
    """A store of all documents of a corpus folder, made anew where it is out of date."""
    files = corpus_files(corpus)
    settings = Settings(store=cache / _fingerprint(files))
    if not settings.store.is_dir():
        shutil.rmtree(cache, ignore_errors=True)
        unfinished = cache / "unfinished"
        fill(Settings(store=unfinished), files)
        unfinished.rename(settings.store)
    return settings


def fill(settings: Settings, files: list[Path]) -> None:
    """Ingest files; a refused one is left out, as it would be in use."""
    with Store.open(settings) as store:
        for file in files:
            add(file, store)


def _fingerprint(files: list[Path]) -> str:
    """Changes with the documents, with the code that understands them and with its words."""
    code = sorted((ROOT / "ingest").rglob("*.py"))
    names = {name for file in code for name in _VOCABULARY.findall(file.read_text("utf-8"))}
    words = [DATA / "vocabulary" / f"{name}.toml" for name in sorted(names)]
    digest = sha256()
    for file in (*files, *code, *words):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:16]
