"""Names asked for by what stands beside them: whose 职务 is 独立董事, which 工程 uses MED."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bot.coverage.evidence import ADDED, Evidence
from bot.coverage.index import AXES, COLUMN, ROW
from bot.coverage.question import Mask

_NAMED: Final = 0.15
_LISTED: Final = 0.2
_SAID: Final = 0.7
_ALIKE: Final = 0.02
_PARTLY: Final = 0.05, 0.6
_TELLING: Final = 0.1


def named_by_values(evidence: Evidence) -> Iterator[tuple[list[int], float]]:
    """The names of the lines whose cells print what the question says, and their score.

    Only where the question asks which or who; of several lines those that print the most of it.
    """
    if not evidence.question.names:
        return
    index = evidence.index
    labels = index.row_labels | index.column_labels
    for axis in AXES:
        said: dict[int, Mask] = defaultdict(int)
        missing: dict[int, float] = defaultdict(float)
        for place, share in evidence.said.items():
            cell = index.cells[place]
            name = index.name_of(place, axis)
            if share < _SAID or name is None or name in evidence.said or cell.text in labels:
                continue
            if not index.cells[name].paths[1 - axis] or index.cells[name].text.isdigit():
                continue
            said[name] |= evidence.overlaps[cell.text].strong
            said[name] |= evidence.labels[1 - axis][place]
            said[name] |= evidence.labels[ROW][name] | evidence.labels[COLUMN][name]
            missing[name] += 1 - share
        worth = {name: evidence.share(mask) - ADDED * missing[name] for name, mask in said.items()}
        best = max(worth.values(), default=0.0)
        if best > _TELLING:
            yield [name for name in worth if worth[name] >= best - 1e-9], min(best, 1) + _NAMED


def listed_names(evidence: Evidence) -> Iterator[tuple[list[int], float]]:
    """Every name of a list, where the question asks which there are and names no value."""
    if not evidence.question.names:
        return
    index, totals = evidence.index, evidence.question.words.label.totals
    for axis in AXES:
        lists: dict[object, set[int]] = defaultdict(set)
        for place, cell in enumerate(index.cells):
            name = index.name_of(place, axis)
            if name is not None and index.cells[name].text not in totals:
                lists[cell.fact.table, index.cells[name].paths].add(name)
        for names in lists.values():
            first = min(names)
            strong = evidence.strong[1 - axis][first] | evidence.strong[axis][first]
            added = evidence.added[1 - axis][first]
            if index.cells[first].paths[axis]:
                added += evidence.added[axis][first]
            if len(names) > 1 and not index.cells[first].text.isdigit():
                score = evidence.share(strong) - ADDED * added + _LISTED
                yield sorted(names), score
                if more := _said_alike(evidence, names, axis):
                    yield sorted(names | more), score + _ALIKE


def _said_alike(evidence: Evidence, names: set[int], axis: int) -> set[int]:
    """What stands under another label of which the question says the same greater part as of
    that of the names: the 描述 of 风险事项 beside their 名称."""
    cells, across, first = evidence.index.cells, 1 - axis, min(names)
    said, path = evidence.labels[across][first], cells[first].paths[across]
    return {
        place
        for place in evidence.order
        if said
        and evidence.labels[across][place] == said
        and cells[place].paths[across] != path
        and all(_PARTLY[0] < evidence.added[across][p] < _PARTLY[1] for p in (first, place))
        and evidence.index.name_of(place, axis) in names
    }
