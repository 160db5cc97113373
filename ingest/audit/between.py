"""Identities between tables: one cell and its like, class by class, forms and what they sum to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit.book import Amount, Book
from ingest.audit.finding import Comparison, name_of
from ingest.audit.rules import Rule, path_key
from ingest.model import Fact, Table
from ingest.text import label_key

SEVERAL = "文件中有几张这样的表，不能肯定口径相同"
_CARRIED = "表中有结转或结余的资金，两处未必都计入"
_RENAMED = "两张表列的类不同，可能改了类名"
_CLASS_CODE = 3


def same(book: Book, rule: Rule) -> Iterator[Comparison]:
    """A cell and its like in another table; of several that may be meant, one that agrees."""
    assert rule.left is not None
    left = book.find(rule.left)
    if left is None:
        return
    found = [cell for wanted in rule.right if (cell := book.find(wanted))]
    compared = [_cells(book, rule, left, right) for right in found]
    if compared:
        yield next((one for one in compared if one.holds), compared[0])


def _cells(book: Book, rule: Rule, left: Fact, right: Fact) -> Comparison:
    named = (rule.left, *rule.right)
    tables = [book.disclosure.table(cell.table) for cell in (left, right)]
    doubt = None if all(book.only(wanted.table) for wanted in named if wanted) else SEVERAL
    if doubt is None and any(map(book.carries, tables)):
        doubt = _CARRIED
    return Comparison(tables[0], amount(book, left), amount(book, right), doubt)


def amount(book: Book, cell: Fact) -> Amount:
    """A cell's amount, called by its table and its innermost labels."""
    table = name_of(book.disclosure.table(cell.table))
    labels = " ".join((*cell.row[-1:], *cell.column[-1:]))
    return book.amount(f"{table}“{labels}”", [cell])


def classes(book: Book, rule: Rule) -> Iterator[Comparison]:
    """Each class of a 收支总表 and its code in a spending table. Classes that only one of them
    names are compared by their sums: between years a class is renamed now and then."""
    assert rule.left is not None
    [right] = rule.right
    ours = [fact for fact in book.column(rule.left) if fact.row]
    coded = [f for f in book.column(right) if f.row and len(f.code or "") == _CLASS_CODE]
    by_key = {label_key(fact.row[-1]): fact for fact in coded}
    pairs = [(f, by_key[key]) for f in ours if (key := label_key(f.row[-1])) in by_key]
    for mine, theirs in pairs:
        yield _cells(book, rule, mine, theirs)
    if pairs:
        yield from _unpaired(book, pairs, ours, coded)


def _unpaired(
    book: Book, pairs: list[tuple[Fact, Fact]], ours: list[Fact], coded: list[Fact]
) -> Iterator[Comparison]:
    paired = [fact for pair in pairs for fact in pair]
    level = {mine.row[:-1] for mine, _ in pairs}
    lone = [
        f
        for f in ours
        if f not in paired and f.value and f.row[:-1] in level and f.row[-1].endswith("支出")
    ]
    rest = [fact for fact in coded if fact not in paired and fact.value]
    if lone or rest:
        names = ["、".join(f.row[-1] for f in facts) or "没有" for facts in (lone, rest)]
        left = book.amount(f"只在这张表中列出的类（{names[0]}）", lone)
        right = book.amount(f"只在支出表中列出的类（{names[1]}）", rest)
        yield Comparison(book.disclosure.table(pairs[0][0].table), left, right, _RENAMED)


def forms(book: Book, rule: Rule) -> Iterator[Comparison]:
    """What forms budget together: the only one there is, or those of projects where the narrative
    counts as many of them as there are forms (else a project may be without one)."""
    tables = book.tables(rule)
    budgets = [cell for table in tables if (cell := _pair(book, table, rule.column))]
    counted = (len(tables) == 1 and not rule.projects) or any(
        rule.projects
        and statement.aspect == "count"
        and statement.value == len(tables)
        and re.search(rule.projects, path_key(statement.subject))
        for statement in book.disclosure.statements
    )
    right = next((cell for wanted in rule.right if (cell := book.find(wanted))), None)
    if tables and counted and len(budgets) == len(tables) and right is not None:
        name = f"{len(tables)}张绩效目标表的预算之和" if len(tables) > 1 else name_of(tables[0])
        yield Comparison(tables[0], book.amount(name, budgets), amount(book, right))


def pairs(book: Book, rule: Rule) -> Iterator[Comparison]:
    """In a form, the label ``total`` and the labels ``parts`` where every one of them stands."""
    for table in book.tables(rule):
        total, *parts = (_pair(book, table, each, blank=True) for each in (rule.total, *rule.parts))
        found = [part for part in parts if part is not None]
        if total is None or len(found) < len(parts) or all(part.value is None for part in found):
            continue
        left = book.amount(f"“{' '.join((*total.row[-1:], *total.column[-1:]))}”", [total])
        right = book.amount("、".join(part.column[-1] for part in found) + "之和", found)
        yield Comparison(table, left, right)


def _pair(book: Book, table: Table, pattern: str, blank: bool = False) -> Fact | None:
    """The first amount of a form under a label; with ``blank``, one left empty too."""
    found = (f for f in book.money(table) if re.search(pattern, path_key(f.column)))
    return next((fact for fact in found if blank or fact.value is not None), None)
