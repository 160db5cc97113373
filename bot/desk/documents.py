"""The documents held: their tables to browse, search and audit."""

from collections import Counter
from typing import Final

from fastapi import Request, Response
from starlette.exceptions import HTTPException

from bot.desk.desk import Desk, page
from bot.desk.guard import AtDesk, Signed, router
from bot.desk.printed import rows_of
from ingest.audit import findings
from ingest.model import Disclosure, Fact, Table
from ingest.text import label_key

_FOUND: Final = 200

routes = router()


@routes.get("/documents")
def documents(request: Request, desk: AtDesk, session: Signed, find: str = "") -> Response:
    held = desk.bot.store.facts.documents()
    key = label_key(find)
    shown = [
        record
        for record in held
        if key in label_key(f"{record.metadata.title}{record.metadata.organization}")
    ]
    shown.sort(key=lambda r: (r.metadata.organization, -(r.metadata.year or 0), r.document))
    return page("documents.html", request, session, records=shown, find=find, count=len(held))


@routes.get("/documents/{document}")
def contents(
    document: str, request: Request, desk: AtDesk, session: Signed, find: str = ""
) -> Response:
    held = held_as(desk, document)
    found = _search(held, find)
    return page(
        "document.html",
        request,
        session,
        held=held,
        counts=facts_of_tables(held),
        holders=holders(held),
        find=find,
        found=found[:_FOUND],
        more=len(found) > _FOUND,
        titles={table.index: f"{table.number or ''} {table.title}" for table in held.tables},
    )


@routes.get("/documents/{document}/tables/{index}")
def table(
    document: str, index: int, request: Request, desk: AtDesk, session: Signed, find: str = ""
) -> Response:
    held = held_as(desk, document)
    shown = table_of(held, index)
    return page(
        "table.html",
        request,
        session,
        held=held,
        table=shown,
        find=find,
        rows=rows_of(shown, find),
        places=[table.index for table in held.tables],
    )


@routes.get("/documents/{document}/audit")
def audit(document: str, request: Request, desk: AtDesk, session: Signed) -> Response:
    held = held_as(desk, document)
    lines = [finding.line(held) for finding in findings(held)]
    doubtful = [line for line in lines if line["status"] != "ok"]
    return page("audit.html", request, session, held=held, lines=lines, doubtful=doubtful)


def held_as(desk: Desk, document: str) -> Disclosure:
    """The document of an id; HTTPException 404 if it is not held."""
    try:
        return desk.bot.store.facts.load(document)
    except KeyError:
        raise HTTPException(404) from None


def table_of(held: Disclosure, index: int) -> Table:
    """The table of a number; HTTPException 404 if there is none."""
    try:
        return held.table(index)
    except KeyError:
        raise HTTPException(404) from None


def facts_of_tables(held: Disclosure) -> dict[int, int]:
    """How many facts each table gave, by its index."""
    counts = Counter(fact.table for fact in held.facts)
    return {table.index: counts[table.index] for table in held.tables}


def holders(held: Disclosure) -> dict[int, str]:
    """Whose each form is, by its index: what all its rows begin with, such as a project."""
    forms = {table.index for table in held.tables if table.layout == "form"}
    named: dict[int, set[str]] = {}
    for fact in held.facts:
        if fact.table in forms and fact.row:
            named.setdefault(fact.table, set()).add(fact.row[0])
    return {index: names.pop() for index, names in named.items() if len(names) == 1}


def _search(held: Disclosure, find: str) -> list[Fact]:
    """The figures whose labels or printing hold what is looked for."""
    key = label_key(find)
    if not key:
        return []
    return [fact for fact in held.facts if fact.text and key in label_key(" ".join(_words(fact)))]


def _words(fact: Fact) -> tuple[str, ...]:
    return (*fact.row, fact.code or "", *fact.column[-1:], fact.text)
