"""The queue: questions that were refused, left to be clarified, or answered badly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response
from starlette.responses import RedirectResponse

from bot.desk.desk import Desk, page
from bot.desk.guard import HOME, AtDesk, Fields, Signed, router
from bot.records.journal import Open
from bot.records.ratings import HeldRating

_SHOWN: Final = 200
_RATINGS: Final = 1_000
"""How many of the latest ratings are looked at."""
_ADDRESS: Final = f"{HOME}/questions"
_WORDS: Final = {"refused": "未能作答", "clarify": "待澄清", "rated": "评价不佳"}

routes = router()


@dataclass(frozen=True)
class Waiting:
    """A row of the queue; ``why`` is refused, clarify or rated."""

    question: str
    why: str
    words: str
    said: str
    times: int
    last: str


@routes.get("/questions")
def queue(request: Request, desk: AtDesk, session: Signed, why: str = "") -> Response:
    shown = [row for row in _waiting(desk) if why in ("", row.why)][:_SHOWN]
    return page("questions.html", request, session, waiting=shown, why=why, whys=_WORDS)


@routes.post("/questions/handled")
def handled(desk: AtDesk, session: Signed, fields: Fields) -> Response:
    question = str(fields.get("question", ""))
    desk.journal.handle(question)
    desk.journal.changed(session.name, "问题已处理", question)
    return RedirectResponse(_ADDRESS, 303)


def _waiting(desk: Desk) -> list[Waiting]:
    """Badly rated answers first, then what was asked most."""
    asked = desk.journal.open_questions(("refused", "clarify"), _SHOWN)
    return [*_badly_rated(desk), *_opened(asked)]


def _badly_rated(desk: Desk) -> Iterable[Waiting]:
    """The questions whose answers people found of no use, with their latest words."""
    latest = desk.ratings.latest(_RATINGS) if desk.ratings else ()
    bad = [held for held in latest if not held.rating.useful]
    open_now = set(desk.journal.unhandled((b.rating.question, b.asked_at) for b in bad))
    by_question: dict[str, list[HeldRating]] = {}
    for held in bad:
        if (held.rating.question, held.asked_at) in open_now:
            by_question.setdefault(held.rating.question, []).append(held)
    for question, rated in by_question.items():
        said = next((held.rating.reason for held in rated if held.rating.reason), "")
        yield Waiting(question, "rated", _WORDS["rated"], said, len(rated), rated[0].asked_at)


def _opened(asked: Iterable[Open]) -> Iterable[Waiting]:
    for row in asked:
        words = _WORDS[row.status]
        yield Waiting(row.question, row.status, words, row.text, row.times, row.last)
