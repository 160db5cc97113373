"""Sentences and the cells they speak of; empty tables and the notes that say why."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.audit.between import SEVERAL, amount
from ingest.audit.book import Book
from ingest.audit.finding import Comparison, Remark, name_of
from ingest.audit.rules import Rule, Selector, audit_words, path_key, said_cells
from ingest.model import Fact, Statement
from ingest.numbers import SCALE
from ingest.text import fold


def said(book: Book, rule: Rule) -> Iterator[Comparison]:
    """Every amount of this year that a sentence prints, and the cell it surely is, in this file or
    another of the disclosure; of several that may be meant, one that agrees."""
    seen: set[object] = set()
    books = (book, *book.files)
    for statement in amounts_said(book):
        compared = next(filter(None, (_compared(book, h, statement) for h in books)), [])
        if not compared:
            continue
        best = next((one for one in compared if one.holds), compared[0])
        once = (best.right.cells, statement.value, statement.unit)
        if once not in seen:
            seen.add(once)
            yield best


def _compared(book: Book, held: Book, statement: Statement) -> list[Comparison]:
    """A sentence's amount and each cell that it may speak of."""
    left = book.amount(said_name(statement), [statement])
    return [
        Comparison(
            held.disclosure.table(cell.table),
            left,
            amount(held, cell),
            None if held.only(wanted.table) else SEVERAL,
        )
        for cell, wanted in cells_of(held, statement)
    ]


def amounts_said(book: Book) -> Iterator[Statement]:
    """The amounts of money that sentences print of the disclosure's own year."""
    year = book.disclosure.metadata.year
    for statement in book.disclosure.statements:
        ours = statement.base_year is None and statement.year in (None, year)
        money = statement.aspect == "amount" and statement.unit in SCALE
        if ours and money and statement.value is not None:
            yield statement


def cells_of(book: Book, statement: Statement) -> Iterator[tuple[Fact, Selector]]:
    """The cells that a sentence may speak of, and what they were found by."""
    key = path_key(statement.subject)
    for pattern, wanted in said_cells():
        if match := pattern.search(key):
            cell = book.find(wanted, match.groupdict().get("row"))
            if cell is not None:
                yield cell, wanted


def said_name(statement: Statement) -> str:
    """A sentence's subject as a person would point to it."""
    return f"文字说明中“{'、'.join(statement.subject[-2:])}”"


def notes(book: Book, rule: Rule) -> Iterator[Remark]:
    """A table without a figure has a note, and one whose note says so has no figure."""
    for table in book.tables(rule):
        facts = book.money(table)
        if not table.title:
            continue
        figures = tuple(fact for fact in facts if fact.value is not None)
        if not figures and any(f.value for f in book.disclosure.facts_of(table.index)):
            continue  # it counts things (国有资产占用情况表)
        says_empty = audit_words().says_empty.search(fold(table.note or ""))
        if not figures and table.note is None:
            message = (
                f"{name_of(table)}没有列出任何金额，也没有附说明，不知是没有这项收支还是漏填。"
            )
            yield Remark(table, "warn", message, tuple(facts[:1]))
        elif says_empty and any(fact.value for fact in figures):
            message = f"{name_of(table)}的说明是“{table.note}”，表中却列有金额。"
            yield Remark(table, "fail", message, tuple(f for f in figures if f.value)[:1])
        elif not figures:
            yield Remark(table, "ok", f"{name_of(table)}是空表，附有说明。", tuple(facts[:1]))
