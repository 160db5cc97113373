"""Sentences and the cells they speak of; empty tables and the notes that say why."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.audit.between import SEVERAL, amount
from ingest.audit.book import Book
from ingest.audit.finding import Comparison, Remark, name_of
from ingest.audit.rules import Rule, Selector, audit_words, path_key
from ingest.model import Fact, Statement
from ingest.numbers import SCALE
from ingest.text import fold


def said(book: Book, rule: Rule) -> Iterator[Comparison]:
    """Every amount of this year that a sentence prints, and the cell it surely is."""
    year = book.disclosure.metadata.year
    seen: set[object] = set()
    for statement in book.disclosure.statements:
        if statement.aspect != "amount" or statement.unit not in SCALE or statement.value is None:
            continue
        if statement.base_year is not None or statement.year not in (None, year):
            continue
        cell, wanted = _cell(book, rule, statement)
        once = (cell, statement.value, statement.unit)
        if cell is not None and wanted is not None and once not in seen:
            seen.add(once)
            name = f"文字说明中“{'、'.join(statement.subject[-2:])}”"
            left = book.amount(name, [statement])
            doubt = None if book.only(wanted.table) else SEVERAL
            table = book.disclosure.table(cell.table)
            yield Comparison(table, left, amount(book, cell), doubt)


def _cell(book: Book, rule: Rule, statement: Statement) -> tuple[Fact | None, Selector | None]:
    key = path_key(statement.subject)
    for pattern, wanted in rule.said:
        if match := pattern.search(key):
            cell = book.find(wanted, match.groupdict().get("row"))
            if cell is not None:
                return cell, wanted
    return None, None


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
