"""Things to be bought and the money for them: one printed without the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit.book import Book, Printed
from ingest.audit.finding import Remark
from ingest.audit.rules import Rule, path_key
from ingest.audit.said import amounts_said, said_name
from ingest.model import Statement


def planned(book: Book, rule: Rule) -> Iterator[Remark]:
    """Each number of things that a sentence says are to be bought, and what is budgeted for them:
    a number with a printed 0 or a blank, or an amount with a printed 0, is a doubt."""
    money = list(_money(book, rule))
    amount = next((place for place in money if place.value is not None), next(iter(money), None))
    for statement in book.disclosure.statements if amount else ():
        if statement.aspect != "count" or statement.value is None or not amount:
            continue
        if re.search(rule.count, path_key(statement.subject)):
            yield _remark(rule, statement, amount)


def _money(book: Book, rule: Rule) -> Iterator[Printed]:
    """What is said of the money, else the cell that holds it."""
    for statement in amounts_said(book):
        if re.search(rule.subject, path_key(statement.subject)):
            yield statement
    cell = book.find(rule.left) if rule.left else None
    if cell is not None:
        yield cell


def _remark(rule: Rule, count: Statement, amount: Printed) -> Remark:
    cells = (count, amount)
    number, money = count.value or 0, amount.value or 0
    if bool(number) == bool(money):
        return Remark(None, "ok", "有购置数量即有金额，没有数量即没有金额。", cells)
    label = (amount.subject if isinstance(amount, Statement) else amount.column)[-1]
    said = f"{amount.text}{amount.unit or ''}" if amount.text else "空白"
    message = f"{said_name(count)}为{count.text}{count.unit or ''}，“{label}”却为{said}。"
    return Remark(None, "warn", message, cells)
