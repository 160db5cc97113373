"""From two amounts that should be one to what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from ingest.audit.book import Amount, Printed
from ingest.audit.rules import Rule
from ingest.model import Disclosure, Fact, Table
from ingest.numbers import SCALE

Status = Literal["ok", "warn", "fail"]

_SHOWN: Final = 4
"""Cells cited for a rule that held."""


@dataclass(frozen=True)
class Comparison:
    """Two amounts that should be one, in or beside ``table``; None where only sentences say them.

    ``doubt`` says in Chinese why they need not be one after all, None where they must be;
    ``hint`` what may have gone wrong.
    """

    table: Table | None
    left: Amount
    right: Amount
    doubt: str | None = None
    hint: str | None = None

    @property
    def printed(self) -> bool:
        """Whether there is an amount at all; blanks that add up to a blank tell nothing."""
        return any(cell.value is not None for cell in (*self.left.cells, *self.right.cells))

    @property
    def difference(self) -> Decimal:
        return abs(self.left.value - self.right.value)

    @property
    def holds(self) -> bool:
        """Whether rounding explains what lies between the two."""
        return self.difference <= self.slack

    @property
    def slack(self) -> Decimal:
        return self.left.slack + self.right.slack


@dataclass(frozen=True)
class Remark:
    """What a rule says without amounts (an empty table without a note)."""

    table: Table | None
    status: Status
    message: str
    cells: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What a rule found: a break (``fail``), a doubt (``warn``), or that it held (``ok``).

    ``cells`` stand in the disclosure audited or in one of those ``beside`` it.
    """

    rule: str
    status: Status
    message: str
    cells: tuple[Printed, ...]
    beside: tuple[Disclosure, ...] = ()

    def line(self, disclosure: Disclosure) -> dict[str, Any]:
        """The finding as the contract's JSON line."""
        return {
            "document": disclosure.document,
            "rule": self.rule,
            "status": self.status,
            "message": self.message,
            "cells": self.citations(disclosure),
        }

    def citations(self, disclosure: Disclosure) -> list[dict[str, Any]]:
        """The cells in the contract's shape, each of the disclosure it stands in."""
        return [_citation(_owner(cell, (*self.beside, disclosure)), cell) for cell in self.cells]


def judge(rule: Rule, compared: Iterable[Comparison | Remark]) -> Iterator[Finding]:
    """A finding for each comparison that does not hold, and one for all of a table, or of forms of
    one name, that do."""
    held: dict[str, list[Comparison | Remark]] = {}
    for one in compared:
        if isinstance(one, Comparison) and not one.printed:
            continue
        if isinstance(one, Remark) and one.status != "ok":
            yield Finding(rule.id, one.status, one.message, one.cells)
        elif isinstance(one, Comparison) and not one.holds:
            status: Status = "warn" if one.doubt else "fail"
            yield Finding(rule.id, status, _broken(rule, one), (*one.left.cells, *one.right.cells))
        else:
            held.setdefault(_place(one), []).append(one)
    for ones in held.values():
        yield _held(rule, ones)


def _held(rule: Rule, ones: list[Comparison | Remark]) -> Finding:
    first = ones[0]
    if isinstance(first, Remark):
        return Finding(rule.id, "ok", f"{rule.name}：{first.message}", first.cells)
    cells = [cell for cell in (*first.left.cells, *first.right.cells) if cell.value is not None]
    message = f"{rule.name}：{_place(first)}核对{len(ones)}处，均相符。"
    return Finding(rule.id, "ok", message, tuple(cells[:_SHOWN]))


def _broken(rule: Rule, one: Comparison) -> str:
    unit, name = one.left.unit, _place(one)
    sides = "，".join(f"{s.label}为{_said(s.value, s.unit)}" for s in (one.left, one.right))
    allowed = f"超出四舍五入允许的{_said(one.slack, unit)}" if one.slack else "没有四舍五入的余地"
    remark = "".join(f"；{words}" for words in (one.hint, one.doubt) if words)
    where = "" if name in sides else name
    return (
        f"{where}{sides}，相差{_said(one.difference, unit)}，{allowed}，不合“{rule.name}”{remark}。"
    )


def _said(value: Decimal, unit: str) -> str:
    scaled = value / SCALE[unit]
    least = scaled.normalize()
    exponent = least.as_tuple().exponent
    places = max(2 if unit != "元" else 0, -exponent if isinstance(exponent, int) else 0)
    return f"{scaled:,.{places}f}{unit}"


def _place(one: Comparison | Remark) -> str:
    return name_of(one.table) if one.table else "文字说明"


def name_of(table: Table) -> str:
    """A table as a person would point to it."""
    return f"{table.number or ''}《{table.title or f'第{table.index}张表'}》"


def _owner(cell: Printed, disclosures: Sequence[Disclosure]) -> Disclosure:
    """The disclosure a cell stands in; the last, where it is the only one."""
    return next(
        (d for d in disclosures[:-1] if any(cell is c for c in (*d.facts, *d.statements))),
        disclosures[-1],
    )


def _citation(disclosure: Disclosure, cell: Printed) -> dict[str, Any]:
    """A cell, or the sentence a figure stands in, in the contract's shape."""
    at = {
        "document": disclosure.document,
        "title": disclosure.metadata.title,
        "source": disclosure.source,
        "page": cell.page,
    }
    if not isinstance(cell, Fact):
        return {**at, "section": " ".join(cell.section), "text": cell.sentence}
    table = disclosure.table(cell.table)
    return {
        **at,
        "table": table.number,
        "table_title": table.title,
        "row": list(cell.row),
        "column": list(cell.column),
        "text": cell.text,
        "unit": cell.unit,
    }
