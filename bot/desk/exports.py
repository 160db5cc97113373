"""Documents and tables to take away, as CSV and XLSX."""

from typing import Final, Literal
from urllib.parse import quote

from fastapi import Response

from bot.desk.documents import held_as, table_of
from bot.desk.guard import AtDesk, Signed, router
from ingest.export import document_csv, table_csv, xlsx

Form = Literal["csv", "xlsx"]

_MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

routes = router()


@routes.get("/documents/{document}/export.{form}")
def export(document: str, form: Form, desk: AtDesk, _: Signed) -> Response:
    held = held_as(desk, document)
    data = document_csv(held) if form == "csv" else xlsx(held, held.tables)
    return _file(data, held.metadata.title, form)


@routes.get("/documents/{document}/tables/{index}/export.{form}")
def export_table(document: str, index: int, form: Form, desk: AtDesk, _: Signed) -> Response:
    held = held_as(desk, document)
    chosen = table_of(held, index)
    data = table_csv(chosen) if form == "csv" else xlsx(held, [chosen])
    return _file(data, f"{held.metadata.title} {chosen.number or ''}{chosen.title}", form)


def _file(data: bytes, name: str, form: Form) -> Response:
    """A file to save; its Chinese name as RFC 6266 has it."""
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(data, media_type=_MEDIA[form], headers=headers)
