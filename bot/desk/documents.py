"""The documents held: their tables to browse, search, audit and take away."""

from collections.abc import Callable
from typing import Annotated, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from bot.desk.desk import Desk, page
from bot.desk.guard import Guard, router
from bot.desk.printed import rows_of
from bot.desk.sessions import Session
from ingest.audit import findings
from ingest.export import document_csv, table_csv, xlsx
from ingest.model import Disclosure, Fact, Table
from ingest.text import label_key

Signed = Callable[[Request], Session]
Form = Literal["csv", "xlsx"]

_FOUND: Final = 200
_MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def document_routes(desk: Desk, guard: Guard) -> APIRouter:
    """``/staff/documents``."""
    routes = router()
    signed: Signed = guard.signed_in

    @routes.get("/documents")
    def documents(
        request: Request, session: Annotated[Session, Depends(signed)], find: str = ""
    ) -> Response:
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
        document: str,
        request: Request,
        session: Annotated[Session, Depends(signed)],
        find: str = "",
    ) -> Response:
        held = _held(desk, document)
        counts = {table.index: 0 for table in held.tables}
        for fact in held.facts:
            counts[fact.table] += 1
        found = _search(held, find)
        return page(
            "document.html",
            request,
            session,
            held=held,
            counts=counts,
            find=find,
            found=found[:_FOUND],
            more=len(found) > _FOUND,
            titles={table.index: f"{table.number or ''} {table.title}" for table in held.tables},
        )

    @routes.get("/documents/{document}/tables/{index}")
    def table(
        document: str,
        index: int,
        request: Request,
        session: Annotated[Session, Depends(signed)],
        find: str = "",
    ) -> Response:
        held = _held(desk, document)
        shown = _table(held, index)
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
    def audit(
        document: str, request: Request, session: Annotated[Session, Depends(signed)]
    ) -> Response:
        held = _held(desk, document)
        lines = [finding.line(held) for finding in findings(held)]
        doubtful = [line for line in lines if line["status"] != "ok"]
        return page("audit.html", request, session, held=held, lines=lines, doubtful=doubtful)

    @routes.get("/documents/{document}/export.{form}")
    def export(document: str, form: Form, session: Annotated[Session, Depends(signed)]) -> Response:
        held = _held(desk, document)
        data = document_csv(held) if form == "csv" else xlsx(held, held.tables)
        return _file(data, held.metadata.title, form)

    @routes.get("/documents/{document}/tables/{index}/export.{form}")
    def export_table(
        document: str, index: int, form: Form, session: Annotated[Session, Depends(signed)]
    ) -> Response:
        held = _held(desk, document)
        chosen = _table(held, index)
        data = table_csv(chosen) if form == "csv" else xlsx(held, [chosen])
        return _file(data, f"{held.metadata.title} {chosen.number or ''}{chosen.title}", form)

    return routes


def _held(desk: Desk, document: str) -> Disclosure:
    try:
        return desk.bot.store.facts.load(document)
    except KeyError:
        raise HTTPException(404) from None


def _table(held: Disclosure, index: int) -> Table:
    try:
        return held.table(index)
    except KeyError:
        raise HTTPException(404) from None


def _search(held: Disclosure, find: str) -> list[Fact]:
    """The figures whose labels or printing hold what is looked for."""
    key = label_key(find)
    if not key:
        return []
    return [fact for fact in held.facts if fact.text and key in label_key(" ".join(_words(fact)))]


def _words(fact: Fact) -> tuple[str, ...]:
    return (*fact.row, fact.code or "", *fact.column[-1:], fact.text)


def _file(data: bytes, name: str, form: Form) -> Response:
    """A file to save; its Chinese name as RFC 6266 has it."""
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(data, media_type=_MEDIA[form], headers=headers)
