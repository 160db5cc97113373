"""The figures of an answer as bars, where it lists, ranks, follows years or gives a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.answer import Answer, Figure
from bot.replying.quoted import QUOTED
from ingest.numbers import SCALE, convert, money

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount: as it is said, and its length in % of the longest."""

    label: str
    said: str
    length: Decimal
    negative: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to draw, in the order of the answer."""

    title: str
    bars: tuple[Bar, ...]


def chart_of(answer: Answer) -> Chart | None:
    """The chart of an answer; None where there is nothing to compare.

    A share is drawn as the part beside the whole; other computed figures are not drawn.
    """
    figures = answer.figures
    if _is_share(figures):
        return _chart(figures[0].label, figures[1:])
    if answer.checks or any(f.formula or f.label.startswith(QUOTED) for f in figures):
        return None
    return _chart("金额对比", figures)


def _is_share(figures: Sequence[Figure]) -> bool:
    """A share is computed from just its part and its whole."""
    formula = figures[0].formula if figures else None
    return len(figures) == 3 and figures[0].unit == "%" and "÷" in (formula or "")


def _chart(title: str, figures: Sequence[Figure]) -> Chart | None:
    amounts = [f for f in figures if f.value is not None and f.unit in SCALE]
    values = [_in_yuan(figure) for figure in amounts]
    names = _names(amounts)
    if len(set(values)) < 2 or len(set(names)) < len(names):
        return None
    longest = max(map(abs, values))
    bars = (
        Bar(name, f"{money(Decimal(f.value or 0))}{f.unit}", _part(value, longest), value < 0)
        for name, f, value in zip(names, amounts, values, strict=True)
    )
    return Chart(title, tuple(bars))


def _names(figures: Sequence[Figure]) -> list[str]:
    """What tells the figures apart: their labels, else their years."""
    labels = [figure.label for figure in figures]
    if len(set(labels)) == 1:
        return [f"{figure.year}年{figure.kind or ''}" for figure in figures]
    return labels


def _in_yuan(figure: Figure) -> Decimal:
    assert figure.value is not None and figure.unit is not None
    return convert(Decimal(figure.value), figure.unit, "元")


def _part(value: Decimal, longest: Decimal) -> Decimal:
    return (abs(value) / longest * 100).quantize(_TENTH, ROUND_HALF_UP)
