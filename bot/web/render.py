"""Answers as HTML: pure functions from what the bot says to what is drawn, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.answer import Answer
from bot.web.evidence import gather
from bot.web.highlight import mark
from bot.words.normalise import LIMIT
from ingest.model import Metadata, Passage


def draw_banner(title: str) -> str:
    """The bar that names the service."""
    return _draw("banner.html", title=title)


def draw_welcome(held: Sequence[Metadata], hot: Sequence[str]) -> str:
    """What is seen before anything is asked: what is held and what can be clicked."""
    return _draw("welcome.html", held=held, hot=hot)


def draw_answer(answer: Answer) -> str:
    """A question with its answer and everything that rests on."""
    lines = [line for line in answer.text.splitlines() if line.strip()]
    main, others = gather(answer)
    return _draw(
        "answer.html",
        answer=answer,
        question=answer.question[:LIMIT],
        lead=lines[0] if lines else "",
        lines=[line for line in lines[1:] if not _repeats_check(line, answer)],
        chips=_chips(answer),
        main=main,
        others=others,
    )


def draw_notice(message: str, question: str = "") -> str:
    """A message in place of an answer."""
    return _draw("notice.html", message=message, question=question)


def draw_turns(turns: Sequence[str]) -> str:
    """The conversation, from turns drawn by the functions above."""
    return f'<div class="turns" role="log" aria-live="polite">{"".join(turns)}</div>'


def draw_portal(metadata: Metadata, source: str, passages: Sequence[Passage]) -> str:
    """A department's page as a portal might have it, with the widget on it."""
    return _draw("demo.html", metadata=metadata, source=source, passages=passages)


def _repeats_check(line: str, answer: Answer) -> bool:
    """The checks are drawn on their own."""
    return any(check.message in line for check in answer.checks)


def _chips(answer: Answer) -> list[tuple[str, str]]:
    """The 口径 of the figures: name and value, several values joined."""
    figures = answer.figures
    chips = {
        "部门": [figure.organization for figure in figures],
        "年度": [f"{figure.year}年{figure.kind or ''}" for figure in figures if figure.year],
        "口径": [figure.basis for figure in figures],
        "单位": [figure.unit or "" for figure in figures],
    }
    joined = {name: "、".join(dict.fromkeys(filter(None, of))) for name, of in chips.items()}
    return [(name, value) for name, value in joined.items() if value]


def _is_address(source: str) -> bool:
    """Whether a source can be opened by the reader's browser."""
    return urlsplit(source).scheme in ("http", "https")


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
    environment.tests["address"] = _is_address
    return environment
