"""Answers as HTML: pure functions from what the bot says to what is drawn, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.answer import Answer
from bot.bodies.scope import Held
from bot.web.chart import chart_of
from bot.web.citable import CAUTION, basis_of, caution, citable, is_address
from bot.web.evidence import gather
from bot.web.highlight import mark
from bot.words.normalise import LIMIT
from ingest.model import Metadata, Passage

_LONG_LEAD: Final = 120
"""Characters from which a first sentence, such as a list, is set like running text."""


def draw_banner(title: str) -> str:
    """The bar that names the service."""
    return _draw("banner.html", title=title)


def draw_welcome(held: Sequence[Metadata], hot: Sequence[str], about: Metadata | None) -> str:
    """What is seen before anything is asked: what is held, of which it is ``about`` the one that
    the page around it is of, and what can be clicked.
    """
    return _draw("welcome.html", held=held, hot=hot, about=about)


def draw_loading() -> str:
    """What is seen until the welcome has come."""
    return '<p class="loading" role="status">正在载入…</p>'


def draw_answer(answer: Answer, *, rated: bool = False, related: Sequence[Held] = ()) -> str:
    """A question with its answer and everything that rests on, and what is ``related`` to read
    on; ``rated`` asks how useful it is.
    """
    lines = [line for line in answer.text.splitlines() if line.strip()]
    main, others = gather(answer)
    return _draw(
        "answer.html",
        answer=answer,
        question=answer.question[:LIMIT],
        lead=lines[0] if lines else "",
        lines=[line for line in lines[1:] if not _repeats_check(line, answer)],
        chips=basis_of(answer),
        chart=chart_of(answer),
        citable=citable(answer),
        caution=caution(answer),
        rated=rated,
        main=main,
        others=others,
        related=related,
    )


def draw_notice(message: str, question: str = "") -> str:
    """A message in place of an answer."""
    return _draw("notice.html", message=message, question=question)


def draw_problem(message: str) -> str:
    """A page in place of one that cannot be shown."""
    return _draw("problem.html", message=message)


def draw_turns(turns: Sequence[str]) -> str:
    """The conversation, from turns drawn by the functions above."""
    return f'<div class="turns">{"".join(turns)}</div>'


def draw_portal(metadata: Metadata, source: str, passages: Sequence[Passage]) -> str:
    """A department's page as a portal might have it, with the widget on it."""
    return _draw("demo.html", metadata=metadata, source=source, passages=passages)


def _repeats_check(line: str, answer: Answer) -> bool:
    """The checks are drawn on their own."""
    return any(check.message in line for check in answer.checks)


def _draw(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["mark_figures"] = mark
    environment.tests["address"] = is_address
    environment.globals["caution_always"] = CAUTION
    environment.globals["long_lead"] = _LONG_LEAD
    return environment
