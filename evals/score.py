"""Whether an answer is right, and whether it rests on the cell it should."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Final, Literal

from bot.answer import Answer, Citation, Figure
from evals.case import Case, Gold, Spot
from ingest.numbers import SCALE, convert, parse_number
from ingest.text import fold, label_key
from ingest.vocabulary import is_total

Outcome = Literal["exact", "wrong", "abstained"]

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def judge(case: Case, answer: Answer) -> Outcome:
    """``exact`` as the gold says, ``abstained`` where the bot asks back or refuses instead.

    Everything else is ``wrong``: another figure, one missing of several, words that lack what
    they must say, and any figure where the gold is to refuse.
    """
    text = fold(answer.text)
    if answer.status not in case.status:
        return "wrong" if answer.status == "answered" else "abstained"
    if any(re.search(pattern, text) for pattern in case.forbidden):
        return "wrong"
    if answer.status != "answered":
        return "wrong" if answer.figures else "exact"
    says = all(re.search(pattern, text) for pattern in case.says)
    return "exact" if says and _holds(case.figures, answer.figures) else "wrong"


def _holds(golds: Collection[Gold], figures: list[Figure]) -> bool:
    """One gold figure stands first; of several each is there, in whatever order."""
    among = figures[:1] if len(golds) == 1 else figures
    return all(find(gold, among) is not None for gold in golds)


def find(gold: Gold, figures: Iterable[Figure]) -> Figure | None:
    """The first figure that equals the gold."""
    return next((figure for figure in figures if same(gold, figure.value, figure.unit)), None)


def same(gold: Gold, value: str | None, unit: str | None) -> bool:
    """Whether a value and unit are the gold's, whichever money unit and sign they are said in.

    The direction of a change is in the answer's words, so signs are not compared. A value in the
    gold's or a finer unit may be off by the gold's rounding, one in a coarser unit by its own.
    """
    if gold.value is None or value is None:
        return gold.value is None and value is None
    wanted, said = abs(gold.value), abs(Decimal(value))
    if gold.unit is None or unit == gold.unit:
        return _rounds_to(said, wanted)
    if unit not in SCALE or gold.unit not in SCALE:
        return fold(unit or "") == fold(gold.unit) and _rounds_to(said, wanted)
    if _rounds_to(convert(said, unit, gold.unit), wanted):
        return True
    return _decimals(said) >= 2 and _rounds_to(convert(wanted, gold.unit, unit), said)


def _rounds_to(exact: Decimal, printed: Decimal) -> bool:
    return abs(exact - printed) <= Decimal(1).scaleb(-_decimals(printed)) / 2


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def cites_gold(case: Case, answer: Answer) -> bool | None:
    """Whether the first figure, or where there is none the words, rests on a gold place.

    None where the gold names no place, or the answer is not an answer.
    """
    if answer.status != "answered":
        return None
    if not case.figures:
        return _any_at(case.spots, answer.citations) if case.spots else None
    gold = case.figures[0]
    figure = find(gold, answer.figures)
    if figure is None or not gold.spots:
        return None
    cited = [answer.citations[number] for number in figure.citations]
    if gold.formula is None:
        return any(_prints_at(spot, gold, citation) for spot in gold.spots for citation in cited)
    printed = {number for citation in cited for number in _numbers(citation.text)}
    return set(operands(gold)) <= printed


def _any_at(spots: Iterable[Spot], citations: Iterable[Citation]) -> bool:
    citations = list(citations)
    return any(is_at(spot, citation) for spot in spots for citation in citations)


def _prints_at(spot: Spot, gold: Gold, citation: Citation) -> bool:
    """Whether a citation is the gold place, or another that prints the same under its label."""
    if is_at(spot, citation):
        return True
    value = parse_number(citation.text)
    label = _own_label(spot)
    if label is None or not same(gold, None if value is None else str(value), citation.unit):
        return False
    return label in _keys([*(citation.row or []), *(citation.column or [])])


def _own_label(spot: Spot) -> str | None:
    """The innermost label of a cell that is no total: what it would be asked for by."""
    keys = [label_key(label) for label in (*spot.column, *spot.row)]
    return next((key for key in reversed(keys) if not is_total(key)), None)


def is_at(spot: Spot, citation: Citation) -> bool:
    """Whether a citation is of the cell or sentence a spot names."""
    if spot.sentence is not None:
        return fold(spot.sentence) in fold(citation.text)
    if citation.table_title is None:
        return False
    table = label_key(spot.table)
    if table not in label_key(citation.table_title) and table != label_key(citation.table or ""):
        return False
    rows = _keys([*(citation.row or []), *(citation.row_cells or [])])
    columns = _keys(citation.column or [])
    return _keys(spot.row) <= rows and _keys(spot.column) <= columns


def _keys(labels: Iterable[str]) -> set[str]:
    return {label_key(label) for label in labels}


def operands(gold: Gold) -> list[Decimal]:
    """The figures a gold formula computes with: they come first, scales and the 100 of a per cent
    after them."""
    return _numbers(gold.formula or "")[: len(gold.spots)]


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(number.replace(",", "")) for number in _NUMBER.findall(fold(text))]
