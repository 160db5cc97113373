"""Questions to go on with after an answer: about the same figure, each tried before it is offered.

What may follow is in ``data/vocabulary/web.toml``; what is offered is what the bot answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from bot.answer import Answer, Figure
from bot.operations.narrative import answer_definition, statements_about
from bot.replying.draft import Draft
from bot.service import Bot
from ingest.vocabulary import read

_MOST: Final = 3
_WHOLE: Final = Decimal(100)


def follow_ups(bot: Bot, answer: Answer, page: str | None = None) -> list[str]:
    """At most three complete questions on the figure of an answer; none without such a figure.

    ``page`` is the address the first question was asked on. Nothing is added to a conversation.
    """
    figure = _subject(answer) if answer.status == "answered" else None
    if figure is None or figure.year is None:
        return []
    asked = _label_asked(bot, answer, page)
    figure = figure.model_copy(update={"label": asked}) if asked else figure
    opening = _opening(bot, figure, page)
    asked_next = (_filled_in(raw, figure, opening) for raw in read("web")["follow"])
    new = (found for one in asked_next if (found := _tried(bot, *one, figure, page)))
    told = {answer.text}
    return list(islice(_telling(new, told), _MOST))


def _subject(answer: Answer) -> Figure | None:
    """The printed amount the answer is about: of a computed one its first operand."""
    printed = (f for f in answer.figures if f.formula is None and f.value is not None and f.unit)
    return next(printed, None)


def _label_asked(bot: Bot, answer: Answer, page: str | None) -> str | None:
    """The one label the question itself names, in its words; None if it names none or several."""
    query, _ = bot.understand(answer.question, page=page)
    named = [mention.text for mention in query.mentions if mention.source == "label"]
    return named[0] if len(named) == 1 else None


def _opening(bot: Bot, figure: Figure, page: str | None) -> str:
    """The name of the figure's body, nothing where it is understood without."""
    _, index = bot.understand(f"{figure.year}年{figure.label}", page=page)
    known = index is not None and index.disclosure.metadata.organization == figure.organization
    return "" if known else figure.organization


def _filled_in(raw: dict[str, Any], figure: Figure, opening: str) -> tuple[str, str | None]:
    """A question that may follow, and what the document must print for it."""
    assert figure.year is not None
    asked = raw["ask"].format(label=figure.label, year=figure.year, before=figure.year - 1)
    return f"{opening}{asked}", raw.get("needs")


def _tried(
    bot: Bot, question: str, needs: str | None, figure: Figure, page: str | None
) -> Answer | None:
    """The answer to a question that may follow, where there is one about the same body."""
    if needs is not None and not _printed(bot, question, page, needs):
        return None
    answer = bot.answer(question, page=page)
    return answer if answer.status == "answered" and _same_body(answer, figure) else None


def _printed(bot: Bot, question: str, page: str | None, needs: str) -> bool:
    """Whether the document itself says what the question asks, without a search by meaning."""
    query, index = bot.understand(question, page=page)
    if index is None:
        return False
    if needs == "definition":
        return answer_definition(Draft(), query.mentions, index)
    aspect: Any = needs
    return any(statements_about(query.mentions, index, aspect))


def _same_body(answer: Answer, figure: Figure) -> bool:
    return all(
        (other.organization, other.kind) == (figure.organization, figure.kind)
        for other in answer.figures
    )


def _telling(answers: Iterable[Answer], told: set[str]) -> Iterator[str]:
    """The questions whose answers say something not told yet; that all is 100 % of all is not."""
    for answer in answers:
        first = answer.figures[0] if answer.figures else None
        trivial = first is not None and first.unit == "%" and Decimal(first.value or 0) >= _WHOLE
        if answer.text not in told and not trivial:
            told.add(answer.text)
            yield answer.question
