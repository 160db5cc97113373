"""One figure, or several: the cell that is meant first, then what other places say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from bot.answer import Check
from bot.draft import Draft, basis, cite_place
from bot.index import Place
from bot.lookup import Candidate, Target
from ingest.model import Fact
from ingest.numbers import SCALE, convert
from ingest.text import fold
from ingest.vocabulary import is_total

_NEAR: Final = 2.4
"""How much less sure another place may be and still speak of the same thing."""


def answer_values(draft: Draft, targets: Sequence[Target]) -> None:
    """Say the figure of each target, where it stands, and whether other places agree."""
    for target in targets:
        _answer_one(draft, target)


def _answer_one(draft: Draft, target: Target) -> None:
    same = same_meaning(target)
    first = same[0].place
    rest = [candidate.place for candidate in same[1:]]
    stated = _zero_in_words(first, rest)
    agreeing = [place for place in rest if agree(stated or first, place)]
    differing = [place for place in rest if place not in agreeing and _value(place) is not None]
    places = [first, *agreeing]
    numbers = [draft.cite(cite_place(place)) for place in places]
    label = display_label(same[0])
    shown = stated or first
    draft.add_figure(
        first, label, value=_value(shown), unit=_unit(shown) or _unit(first), citations=numbers
    )
    draft.lines.append(_sentence(first, shown, label))
    if agreeing:
        message = f"{_where_all([first, *agreeing])}所列一致。"
        draft.checks.append(Check(status="agree", message=message))
        draft.lines.append(f"核对：{message}")
    _mention_differing(draft, differing, label)


def same_meaning(target: Target) -> list[Candidate]:
    """The candidates that name the same thing as the best one, best first, one a cell or sentence."""
    best = target.best
    return [
        candidate
        for candidate in target.candidates
        if candidate.score > best.score - _NEAR
        and (candidate.place.statement is None or candidate.place.statement.aspect == "amount")
        and _comparable(best.place, candidate.place)
    ]


def _comparable(one: Place, other: Place) -> bool:
    """Whether two places measure in the same kind of unit: both money, or the same unit."""
    first, second = _unit(one), _unit(other)
    return first == second or (first in SCALE and second in SCALE)


def agree(one: Place, other: Place) -> bool:
    """Whether two places print the same amount, within the rounding of the coarser printing."""
    first, second = _value(one), _value(other)
    if first is None or second is None:
        return first is second
    unit, into = _unit(other), _unit(one)
    if unit != into and unit in SCALE and into in SCALE:
        assert unit is not None and into is not None
        second = convert(second, unit, into)
    step = max(_step(first), _step(second))
    return abs(first - second) <= step / 2 if unit != into else first == second


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _zero_in_words(first: Place, rest: Iterable[Place]) -> Place | None:
    """The sentence that prints 0 where the table leaves the cell blank."""
    if _value(first) is not None:
        return None
    return next((p for p in rest if p.statement is not None and _value(p) == 0), None)


def _sentence(first: Place, shown: Place, label: str) -> str:
    metadata = first.index.disclosure.metadata
    opening = f"{metadata.organization}{metadata.year or ''}年{metadata.kind or '预算'}中，"
    opening = opening.replace("None", "")
    if _value(shown) is None:
        printed = first.fact.text if first.fact and first.fact.text else ""
        said = f"印为“{printed}”" if printed else "为空白，即没有列金额"
        return f"{opening}{label}一栏{said}（{where(first)}）。"
    if shown is not first:
        return (
            f"{opening}{label}为{_amount(shown)}：文字说明印为{_amount(shown)}，"
            f"{where(first)}中这一栏为空白。"
        )
    return f"{opening}{label}为{_amount(first)}（{_basis_words(first)}）。"


def _basis_words(place: Place) -> str:
    return f"{basis(place)}口径，{where(place)}" if place.fact else where(place)


def _mention_differing(draft: Draft, places: Sequence[Place], label: str) -> None:
    """Other values of the label, each with the table it stands in."""
    seen: set[tuple[Decimal | None, str | None]] = set()
    for place in places:
        key = (_value(place), _unit(place))
        if key in seen:
            continue
        seen.add(key)
        number = draft.cite(cite_place(place))
        draft.add_figure(
            place, _full_label(place) or label, value=key[0], unit=key[1], citations=[number]
        )
        message = f"{where(place)}中“{_full_label(place)}”为{_amount(place)}，口径不同。"
        draft.checks.append(Check(status="differ", message=message))
        draft.lines.append(f"另有：{message}")


def display_label(candidate: Candidate) -> str:
    """What to call the figure: its label, with the row or column it crosses where that was asked."""
    place, fact = candidate.place, candidate.place.fact
    if fact is None:
        return place.row[-1] if place.row else ""
    parts = []
    if fact.row and not (is_total(fact.row[-1]) and not place.index.is_default_column(fact)):
        parts.append(_row_label(place, fact))
    if not place.index.is_default_column(fact) or not fact.row:
        parts.append(_column_label(fact))
    return "的".join(parts)


def _row_label(place: Place, fact: Fact) -> str:
    leaf = fact.row[-1]
    if is_total(leaf):
        title = place.table.title if place.table else ""
        return f"{fold(title)}{leaf}"
    over = fact.row[-2] if len(fact.row) > 1 and fact.code is None else ""
    return f"{over} {leaf}" if over and len(fact.row) > 2 else leaf


def _column_label(fact: Fact) -> str:
    heads = [label for label in fact.column if not is_total(label)]
    if is_total(fact.column[-1]):
        return heads[-1] if heads else fact.column[-1]
    return fact.column[-1]


def _full_label(place: Place) -> str:
    if place.fact is None:
        return " ".join(place.row)
    return " ".join(label for label in (*place.row, *place.column[-1:]) if label)


def where(place: Place) -> str:
    """Where a place is, in words: 表三“30217 公务接待费”, or the section of a sentence."""
    if place.statement is not None:
        section = place.statement.section
        return f"文字说明“{section[-1]}”" if section else "文字说明"
    assert place.table is not None and place.fact is not None
    name = place.table.number or f"《{fold(place.table.title)}》"
    row = place.fact.row[-1] if place.fact.row else _column_label(place.fact)
    code = f"{place.fact.code} " if place.fact.code and len(place.fact.code) < 10 else ""
    return f"{name}“{code}{row}”"


def _where_all(places: Sequence[Place]) -> str:
    return "、".join(dict.fromkeys(where(place) for place in places))


def _amount(place: Place) -> str:
    text = place.fact.text if place.fact else (place.statement.text if place.statement else "")
    unit = _unit(place) or ""
    return text if text.endswith(unit) else f"{text}{unit}"


def _value(place: Place) -> Decimal | None:
    if place.fact is not None:
        return place.fact.value
    return place.statement.value if place.statement else None


def _unit(place: Place) -> str | None:
    if place.fact is not None:
        return place.fact.unit
    return place.statement.unit if place.statement else None
