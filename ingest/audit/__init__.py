"""Does a disclosure keep the identities a sound one keeps (勾稽关系)? Each rule held to its cells.

``findings`` reads top to bottom: rules → comparisons → findings. The rules are data
(``data/vocabulary/audit.toml``); what they compare is in ``within`` and ``named`` (one table),
``between`` (tables and forms), ``said`` (sentences and tables), ``years`` (last year's disclosure).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from ingest.audit import between, named, planned, said, within, years
from ingest.audit.book import Book
from ingest.audit.finding import Comparison, Finding, Remark, judge
from ingest.audit.rules import Rule, rules
from ingest.model import Disclosure

__all__ = ["Finding", "findings"]

_COMPARISONS: Final[dict[str, Callable[[Book, Rule], Iterable[Comparison | Remark]]]] = {
    "balance": within.balance,
    "codes": within.codes,
    "items": within.items,
    "groups": within.groups,
    "columns": within.columns,
    "rows": named.rows,
    "heads": named.heads,
    "pairs": between.pairs,
    "same": between.same,
    "classes": between.classes,
    "forms": between.forms,
    "said": said.said,
    "notes": said.notes,
    "planned": planned.planned,
    "changes": years.changes,
}


def findings(disclosure: Disclosure, beside: Sequence[Disclosure] = ()) -> list[Finding]:
    """What every rule finds: fails first, then doubts, then a line a rule and table that held.

    ``beside`` are other documents of the body (:mod:`ingest.audit.beside`), for what the text says
    of a table in another file or of last year.
    """
    book = Book(disclosure, beside)
    found: list[Finding] = []
    for rule in rules():
        judged = judge(rule, _COMPARISONS[rule.compares](book, rule))
        found += (replace(finding, beside=tuple(beside)) for finding in judged)
    return sorted(found, key=lambda finding: ("fail", "warn", "ok").index(finding.status))
