"""The queue: questions that were refused, left to be clarified, or answered badly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from bot.desk.desk import Desk, page
from bot.desk.guard import HOME, Guard, router
from bot.desk.sessions import Session
from bot.journal import Open

_SHOWN: Final = 200
_ADDRESS: Final = f"{HOME}/questions"
_WORDS: Final = {"refused": "未能作答", "clarify": "待澄清", "rated": "评价不佳"}


@dataclass(frozen=True)
class Waiting:
    """A row of the queue; ``why`` is refused, clarify or rated."""

    question: str
    why: str
    words: str
    said: str
    times: int
    last: str


def question_routes(desk: Desk, guard: Guard) -> APIRouter:
    """``/staff/questions``."""
    routes = router()

    @routes.get("/questions")
    def queue(
        request: Request, session: Annotated[Session, Depends(guard.signed_in)], why: str = ""
    ) -> Response:
        waiting = [row for row in _waiting(desk) if why in ("", row.why)]
        shown = waiting[:_SHOWN]
        return page("questions.html", request, session, waiting=shown, why=why, whys=_WORDS)

    @routes.post("/questions/handled")
    def handled(request: Request, fields: Annotated[FormData, Depends(guard.form)]) -> Response:
        question = str(fields.get("question", ""))
        desk.journal.handle(question)
        desk.journal.changed(guard.signed_in(request).name, "问题已处理", question)
        return RedirectResponse(_ADDRESS, 303)

    return routes


def _waiting(desk: Desk) -> list[Waiting]:
    """Badly rated answers first, then what was asked most."""
    asked = desk.journal.open_questions(("refused", "clarify"), _SHOWN)
    rated = desk.journal.unhandled((r.question, r.at) for r in desk.rated())
    counts: dict[str, list[str]] = {}
    for question, at in rated:
        counts.setdefault(question, []).append(at)
    comments = {r.question: r.comment for r in reversed(desk.rated())}
    found = [
        Waiting(question, "rated", _WORDS["rated"], comments[question], len(times), max(times))
        for question, times in counts.items()
    ]
    return found + list(_opened(asked))


def _opened(asked: Iterable[Open]) -> Iterable[Waiting]:
    for row in asked:
        words = _WORDS[row.status]
        yield Waiting(row.question, row.status, words, row.text, row.times, row.last)
