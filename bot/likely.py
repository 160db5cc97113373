"""Labels a person may have meant, for offering: nearest in spelling to what was not understood."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz, process

from bot.index import DocumentIndex
from bot.query import Query
from ingest.vocabulary import is_total

_COUNT: Final = 4
_LEAST: Final = 30.0


def likely_labels(query: Query, index: DocumentIndex) -> list[str]:
    """At most four printed row or column labels like the words not found, the likest first."""
    said = "".join([*(m.text for m in query.unheld), *query.unexplained]) or query.text
    labels = {
        fact.row[-1] if fact.row else fact.column[-1]
        for fact in index.disclosure.facts
        if fact.value is not None and index.is_default_column(fact) and (fact.row or fact.column)
    }
    wanted = [label for label in sorted(labels) if not is_total(label)]
    found = process.extract(said, wanted, scorer=fuzz.ratio, limit=_COUNT, score_cutoff=_LEAST)
    return [label for label, _, _ in found]
