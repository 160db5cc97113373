"""Writing answers, approving them, and taking them back."""

from collections.abc import Sequence
from typing import Final

from fastapi import Request, Response
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.answer import Answer
from bot.desk.desk import Desk, page
from bot.desk.guard import HOME, AtDesk, Fields, Signed, router
from bot.desk.sessions import Session
from bot.records.curated import LONGEST
from bot.web.render import draw_answer
from bot.words.normalise import LIMIT

_ADDRESS: Final = f"{HOME}/curated"
_ENDED: Final = 50
_MOST_EVIDENCE: Final = 5


routes = router()


@routes.get("/curated")
def listed(request: Request, desk: AtDesk, session: Signed) -> Response:
    desk.curated.expire(lambda question: desk.bot.understand(question)[0])
    rows, ended = desk.journal.curated(), desk.journal.ended(_ENDED)
    return page("curated.html", request, session, rows=rows, ended=ended)


@routes.get("/curated/new")
def new(request: Request, desk: AtDesk, session: Signed, question: str = "") -> Response:
    asked = question.strip()[:LIMIT]
    evidence = _evidence(desk, asked)
    text = evidence[0].text if evidence and evidence[0].status == "answered" else ""
    return _form(request, session, asked, asked, text, evidence)


@routes.post("/curated/new")
def write(request: Request, desk: AtDesk, session: Signed, fields: Fields) -> Response:
    question = str(fields.get("question", "")).strip()[:LIMIT]
    asked = str(fields.get("evidence", "")).strip() or question
    text = "\n".join(str(fields.get("text", "")).split("\r\n")).strip()
    evidence = _evidence(desk, asked)
    if fields.get("do") != "approve":
        return _form(request, session, question, asked, text, evidence)
    query = desk.bot.understand(question)[0]
    problems = ["请填写问题。"] if not question else []
    problems = problems or desk.curated.approve(query, text, evidence, session.name)
    if problems:
        return _form(request, session, question, asked, text, evidence, problems)
    desk.journal.handle(question)
    desk.journal.changed(session.name, "发布人工答复", question)
    return RedirectResponse(_ADDRESS, 303)


@routes.post("/curated/{number}/end")
def end(number: int, desk: AtDesk, session: Signed, _: Fields) -> Response:
    row = next((row for row in desk.journal.curated() if row.id == number), None)
    if row is None or not desk.journal.end(number, "已撤回"):
        raise HTTPException(404, "这条人工答复已经失效。")
    desk.journal.changed(session.name, "撤回人工答复", row.question)
    return RedirectResponse(_ADDRESS, 303)


def _evidence(desk: Desk, asked: str) -> list[Answer]:
    """What the documents answer to each line; not what staff wrote before."""
    questions = [line.strip()[:LIMIT] for line in asked.splitlines() if line.strip()]
    return [desk.bot.answer(question) for question in questions[:_MOST_EVIDENCE]]


def _form(
    request: Request,
    session: Session,
    question: str,
    asked: str,
    text: str,
    evidence: Sequence[Answer],
    problems: Sequence[str] = (),
) -> Response:
    message = ""
    if problems:
        listed = "\n".join(f"· {problem.removesuffix('。')}。" for problem in problems)
        message = (
            f"没有发布。\n{listed}\n数字须与依据一致；可在“依据的问题”中加一行能查出它的问题。"
        )
    return page(
        "write.html",
        request,
        session,
        status=422 if problems else 200,
        question=question,
        asked=asked,
        text=text,
        limit=LIMIT,
        longest=LONGEST,
        message=message,
        drawn=[(answer.question, Markup(draw_answer(answer))) for answer in evidence],
    )
