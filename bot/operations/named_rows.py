"""The rows of a table that lists projects, each by its name: 项目支出表."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.labels.index import DocumentIndex
from bot.labels.place import Place
from bot.operations.amounts import Amount, amount_at, filled
from ingest.model import Table
from ingest.text import label_key
from ingest.vocabulary import is_total


def named_rows(known: dict[str, Any], index: DocumentIndex) -> Iterator[Amount]:
    """The items of a set of ``sets.toml`` as the rows of the first table that lists them, each
    with what it prints in the column meant when none is named."""
    chosen: int | None = None
    for place in filled(index):
        fact, table = place.fact, place.table
        assert fact is not None and table is not None
        if chosen not in (None, fact.table) or not index.is_default_column(fact):
            continue
        name = _name(place, table, known)
        if name and not is_total(name):
            chosen = fact.table
            amount = amount_at(place)
            yield Amount(place, name, amount.value, amount.unit)


def _name(place: Place, table: Table, known: dict[str, Any]) -> str:
    """What a row prints under the header for names; "" in a table that lists nothing by name."""
    of_kind = place.kind is not None and place.kind.name == known["named_in"]
    if not of_kind or table.layout != "list" or place.fact is None:
        return ""
    headers = range(table.header_rows)
    for column in range(table.grid.width):
        heads = (label_key(table.grid.text(row, column)) for row in headers)
        if any(re.search(known["named"], head) for head in heads):
            return table.grid.text(place.fact.row_index, column).strip()
    return ""
