"""From the fit of single cells to sets of cells: rows × columns that cover a question jointly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.coverage.clauses import cell_of_each_clause
from bot.coverage.evidence import ADDED, Evidence
from bot.coverage.index import AXES, COLUMN, ROW
from bot.coverage.lines import line_mates
from bot.coverage.names import listed_names, named_by_values
from bot.coverage.question import Mask

_SEEDS: Final = 4
_LEAST: Final = 0.06
_NEW: Final = 0.45
_MORE: Final = 0.02
_ASKED: Final = 0.05
_CLAUSES: Final = 0.05
_BESIDES: Final = 0.05
_SAID: Final = 0.1

Places = list[int]


class Candidates:
    """Sets of places with their scores, grown from the fittest cells of an index."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.index = evidence.index
        self.question = evidence.question
        self.scores: dict[frozenset[int], float] = {}
        for seed in evidence.order[:_SEEDS]:
            self._from(seed)
        if each := cell_of_each_clause(evidence):
            self._offer(each, self._value(each) + _CLAUSES)
        for names, score in (*named_by_values(evidence), *listed_names(evidence)):
            self._offer(names, score)

    def ranked(self) -> list[tuple[frozenset[int], float]]:
        """The sets, best first; of equals the smaller, then the one that stands first."""
        return sorted(self.scores.items(), key=lambda item: (-item[1], len(item[0]), min(item[0])))

    def _from(self, seed: int) -> None:
        places = self._grow([seed])
        self._offer_besides(places)
        self._offer_both_ends(places)
        value = self._value(places)
        for axis in AXES:
            for mates, score in line_mates(self.evidence, places, axis, value):
                self._offer(mates, score)

    def _offer(self, places: Iterable[int], score: float) -> None:
        key = frozenset(places)
        if score > self.scores.get(key, float("-inf")):
            self.scores[key] = score

    # ---- what a set is worth ----

    def _line(self, place: int, axis: int) -> int:
        return self.index.cells[place].lines[axis]

    def _value(self, places: Places) -> float:
        """What a set covers, less what its labels add, less a little for every further line."""
        score = self.evidence.share(*self.evidence.covered(places))
        for axis in AXES:
            added = {self._line(p, axis): self.evidence.added[axis][p] for p in places}
            score -= ADDED * sum(added.values()) / len(added) + _MORE * (len(added) - 1)
        return score - sum(map(self.evidence.cost, places)) / len(places)

    # ---- growing ----

    def _grow(self, places: Places) -> Places:
        """Add row by row and column by column what the question lists besides."""
        self._offer(places, self._value(places))
        while (best := self._best_addition(places)) is not None:
            score, more = best
            places = places + more
            self._offer(places, score)
        return places

    def _best_addition(self, places: Places) -> tuple[float, Places] | None:
        strong, _ = self.evidence.covered(places)
        best: tuple[float, Places] | None = None
        for axis, more in self._additions(places, strong):
            bonus = self._adds(places, axis, more, strong)
            if bonus is None:
                continue
            score = self._value(places + more) + bonus
            if best is None or score > best[0]:
                best = score, more
        return best

    def _additions(self, places: Places, strong: Mask) -> Iterable[tuple[int, Places]]:
        """Further rows over the same columns, further columns over the same rows, pairs."""
        lines = [{self._line(p, axis) for p in places} for axis in AXES]
        seen: set[int] = set()
        for place in self.evidence.order:
            cell = self.index.cells[place]
            for axis in AXES:
                across = 1 - axis
                line = cell.lines[axis]
                if line in seen or line in lines[axis] or cell.lines[across] not in lines[across]:
                    continue
                if self.evidence.added[axis][place] > _NEW:
                    continue
                seen.add(line)
                yield (
                    axis,
                    [p for p in self.index.on_line[line] if self._line(p, across) in lines[across]],
                )
            new = cell.lines[ROW] not in lines[ROW] and cell.lines[COLUMN] not in lines[COLUMN]
            if new and not cell.paths[COLUMN] and self.evidence.added[ROW][place] <= _NEW:
                yield ROW, [place]

    def _adds(self, places: Places, axis: int, more: Places, strong: Mask) -> float | None:
        """None unless a line adds to what is covered and is listed or asked for besides."""
        evidence = self.evidence
        if not more or any(map(evidence.is_mentioned, more)):
            return None
        full = evidence.strong[axis][more[0]]
        if self._answers_more(places, more[0], full | evidence.weak[axis][more[0]]):
            return _ASKED
        if evidence.share(full & ~strong & ~self.question.filler) < _LEAST:
            return None
        old = 0
        for place in places:
            old |= evidence.strong[axis][place]
        if not (old or strong) & ~full & ~self.question.filler:
            return None
        listed = self.question.joined(full & ~strong, old & ~full, strong | full)
        return 0.0 if listed else None

    def _answers_more(self, places: Places, place: int, covers: Mask) -> bool:
        """Whether a cell answers a question word that the others leave open (何时, 在哪)."""
        if len(self.question.asks) < 2 or not covers:
            return False
        answered = 0
        for other in places:
            answered |= self.evidence.answers[other]
        return bool(answered and self.evidence.answers[place] & ~answered)

    # ---- what is meant besides ----

    def _offer_besides(self, places: Places) -> None:
        """The amount as well where only its share is named after an 和 or in a second question."""
        for axis in (COLUMN, ROW):
            path = self.index.cells[places[0]].paths[axis]
            ratio = self.question.words.label.ratio
            if not path or not ratio.search(path[-1]):
                continue
            if len({self._line(p, axis) for p in places}) > 1:
                continue
            said = self.evidence.overlaps[path[-1]].strong
            if self.question.besides(said) and (amounts := self._amounts(places, axis)):
                self._offer([*places, *amounts], self._value(places) + _BESIDES)
                return

    def _offer_both_ends(self, places: Places) -> None:
        """The end as well where a span of time is asked for and none of its ends is named."""
        ends = self.question.words.label.ends
        for axis in AXES:
            path = self.index.cells[places[0]].paths[axis]
            if len(path) < 2 or not ends.search(path[-1]):
                continue
            parents = self.question.asking
            for label in path[:-1]:
                parents |= self.evidence.overlaps[label].strong
            if self.evidence.overlaps[path[-1]].strong & ~parents:
                continue
            span = [
                other
                for place in places
                for other in self.index.on_line[self._line(place, 1 - axis)]
                if (labels := self.index.cells[other].paths[axis])
                and labels[:-1] == path[:-1]
                and ends.search(labels[-1])
            ]
            if set(places) < set(span):
                self._offer(span, self._value(places) + _BESIDES)

    def _is_said(self, label: str) -> bool:
        """Whether the question says a label that is more than a word for an amount."""
        return (
            label not in self.question.words.label.measures
            and self.evidence.overlaps[label].missing < _SAID
        )

    def _amounts(self, places: Places, axis: int) -> Places:
        """The cells of the first line beside a share that is no share itself."""
        across = 1 - axis
        path = self.index.cells[places[0]].paths[axis]
        words = self.question.words.label
        found = [
            other
            for place in places
            for other in self.index.on_line[self._line(place, across)]
            if (labels := self.index.cells[other].paths[axis])
            and labels[:-1] == path[:-1]
            and not words.ratio.search(labels[-1])
            and self.index.cells[other].fact.value is not None
        ]
        said = [p for p in found if self._is_said(self.index.cells[p].paths[axis][-1])]
        measures = [p for p in found if self.index.cells[p].paths[axis][-1] in words.measures]
        first = (said or measures or found)[:1]
        return [p for p in found if first and self._line(p, axis) == self._line(first[0], axis)]
