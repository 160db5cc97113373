"""One document from its bytes to the stores: read, tables, narrative, metadata, passages, put.

Reads top to bottom like the picture in the design: bytes → Reading → tables and facts →
narrative → Disclosure → both stores, all or nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from ingest.completeness import completeness_issues, refusal, shrinkage
from ingest.errors import UnreadableError
from ingest.metadata import understand_metadata
from ingest.model import Disclosure, Fact, Issue, Paragraph, Passage, Table
from ingest.narrative import understand_narrative
from ingest.numbers import is_blank
from ingest.read import read_bytes
from ingest.store import Store
from ingest.tables import understand_tables

Status = Literal["added", "unchanged", "replaced", "refused"]

_CELL_WORDS: Final = 12
"""A text cell shorter than this is a label or a category; longer, it is worth retrieving."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file. ``document`` is None when it was refused before it had an id."""

    path: str
    status: Status
    document: str | None = None
    tables: int = 0
    facts: int = 0
    passages: int = 0
    issues: tuple[Issue, ...] = ()


def add(path: Path, store: Store) -> Outcome:
    """Ingest one file; a refusal is an outcome with its reason, never an exception.

    StoreError is raised: a store that cannot be written concerns every file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"打不开这个文件（{error.strerror}）；请检查路径和权限。"
        issue = Issue("unreadable", message, str(path))
        return Outcome(str(path), "refused", issues=(issue,))
    sha256 = hashlib.sha256(data).hexdigest()
    document = document_id(path)
    held = store.facts.find(sha256)
    if held is not None:
        return _outcome(path, "unchanged", store.facts.load(held.document))
    before = _held(store, document)
    try:
        disclosure = understand(data, path.name, document, _address(path) or path.name)
    except UnreadableError as error:
        issue = Issue("unreadable", str(error), path.name)
        return Outcome(str(path), "refused", issues=(issue,))
    problem = refusal(disclosure) or (before and shrinkage(disclosure, len(before.facts)))
    if problem:
        return Outcome(str(path), "refused", issues=(problem, *disclosure.issues))
    store.put(disclosure)
    return _outcome(path, "replaced" if before else "added", disclosure)


def _held(store: Store, document: str) -> Disclosure | None:
    try:
        return store.facts.load(document)
    except KeyError:
        return None


def _outcome(path: Path, status: Status, disclosure: Disclosure) -> Outcome:
    return Outcome(
        str(path),
        status,
        disclosure.document,
        len(disclosure.tables),
        len(disclosure.facts),
        len(disclosure.passages),
        disclosure.issues,
    )


def understand(data: bytes, name: str, document: str, source: str) -> Disclosure:
    """Everything a file discloses. UnreadableError if its bytes are no readable document."""
    reading = read_bytes(data, name)
    understood = understand_tables(reading.blocks)
    printed = [block for block in reading.blocks if isinstance(block, Paragraph)]
    metadata, problems = understand_metadata(
        printed, reading.title, name, [table.title for table in understood.tables]
    )
    names = (metadata.organization, *metadata.aliases)
    narrative = understand_narrative(understood.paragraphs, metadata.year, names)
    passages = list(narrative.passages)
    passages += _cell_passages(understood.facts, understood.tables, len(passages))
    disclosure = Disclosure(
        document=document,
        sha256=hashlib.sha256(data).hexdigest(),
        source=source,
        metadata=metadata,
        tables=tuple(understood.tables),
        facts=tuple(understood.facts),
        statements=narrative.statements,
        passages=tuple(passages),
        issues=(*reading.issues, *understood.issues, *problems, *narrative.issues),
    )
    extra = completeness_issues(disclosure)
    return Disclosure(**{**vars(disclosure), "issues": (*disclosure.issues, *extra)})


def document_id(path: Path) -> str:
    """The id of the document a path holds; a path stays one document, whatever is in it."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]


def _address(path: Path) -> str | None:
    """Where a file was published, from ``NAME.source.json`` beside it."""
    beside = path.with_suffix(".source.json")
    if not beside.is_file():
        return None
    try:
        address = json.loads(beside.read_text("utf-8")).get("address")
    except (OSError, ValueError, AttributeError):
        return None
    return address if isinstance(address, str) else None


def _cell_passages(facts: Sequence[Fact], tables: Sequence[Table], first: int) -> Iterator[Passage]:
    """Long text cells (项目概述, 立项依据 …) as passages about what their form is about."""
    titles = {table.index: table.title for table in tables}
    index = first
    for fact in facts:
        if fact.value is None and not is_blank(fact.text) and len(fact.text) >= _CELL_WORDS:
            yield Passage(
                index=index,
                kind="cell",
                section=(titles[fact.table], *fact.column),
                text=fact.text,
                subject=fact.row[0] if fact.row else None,
                table=fact.table,
                page=fact.page,
            )
            index += 1
