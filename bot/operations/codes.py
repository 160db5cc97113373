"""The code of what is named, or the name of a code, as a table prints them."""

from __future__ import annotations

from bot.labels.place import Place
from bot.operations.amounts import is_form, opening, where
from bot.query import Query
from bot.replying.draft import Draft, cite_place
from ingest.text import fold


def answer_code(draft: Draft, query: Query) -> bool:
    """The code of a label, or the label of a code, with the table that prints it."""
    for target in query.targets:
        place = next((c.place for c in target.candidates if _prints_its_code(c.place)), None)
        if place is not None and place.fact is not None:
            draft.cite(cite_place(place))
            noun = "编码" if is_form(place) else "科目编码"
            draft.lines.append(
                f"{opening(place)}“{place.fact.row[-1]}”的{noun}是{place.fact.code}"
                f"（{where(place)}）。"
            )
    return bool(draft.lines)


def _prints_its_code(place: Place) -> bool:
    """Whether a place prints the code of what its row names: of a form only the cell that names
    the project does, whose code it is."""
    fact = place.fact
    if fact is None or not fact.code:
        return False
    return not is_form(place) or (len(fact.row) == 1 and fact.code in fold(fact.text))
