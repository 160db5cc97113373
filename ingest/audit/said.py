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
    another of the disclosure."""
    seen: set[object] = set()
    for statement in amounts_said(book):
        found = ((held, cell_of(held, statement)) for held in (book, *book.files))
        held, meant = next(((held, meant) for held, meant in found if meant), (book, None))
        if meant is None:
            continue
        cell, wanted = meant
        once = (cell, statement.value, statement.unit)
        if once not in seen:
            seen.add(once)
            left = book.amount(said_name(statement), [statement])
            doubt = None if held.only(wanted.table) else SEVERAL
            table = held.disclosure.table(cell.table)
            yield Comparison(table, left, amount(held, cell), doubt)


def amounts_said(book: Book) -> Iterator[Statement]:
    """The amounts of money that sentences print of the disclosure's own year."""
    year = book.disclosure.metadata.year
    for statement in book.disclosure.statements:
        ours = statement.base_year is None and statement.year in (None, year)
        money = statement.aspect == "amount" and statement.unit in SCALE
        if ours and money and statement.value is not None:
            yield statement


def cell_of(book: Book, statement: Statement) -> tuple[Fact, Selector] | None:
    """The cell that a sentence surely speaks of, and what it was found by."""
    key = path_key(statement.subject)
    for pattern, wanted in said_cells():
        if match := pattern.search(key):
            cell = book.find(wanted, match.groupdict().get("row"))
            if cell is not None:
                return cell, wanted
    return None


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
