"""Asking at the desk: the answer, what it rests on, and the words to pass on."""

from fastapi import Request, Response
from markupsafe import Markup

from bot.desk.desk import page
from bot.desk.guard import AtDesk, Fields, Signed, router
from bot.desk.sessions import Session
from bot.web.citable import citable
from bot.web.render import draw_answer, draw_notice
from bot.words.normalise import LIMIT

routes = router()


@routes.get("")
def empty(request: Request, session: Signed, question: str = "") -> Response:
    return _page(request, session, question)


@routes.post("")
def ask(request: Request, desk: AtDesk, session: Signed, fields: Fields) -> Response:
    question = str(fields.get("question", "")).strip()
    if not question:
        return _page(request, session, drawn=draw_notice("请输入问题。"))
    answer = desk.bot.ask(question[: LIMIT + 1], session=f"desk-{session.csrf}")
    return _page(request, session, question, draw_answer(answer), citable(answer))


def _page(
    request: Request, session: Session, question: str = "", drawn: str = "", reply: str = ""
) -> Response:
    return page(
        "ask.html",
        request,
        session,
        limit=LIMIT,
        question=question[:LIMIT],
        drawn=Markup(drawn),
        reply=reply,
    )
