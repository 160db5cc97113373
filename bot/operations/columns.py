"""What the rows of a table print in a column that is named: 人员经费 of each 科目."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.labels.index import DocumentIndex
from bot.labels.kinds import table_kind
from bot.labels.place import Place
from bot.labels.skeletons import skeleton, variants
from bot.operations.amounts import Amount, amount_at, filled, is_form
from bot.query import Query
from bot.words.sets import set_spans
from ingest.vocabulary import is_total, read


def cells_of_column(labels: Iterable[str], index: DocumentIndex, single: bool) -> list[Amount]:
    """What the outermost rows print in the column that is named (人员经费); those below where but
    one of them does (公用经费 of 商品和服务支出 alone), or where a ``single`` 科目 is asked for."""
    cells = _printed(labels, index)
    for depth in sorted({len(cell.place.row) for cell in cells}, reverse=single):
        level = [cell for cell in cells if len(cell.place.row) == depth]
        if len(level) > 1:
            return level
    return []


def of_other_classes(
    known: dict[str, Any], query: Query, index: DocumentIndex
) -> tuple[str, list[Amount]] | None:
    """The name of a column that only a table of another classification than that of a set has
    (人员经费里哪一类最多: no 功能分类), and its cells: of the classes, or of the 科目. What is part
    of the words for the set (基本支出里哪一类), or the table that lists it, names no column."""
    if "digits" not in known:
        return None
    classed = [other for other in read("sets")["set"] if "digits" in other]
    kinds = {kind for other in classed for kind in other["kinds"]} - {*known["kinds"]}
    broadest = known["digits"] == min(other["digits"] for other in classed)
    spans = set_spans(query.text)
    for mention in query.mentions:
        said = any(start <= mention.start and mention.end <= end for start, end in spans)
        if said or {*known["kinds"]} & {*mention.labels}:
            continue
        cells = _printed(mention.labels, index)
        kind = cells[0].place.kind if cells else None
        if kind and kind.name in kinds:
            return mention.text, _of_one_level(cells, broadest)
    return None


def _of_one_level(cells: Sequence[Amount], broadest: bool) -> list[Amount]:
    sizes = [len(cell.place.fact.code or "") if cell.place.fact else 0 for cell in cells]
    wanted = min(sizes) if broadest else max(sizes)
    return [cell for cell, size in zip(cells, sizes, strict=True) if size == wanted]


def _printed(labels: Iterable[str], index: DocumentIndex) -> list[Amount]:
    """The amounts in a column, of the first table that has it; none of a column of totals."""
    wanted, table = {label for label in labels if not is_total(label)}, None
    cells: list[Amount] = []
    for place in sorted(filled(index), key=table_rank):
        fact = place.fact
        assert fact is not None
        if not fact.column or not set(variants(fact.column[-1])) & wanted or is_form(place):
            continue
        if not fact.value or not fact.row or is_whole(fact.row[-1], index):
            continue
        if table in (None, fact.table):
            table = fact.table
            cells.append(amount_at(place))
    return cells


def is_whole(row: str, index: DocumentIndex) -> bool:
    """Whether a row is what the others come to: a total, or the body itself."""
    return is_total(row) or skeleton(row) == index.body


def table_rank(place: Place) -> tuple[int, int]:
    """The order in which tables are asked: by their kind, then as printed."""
    assert place.table is not None
    return table_kind(place.table.title).rank, place.table.index
