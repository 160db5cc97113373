"""Questions over a set of items: list them, rank them, count them, find the one of an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from bot.draft import Draft, basis, cite_place
from bot.index import DocumentIndex, Place, skeleton, table_kind, variants
from bot.mentions import Mention
from bot.operations.amounts import Amount, is_form, label_of, opening, unit_of, value_of, where
from bot.operations.compute import HOLDS
from bot.query import Query
from bot.sets import sets_in, sets_named
from ingest.model import Fact
from ingest.numbers import SCALE, convert
from ingest.vocabulary import is_total

_MOST_LISTED: Final = 30
_ZERO: Final = Decimal(0)


def items_asked(query: Query, index: DocumentIndex) -> tuple[str, list[Amount]]:
    """The set a question speaks of, and its items in printed order; empty if it names none.

    A label with parts under it is the set of its parts (商品和服务支出中…); else the set is one
    of ``sets.toml``.
    """
    known_sets = [*sets_named(m.labels for m in query.mentions), *sets_in(query.text)]
    for known in known_sets:
        if "below" in known:
            return known["name"], list(_indicators(query, known["below"], index))
    digits = next((known["digits"] for known in known_sets if "digits" in known), None)
    for mention in query.mentions:
        deep = list(_parts_of(mention.labels, index, digits)) if digits else []
        others = [m for m in query.mentions if m is not mention]
        parts = deep or list(_parts_of(mention.labels, index, others=others))
        while len(parts) == 1 and (inner := list(_parts_of(_keys(parts[0]), index))):
            parts = inner
        if len(parts) > 1:
            return mention.text, parts
    for known in known_sets:
        items = list(_known_items(known, index))
        if items:
            return known["name"], items
    for mention in query.mentions:
        rows = list(_rows_of_titled(mention.labels, index))
        if len(rows) > 1:
            return mention.text, rows
        cells = list(_cells_of_column(mention.labels, index))
        if len(cells) > 1:
            return mention.text, cells
    return "", []


def _keys(item: Amount) -> tuple[str, ...]:
    return variants(item.place.row[-1]) if item.place.row else ()


def _cells_of_column(labels: Iterable[str], index: DocumentIndex) -> Iterator[Amount]:
    """What the outermost rows of a table print in the column that is named (人员经费)."""
    wanted, table = set(labels), None
    for place in sorted(_filled(index), key=_table_rank):
        fact = place.fact
        assert fact is not None
        if not fact.column or not set(variants(fact.column[-1])) & wanted or is_form(place):
            continue
        if table in (None, fact.table) and len(fact.row) == 1 and not is_total(fact.row[0]):
            table = fact.table
            yield _amount(place)


def _indicators(query: Query, column: str, index: DocumentIndex) -> Iterator[Amount]:
    """The indicators of the forms a question names, each with what stands in its ``column``."""
    wanted = {label for mention in query.mentions for label in mention.labels}
    titled = {
        table.index
        for table in index.disclosure.tables
        if any(len(label) > 3 and label in skeleton(table.title) for label in wanted)
    }
    for place in _filled(index):
        fact = place.fact
        assert fact is not None
        if not is_form(place) or len(fact.row) < 2 or not fact.column:
            continue
        if re.search(column, fact.column[-1]) and (
            fact.table in titled or set(variants(fact.row[0])) & wanted
        ):
            yield _amount(place)


def _rows_of_titled(labels: Iterable[str], index: DocumentIndex) -> Iterator[Amount]:
    """The outermost rows of the table whose title is named, its total left out."""
    tables = {table.index for label in labels for table in index.titles.get(label, ())}
    for place in _filled(index):
        fact = place.fact
        assert fact is not None
        if fact.table not in tables or not index.is_default_column(fact) or not fact.row:
            continue
        if len(fact.row) == 1 and not is_total(fact.row[0]):
            yield _amount(place)


def _parts_of(
    labels: Iterable[str],
    index: DocumentIndex,
    digits: int | None = None,
    others: Sequence[Mention] = (),
) -> Iterator[Amount]:
    """Items right under a row or header label, in the first table that prints such.

    With ``digits`` those at whatever depth whose code has so many (项级科目: 7). A table whose
    title one of the ``others`` names comes first.
    """
    wanted = set(labels)
    chosen: int | None = None
    said = [skeleton(mention.text) for mention in others]

    def order(place: Place) -> tuple[bool, tuple[int, int]]:
        title = skeleton(place.table.title) if place.table else ""
        return not any(words in title for words in said), _table_rank(place)

    for place in sorted(_filled(index), key=order):
        fact = place.fact
        assert fact is not None
        over = fact.row[-2:-1] or (fact.column[-2:-1] if not fact.row else ())
        if digits is not None:
            over = fact.row[:-1] if len(fact.code or "") == digits else ()
        named = any(wanted & set(variants(label)) for label in over)
        if fact.row and not index.is_default_column(fact):
            continue
        leaf = fact.row[-1] if fact.row else fact.column[-1]
        if not named or is_total(leaf) or chosen not in (None, fact.table):
            continue
        chosen = fact.table
        yield _amount(place)


def _known_items(known: dict[str, Any], index: DocumentIndex) -> Iterator[Amount]:
    for kind in known["kinds"]:
        places = [
            place
            for place in _filled(index)
            if place.kind and place.kind.name == kind and _belongs(place, known, index)
        ]
        if places:
            first = places[0].fact
            form = "column" in known
            for place in places:
                if form or (first and place.fact and place.fact.table == first.table):
                    yield _amount(place)
            return


def _belongs(place: Place, known: dict[str, Any], index: DocumentIndex) -> bool:
    fact = place.fact
    assert fact is not None
    if "column" in known:
        single = len(fact.row) == 1 and index.is_default_column(fact)
        return single and bool(re.search(known["column"], fact.column[-1])) and _is_project(place)
    if "digits" in known:
        return len(fact.code or "") == known["digits"] and index.is_default_column(fact)
    if not fact.row:  # one row of figures: its columns are the items, groups by their 小计
        return (len(fact.column) < 3 and not is_total(fact.column[-1])) or _is_group_total(fact)
    return index.is_default_column(fact) and not is_total(fact.row[-1])


def _is_group_total(fact: Fact) -> bool:
    return len(fact.column) > 2 and is_total(fact.column[-1])


def _is_project(place: Place) -> bool:
    return place.table is not None and "项目" in place.table.title


def _filled(index: DocumentIndex) -> Iterator[Place]:
    return (p for p in index.places if p.fact is not None and p.fact.value is not None)


def _table_rank(place: Place) -> tuple[int, int]:
    assert place.table is not None
    return table_kind(place.table.title).rank, place.table.index


def _amount(place: Place) -> Amount:
    value = value_of(place)
    assert value is not None
    return Amount(place, label_of(place), value, unit_of(place))


def answer_list(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Every item of a set with its amount."""
    name, items = items_asked(query, index)
    items = _within_bounds(query, items)
    if not items:
        return False
    lead = f"{opening(items[0].place)}{name}列有金额的各项"
    _say_items(draft, items[:_MOST_LISTED], lead)
    _say_blanks(draft, items[0].place, index)
    if len(items) > _MOST_LISTED:
        draft.lines.append("只列出前面的部分，其余请看原表。")
    return True


def _within_bounds(query: Query, items: list[Amount]) -> list[Amount]:
    """The items that keep to the amounts a question names (哪些项目超过30万元)."""
    for bound in query.amounts:
        if bound.unit in SCALE:
            holds = HOLDS[bound.relation]
            items = [i for i in items if i.unit in SCALE and holds(i.into(bound.unit), bound.value)]
    return items


def _say_blanks(draft: Draft, beside: Place, index: DocumentIndex) -> None:
    """The items of a one-row table that are left blank, such as 因公出国(境)费."""
    fact = beside.fact
    if fact is None or fact.row:
        return
    blank = [
        place
        for place in index.places
        if place.fact is not None
        and (place.fact.table, place.fact.row_index) == (fact.table, fact.row_index)
        and place.fact.value is None
    ]
    for place in blank:
        number = draft.cite(cite_place(place))
        draft.add_figure(place, label_of(place), value=None, unit=None, citations=[number])
    if blank:
        labels = "、".join(label_of(place) for place in blank)
        draft.lines.append(f"{labels}一栏为空白，即没有列金额。")


def answer_rank(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """The largest or smallest items of a set; equal ones all."""
    name, items = items_asked(query, index)
    if not items:
        return False
    cue = query.cue
    smallest = cue is not None and cue.direction == "min"
    nth = cue.nth if cue else None
    count = nth or (cue.n if cue else None) or 1
    ranked = sorted(items, key=lambda item: item.into("元"), reverse=not smallest)
    last = ranked[min(count, len(ranked)) - 1].into("元")
    chosen = [
        item
        for item in ranked
        if (item.into("元") <= last if smallest else item.into("元") >= last)
    ]
    if nth is not None:
        chosen = [item for item in ranked if item.into("元") == last]
    word = "最少" if smallest else "最多"
    wanted = f"{word}的" if count == 1 else f"从{'少到多' if smallest else '多到少'}排列的前几项"
    if cue is not None and nth is not None:
        wanted = f"{query.text[cue.start : cue.end]}的"
        draft.echoes.append(wanted)
    _say_items(draft, chosen, f"{opening(items[0].place)}{name}中金额{wanted}")
    return True


def answer_count(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """How many items a set has, or how many of them keep to an amount."""
    name, items = items_asked(query, index)
    items = _within_bounds(query, items)
    if not items:
        return False
    numbers = [item.cite(draft) for item in items]
    draft.add_figure(
        items[0].place,
        f"{name}数量",
        value=Decimal(len(items)),
        unit="个",
        citations=numbers,
        formula=f"计数 {len(items)}",
    )
    labels = "、".join(item.label for item in items[:_MOST_LISTED])
    draft.lines.append(f"{opening(items[0].place)}{name}共{len(items)}个：{labels}。")
    return True


def answer_reverse(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """The items that have the amount a question names."""
    if not query.amounts:
        return False
    asked = query.amounts[0]
    found: dict[str, Amount] = {}
    for place in sorted(_filled(index), key=_table_rank):
        fact = place.fact
        assert fact is not None and fact.value is not None
        if fact.unit not in SCALE or not index.is_default_column(fact):
            continue
        unit = asked.unit if asked.unit in SCALE else fact.unit
        assert fact.unit is not None and unit is not None
        if convert(fact.value, fact.unit, unit) == asked.value:
            found.setdefault(label_of(place), _amount(place))
    if not found:
        return False
    draft.echoes.append(asked.text)
    items = list(found.values())[:_MOST_LISTED]
    _say_items(draft, items, f"{opening(items[0].place)}金额为{asked.text}的是")
    return True


def _say_items(draft: Draft, items: list[Amount], lead: str) -> None:
    for item in items:
        draft.add_figure(
            item.place, item.label, value=item.value, unit=item.unit, citations=[item.cite(draft)]
        )
    said = "；".join(f"{item.label}{item.said()}" for item in items)
    draft.lines.append(f"{lead}：{said}（{basis(items[0].place)}口径）。")


def answer_code(draft: Draft, query: Query) -> bool:
    """The code of a label, or the label of a code, with the table that prints it."""
    for target in query.targets:
        for candidate in target.candidates:
            place = candidate.place
            if place.fact is not None and place.fact.code:
                item = Amount(place, place.fact.row[-1], place.fact.value or _ZERO, None)
                item.cite(draft)
                draft.lines.append(
                    f"{opening(place)}“{place.fact.row[-1]}”的科目编码是{place.fact.code}"
                    f"（{where(place)}）。"
                )
                break
    return bool(draft.lines)


def answer_where(draft: Draft, query: Query) -> bool:
    """The tables and sentences that print a label."""
    for target in query.targets:
        places: dict[str, Place] = {}
        for candidate in target.candidates:
            if candidate.score > target.best.score - 3:
                places.setdefault(where(candidate.place), candidate.place)
        for place in places.values():
            item = Amount(place, label_of(place), value_of(place) or _ZERO, None)
            item.cite(draft)
        label = label_of(target.best.place)
        named = [f"{w}（《{p.table.title}》）" if p.table else w for w, p in places.items()]
        draft.lines.append(f"“{label}”见：{'；'.join(named)}。")
    return bool(draft.lines)
