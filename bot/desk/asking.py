"""Asking at the desk: the answer, what it rests on, and the words to pass on."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup
from starlette.datastructures import FormData

from bot.answer import Answer, Citation, Figure
from bot.desk.desk import Desk, page
from bot.desk.guard import Guard, router
from bot.desk.sessions import Session
from bot.web.render import draw_answer, draw_notice
from bot.words.normalise import LIMIT


def asking_routes(desk: Desk, guard: Guard) -> APIRouter:
    """``/staff`` itself."""
    routes = router()

    @routes.get("")
    def empty(
        request: Request,
        session: Annotated[Session, Depends(guard.signed_in)],
        question: str = "",
    ) -> Response:
        return _page(request, session, question)

    @routes.post("")
    def ask(request: Request, fields: Annotated[FormData, Depends(guard.form)]) -> Response:
        session = guard.signed_in(request)
        question = str(fields.get("question", "")).strip()
        if not question:
            return _page(request, session, drawn=draw_notice("请输入问题。"))
        answer = desk.bot.ask(question[: LIMIT + 1], session=f"desk-{session.csrf}")
        return _page(request, session, question, draw_answer(answer), reply_of(answer))

    return routes


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


def reply_of(answer: Answer) -> str:
    """The answer with its 口径 and source, as one text to read out or send."""
    parts = [answer.text]
    if answer.figures:
        parts.append(f"口径：{'；'.join(_each_basis(answer))}。")
    if answer.citations:
        parts += ["来源：", *_sources(answer.citations)]
    return "\n".join(parts)


def _each_basis(answer: Answer) -> dict[str, None]:
    """Whose, of which year and kind, counted how, for every figure; each once."""
    return dict.fromkeys(map(_basis, answer.figures))


def _basis(figure: Figure) -> str:
    year = f"{figure.year}年{figure.kind or ''}" if figure.year else ""
    unit = f"单位：{figure.unit}" if figure.unit else ""
    return "，".join(filter(None, (figure.organization, year, figure.basis, unit)))


def _sources(citations: Iterable[Citation]) -> Iterator[str]:
    """A line a document: its places, and where it can be read."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for citation in citations:
        places.setdefault((citation.title, citation.source), {})[_place(citation)] = None
    for (title, source), found in places.items():
        yield f"《{title}》{'、'.join(found)}，见 {source}"


def _place(citation: Citation) -> str:
    place = citation.section or ""
    if citation.table_title is not None:
        place = f"{citation.table or ''}“{citation.table_title}”"
    return f"{place}（第{citation.page}页）" if citation.page else place
