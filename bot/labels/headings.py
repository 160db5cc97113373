"""Rows that head others and print — for figures (机构运行信息表: 一、“三公”经费支出)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingest.model import Fact
from ingest.numbers import is_blank, is_mark
from ingest.vocabulary import is_total

Line = tuple[int, tuple[str, ...]]
"""A table's index and a row of it."""


def heading_rows(facts: Iterable[Fact]) -> set[Line]:
    """The rows with rows under them that print a dash in every cell."""
    printed: dict[Line, set[str]] = defaultdict(set)
    for fact in facts:
        printed[fact.table, fact.row].add(fact.text)
    over = {(table, row[:-1]) for table, row in printed}
    return {line for line, texts in printed.items() if line in over and all(map(_is_dash, texts))}


def only_heads(fact: Fact | None, label: str, headings: set[Line]) -> bool:
    """Whether a row's label names no figure of its own: that of a heading, and the 支出合计 under
    one, which is no total of the body."""
    if fact is None:
        return False
    if (fact.table, fact.row) in headings:
        return True
    under = any((fact.table, fact.row[:depth]) in headings for depth in range(1, len(fact.row)))
    return under and is_total(label)


def _is_dash(text: str) -> bool:
    return is_mark(text) and not is_blank(text)
