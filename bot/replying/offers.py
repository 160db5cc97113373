"""Complete questions to offer where one is not answered: each is answered itself.

The rows that surely print what was not understood; else labels the question names, projects
whose forms hold its words, rows that print most of it, labels like its words in
spelling, and, for words that nothing explains, labels near them in meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

from bot.coverage.choices import likely
from bot.labels.index import DocumentIndex
from bot.labels.meanings import Meanings
from bot.labels.mentions import Mention
from bot.projects.described import forms_of
from bot.query import Query
from bot.words.composition import pattern
from ingest.text import unnumbered
from ingest.vocabulary import is_total

_COUNT: Final = 4
_TRIED: Final = 12
_ALIKE: Final = 30.0
"""Of 100, how alike a label must be to the words not found."""


@dataclass(frozen=True)
class Offer:
    """A label and the question that asks for it."""

    label: str
    question: str


def offers(
    query: Query,
    index: DocumentIndex,
    meanings: Meanings,
    whose: str,
    answers: Callable[[str], bool],
) -> list[Offer]:
    """At most four offers. ``whose`` goes in front of a label where it does not say it itself;
    ``answers`` tells whether a question is answered from the document."""
    labels = islice(dict.fromkeys(map(unnumbered, _likely(query, index, meanings))), _TRIED)
    asked = (Offer(label, f"{whose}{label}是多少") for label in labels)
    return list(islice((offer for offer in asked if answers(offer.question)), _COUNT))


def _likely(query: Query, index: DocumentIndex, meanings: Meanings) -> Iterator[str]:
    choices = likely(query, index)
    if choices.sure:
        yield from choices.labels
        return
    held = printed_labels(index)
    named = (m for m in query.mentions if index.holds(m.labels) and not is_total(m.labels[0]))
    yield from (_as_printed(m, index) for m in named if len(m.text) > 1)
    if said := _not_found(query):
        yield from _described(query, index)
        yield from choices.labels
        likest = process.extract(said, held, scorer=fuzz.ratio, limit=_COUNT, score_cutoff=_ALIKE)
        yield from (label for label, _, _ in likest)
    if query.unexplained:
        yield from meanings.near(said, held, _COUNT)


def _as_printed(mention: Mention, index: DocumentIndex) -> str:
    """What a mention is offered as: an everyday word as the row it means (油费, 剩多少)."""
    if mention.source != "lexicon":
        return mention.text
    found = (p for label in mention.labels for p in index.postings.get(label, ()))
    rows = (p.place.row[-1] for p in found if p.role == "row" and p.place.row)
    return next(rows, mention.text)


def printed_labels(index: DocumentIndex) -> list[str]:
    """The labels of a document that a figure stands under, totals and its body's name left out."""
    labels = {
        fact.row[-1] if fact.row else fact.column[-1]
        for fact in index.disclosure.facts
        if fact.value is not None and index.is_default_column(fact) and (fact.row or fact.column)
    }
    body = index.disclosure.metadata.organization
    return [label for label in sorted(labels) if not is_total(label) and label != body]


def _not_found(query: Query) -> str:
    """The words of the question that the document does not print."""
    return "".join([*(mention.text for mention in query.unheld), *query.unexplained])


def _described(query: Query, index: DocumentIndex) -> Iterator[str]:
    """Projects whose forms hold all the words of a clause, however loosely."""
    known = [(cue.start, cue.end) for cue in query.cues]
    for clause in pattern("clause").finditer(query.text) if index.subjects else ():
        for found in forms_of(index).meant(query.text, clause.span(), [*known, *query.scope.spans]):
            yield index.subjects[found.name]
