"""The whole that an amount is a part of: the one named, or the total it stands under."""

from __future__ import annotations

from bot.labels.index import DocumentIndex
from bot.labels.lookup import Target, targets
from bot.labels.mentions import Mention
from bot.labels.place import Place
from bot.labels.skeletons import skeleton, variants
from bot.operations.amounts import Amount, amount_at, amount_of, filled, is_form
from bot.query import Query
from bot.words.amounts import SpokenAmount
from bot.words.composition import pattern
from ingest.model import Fact
from ingest.vocabulary import is_total


def is_whole(
    mention: Mention, text: str, stated: SpokenAmount | None, index: DocumentIndex
) -> bool:
    """Whether a mention is said where a whole is; a table's title before 里 only says where."""
    before, after = text[: mention.start], text[mention.end :]
    if stated is not None and text[mention.end : stated.start] in ("", "的"):
        return True
    titled = all(label in index.titles or label not in index.postings for label in mention.labels)
    inside = pattern("inside").match(after) is not None and not titled
    return inside or pattern("part_of").search(before) is not None


def under_a_label(target: Target, index: DocumentIndex) -> tuple[list[Target], list[Target]]:
    """A label that stands above the other in one table is the whole, not a narrowing."""
    leaf = set(variants(target.best.label))
    inner = [m for m in target.mentions if leaf & set(m.labels)] or list(target.mentions)
    outer = [m for m in target.mentions if m not in inner]
    over = {key for label in target.best.place.row[:-1] for key in variants(label)}
    named = [w for w in targets(outer, index) if any(set(m.labels) & over for m in w.mentions)]
    return (targets(inner, index)[:1], named[:1]) if named else ([target], [])


def crossing(
    query: Query, index: DocumentIndex, stated: SpokenAmount | None = None
) -> tuple[Amount | None, Amount | None] | None:
    """The amount where the part's row and the whole's column cross, or the other way round, and
    the total of that column or row: 高等教育 in 项目支出 is not all of 高等教育.

    None where one cell is not named by both; a missing amount where nothing is printed.
    """
    target = query.targets[0]
    fact = target.best.place.fact
    wholes = [m for m in target.mentions if is_whole(m, query.text, stated, index)]
    parts = [m for m in target.mentions if m not in wholes]
    if len(query.targets) > 1 or fact is None or is_form(target.best.place):
        return None
    if not (parts and wholes):
        return None
    row, column = _labels(fact.row), _labels(fact.column)
    for part, of in ((row, column), (column, row)):
        if _all_in(parts, part, of) and _all_in(wholes, of, part):
            amount = amount_of(target)
            return amount, amount and _total_over(amount, down=of is column)
    return None


def _labels(path: tuple[str, ...]) -> set[str]:
    return {key for label in path for key in variants(label)}


def _all_in(mentions: list[Mention], path: set[str], other: set[str]) -> bool:
    """Whether every mention names a label of one path of a cell, and none of the other."""
    return all(set(m.labels) & path and not set(m.labels) & other for m in mentions)


def _total_over(part: Amount, *, down: bool) -> Amount | None:
    """The total of the column a cell stands in, or of its row; None where it is that itself."""
    fact, index = part.place.fact, part.place.index
    for place in filled(index) if fact else ():
        other = place.fact
        if fact is None or other is None or other.table != fact.table or other is fact:
            continue
        beside = other.column_index == fact.column_index and index.is_default_row(other)
        before = other.row_index == fact.row_index and index.is_default_column(other)
        if beside if down else before:
            return amount_at(place)
    return None


def own_whole(part: Amount, whole: Target) -> Amount | None:
    """The amount that the running text gives the whole under which it names the part (人员经费 of
    财政拨款基本支出), where that is the whole asked for (基本支出): both are of one 口径."""
    stated, index = part.place.statement, part.place.index
    if stated is None or len(stated.subject) < 2:
        return None
    above = skeleton(stated.subject[-2])
    if not any(label in above for mention in whole.mentions for label in mention.labels):
        return None
    found = [
        place
        for place in index.places
        if (one := place.statement) is not None
        and (one.subject, one.aspect) == (stated.subject[:-1], "amount")
        and one.year == stated.year
    ]
    amounts = [amount for place in found if (amount := amount_at(place))]
    return amounts[0] if len({amount.value for amount in amounts}) == 1 else None


def whole_of(part: Amount) -> Amount | None:
    """The total a cell is part of: its column's total row, else its row's total column, of the
    header group it stands in where that has one."""
    fact, index = part.place.fact, part.place.index
    if fact is None:
        return None
    total_row = index.is_default_row(fact)
    found: list[tuple[int, Place]] = []
    for place in filled(index):
        other = place.fact
        if other is None or other.table != fact.table or other is fact:
            continue
        in_column = other.column_index == fact.column_index and index.is_default_row(other)
        in_row = other.row_index == fact.row_index and (
            index.is_default_column(other) or _is_group_total(other, fact)
        )
        if in_row if total_row else in_column:
            found.append((len(other.column) if total_row else 0, place))
    return amount_at(max(found, key=lambda one: one[0])[1]) if found else None


def _is_group_total(total: Fact, part: Fact) -> bool:
    """Whether a cell is the total of a header group that another stands in."""
    group = total.column[:-1]
    inside = bool(group) and part.column[: len(group)] == group
    return inside and is_total(total.column[-1]) and len(part.column) >= len(total.column)
