"""Uploading a document: it is understood and shown first, and held only when somebody says so."""

from dataclasses import replace
from pathlib import PurePosixPath
from threading import Lock
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.desk import page
from bot.desk.documents import facts_of_tables, holders
from bot.desk.guard import HOME, AtDesk, Fields, Signed, router
from bot.desk.sessions import Session
from bot.desk.waiting import Upload
from ingest.completeness import refusal, shrinkage
from ingest.errors import UnreadableError
from ingest.model import Disclosure
from ingest.pipeline import understand
from ingest.store import DocumentRecord, Store

UPLOADS: Final = f"{HOME}/uploads"
LARGEST_UPLOAD: Final = 50 * 2**20
"""Bytes of one file with its form; larger ones are for ``python -m ingest add``."""

_LONGEST_NAME: Final = 120
_ONE_AT_A_TIME: Final = Lock()
"""To read a large file takes a processor for seconds; citizens need the others."""


routes = router()


@routes.get("/uploads")
def form(request: Request, desk: AtDesk, session: Signed, held: str = "") -> Response:
    record = _record(desk.bot.store, held)
    return page("uploads.html", request, session, message="", record=record)


@routes.post("/uploads")
def upload(request: Request, desk: AtDesk, session: Signed, fields: Fields) -> Response:
    try:
        found = _understood(fields, session.name, desk.bot.store)
    except UnreadableError as error:
        return page("uploads.html", request, session, status=422, message=str(error), record=None)
    return RedirectResponse(f"{UPLOADS}/{desk.uploads.add(found)}", 303)


def waiting(token: str, desk: AtDesk, session: Signed) -> Upload:
    """The upload a token names; HTTPException 404 if it is nobody's or somebody else's."""
    found = desk.uploads.find(token, session.name)
    if found is None:
        raise HTTPException(404, "这次上传已取消、已收录或已超过一小时，请重新上传。")
    return found


Mine = Annotated[Upload, Depends(waiting)]


@routes.get("/uploads/{token}")
def preview(token: str, request: Request, desk: AtDesk, session: Signed, upload: Mine) -> Response:
    return _preview(request, session, token, upload, desk.bot.store)


@routes.post("/uploads/{token}/confirm")
def confirm(
    token: str, request: Request, desk: AtDesk, session: Signed, fields: Fields, upload: Mine
) -> Response:
    store, new, old = desk.bot.store, upload.disclosure, str(fields.get("replaces", ""))
    if problem := _hold(new, old, store):
        return _preview(request, session, token, upload, store, problem)
    desk.uploads.drop(token)
    desk.journal.changed(session.name, "替换文件" if old else "收录文件", new.metadata.title)
    return RedirectResponse(f"{UPLOADS}?held={old or _new_id(new)}", 303)


@routes.post("/uploads/{token}/cancel")
def cancel(token: str, desk: AtDesk, _: Fields, upload: Mine) -> Response:
    desk.uploads.drop(token)
    return RedirectResponse(UPLOADS, 303)


def _understood(fields: FormData, owner: str, store: Store) -> Upload:
    """What a sent file is; UnreadableError says why it cannot be held."""
    file = fields.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise UnreadableError("请选择一个文件。")
    name, source = _safe_name(file.filename), str(fields.get("address", "")).strip()
    if source and (urlsplit(source).scheme not in ("http", "https") or len(source) > 2000):
        raise UnreadableError("公开网址应以 http:// 或 https:// 开头。")
    data = file.file.read()
    with _ONE_AT_A_TIME:
        disclosure = understand(data, name, "", source or name)
    if problem := refusal(disclosure):
        raise UnreadableError(problem.message)
    if record := store.facts.find(disclosure.sha256):
        raise UnreadableError(f"这份文件已经收录：《{record.metadata.title}》。")
    return Upload(owner, name, disclosure)


def _preview(
    request: Request,
    session: Session,
    token: str,
    upload: Upload,
    store: Store,
    message: str = "",
) -> Response:
    new = upload.disclosure
    return page(
        "preview.html",
        request,
        session,
        status=422 if message else 200,
        message=message,
        token=token,
        upload=upload,
        new=new,
        counts=facts_of_tables(new),
        holders=holders(new),
        alike=_alike(new, store),
    )


def _hold(new: Disclosure, old: str, store: Store) -> str | None:
    """Put a disclosure in, in place of ``old`` if that is named; why not, where it must not be."""
    if not old:
        store.put(replace(new, document=_new_id(new)))
        return None
    if old not in {record.document for record in _alike(new, store)}:
        return "要替换的文件已不在收录中，请重新选择。"
    if problem := shrinkage(new, sum(1 for _ in store.facts.facts(old))):
        return problem.message
    store.put(replace(new, document=old))
    return None


def _alike(new: Disclosure, store: Store) -> list[DocumentRecord]:
    """Held documents of the same body, year and kind: those a new edition may replace."""
    of = new.metadata.organization, new.metadata.year, new.metadata.kind
    return [
        record
        for record in store.facts.documents()
        if (record.metadata.organization, record.metadata.year, record.metadata.kind) == of
    ]


def _record(store: Store, document: str) -> DocumentRecord | None:
    return next((r for r in store.facts.documents() if r.document == document), None)


def _new_id(disclosure: Disclosure) -> str:
    """An upload has no path that stays: its bytes name it."""
    return disclosure.sha256[:12]


def _safe_name(name: str) -> str:
    """The last part of a file's name, printable; its ending says what it is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(char for char in last if char.isprintable())
    return shown[-_LONGEST_NAME:] or "上传文件"
