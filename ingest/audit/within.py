"""Identities inside one table: codes, items, columns, named rows, the two sides of a 收支 table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ingest.audit.book import Book, side_of, sum_cell, total_row
from ingest.audit.finding import Comparison
from ingest.audit.rules import Rule, audit_words, is_beside, is_sum, path_key
from ingest.codes import is_code
from ingest.model import Fact, Table
from ingest.text import label_key

_REPEATED = "同一编码印了几行，可能分属几个单位"
_TWICE = "有的行印了两次，只算一次则相符"
_NO_PARTS = "分栏都没有列金额"
_CARRIED = "合计之下另列有结转或结余"


def balance(book: Book, rule: Rule) -> Iterator[Comparison]:
    """The grand totals of both sides. A total with 结转 printed below it may leave that out."""
    for table in book.tables(rule):
        sides = [[f for f in book.money(table) if side_of(f) == side] for side in ("收入", "支出")]
        cells = [sum_cell(total_row(side)) for side in sides]
        if (
            cells[0] is None
            or cells[1] is None
            or all(cell.value is None for cell in cells if cell)
        ):
            continue
        doubt = any(_carried_below(side, cell) for side, cell in zip(sides, cells, strict=True))
        left, right = (
            book.amount(cell.row[-1] if cell.row else "合计", [cell]) for cell in cells if cell
        )
        yield Comparison(table, left, right, _CARRIED if doubt else None)


def _carried_below(side: Sequence[Fact], total: Fact | None) -> bool:
    carried = audit_words().carried
    return total is not None and any(
        fact.row_index > total.row_index and fact.value and carried.search(path_key(fact.row))
        for fact in side
    )


def codes(book: Book, rule: Rule) -> Iterator[Comparison]:
    """In every column, a code and the codes next under it; the total and the topmost codes."""
    for table in book.tables(rule):
        for facts in _lists_of_codes(book.money(table)):
            coded = _without_breakdown([f for f in facts if f.code and is_code(f.code)])
            under = _under(coded)
            count = Counter(fact.code for fact in coded)
            for parent in coded:
                if children := under.get(parent.code):
                    yield _code_sum(book, table, parent, children, count)
            sums = [f for f in facts if not f.code and _is_total(f)]
            others = [f for f in facts if not f.code and f not in sums and f.value]
            if len(sums) == 1 and under[None] and not others:
                yield _code_sum(book, table, sums[0], under[None], count)


def _without_breakdown(coded: Sequence[Fact]) -> list[Fact]:
    """Cells by code, without the rows that print a code again to say what its amount is made of
    (the projects of a 科目)."""
    rows: dict[str | None, list[Fact]] = defaultdict(list)
    for fact in coded:
        rows[fact.code].append(fact)
    again = {
        id(fact)
        for first, *rest in rows.values()
        if rest and first.value == sum(fact.value or 0 for fact in rest)
        if all(fact.row[-1:] != first.row[-1:] for fact in rest)
        for fact in rest
    }
    return [fact for fact in coded if id(fact) not in again]


def _lists_of_codes(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Cells by column; columns under one header that list different codes are one list, which
    goes on beside itself (302 to 30215 on the left, 30216 to 310 on the right)."""
    lists: dict[tuple[str, ...], list[list[Fact]]] = defaultdict(list)
    for column in _by_column(facts):
        known = lists[column[0].column]
        codes = {fact.code for fact in column if fact.code}
        if known and codes and codes.isdisjoint(fact.code for fact in known[-1]):
            known[-1] += column
        else:
            known.append(column)
    return [one for group in lists.values() for one in group]


def _under(coded: Sequence[Fact]) -> dict[str | None, list[Fact]]:
    """Cells by the longest printed code over theirs; None over the topmost."""
    printed = {fact.code or "" for fact in coded}
    under: dict[str | None, list[Fact]] = defaultdict(list)
    for fact in coded:
        code = fact.code or ""
        over = (code[:size] for size in range(len(code) - 1, 0, -1))
        under[next((parent for parent in over if parent in printed), None)].append(fact)
    return under


def _code_sum(
    book: Book, table: Table, total: Fact, parts: list[Fact], count: Counter[str | None]
) -> Comparison:
    """A sum of codes. ``count`` tells which codes are printed more than once."""
    column = f"“{total.column[-1]}”栏" if total.column else ""
    label = f"{column}“{total.code or ''}{''.join(total.row[-1:])}”"
    left, right = book.amount(label, [total]), book.amount("下级各科目之和", parts)
    if all(count[fact.code] < 2 for fact in (total, *parts)):
        return Comparison(table, left, right, hint=_stray(parts))
    once = book.amount("", {(f.code, f.row, f.value): f for f in parts}.values())
    twice = len(once.cells) < len(parts) and abs(left.value - once.value) <= left.slack + once.slack
    return Comparison(table, left, right, *((None, _TWICE) if twice else (_REPEATED, None)))


def _stray(parts: Sequence[Fact]) -> str | None:
    """A word on codes that are longer than the others beside them: theirs may be a misprint."""
    shortest = min(len(fact.code or "") for fact in parts)
    stray = [fact.code or "" for fact in parts if len(fact.code or "") > shortest]
    return f"编码{'、'.join(stray)}没有印出上级，可能印错" if stray else None


def items(book: Book, rule: Rule) -> Iterator[Comparison]:
    """In a list without codes: a label and the labels under it, a total and what it sums."""
    for table in book.tables(rule):
        for facts in _by_column(book.money(table)):
            if not any(fact.code for fact in facts):
                yield from _item_sums(book, table, facts)


def _item_sums(book: Book, table: Table, facts: Sequence[Fact]) -> Iterator[Comparison]:
    own: dict[tuple[str, ...], Fact] = {}
    for fact in facts:
        own.setdefault(_item(fact.row), fact)
    under: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for path, fact in own.items():
        if path and path[:-1] in own:
            under[path[:-1]].append(fact)
    for path, parts in under.items():
        if _sums_up(parts):
            label = f"“{''.join(path[-1:])}”"
            yield Comparison(table, book.amount(label, [own[path]]), book.amount("各项之和", parts))
    tops = [fact for path, fact in own.items() if len(path) == 1]
    yield from _running_totals(book, table, tops)


def groups(book: Book, rule: Rule) -> Iterator[Comparison]:
    """In a list whose labels nest, a row and the rows next under it."""
    for table in book.tables(rule):
        for facts in _by_column(book.money(table)):
            own = {fact.row: fact for fact in facts}
            once = Counter(fact.row for fact in facts)
            under: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
            for fact in facts:
                over = (fact.row[:size] for size in range(len(fact.row) - 1, 0, -1))
                under[next((path for path in over if path in own), ())].append(fact)
            for path, parts in under.items():
                if path and once[path] == 1 and _sums_up(parts):
                    left = book.amount(f"“{'/'.join(path)}”", [own[path]])
                    yield Comparison(table, left, book.amount("其下各行之和", parts))


def _item(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row's path; the 小计 of a group stands for the group."""
    return row[:-1] if len(row) > 1 and is_sum(row[-1]) else row


def _sums_up(parts: Sequence[Fact]) -> bool:
    """Whether rows are all the parts of what is over them: none 其中, not all blank."""
    return any(f.value is not None for f in parts) and not any(is_beside(f.row) for f in parts)


def _running_totals(book: Book, table: Table, tops: Sequence[Fact]) -> Iterator[Comparison]:
    """A total sums what stands above it, a total above it included; one on top, what is below.

    A label printed again below a total says what the row before it is made of.
    """
    if tops and _is_total(tops[0]):
        above, rest = [tops[0]], tops[1:]
        if rest and not any(map(_is_total, rest)) and _sums_up(rest):
            yield _total(book, table, tops[0], list(rest))
        return
    above, seen = [], set()
    for fact in tops:
        key = label_key(fact.row[-1])
        if _is_total(fact):
            if _sums_up(above):
                yield _total(book, table, fact, above)
            above = [fact]
        elif key not in seen:
            above.append(fact)
        seen.add(key)


def _is_total(fact: Fact) -> bool:
    return len(fact.row) == 1 and is_sum(fact.row[0])


def _total(book: Book, table: Table, total: Fact, parts: list[Fact]) -> Comparison:
    label = f"“{total.row[-1]}”"
    return Comparison(table, book.amount(label, [total]), book.amount("各项之和", parts))


def columns(book: Book, rule: Rule) -> Iterator[Comparison]:
    """In every row, a sum column and the columns beside it; a group counts by its own sum."""
    for table in book.tables(rule):
        rows: dict[tuple[int, tuple[str, ...]], list[Fact]] = defaultdict(list)
        for fact in book.money(table):
            if fact.column and not is_beside(fact.column):
                rows[(fact.row_index, fact.row)].append(fact)
        for facts in rows.values():
            yield from _column_sums(book, table, rule, facts, 0)


def _column_sums(
    book: Book, table: Table, rule: Rule, facts: Sequence[Fact], depth: int
) -> Iterator[Comparison]:
    """The comparisons among columns that share their first ``depth`` heads."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if len(fact.column) > depth:
            groups[fact.column[depth]].append(fact)
    for group in groups.values():
        if any(len(fact.column) > depth + 1 for fact in group):
            yield from _column_sums(book, table, rule, group, depth + 1)
    named = _without_details(groups, rule)
    sums = [
        g[0]
        for head, g in groups.items()
        if head not in named and len(g[0].column) == depth + 1 and is_sum(g[0].column[-1])
    ]
    parts = [
        f for group in groups.values() if group[0] not in sums for f in _standing_for(group, depth)
    ]
    if len(sums) != 1 or len(parts) < 2 or not any(f.value is not None for f in (*sums, *parts)):
        return
    row = f"“{sums[0].row[-1]}”行" if sums[0].row else ""
    left = book.amount(f"{row}“{'/'.join(sums[0].column)}”", sums)
    doubt = None if any(fact.value is not None for fact in parts) else _NO_PARTS
    sure = [
        f for f in parts if not (rule.optional and re.search(rule.optional, path_key(f.column)))
    ]
    whole, without = (
        Comparison(table, left, book.amount("各分栏之和", some), doubt) for some in (parts, sure)
    )
    yield whole if whole.holds or not without.holds else without


def _without_details(groups: dict[str, list[Fact]], rule: Rule) -> list[str]:
    """The heads that name the rule's ``total``, be it as a sum (公务用车购置及运行费小计). What is
    printed beside them of their ``parts`` counts in them and is taken out of ``groups``."""
    named = [head for head in groups if rule.total and re.search(rule.total, label_key(head))]
    for head in list(groups):
        if named and any(re.search(part, label_key(head)) for part in rule.parts):
            del groups[head]
    return named


def _standing_for(group: list[Fact], depth: int) -> list[Fact]:
    """The cells that say what a group of columns comes to: its sum, else all of them."""
    inner = [fact for fact in group if len(fact.column) == depth + 2]
    sums = [fact for fact in inner if is_sum(fact.column[-1])]
    if sums or not any(len(fact.column) > depth + 2 for fact in group):
        return sums[:1] or group
    below: dict[str, list[Fact]] = defaultdict(list)
    for fact in group:
        below[fact.column[depth + 1] if len(fact.column) > depth + 1 else ""].append(fact)
    return [cell for head in below.values() for cell in _standing_for(head, depth + 1)]


def _by_column(facts: Sequence[Fact]) -> list[list[Fact]]:
    columns: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        columns[fact.column_index].append(fact)
    return list(columns.values())
