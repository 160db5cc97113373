"""Sums of rows or columns that a rule knows by their names: 公务用车 = 购置 + 运行."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ingest.audit.book import Book
from ingest.audit.finding import Comparison
from ingest.audit.rules import Rule, is_beside
from ingest.model import Fact
from ingest.text import label_key

Path = Callable[[Fact], tuple[str, ...]]


def rows(book: Book, rule: Rule) -> Iterator[Comparison]:
    """In every column, the row ``total`` and the rows ``parts``; not where one that the rule
    needs is not printed, or one stands there that may be part of the sum or not."""
    return _sums(book, rule, lambda fact: fact.column_index, lambda fact: fact.row)


def heads(book: Book, rule: Rule) -> Iterator[Comparison]:
    """As :func:`rows`, but in every row the columns of those names."""
    return _sums(book, rule, lambda fact: fact.row_index, lambda fact: fact.column)


def _sums(
    book: Book, rule: Rule, line_of: Callable[[Fact], int], path: Path
) -> Iterator[Comparison]:
    for table in book.tables(rule):
        lines: dict[int, list[Fact]] = defaultdict(list)
        for fact in book.money(table):
            lines[line_of(fact)].append(fact)
        for facts in lines.values():
            total, *parts = (_named(facts, name, path) for name in (rule.total, *rule.parts))
            printed = [part for part in parts if part is not None]
            unsure = bool(rule.optional) and _named(facts, rule.optional, path) is not None
            lacking = len(printed) < len(parts) and rule.whole
            if total is None or unsure or lacking or not (rule.whole or _sums_up(printed, path)):
                continue
            label = "、".join(path(part)[-1] for part in printed)
            left = book.amount(f"“{path(total)[-1]}”", [total])
            yield Comparison(table, left, book.amount(f"{label}之和", printed))


def _named(facts: Sequence[Fact], pattern: str, path: Path) -> Fact | None:
    """The cell of a name, the outermost where there are several."""
    found = [f for f in facts if path(f) and re.search(pattern, label_key(path(f)[-1]))]
    return min(found, key=lambda fact: len(path(fact)), default=None)


def _sums_up(parts: Sequence[Fact], path: Path) -> bool:
    """Whether something is printed, and none of it only 其中."""
    return any(f.value is not None for f in parts) and not any(is_beside(path(f)) for f in parts)
