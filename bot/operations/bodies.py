"""One amount of several bodies of one year: each its own, the largest first, or how they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from bot.bodies.scope import Held
from bot.labels.place import Place
from bot.operations.amounts import Amount, add_computed, comparable
from bot.operations.together import add_sum, amounts_of
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from ingest.numbers import SCALE, money


def bodies_compared(query: Query) -> list[Held]:
    """The disclosures of one year, kind and scope that a question sets side by side (哪个部门,
    or two bodies named); empty if it asks for no such thing or they are not held."""
    named = len({item.body for item in query.scope.choices}) if query.scope.named else 0
    if query.operation not in _COMPARING or not (named > 1 or pattern("bodies").search(query.text)):
        return []
    like = _of_one_year if named else _disclosed_as
    alike = Counter(map(like, query.scope.choices))
    most = max(alike, key=lambda key: (alike[key], key[0] or 0))
    chosen = [item for item in query.scope.choices if like(item) == most]
    return chosen if len(chosen) > 1 and (not named or len(chosen) == named) else []


def answer_bodies(draft: Draft, queries: Sequence[Query]) -> bool:
    """Say what each body's document prints of the one thing asked, sorted, and for two the
    difference. False where not every one prints it
    in a like table and unit.

    ``queries`` are the one question understood for each document.
    """
    understood = [q for q in queries if len(q.targets) == 1 and _is_explained(q)]
    found = amounts_of([query.targets[0] for query in understood], of=_kind)
    if not found or len(found) < len(queries) or len({_kind(one.place) for one in found}) > 1:
        return False
    if not all(comparable(found[0].place, other.place) for other in found):
        return False
    first = queries[0]
    smallest = first.cue is not None and first.cue.direction == "min"
    found.sort(key=_size, reverse=not smallest)
    nth = first.cue.nth if first.cue else None
    if nth is not None and nth > len(found):
        return False
    if nth is not None:
        rank = f"第{nth}位"
        draft.echoes.append(rank)
        draft.lines.append(f"{rank}是{_body(found[nth - 1])}。")
    elif first.operation == "sum":
        _say_sum(draft, found)
    elif len(found) == 2 and first.operation != "value":
        _say_difference(draft, found)
    for amount in sorted(found, key=lambda one: nth is None or one is not found[nth - 1]):
        number = amount.cite(draft)
        draft.add_figure(
            amount.place, amount.label, value=amount.value, unit=amount.unit, citations=[number]
        )
    metadata = found[0].place.index.disclosure.metadata
    scopes = {_scope(amount) for amount in found}
    each = "；".join(
        f"{_body(amount)}{f'（{_scope(amount)}）' if len(scopes) > 1 else ''}{amount.said()}"
        for amount in found
    )
    order = "从少到多" if smallest else "从多到少"
    year = f"{metadata.year}年" if metadata.year else ""
    draft.lines.append(f"{year}{metadata.kind or ''}中，{found[0].label}{order}：{each}。")
    return True


_COMPARING = ("rank", "difference", "value", "list", "yesno", "sum")


def _is_explained(query: Query) -> bool:
    """Whether every word is explained; which of the bodies it is (哪家…更多) is what is asked."""
    return not query.unheld and all(map(pattern("which_body").fullmatch, query.unexplained))


def _of_one_year(item: Held) -> tuple[int | None, str | None]:
    return item.metadata.year, item.metadata.kind


def _disclosed_as(item: Held) -> tuple[int | None, str | None, bool]:
    """Year and kind of a disclosure, and whether it is a 单位's: of bodies that nobody names,
    unlike ones are not compared."""
    return *_of_one_year(item), item.metadata.scope == "单位"


def _scope(amount: Amount) -> str:
    return amount.place.index.disclosure.metadata.scope or "部门"


def _kind(place: Place) -> str | None:
    return place.kind.name if place.kind else None


def _size(amount: Amount) -> Decimal:
    return amount.into("元") if amount.unit in SCALE else amount.value


def _body(amount: Amount) -> str:
    return amount.place.index.disclosure.metadata.organization


def _say_sum(draft: Draft, amounts: Sequence[Amount]) -> None:
    """Say and figure what several bodies come to, in the unit of the first."""
    label = f"{'、'.join(map(_body, amounts))}的{amounts[0].label}合计"
    total, worked_out = add_sum(draft, amounts, label)
    draft.figures = draft.figures[:1]
    draft.lines.append(f"{label}{total}{worked_out}。")


def _say_difference(draft: Draft, pair: Sequence[Amount]) -> None:
    larger, smaller = sorted(pair, key=lambda amount: amount.into(pair[0].unit), reverse=True)
    unit = larger.unit
    value = larger.value - smaller.into(unit)
    formula = f"{larger.term(unit)} − {smaller.term(unit)}"
    label = f"{_body(larger)}与{_body(smaller)}的{larger.label}之差"
    add_computed(draft, [larger, smaller], label, value, unit, formula)
    draft.figures = draft.figures[:1]
    draft.lines.append(
        f"{_body(larger)}的{larger.label}比{_body(smaller)}多{money(value)}{unit or ''}"
        f"（{formula} = {money(value)}）。"
    )
