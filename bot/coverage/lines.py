"""The rows (or columns) a question means besides those it was found to name.

Every row that matches a key is meant; where no row is told apart from the others, all of them
are, without totals unless the question asks for a sum, and without blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.coverage.evidence import ADDED, Evidence
from bot.coverage.index import COLUMN
from ingest.text import ordinal

_NAMED: Final = 0.05
_WELL_NAMED: Final = 0.35
_SAME: Final = 0.01
_ALIKE: Final = 0.12
_TOGETHER: Final = 0.03
_ALL: Final = 0.22
_EVERY: Final = 0.1

Scored = tuple[list[int], float]


def line_mates(
    evidence: Evidence, places: Sequence[int], axis: int, value: float
) -> Iterator[Scored]:
    """Sets with further lines along ``axis`` and their scores; ``value`` is that of ``places``."""
    mates = _mates(evidence, places, axis)
    yield from _twins(evidence, places, axis, mates, value)
    named = _names(evidence, places, axis)
    if named:
        yield from _same(evidence, places, axis, mates, value)
        yield from _alike(evidence, places, axis, mates, value)
    well = any(
        evidence.added[axis][p] <= _WELL_NAMED and not _is_total(evidence, p, axis) for p in places
    )
    if not named or (evidence.question.every and not well):
        yield from _all(evidence, places, axis, mates)


def _line(evidence: Evidence, place: int, axis: int) -> int:
    return evidence.index.cells[place].lines[axis]


def _mates(evidence: Evidence, places: Sequence[int], axis: int) -> list[int]:
    """The cells across the same lines that print something the question does not say."""
    lines = dict.fromkeys(_line(evidence, p, 1 - axis) for p in places)
    return [
        p
        for line in lines
        for p in evidence.index.on_line[line]
        if evidence.index.cells[p].fact.text.strip() and not evidence.is_mentioned(p)
    ]


def _names(evidence: Evidence, places: Sequence[int], axis: int) -> bool:
    """Whether the question says anything of these lines that it does not say of the others."""
    strong = weak = across = across_weak = 0
    for p in places:
        strong |= evidence.strong[axis][p]
        weak |= evidence.weak[axis][p]
        across |= evidence.strong[1 - axis][p]
        across_weak |= evidence.weak[1 - axis][p]
    return evidence.share(strong & ~across, weak & ~across & ~across_weak) >= _NAMED


def _is_total(evidence: Evidence, place: int, axis: int) -> bool:
    path = evidence.index.cells[place].paths[axis]
    return bool(path) and path[-1] in evidence.question.words.label.totals


def _twins(
    evidence: Evidence, places: Sequence[int], axis: int, mates: list[int], value: float
) -> Iterator[Scored]:
    """Every cell under the very same labels, where lines along ``axis`` have none."""
    cells = evidence.index.cells
    meant = {
        (_line(evidence, p, 1 - axis), cells[p].paths) for p in places if not cells[p].paths[axis]
    }
    more = [p for p in mates if (_line(evidence, p, 1 - axis), cells[p].paths) in meant]
    if set(more) - set(places) and evidence.question.several:
        yield list(dict.fromkeys([*places, *more])), value + _SAME


def _same(
    evidence: Evidence, places: Sequence[int], axis: int, mates: list[int], value: float
) -> Iterator[Scored]:
    """Every line under the same labels, or that the same text beside it names."""
    cells, strong = evidence.index.cells, evidence.strong[axis]
    meant = {(_line(evidence, p, 1 - axis), strong[p], cells[p].paths[axis]) for p in places}
    named = {
        (_line(evidence, p, 1 - axis), strong[p]) for p in places if _by_text(evidence, p, axis)
    }
    more = [
        p
        for p in mates
        if strong[p]
        and (
            (_line(evidence, p, 1 - axis), strong[p], cells[p].paths[axis]) in meant
            or ((_line(evidence, p, 1 - axis), strong[p]) in named and _by_text(evidence, p, axis))
        )
    ]
    if set(more) - set(places) and not _restarts(evidence, places[0], axis):
        yield [*places, *more], value + _SAME


def _restarts(evidence: Evidence, place: int, axis: int) -> bool:
    """Whether a line is counted (1.期初余额), so that another of its name opens another count."""
    fact = evidence.index.cells[place].fact
    path = fact.column if axis == COLUMN else fact.row
    return bool(path) and ordinal(path[-1]) is not None


def _by_text(evidence: Evidence, place: int, axis: int) -> bool:
    """Whether only a text beside a cell, not its labels, is what the question says."""
    labels, strong = evidence.labels[axis][place], evidence.strong[axis][place]
    return evidence.share(strong & ~labels) > _NAMED and evidence.share(labels) <= _NAMED


def _alike(
    evidence: Evidence, places: Sequence[int], axis: int, mates: list[int], value: float
) -> Iterator[Scored]:
    """Every line that covers just as much: 变压器 says A型变压器 and B型变压器."""
    added = evidence.added[axis]
    meant = {
        (_line(evidence, p, 1 - axis), evidence.strong[axis][p], evidence.weak[axis][p]): added[p]
        for p in places
        if evidence.strong[axis][p]
    }
    alike = [
        p
        for p in mates
        if abs(
            added[p]
            - meant.get(
                (_line(evidence, p, 1 - axis), evidence.strong[axis][p], evidence.weak[axis][p]),
                float("inf"),
            )
        )
        < _ALIKE
    ]
    if set(places) < set(alike):
        yield alike, value + (_TOGETHER if evidence.question.several else -_ALL)


def _all(
    evidence: Evidence, places: Sequence[int], axis: int, mates: list[int]
) -> Iterator[Scored]:
    """Every line there is."""
    question, across = evidence.question, 1 - axis
    everything = [
        p
        for p in mates
        if evidence.index.cells[p].paths[axis]
        and (question.total or question.every or not _is_total(evidence, p, axis))
    ]
    if len(everything) < 2:
        return
    named = [p for p in places if p in set(everything) and evidence.index.cells[p].paths[across]]
    if not named:
        return
    score = evidence.share(*evidence.covered(everything if question.every else named))
    score -= ADDED * sum(evidence.added[across][p] for p in named) / len(named)
    score += (0.0 if question.several else -_ALL) + (_EVERY if question.every else 0.0)
    yield everything, score
