"""How surely a place is meant: what it explains of the question, less what it adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.labels.kinds import is_named
from bot.labels.mentions import Mention
from bot.labels.place import Place
from bot.labels.skeletons import variants
from ingest.model import Kind
from ingest.text import label_key
from ingest.vocabulary import is_total, read

_ADDED_ROW: Final = 6.0
_ADDED_COLUMN: Final = 2.5
_ADDED_PARENT: Final = 0.2
_TOTAL_ROW: Final = 0.4
_SENTENCE: Final = 0.9
_IN_WORDS: Final = 0.5  # 为什么 before 多少 of one item: an amount is meant first
_BLANK: Final = 0.15
_OTHER_YEAR: Final = 5.0
_OTHER_YEAR_SAID: Final = 3.2  # a sentence on last year: no printing of this year's amount


def score(place: Place, explained: dict[Mention, float], stage: Kind | None) -> float:
    """How surely a place is meant by the mentions it explains, each with its worth; ``stage`` is
    the kind asked for where only a document of the other kind prints it."""
    worth = sum(explained.values())
    if place.fact is None:
        kind = place.index.disclosure.metadata.kind
        other = place.stage not in (None, stage or kind) and not _naming(place.column, explained)
        worth -= _ADDED_COLUMN * other + _IN_WORDS * (not _is_amount(place))
        worth -= _OTHER_YEAR_SAID * place.of_another_year
        worth -= _ADDED_ROW * any(not _naming((body,), explained) for body in place.of_bodies)
        return worth - _SENTENCE - _ADDED_PARENT * (len(place.row) - 1)
    fact, index = place.fact, place.index
    innermost = _innermost if fact.row else _innermost_head  # 收入 over 预算数 names a side
    by_column = _naming(innermost(fact.column), explained)
    by_row = _naming(_innermost(fact.row), explained, index.also_called.get(place, set()))
    if by_row == by_column and len(by_row) == 1:  # one word is not both the row and the column
        by_row = set()
    if not by_row and not _code_named(fact.code, explained):
        added = _TOTAL_ROW if index.is_default_row(fact) else _ADDED_ROW
        worth -= added if fact.row else 0.0
    default = stage or index.is_default_column(fact)
    beside = (
        not stage and place.of_another_stage and not _naming(fact.column, explained) - by_column
    )
    if beside if by_column else not default:
        worth -= _ADDED_COLUMN
    if place.of_another_year and not _naming_another_year(place, by_column):
        worth -= _OTHER_YEAR
    unasked = [label for label in fact.row[:-1] if not _naming((label,), explained)]
    worth -= _ADDED_PARENT * (len(unasked) > 0)
    parts = [head for head in fact.column[:-1] if _is_part(place, head)]
    worth -= _ADDED_COLUMN * any(not _naming((head,), explained) for head in parts)
    return worth - _BLANK * (fact.value is None)


def _is_part(place: Place, head: str) -> bool:
    """Whether a form's amounts under a head are only part of what the form is about."""
    of_form = place.table is not None and place.table.layout == "form"
    return of_form and not re.search(read("kinds")["columns"]["whole"], label_key(head))


def _naming_another_year(place: Place, by_column: Iterable[Mention]) -> bool:
    """Whether a column of another year is asked for by a name that no column of this year has
    (上年执行数, 增减额)."""
    postings = place.index.postings
    heads = (
        [posting.place for posting in postings.get(label, ()) if posting.role == "column"]
        for mention in by_column
        for label in mention.labels
    )
    return any(places and all(p.of_another_year for p in places) for places in heads)


def _is_amount(place: Place) -> bool:
    return place.statement is not None and place.statement.aspect in ("amount", "count")


def _innermost(path: Sequence[str]) -> Sequence[str]:
    """The labels that name a place of a path: the last, with the group's where it is its total."""
    return path[-2:] if path and is_total(path[-1]) else path[-1:]


def _innermost_head(path: Sequence[str]) -> Sequence[str]:
    """The same of a column's heads, from the last that says what it holds."""
    named = [at for at, head in enumerate(path) if is_named(head)]
    return path[named[-1] :] if named else _innermost(path)


def _naming(
    labels: Sequence[str], explained: Iterable[Mention], also: Iterable[str] = ()
) -> set[Mention]:
    """The mentions that name one of the labels, or what the place is also called."""
    keys = {key for label in labels for key in variants(label)} | set(also)
    return {mention for mention in explained if keys & set(mention.labels)}


def _code_named(code: str | None, explained: Iterable[Mention]) -> bool:
    return code is not None and any(code.lower() in m.labels for m in explained)
