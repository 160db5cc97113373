"""A change that a sentence tells, and the figures of both years: 较上年 = this year − last year."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.audit.between import amount
from ingest.audit.book import Amount, Book
from ingest.audit.finding import Comparison
from ingest.audit.rules import Rule, path_key
from ingest.audit.said import amounts_said, cells_of, said_name
from ingest.model import Statement
from ingest.numbers import SCALE

_ADJUSTED = "上年数可能按新的口径调整过"


def changes(book: Book, _: Rule) -> Iterator[Comparison]:
    """Last year's figure as a sentence implies it (this year's less the change) and as last year's
    documents print it, in a sentence on the same subject or in the cell that is surely meant; of
    several that may be meant, the nearest."""
    for change in book.disclosure.statements if book.before else ():
        now = _now(book, change)
        if now is None:
            continue
        implied = _implied(book, now, change)
        found = [one for last in book.before for one in _printed(last, now)]
        if found:
            nearest = min(found, key=lambda one: abs(one.value - implied.value))
            yield Comparison(None, implied, nearest, _ADJUSTED)


def _now(book: Book, change: Statement) -> Statement | None:
    """The one amount of this year that a change is told of; None for anything but such a change."""
    year = book.disclosure.metadata.year
    if change.aspect != "change" or change.unit not in SCALE or change.value is None:
        return None
    if year is None or change.base_year != year - 1:
        return None
    found = {
        (s.value, s.unit): s
        for s in amounts_said(book)
        if s.passage == change.passage and s.subject == change.subject
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _implied(book: Book, now: Statement, change: Statement) -> Amount:
    this, more = book.amount("", [now]), book.amount("", [change])
    label = f"{said_name(now)}减去增减额"
    cells = (*this.cells, *more.cells)
    return Amount(label, this.value - more.value, this.slack + more.slack, this.unit, cells)


def _printed(last: Book, now: Statement) -> Iterator[Amount]:
    """Where last year's documents print the figure a sentence of this year speaks of."""
    year, key = last.disclosure.metadata.year, path_key(now.subject)
    for statement in amounts_said(last):
        if path_key(statement.subject) == key:
            yield last.amount(f"{year}年公开的{said_name(statement)}", [statement])
    meant = next(cells_of(last, now), None)
    if meant is not None:
        cell = amount(last, meant[0])
        yield Amount(f"{year}年公开的{cell.label}", cell.value, cell.slack, cell.unit, cell.cells)
