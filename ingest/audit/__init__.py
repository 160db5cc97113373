"""Does a disclosure keep the identities a sound one keeps (勾稽关系)? Each rule held to its cells.

``findings`` reads top to bottom: rules → comparisons → findings. The rules are data
(``data/vocabulary/audit.toml``); what they compare is in ``within`` (one table), ``between``
(tables and forms) and ``said`` (sentences and tables).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from ingest.audit import between, said, within
from ingest.audit.book import Book
from ingest.audit.finding import Comparison, Finding, Remark, judge
from ingest.audit.rules import Rule, rules
from ingest.model import Disclosure

__all__ = ["Finding", "findings"]

_COMPARISONS: Final[dict[str, Callable[[Book, Rule], Iterable[Comparison | Remark]]]] = {
    "balance": within.balance,
    "codes": within.codes,
    "items": within.items,
    "columns": within.columns,
    "rows": within.rows,
    "pairs": between.pairs,
    "same": between.same,
    "classes": between.classes,
    "forms": between.forms,
    "said": said.said,
    "notes": said.notes,
}


def findings(disclosure: Disclosure) -> list[Finding]:
    """What every rule finds: fails first, then doubts, then a line a rule and table that held."""
    book = Book(disclosure)
    found: list[Finding] = []
    for rule in rules():
        found += judge(rule, _COMPARISONS[rule.compares](book, rule))
    return sorted(found, key=lambda finding: ("fail", "warn", "ok").index(finding.status))
