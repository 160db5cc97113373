"""One document from its bytes to the stores: read, tables, narrative, metadata, passages, put.

Reads top to bottom like the picture in the design: bytes → Reading → tables and facts →
narrative → Disclosure → both stores, all or nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ingest.apart import check_parts
from ingest.completeness import completeness_issues, refusal, shrinkage
from ingest.errors import UnreadableError
from ingest.metadata import understand_metadata
from ingest.model import Disclosure, Fact, Issue, Paragraph, Passage, Table
from ingest.narrative import understand_narrative
from ingest.numbers import is_blank
from ingest.read import read_bytes
from ingest.readers import Readers, shared_readers
from ingest.source import Source
from ingest.tables import understand_tables

if TYPE_CHECKING:  # the processes that read have no use for the stores and the web
    from ingest.fetch import Fetcher
    from ingest.store import Store

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
    [outcome] = add_all([path], store, shared_readers())
    return outcome


def add_all(
    places: Iterable[Path | str],
    store: Store,
    readers: Readers,
    fetcher: Fetcher | None = None,
) -> Iterator[Outcome]:
    """Ingest files and http(s) addresses: what becomes of each, in their order and as if they came
    one by one, while ``readers`` read those that follow. Errors as in :func:`add`.

    ``fetcher`` is needed where there are addresses.
    """
    begun: deque[_Begun | Outcome] = deque()
    for place in places:
        begun.append(_begin(place, store, readers, fetcher))
        if len(begun) > 2 * readers.count:
            yield _finish(begun.popleft(), store, readers)
    while begun:
        yield _finish(begun.popleft(), store, readers)


@dataclass(frozen=True)
class _Begun:
    """A file that may be read already; ``disclosure`` is None for one held as it is."""

    source: Source
    disclosure: Future[Disclosure] | None


def _begin(
    place: Path | str, store: Store, readers: Readers, fetcher: Fetcher | None
) -> _Begun | Outcome:
    try:
        source = _source(place, readers, fetcher)
    except OSError as error:
        message = f"打不开这个文件（{error.strerror}）；请检查路径和权限。"
        return _refused(str(place), Issue("unreadable", message, str(place)))
    except UnreadableError as error:
        return _refused(str(place), Issue(error.code, str(error), str(place)))
    held = store.facts.find(source.sha256)
    return _Begun(source, None if held else _read(source, readers))


def _source(place: Path | str, readers: Readers, fetcher: Fetcher | None) -> Source:
    if isinstance(place, Path):
        return Source.of_file(place)
    from ingest.published import published

    if fetcher is None:
        raise ValueError(f"no fetcher to fetch {place}")
    return published(place, fetcher, readers)


def _read(source: Source, readers: Readers) -> Future[Disclosure]:
    arguments = (source.data, source.name, source.document, source.address)
    return readers.submit(len(source.data), understand, *arguments)


def _finish(begun: _Begun | Outcome, store: Store, readers: Readers) -> Outcome:
    """Hold a file's disclosure, or say why not. What is held is asked anew: a file of the same
    content, or an older one of the same source, may have come just before."""
    if isinstance(begun, Outcome):
        return begun
    source = begun.source
    held = store.facts.find(source.sha256)
    if held is not None:
        return _unchanged(source, store.facts.load(held.document))
    try:
        disclosure = (begun.disclosure or _read(source, readers)).result()
    except UnreadableError as error:
        return _refused(source.path, *source.issues, Issue(error.code, str(error), source.name))
    disclosure = replace(disclosure, issues=(*source.issues, *disclosure.issues))
    before = _held(store, source.document)
    problem = refusal(disclosure) or (before and shrinkage(disclosure, len(before.facts)))
    if problem:
        return _refused(source.path, problem, *disclosure.issues)
    store.put(disclosure)
    return _outcome(source.path, "replaced" if before else "added", disclosure)


def _held(store: Store, document: str) -> Disclosure | None:
    try:
        return store.facts.load(document)
    except KeyError:
        return None


def _unchanged(source: Source, held: Disclosure) -> Outcome:
    """The outcome of bytes that are held already; of another source they are a duplicate."""
    outcome = _outcome(source.path, "unchanged", held)
    if held.document == source.document:
        return outcome
    message = f"内容与已收录的《{held.metadata.title}》（{held.source}）相同，没有重复收录。"
    issue = Issue("duplicate", message, source.name)
    return replace(outcome, issues=(issue, *outcome.issues))


def _refused(path: str, *issues: Issue) -> Outcome:
    return Outcome(path, "refused", issues=issues)


def _outcome(path: str, status: Status, disclosure: Disclosure) -> Outcome:
    return Outcome(
        path,
        status,
        disclosure.document,
        len(disclosure.tables),
        len(disclosure.facts),
        len(disclosure.passages),
        disclosure.issues,
    )


def understand(data: bytes, name: str, document: str, source: str) -> Disclosure:
    """Everything a file discloses. UnreadableError if its bytes are no readable document, or an
    archive of several."""
    reading = read_bytes(data, name)
    check_parts(reading)
    understood = understand_tables(reading.blocks)
    printed = [block for block in reading.blocks if isinstance(block, Paragraph)]
    titles = [table.title for table in understood.tables]
    metadata, problems = understand_metadata(
        printed, reading.title, name, [*understood.captions, *titles], _heads(understood.facts)
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


def _heads(facts: Sequence[Fact]) -> list[set[str]]:
    """What stands over the columns of each table."""
    heads: dict[int, set[str]] = defaultdict(set)
    for fact in facts:
        heads[fact.table].update(fact.column)
    return list(heads.values())


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
