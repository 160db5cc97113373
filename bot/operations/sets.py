"""Questions over a set of items: list them, rank them, count them, find the one of an amount."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.lookup import targets
from bot.labels.place import Place, is_indicator
from bot.labels.skeletons import skeleton, variants
from bot.operations.amounts import (
    Amount,
    amount_at,
    amount_of,
    comparable,
    filled,
    is_form,
    label_of,
    opening,
)
from bot.operations.code_range import between_codes, code_range
from bot.operations.columns import table_rank
from bot.operations.compute import HOLDS, WORDS
from bot.operations.items import items_asked, names_a_whole
from bot.operations.ranked import (
    ends_asked,
    of_both_ends,
    picked,
    said_of_rank,
    say_between,
    say_total,
    sets_apart,
)
from bot.operations.shares import say_share
from bot.operations.together import add_sum, amounts_of, lists_its_items
from bot.query import Query
from bot.replying.draft import Draft, basis, cite_place
from bot.words.amounts import SpokenAmount
from bot.words.composition import pattern
from bot.words.numerals import read_numeral
from bot.words.sets import sets_in
from ingest.numbers import SCALE, convert
from ingest.organizations import is_office, is_organization

_MOST_LISTED: Final = 30


def answer_list(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Every item of a set with its amount."""
    name, items = _items(draft, query, index)
    items = _within_bounds(query, items)
    if not items:
        return False
    bounds = _bounds(draft, query)
    listed = "列有金额的" if items[0].unit in SCALE else "列有的"
    lead = f"{opening(items[0].place)}{name}{bounds or listed}各项"
    _say_items(draft, items[:_MOST_LISTED], lead)
    _say_blanks(draft, items[0].place, index)
    if len(items) > _MOST_LISTED:
        draft.lines.append("只列出前面的部分，其余请看原表。")
    return True


def _items(draft: Draft, query: Query, index: DocumentIndex) -> tuple[str, list[Amount]]:
    """The items from one code to another, else those of the set the question speaks of."""
    ends = code_range(query.text)
    if ends is None:
        return items_asked(query, index)
    name = f"{ends[0]}至{ends[1]}"
    draft.echoes.append(name)
    return name, between_codes(*ends, index)


def _within_bounds(query: Query, items: list[Amount]) -> list[Amount]:
    """The items that keep to the amounts a question names (哪些项目超过30万元); none where these
    are of another measure (超过30人的项目)."""
    return [item for item in items if all(_keeps_to(item, bound) for bound in query.amounts)]


def _keeps_to(item: Amount, bound: SpokenAmount) -> bool:
    if bound.unit is None and not bound.value:  # 为0, in whatever unit
        return not item.value
    alike = {item.unit, bound.unit} <= set(SCALE) or item.unit == bound.unit
    if alike and bound.ceiling is not None and bound.relation == "=":  # 10万到20万之间
        return bound.value <= item.into(bound.unit) <= bound.ceiling
    return alike and HOLDS[bound.relation](item.into(bound.unit), bound.value)


def _bounds(draft: Draft, query: Query) -> str:
    """The amounts that items had to keep to, in words."""
    said = [_bound_said(bound) for bound in query.amounts]
    draft.echoes += said
    return f"中{'、'.join(said)}的" if said else ""


def _bound_said(bound: SpokenAmount) -> str:
    word = "在" if bound.relation == "=" and bound.ceiling is not None else WORDS[bound.relation]
    return f"{word}{bound.text.strip()}{'之间' if word == '在' else ''}"


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
    """The largest or smallest items of a set, or all in order; equal ones all.

    Things listed side by side (基本支出和项目支出哪个多) are the set themselves.
    """
    if lists_its_items(query):
        items = [] if sets_in(query.text) else amounts_of(query.targets)
        name = "、".join(item.label for item in items)
    else:
        name, items = _items(draft, query, index)
    if pattern("bodies").search(query.text) and not any(map(_is_body, items)):
        return False  # 哪个单位最多 asks for no item
    if not lists_its_items(query) and any(_is_named(item, query) for item in items):
        return False  # 采购里最贵的服务 is asked of the parts of one item
    if not items or not all(comparable(items[0].place, item.place) for item in items):
        return False
    measured = any(is_indicator(target.best.place) for target in query.targets)
    if measured and items[0].unit in SCALE:
        return False  # 满意度最高的项目 is not the dearest one
    lead = f"{opening(items[0].place)}{name}中"
    of = "金额" if items[0].unit in SCALE else items[0].place.column[-1]
    ends = [(cue, picked(items, cue)) for cue in ends_asked(query)]
    if of_both_ends(query):
        if len(ends) < 2 or any(len(chosen) > 1 for _, chosen in ends):
            return False  # which of several is meant?
        first, base = sorted(ends, key=lambda end: end[0].start)
        say_between(draft, query, first[1][0], base[1][0])
        return True
    if len(ends) == 1 and len(ends[0][1]) == ends[0][0].n == 2 and sets_apart(query):
        say_between(draft, query, *ends[0][1])  # 前两大项目差多少
        return True
    for cue, chosen in ends:
        say_total(draft, query, cue, chosen)
        _say_items(draft, chosen[:_MOST_LISTED], f"{lead}{of}{said_of_rank(draft, query, cue)}")
    return True


def answer_share_of_some(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What part some items of a set are, the first few or those above or below an amount, of the
    one thing named after 占."""
    said, cues = pattern("part_of").search(query.text), ends_asked(query)
    if said is None or len(cues) > 1 or any(cue.end > said.start() for cue in cues):
        return False
    bounded = any(bound.relation != "=" and bound.end <= said.start() for bound in query.amounts)
    if not cues and not bounded:
        return False
    named = [m for m in (*query.mentions, *query.totals) if m.start > said.start()]
    behind = targets(list(dict.fromkeys(named)), index)
    mentions = tuple(m for m in query.mentions if m.end <= said.start())
    asked = replace(query, text=query.text[: said.start()], mentions=mentions, targets=())
    items = _within_bounds(query, items_asked(asked, index)[1])
    whole = amount_of(behind[0]) if len(behind) == 1 else None
    if whole is None or not items:
        return False
    draft.echoes += [bound.text for bound in query.amounts]
    return say_share(draft, picked(items, cues[0]) if cues else items, whole)


def _is_named(item: Amount, query: Query) -> bool:
    """Whether a question names an item of the set by itself."""
    printed = [mention for mention in query.mentions if mention.labels[0] == skeleton(mention.text)]
    named = {label for mention in printed for label in mention.labels}
    return bool(item.place.row) and bool(named & set(variants(item.place.row[-1])))


def _is_body(item: Amount) -> bool:
    """Whether an item is what a row prints for a body."""
    row = item.place.row[-1] if item.place.row else ""
    return is_organization(row) or is_office(row)


def answer_count(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """How many items a set has, or how many of them keep to an amount."""
    name, items = _items(draft, query, index)
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
    bounds = _bounds(draft, query)
    draft.lines.append(f"{opening(items[0].place)}{name}{bounds}共{len(items)}个：{labels}。")
    if query.totals or "sum" in query.in_turn:  # 共几个，合计多少
        answer_total(draft, query, index)
    return True


def answer_total(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What the items of a set come to together; False where the question counts them
    otherwise."""
    said = pattern("counted_set").search(query.text)
    narrowed = said or any(amount.unit in SCALE for amount in query.amounts)
    others = [target for target in query.targets if not is_form(target.best.place)]
    whole = narrowed and all(names_a_whole(target) for target in others)
    if others and not whole and not code_range(query.text):
        return False  # 项目支出一共多少: its own total is printed
    name, items = _items(draft, query, index)
    items = _within_bounds(query, items)
    number = read_numeral(said["n"]) if said else None
    if len(items) < 2:
        return False
    if number not in (None, len(items)):
        return False  # there are not so many: which of them are meant?
    if any(item.unit not in SCALE for item in items):
        return False
    name = f"{name}{_bounds(draft, query).removesuffix('的')}"
    label = f"{name}合计（{len(items)}个）"
    total, worked_out = add_sum(draft, items, label)
    said_each = "、".join(item.label for item in items)
    draft.lines.append(
        f"{opening(items[0].place)}{name}合计{total}，共{len(items)}个：{said_each}{worked_out}。"
    )
    return True


def miscounted(query: Query, index: DocumentIndex) -> str | None:
    """The words by which a question counts a set that has more or fewer items (九个项目), where it
    names nothing else; else None."""
    said = pattern("counted_set").search(query.text)
    if said is None or not all(names_a_whole(target) for target in query.targets):
        return None
    _, items = items_asked(query, index)
    return said[0] if len(items) > 1 and read_numeral(said["n"]) != len(items) else None


def answer_reverse(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """The items that have the amount a question names."""
    if not query.amounts:
        return False
    asked = query.amounts[0]
    found: dict[str, Amount] = {}
    for place in sorted(filled(index), key=table_rank):
        fact = place.fact
        assert fact is not None and fact.value is not None
        if fact.unit not in SCALE or (fact.row and not index.is_default_column(fact)):
            continue  # the one row of a table has an item in each column
        unit = asked.unit if asked.unit in SCALE else fact.unit
        assert fact.unit is not None and unit is not None
        if convert(fact.value, fact.unit, unit) == asked.value:
            found.setdefault(skeleton(label_of(place)), amount_at(place))
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
    bases = [basis(item.place) for item in items]
    if len(set(bases)) == 1:
        said = "；".join(f"{item.label}{item.said()}" for item in items)
        draft.lines.append(f"{lead}：{said}（{bases[0]}口径）。")
    else:
        each = zip(items, bases, strict=True)
        said = "；".join(f"{item.label}{item.said()}（{of}口径）" for item, of in each)
        draft.lines.append(f"{lead}：{said}。")
