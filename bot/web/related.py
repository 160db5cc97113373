"""Other documents that may be read on after an answer: of the same body, the newest first."""

from __future__ import annotations

from typing import Final

from bot.answer import Answer
from bot.bodies.scope import Catalogue, Held

_MOST: Final = 3


def related(catalogue: Catalogue, answer: Answer) -> list[Held]:
    """At most three documents held of the bodies whose documents are cited, none cited itself."""
    cited = {citation.document for citation in answer.citations}
    bodies = {held.body for document, held in catalogue.held.items() if document in cited}
    others = (
        held
        for document, held in catalogue.held.items()
        if held.body in bodies and document not in cited
    )
    return sorted(others, key=lambda held: -(held.metadata.year or 0))[:_MOST]
