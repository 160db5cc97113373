"""The amount a target means: which place prints it, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.labels.index import DocumentIndex
from bot.labels.kinds import is_named, names_nothing
from bot.labels.lookup import Candidate, Target
from bot.labels.owned import by_group
from bot.labels.place import Place
from bot.replying.draft import Draft, cite_place
from ingest.model import Fact
from ingest.numbers import SCALE, convert, is_mark, money
from ingest.text import fold, unnumbered
from ingest.vocabulary import is_total

_NEAR = 2.4
"""How much less sure another place may be and still speak of the same thing."""

_GROUPS = 3
"""Labels of a purchase that are said: what it is for, its 经济科目 and what is bought."""

_LONGEST = 360
"""Characters of a text quoted in an answer."""


@dataclass(frozen=True)
class Amount:
    """A printed amount with the place it stands in and the label it is called by."""

    place: Place
    label: str
    value: Decimal
    unit: str | None

    def said(self) -> str:
        """The amount as printed, with its unit."""
        return said(self.place)

    def into(self, unit: str | None) -> Decimal:
        """The value in another unit of the same kind."""
        if unit == self.unit or unit not in SCALE or self.unit not in SCALE:
            return self.value
        assert self.unit is not None and unit is not None
        return convert(self.value, self.unit, unit)

    def term(self, unit: str | None) -> str:
        """The printed value as an operand of a formula in ``unit``: 1.35 × 10,000."""
        return term(self.value, self.unit, unit)

    def cite(self, draft: Draft) -> int:
        """The number of its citation in a draft."""
        return draft.cite(cite_place(self.place))


def term(value: Decimal, unit: str | None, into: str | None) -> str:
    """A printed value as an operand of a formula in the unit ``into``: 1.35 × 10,000."""
    if unit == into or unit not in SCALE or into not in SCALE:
        return money(value)
    assert unit is not None and into is not None
    factor = SCALE[unit] / SCALE[into]
    step = f"× {money(factor)}" if factor >= 1 else f"÷ {money(1 / factor)}"
    return f"{money(value)} {step}"


def bracketed(term: str) -> str:
    """An operand in brackets where it is itself computed: (1.35 × 10,000)."""
    return f"({term})" if " " in term else term


def amount_of(target: Target) -> Amount | None:
    """The amount of a target; of a blank cell the 0 a sentence prints, None without one."""
    same = same_meaning(target)
    label = label_of(same[0].place) if same else ""
    for candidate in same:
        value = value_of(candidate.place)
        if value is not None and (candidate is same[0] or value == 0):
            return Amount(candidate.place, label, value, unit_of(candidate.place))
    return None


def add_computed(
    draft: Draft,
    amounts: Sequence[Amount],
    label: str,
    value: Decimal,
    unit: str | None,
    formula: str,
) -> None:
    """The computed figure first, then each operand as a figure of its own."""
    numbers = [amount.cite(draft) for amount in amounts]
    draft.add_figure(
        amounts[0].place, label, value=value, unit=unit, citations=numbers, formula=formula
    )
    for amount, number in zip(amounts, numbers, strict=True):
        draft.add_figure(
            amount.place, amount.label, value=amount.value, unit=amount.unit, citations=[number]
        )


def same_meaning(target: Target) -> list[Candidate]:
    """Candidates that name the same thing as the best one, best first, one a cell or sentence."""
    best = target.best
    return [
        candidate
        for candidate in target.candidates
        if candidate.score > best.score - _NEAR
        and (
            candidate.place.statement is None
            or candidate.place.statement.aspect in ("amount", "count")
        )
        and comparable(best.place, candidate.place)
    ]


def comparable(one: Place, other: Place) -> bool:
    """Whether two places measure in the same kind of unit: both money, or the same unit."""
    first, second = unit_of(one), unit_of(other)
    return first == second or (first in SCALE and second in SCALE)


def agree(one: Place, other: Place) -> bool:
    """Whether two places print the same amount, within the rounding of the coarser printing."""
    first, second = value_of(one), value_of(other)
    if first is None or second is None:
        return first is second
    unit, into = unit_of(other), unit_of(one)
    if unit == into or unit not in SCALE or into not in SCALE:
        return first == second
    assert unit is not None and into is not None
    second_step = convert(_step(second), unit, into)
    return abs(first - convert(second, unit, into)) <= max(_step(first), second_step) / 2


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def value_of(place: Place) -> Decimal | None:
    """The value a place prints; None for a blank."""
    if place.fact is not None:
        return place.fact.value
    return place.statement.value if place.statement else None


def unit_of(place: Place) -> str | None:
    """The unit of a place."""
    if place.fact is not None:
        return place.fact.unit
    return place.statement.unit if place.statement else None


def said(place: Place) -> str:
    """What a place prints, with its unit."""
    text = place.fact.text if place.fact else (place.statement.text if place.statement else "")
    unit = unit_of(place) or ""
    if unit.startswith("/"):  # what stood before the stroke is lost in the document
        return f"{text}（单位印为“{unit}”）"
    return text if text.endswith(unit) else f"{text}{unit}"


def written(value: Decimal, unit: str | None) -> str:
    """A computed amount as the product prints it."""
    return f"{money(value)}{unit or ''}"


def opening(place: Place) -> str:
    """Whose figure it is, of which year and kind: the words before the figure."""
    metadata = place.index.disclosure.metadata
    year = (place.statement.year if place.statement else None) or metadata.year
    return f"{metadata.organization}{f'{year}年' if year else ''}{metadata.kind or ''}中，"


def label_of(place: Place) -> str:
    """The label of a place: the row's, the column's, or both where neither is the total."""
    fact = place.fact
    if fact is None:
        own = place.stage in (None, place.index.disclosure.metadata.kind)
        fund = (place.of_fund,) if place.of_fund else ()
        return "的".join((*fund, *map(unnumbered, place.row[-1:]), *(() if own else place.column)))
    parts = []
    total_row = bool(fact.row) and names_nothing(fact.row[-1])
    default = place.index.is_default_column(fact)
    if fact.row and not (total_row and not default and len(fact.row) == 1):
        parts.append(_row_label(place, fact))
    if not fact.row and default and place.kind and place.index.is_called_by_kind(place):
        parts.append(place.kind.name)
    elif not default or not fact.row:
        whole = not fact.row and place.kind and is_total(column_label(fact))
        parts.append(place.kind.name if whole and place.kind else unnumbered(column_label(fact)))
    aside = [fold(head) for head in place.beside_heads if head not in parts]
    return "的".join([*parts, *aside])


def _row_label(place: Place, fact: Fact) -> str:
    *above, leaf = map(unnumbered, fact.row)
    if is_total(leaf):
        if above:
            return fold(above[-1])
        title = place.table.title if place.table else ""
        return f"{fold(unnumbered(title))}{leaf}"
    if above and is_form(place):
        return f"{above[0]}的{leaf}"
    if by_group(place):
        return " ".join([*above, leaf][-_GROUPS:])
    if (fact.table, fact.row[-1]) in place.index.shared_names:
        return f"{above[-1]}的{leaf}"
    return f"{above[-1]} {leaf}" if len(above) > 1 and fact.code is None else leaf


def is_form(place: Place) -> bool:
    """Whether a place is a cell of a form: what its row begins with is what the form is about."""
    return place.table is not None and place.table.layout == "form"


def prints_words(place: Place) -> bool:
    """Whether a cell prints words, neither a number nor a mark for nothing."""
    fact = place.fact
    return fact is not None and fact.value is None and bool(fact.text) and not is_mark(fact.text)


def column_label(fact: Fact) -> str:
    """The innermost header that says something: the group's name for its 小计."""
    if not fact.column:
        return ""
    heads = [label for label in fact.column if is_named(label)]
    bare = is_total(fact.column[-1]) or not (fact.row or is_named(fact.column[-1]))
    if bare and heads:
        return heads[-1]
    return fact.column[-1]


def shortened(text: str) -> str:
    """A text up to the last sentence end within reach; its citation holds it whole."""
    if len(text) <= _LONGEST:
        return text
    cut = max(text.rfind(mark, 0, _LONGEST) for mark in "。；;")
    return (text[: cut + 1] if cut > 0 else text[:_LONGEST]) + "……"


def where(place: Place) -> str:
    """Where a place is, in words: 表三“30217 公务接待费”, or the section of a sentence."""
    if place.statement is not None:
        section = place.statement.section
        return f"文字说明“{section[-1]}”" if section else "文字说明"
    assert place.table is not None and place.fact is not None
    name = place.table.number or f"《{fold(place.table.title)}》"
    row = place.fact.row[-1] if place.fact.row else place.fact.column[-1]
    if is_form(place):
        return f"{name}“{_row_label(place, place.fact) if place.fact.row else row}”"
    code = place.fact.code
    return f"{name}“{code} {row}”" if code else f"{name}“{row}”"


def where_all(places: Sequence[Place]) -> str:
    """Several places in words, each once."""
    return "、".join(dict.fromkeys(where(place) for place in places))


def filled(index: DocumentIndex) -> Iterator[Place]:
    """The cells that print a number."""
    return (p for p in index.places if p.fact is not None and p.fact.value is not None)


def amount_at(place: Place) -> Amount:
    """The amount a filled place prints."""
    value = value_of(place)
    assert value is not None
    return Amount(place, label_of(place), value, unit_of(place))
