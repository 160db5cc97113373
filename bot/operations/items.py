"""The items a question speaks of: parts of a label, rows of a table, indicators of a form."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, Final

from bot.labels.index import DocumentIndex
from bot.labels.kinds import table_kind
from bot.labels.lookup import Target
from bot.labels.mentions import Mention
from bot.labels.place import Place
from bot.labels.skeletons import skeleton, variants
from bot.operations.amounts import Amount, amount_at, filled, is_form
from bot.operations.named_rows import named_rows
from bot.projects.attributes import attributes_in
from bot.projects.groups import groups_asked
from bot.query import Query
from bot.words.composition import pattern
from bot.words.phrases import blank_out
from bot.words.sets import sets_in, sets_named, sets_parting
from ingest.model import Fact
from ingest.vocabulary import form_columns, is_total, read

_VAGUE: Final = 2
"""Characters of a label so general that the set named beside it is meant."""

_GROUPED: Final = 2
"""Headers over each other that an item of a one-row table has (三公经费>公务接待费)."""


def items_asked(query: Query, index: DocumentIndex) -> tuple[str, list[Amount]]:
    """The set a question speaks of, and its items in printed order; empty if it names none.

    A label with parts under it is the set of its parts (商品和服务支出中…); else the set is one
    of ``sets.toml``.
    """
    if attributed := _with_attribute(query, index):
        return attributed
    projects = [(m.start, m.end) for m in query.mentions if m.labels[0] in index.subjects]
    said = sets_in(blank_out(query.text, projects))  # 那个项目 of one project is no set
    known_sets = [*sets_named(m.labels for m in query.mentions), *said]
    known_sets += sets_parting(m.labels for m in query.mentions)
    groups = groups_asked(query.mentions, index)
    for known in read("sets")["set"] if groups else known_sets:
        if "below" in known:
            column = _header_named(query.mentions) or known["below"]
            name = "、".join(group.text for group in groups) or known["name"]
            return name, list(_indicators(query, column, groups, index))
    digits = next((known["digits"] for known in known_sets if "digits" in known), None)
    for mention in query.mentions:
        others = [m for m in query.mentions if m is not mention]
        deep = list(_parts_of(mention.labels, index, digits, others)) if digits else []
        vague = digits is not None and len(mention.text) <= _VAGUE  # 支出 beside 功能科目
        parts = deep or ([] if vague else list(_parts_of(mention.labels, index, others=others)))
        while len(parts) == 1:
            inner = list(_parts_of(_keys(parts[0]), index, others=others))
            if not inner:
                break
            parts = inner
        if len(parts) > 1:
            return mention.text, parts
    spent_on = any(_is_an_item(mention) for mention in query.mentions)
    for known in known_sets:
        if spent_on and "of_all" in known:
            continue
        items = _in_column_named(known, query.mentions, index) or list(_known_items(known, index))
        items = items or (list(named_rows(known, index)) if "named" in known else [])
        if items:
            return known["name"], items
    for mention in query.mentions:
        rows = list(_rows_of_titled(mention.labels, index))
        if len(rows) > 1:
            return mention.text, rows
        if cells := _cells_of_column(mention.labels, index):
            return mention.text, cells
    return "", []


def names_a_whole(target: Target) -> bool:
    """Whether a target is only what a set comes to: 合计, or 项目支出 of the projects."""
    bare = all(is_total(mention.labels[0]) for mention in target.mentions)
    return bare or bool(sets_parting(mention.labels for mention in target.mentions))


def _is_an_item(mention: Mention) -> bool:
    """Whether a mention is of one item, and not of all the money (支出)."""
    return len(mention.text) > _VAGUE and not any(map(is_total, mention.labels))


def _with_attribute(query: Query, index: DocumentIndex) -> tuple[str, list[Amount]] | None:
    """The projects of the sort a question speaks of (重点专项有几个); None if it speaks of none."""
    if any(mention.labels[0] in index.subjects for mention in query.mentions):
        return None
    projects = next(known for known in read("sets")["set"] if "column" in known)
    for attribute in attributes_in(query.text, index):
        items = list(_known_items(projects, index))
        return attribute.value, [i for i in items if _is_of(i.place, attribute.projects)]
    return None


def _is_of(place: Place, projects: Container[str]) -> bool:
    return bool(place.row) and skeleton(place.row[0]) in projects


def _keys(item: Amount) -> tuple[str, ...]:
    return variants(item.place.row[-1]) if item.place.row else ()


def _cells_of_column(labels: Iterable[str], index: DocumentIndex) -> list[Amount]:
    """What the outermost rows of a table print in the column that is named (人员经费); those below
    where but one of them does (公用经费 of 商品和服务支出 alone). A column of totals has none."""
    wanted, table = {label for label in labels if not is_total(label)}, None
    cells: list[Amount] = []
    for place in sorted(filled(index), key=table_rank):
        fact = place.fact
        assert fact is not None
        if not fact.column or not set(variants(fact.column[-1])) & wanted or is_form(place):
            continue
        if not fact.value or not fact.row or _is_whole(fact.row[-1], index):
            continue
        if table in (None, fact.table):
            table = fact.table
            cells.append(amount_at(place))
    for depth in sorted({len(cell.place.row) for cell in cells}):
        level = [cell for cell in cells if len(cell.place.row) == depth]
        if len(level) > 1:
            return level
    return []


def _header_named(mentions: Iterable[Mention]) -> str | None:
    """The header of an indicator list that a question names (权重), as a pattern."""
    headers = {skeleton(name) for name, kind in form_columns().items() if kind == "number"}
    named = (label for mention in mentions for label in mention.labels if label in headers)
    return next((f"{re.escape(label)}$" for label in named), None)


def _indicators(
    query: Query, column: str, groups: Sequence[Mention], index: DocumentIndex
) -> Iterator[Amount]:
    """The indicators of the forms a question names, each with what stands in its ``column``: those
    of ``groups`` where there are any, of all forms where none is named."""
    over = {label for group in groups for label in group.labels}
    whole = pattern("whole_form").search(query.text) is not None
    wanted = {label for mention in query.mentions for label in mention.labels} - over
    every = bool(over) and not (whole or any(label in index.subjects for label in wanted))
    titled = {
        table.index
        for table in index.disclosure.tables
        if any(len(label) > 3 and label in skeleton(table.title) for label in wanted)
        or (whole and pattern("whole_form").search(table.title))
    }
    for place in filled(index):
        fact = place.fact
        assert fact is not None
        if not is_form(place) or len(fact.row) < 2 or not fact.column:
            continue
        named = every or fact.table in titled or set(variants(fact.row[0])) & wanted
        grouped = not over or any(over & set(variants(label)) for label in fact.row[1:-1])
        if named and grouped and re.search(column, fact.column[-1]):
            yield amount_at(place)


def _rows_of_titled(labels: Iterable[str], index: DocumentIndex) -> Iterator[Amount]:
    """The outermost rows of the table whose title is named, its total left out."""
    tables = {table.index for label in labels for table in index.titles.get(label, ())}
    for place in filled(index):
        fact = place.fact
        assert fact is not None
        if fact.table not in tables or not index.is_default_column(fact) or not fact.row:
            continue
        if len(fact.row) == 1 and not _is_whole(fact.row[0], index):
            yield amount_at(place)


def _is_whole(row: str, index: DocumentIndex) -> bool:
    """Whether a row is what the others come to: a total, or the body itself."""
    return is_total(row) or skeleton(row) == index.body


def _parts_of(
    labels: Iterable[str],
    index: DocumentIndex,
    digits: int | None = None,
    others: Sequence[Mention] = (),
) -> Iterator[Amount]:
    """Items right under a row or header label, in the first table that prints such. A sum that
    is found by another name (支出 for 支出合计) has none: what it sums stands beside it.

    With ``digits`` those at whatever depth whose code has so many (项级科目: 7). A table whose
    title one of the ``others`` names comes first.
    """
    first, *also = labels
    wanted = {first, *(label for label in also if not is_total(label))}
    chosen: int | None = None
    said = [skeleton(mention.text) for mention in others]

    def order(place: Place) -> tuple[bool, tuple[int, int]]:
        title = skeleton(place.table.title) if place.table else ""
        return not any(words in title for words in said), table_rank(place)

    for place in sorted(filled(index), key=order):
        fact = place.fact
        assert fact is not None
        path = fact.row or _without_its_total(fact.column)
        over = path[-2:-1]
        if digits is not None:
            over = fact.row[:-1] if len(fact.code or "") == digits else ()
        named = any(wanted & set(variants(label)) for label in over)
        if fact.row and not index.is_default_column(fact):
            continue
        if not named or is_total(path[-1]) or chosen not in (None, fact.table):
            continue
        chosen = fact.table
        yield amount_at(place)


def _without_its_total(headers: tuple[str, ...]) -> tuple[str, ...]:
    """The path to a group of columns for the one that prints its total (公务用车…>小计)."""
    return headers[:-1] if len(headers) > _GROUPED and is_total(headers[-1]) else headers


def _in_column_named(
    known: dict[str, Any], mentions: Iterable[Mention], index: DocumentIndex
) -> list[Amount]:
    """The items of a classification with what they print in a column that is named
    (项目支出最多的功能科目), of the first kind of table that has it."""
    wanted = {label for m in mentions if len(m.text) > _VAGUE for label in m.labels}
    for kind in known["kinds"] if "digits" in known else ():
        found: dict[int, list[Amount]] = {}
        for place in filled(index):
            fact = place.fact
            assert fact is not None
            of_kind = place.kind is not None and place.kind.name == kind
            coded = len(fact.code or "") == known["digits"]
            if of_kind and coded and _is_under(fact, wanted) and not index.is_default_column(fact):
                found.setdefault(fact.table, []).append(amount_at(place))
        if found:
            return next(iter(found.values()))
    return []


def _is_under(fact: Fact, wanted: Container[str]) -> bool:
    return any(key in wanted for key in variants(fact.column[-1])) if fact.column else False


def _known_items(known: dict[str, Any], index: DocumentIndex) -> Iterator[Amount]:
    for kind in known["kinds"]:
        places = [
            place
            for place in filled(index)
            if place.kind and place.kind.name == kind and _belongs(place, known, index)
        ]
        if places:
            first = places[0].fact
            form = "column" in known
            for place in places:
                if form or (first and place.fact and place.fact.table == first.table):
                    yield amount_at(place)
            return


def _belongs(place: Place, known: dict[str, Any], index: DocumentIndex) -> bool:
    fact = place.fact
    assert fact is not None
    if "column" in known:
        single = len(fact.row) == 1 and index.is_default_column(fact)
        whole = place.table is not None and re.search(known["not_titled"], place.table.title)
        return single and bool(re.search(known["column"], fact.column[-1])) and not whole
    if "digits" in known:
        return len(fact.code or "") == known["digits"] and index.is_default_column(fact)
    if not fact.row:  # one row of figures: its columns are the items, groups by their 小计
        path = _without_its_total(fact.column)
        return len(path) <= _GROUPED and not is_total(path[-1])
    return index.is_default_column(fact) and not is_total(fact.row[-1])


def table_rank(place: Place) -> tuple[int, int]:
    """The order in which tables are asked: by their kind, then as printed."""
    assert place.table is not None
    return table_kind(place.table.title).rank, place.table.index
