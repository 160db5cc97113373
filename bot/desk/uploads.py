"""Uploading a document: it is understood and shown first, and held only when somebody says so."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from threading import Lock
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.desk import Desk, page
from bot.desk.guard import HOME, Guard, router
from bot.desk.sessions import Session
from ingest.completeness import refusal, shrinkage
from ingest.errors import UnreadableError
from ingest.model import Disclosure
from ingest.pipeline import understand
from ingest.store import DocumentRecord, Store

UPLOADS: Final = f"{HOME}/uploads"
LARGEST_UPLOAD: Final = 50 * 2**20
"""Bytes of one file with its form; larger ones are for ``python -m ingest add``."""

_KEPT: Final = 3600.0
_MOST: Final = 8
"""A preview waits this many seconds, at most this many at once: they are held in memory."""

_LONGEST_NAME: Final = 120
_ONE_AT_A_TIME: Final = Lock()
"""To read a large file takes a processor for seconds; citizens need the others."""


@dataclass(frozen=True)
class Upload:
    """A file understood, not held yet. ``owner`` is who may hold it."""

    owner: str
    name: str
    disclosure: Disclosure


class Waiting:
    """The uploads that wait for somebody's word; bounded, thread safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._held: OrderedDict[str, tuple[Upload, float]] = OrderedDict()

    def add(self, upload: Upload) -> str:
        """Keep an upload; the token it is known by."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._forget()
            self._held[token] = upload, self._clock()
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return token

    def find(self, token: str, owner: str) -> Upload | None:
        """The upload, if it is the owner's and still waits."""
        with self._lock:
            self._forget()
            upload, _ = self._held.get(token, (None, 0.0))
        return upload if upload and upload.owner == owner else None

    def drop(self, token: str) -> None:
        with self._lock:
            self._held.pop(token, None)

    def _forget(self) -> None:
        over = [t for t, (_, since) in self._held.items() if self._clock() - since > _KEPT]
        for token in over:
            del self._held[token]


def upload_routes(desk: Desk, guard: Guard) -> APIRouter:
    """``/staff/uploads``."""
    routes = router()
    waiting = Waiting()

    def mine(request: Request, token: str) -> Upload:
        upload = waiting.find(token, guard.signed_in(request).name)
        if upload is None:
            raise HTTPException(404, "这次上传已取消、已收录或已超过一小时，请重新上传。")
        return upload

    @routes.get("/uploads")
    def form(
        request: Request,
        session: Annotated[Session, Depends(guard.signed_in)],
        held: str = "",
    ) -> Response:
        record = _record(desk.bot.store, held)
        return page("uploads.html", request, session, message="", record=record)

    @routes.post("/uploads")
    def upload(request: Request, fields: Annotated[FormData, Depends(guard.form)]) -> Response:
        session = guard.signed_in(request)
        try:
            found = _understood(fields, session.name, desk.bot.store)
        except UnreadableError as error:
            return page(
                "uploads.html", request, session, status=422, message=str(error), record=None
            )
        return RedirectResponse(f"{UPLOADS}/{waiting.add(found)}", 303)

    @routes.get("/uploads/{token}")
    def preview(
        token: str, request: Request, session: Annotated[Session, Depends(guard.signed_in)]
    ) -> Response:
        return _preview(request, session, token, mine(request, token), desk.bot.store)

    @routes.post("/uploads/{token}/confirm")
    def confirm(
        token: str, request: Request, fields: Annotated[FormData, Depends(guard.form)]
    ) -> Response:
        session, upload, store = guard.signed_in(request), mine(request, token), desk.bot.store
        old = str(fields.get("replaces", ""))
        problem = _hold(upload.disclosure, old, store)
        if problem:
            return _preview(request, session, token, upload, store, problem)
        waiting.drop(token)
        title = upload.disclosure.metadata.title
        desk.journal.changed(session.name, "替换文件" if old else "收录文件", title)
        return RedirectResponse(f"{UPLOADS}?held={old or _new_id(upload.disclosure)}", 303)

    @routes.post("/uploads/{token}/cancel")
    def cancel(
        token: str, request: Request, _: Annotated[FormData, Depends(guard.form)]
    ) -> Response:
        mine(request, token)
        waiting.drop(token)
        return RedirectResponse(UPLOADS, 303)

    return routes


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
    counts = {table.index: 0 for table in new.tables}
    for fact in new.facts:
        counts[fact.table] += 1
    return page(
        "preview.html",
        request,
        session,
        status=422 if message else 200,
        message=message,
        token=token,
        upload=upload,
        new=new,
        counts=counts,
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
