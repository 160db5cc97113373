"""The items from one classification code to another: 30201到30217."""

from __future__ import annotations

from bot.labels.index import DocumentIndex
from bot.operations.amounts import Amount, amount_at, filled
from bot.operations.columns import table_rank
from bot.words.composition import pattern


def code_range(text: str) -> tuple[str, str] | None:
    """The two codes of equal length between which a normalised question asks; else None."""
    match = pattern("code_range").search(text)
    ends = sorted((match["first"], match["last"])) if match else []
    return (ends[0], ends[1]) if ends and len(ends[0]) == len(ends[1]) else None


def between_codes(first: str, last: str, index: DocumentIndex) -> list[Amount]:
    """The rows of the first table that prints both codes, from the one to the other, each with
    the amount in its total column; empty if none prints both."""
    rows: dict[int, dict[str, Amount]] = {}
    for place in sorted(filled(index), key=table_rank):
        fact = place.fact
        assert fact is not None
        code = fact.code or ""
        if index.is_default_column(fact) and len(code) == len(first) and first <= code <= last:
            rows.setdefault(fact.table, {}).setdefault(code, amount_at(place))
    complete = (codes for codes in rows.values() if {first, last} <= set(codes))
    return list(next(complete, {}).values())
