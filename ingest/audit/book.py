"""A disclosure as an auditor reads it: tables by what they are, amounts with their rounding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.audit.beside import is_file_of, is_year_before
from ingest.audit.rules import (
    TOTAL,
    Rule,
    Selector,
    audit_words,
    is_sum,
    path_key,
    table_name,
    total_rank,
)
from ingest.model import Disclosure, Fact, Statement, Table
from ingest.numbers import SCALE
from ingest.text import fold, label_key

Printed = Fact | Statement

_HALF: Final = Decimal("0.5")


@dataclass(frozen=True)
class Amount:
    """One side of a comparison, in 元: what it is called, and the places that print it.

    ``slack`` is how far rounding can have moved it; ``unit`` the one it is printed in.
    """

    label: str
    value: Decimal
    slack: Decimal
    unit: str
    cells: tuple[Printed, ...]


class Book:
    """The money of a disclosure, ready for comparing; of what stands beside it, ``files`` are the
    other files of the same disclosure and ``before`` those of last year's."""

    def __init__(self, disclosure: Disclosure, beside: Iterable[Disclosure] = ()) -> None:
        self.disclosure = disclosure
        own, others = disclosure.metadata, tuple(beside)
        self.files = [Book(one) for one in others if is_file_of(own, one.metadata)]
        self.before = [Book(one) for one in others if is_year_before(own, one.metadata)]
        self._by_name: dict[str | None, list[Table]] = defaultdict(list)
        self._facts: dict[int, list[Fact]] = defaultdict(list)
        for table in disclosure.tables:
            self._by_name[table_name(table)].append(table)
        for fact in disclosure.facts:
            if fact.unit in SCALE:
                self._facts[fact.table].append(fact)
        for table in disclosure.tables:
            self._facts[table.index] = _once(self._facts[table.index], own.organization)
        self._decimals = _finest(disclosure)

    def tables(self, rule: Rule) -> list[Table]:
        """The tables a rule holds in: those it names, or all lists."""
        named = [table for name in rule.tables for table in self._by_name[name]]
        return named or [
            t for t in self.disclosure.tables if t.layout == "list" and not rule.tables
        ]

    def only(self, name: str) -> bool:
        """Whether one table at most is this: the scope of its figures is then beyond doubt."""
        return len(self._by_name[name]) < 2

    def money(self, table: Table) -> list[Fact]:
        """The cells of a table that hold money or are left blank."""
        return self._facts[table.index]

    def carries(self, table: Table) -> bool:
        """Whether a table holds money carried from or into another year."""
        carried = audit_words().carried
        return any(
            fact.value and carried.search(path_key((*fact.row, *fact.column)))
            for fact in self.money(table)
        )

    def amount(self, label: str, places: Iterable[Printed]) -> Amount:
        """What cells come to together; a blank one counts nothing."""
        cells = tuple(places)
        printed = [cell for cell in cells if cell.value is not None]
        sizes = [SCALE[cell.unit or "元"] for cell in printed]
        value = sum(
            ((c.value or Decimal(0)) * size for c, size in zip(printed, sizes, strict=True)),
            Decimal(0),
        )
        slack = sum((self._slack(cell) for cell in printed), Decimal(0))
        unit = next((cell.unit for cell in cells if cell.unit in SCALE), None) or "元"
        return Amount(label, value, slack, unit, cells)

    def _slack(self, cell: Printed) -> Decimal:
        """Half a unit of the last digit, as fine as its table or the narrative prints it."""
        return _HALF * SCALE[cell.unit or "元"].scaleb(-self._decimals[_group(cell)])

    def find(self, wanted: Selector, row: str | None = None) -> Fact | None:
        """The one cell that is meant, blank or not; None where there is none, or more than one.

        ``row`` is the end of its row path, where the selector leaves that open.
        """
        for table in self._by_name[wanted.table]:
            facts = [f for f in self.money(table) if wanted.side in (None, side_of(f))]
            in_row = _row_of(facts, wanted.row, row)
            found = self._column_of(in_row, wanted.columns)
            if found is not None:
                return found
        return None

    def column(self, wanted: Selector) -> list[Fact]:
        """The cells of a column, one a row, in the first table that has it."""
        for table in self._by_name[wanted.table]:
            rows: dict[tuple[int, tuple[str, ...]], list[Fact]] = defaultdict(list)
            for fact in self.money(table):
                if wanted.side in (None, side_of(fact)):
                    rows[(fact.row_index, fact.row)].append(fact)
            found = [
                cell for row in rows.values() if (cell := self._column_of(row, wanted.columns))
            ]
            if found:
                return found
        return []

    def _column_of(self, facts: Sequence[Fact], columns: tuple[str, ...]) -> Fact | None:
        if columns == (TOTAL,):
            return sum_cell(facts)
        for pattern in columns:
            found = [f for f in facts if re.search(pattern, path_key(f.column))]
            if len(found) > 1:
                kind = self.disclosure.metadata.kind or "?"
                found = [f for f in found if kind in fold("".join(f.column))]
            if found:
                return found[0] if len(found) == 1 else None
        return None


def _once(facts: list[Fact], body: str) -> list[Fact]:
    """The cells of a table without the row of the whole body that repeats its total."""
    whole = [fact for fact in facts if fact.row and fact.row[-1].strip() == body]
    total = any(fact.row and is_sum(fact.row[-1]) for fact in facts)
    return [fact for fact in facts if fact not in whole] if whole and total else facts


def side_of(fact: Fact) -> str | None:
    """Which side of a 收支 table a cell stands on, by its column's heads, else by its row."""
    for labels in (fact.column[:1], fact.row[-1:]):
        text = fold("".join(labels))
        if ("收" in text) != ("支" in text):
            return "收入" if "收" in text else "支出"
    return None


def sum_cell(facts: Sequence[Fact]) -> Fact | None:
    """Of the cells of one row the one that holds the whole: the sum's, else the only one."""
    ranked = [
        (rank, f) for f in facts if f.column and (rank := total_rank(f.column[-1])) is not None
    ]
    if ranked:
        return min(ranked, key=lambda pair: (len(pair[1].column), pair[0]))[1]
    return facts[0] if len(facts) == 1 else None


def total_row(facts: Sequence[Fact]) -> list[Fact]:
    """The cells of the row that holds the whole of a list: its grandest total, or its only row."""
    partial = audit_words().partial
    ranked = [
        (rank, -fact.row_index)
        for fact in facts
        if len(fact.row) == 1
        and (rank := total_rank(fact.row[0])) is not None
        and not partial.search(label_key(fact.row[0]))
    ]
    if ranked:
        row = -min(ranked)[1]
    else:
        rows = {fact.row_index for fact in facts}
        if len(rows) != 1:
            return []
        [row] = rows
    return [fact for fact in facts if fact.row_index == row]


def _row_of(facts: Sequence[Fact], pattern: str | None, path: str | None) -> list[Fact]:
    if pattern == TOTAL:
        return total_row(facts)
    found: dict[tuple[int, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in facts:
        key = path_key(fact.row)
        if re.search(pattern, key) if pattern else f"/{key}".endswith(f"/{path}"):
            found[(fact.row_index, fact.row)].append(fact)
    return next(iter(found.values())) if len(found) == 1 else []


def _group(cell: Printed) -> tuple[int, str | None]:
    return (cell.table if isinstance(cell, Fact) else -1), cell.unit


def _finest(disclosure: Disclosure) -> dict[tuple[int, str | None], int]:
    """Decimals by table and unit: 3.5 beside 2.26 has lost a zero, not a digit."""
    finest: dict[tuple[int, str | None], int] = defaultdict(int)
    amounts = [s for s in disclosure.statements if s.aspect == "amount"]
    printed: list[Printed] = [*disclosure.facts, *amounts]
    for cell in printed:
        if cell.value is not None and cell.unit in SCALE:
            exponent = cell.value.as_tuple().exponent
            decimals = -exponent if isinstance(exponent, int) else 0
            finest[_group(cell)] = max(finest[_group(cell)], decimals)
    return finest
