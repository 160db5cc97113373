"""Find the spans of a header whose cells are known only in reading order.

A pasted table keeps the order of its header cells and loses how far each reached. The spans
are recovered by trying every exact tiling of ``height × width`` positions and taking the one
that reads most like a header: groups over their parts, leaves down to the bottom, code and
name columns under code and name cells, a 小计 that is the sum of its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ingest.model import Cell
from ingest.text import label_key
from ingest.vocabulary import is_total, names_codes, table_words

ColumnType = Literal["code", "label", "number", "blank"]
SumCheck = Callable[[int, Sequence[int]], bool | None]
"""(column, other columns) → whether it is their sum in the data; None if the data is silent."""

_MOST_ROWS: Final = 4
_MOST_GROUPS: Final = 8
_MOST_STEPS: Final = 40_000
_ROW_COST: Final = 0.2
_SLACK: Final = 2.0  # a later sum that holds can still lower a cost by this much
_STACKED: Final = 0.8
_STACKED_BLANKS: Final = 0.1


@dataclass(frozen=True)
class Tiling:
    """A header laid out: its cells with spans, and how far from convincing it is (0 is best)."""

    cells: tuple[Cell, ...]
    height: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Node:
    text: str
    row: int
    column: int
    width: int
    leaf: bool


@dataclass(frozen=True, slots=True)
class _Segment:
    """Columns to fill in the next row, under a group's text (None: the whole header)."""

    start: int
    end: int
    text: str | None


@dataclass(frozen=True, slots=True)
class _Partial:
    """A row half filled: the next text, the groups left to place, and what stands so far."""

    index: int
    groups: int
    cost: float
    nodes: tuple[_Node, ...]
    opened: tuple[_Segment, ...]

    def adding(self, node: _Node, extra: float) -> _Partial:
        opened = self.opened
        if not node.leaf:
            opened += (_Segment(node.column, node.column + node.width, node.text),)
        groups = self.groups - (not node.leaf)
        return _Partial(self.index + 1, groups, self.cost + extra, (*self.nodes, node), opened)


@dataclass
class _Search:
    """Depth first over the rows of the header, cheapest layout kept.

    A row fills segments of columns: the whole width first, then the columns of each group of
    the row above. Each cell is a leaf (one column, down to the bottom) or a group; as every
    column has one leaf, the number of groups is fixed: ``len(texts) - len(types)``.
    """

    texts: Sequence[str]
    types: Sequence[ColumnType]
    sums: SumCheck
    best_cost: float = float("inf")
    best: tuple[_Node, ...] = ()
    steps: int = 0

    def run(self) -> None:
        groups = len(self.texts) - len(self.types)
        self._row(0, (_Segment(0, len(self.types), None),), groups, 0.0, ())

    def _row(
        self,
        index: int,
        segments: tuple[_Segment, ...],
        groups: int,
        cost: float,
        done: tuple[_Node, ...],
    ) -> None:
        """Fill the next row from text ``index`` on; ``done`` are the rows above."""
        depth = 1 + max((node.row for node in done), default=-1)
        if not segments:
            if index == len(self.texts) and groups == 0 and cost < self.best_cost:
                self.best_cost, self.best = cost, done
            return
        if depth < _MOST_ROWS:
            first = segments[0]
            start = _Partial(index, groups, cost + _ROW_COST, (), ())
            self._fill(start, segments, 0, first.start, depth, done)

    def _fill(
        self,
        made: _Partial,
        segments: tuple[_Segment, ...],
        which: int,
        column: int,
        depth: int,
        done: tuple[_Node, ...],
    ) -> None:
        """Place one cell at ``column`` of segment ``which`` in every way, then go on."""
        self.steps += 1
        if self.steps > _MOST_STEPS or made.cost >= self.best_cost + _SLACK:
            return
        segment = segments[which]
        if column == segment.end:
            cost = made.cost + self._group_cost(segment, made.nodes)
            made = replace(made, cost=cost)
            if which + 1 < len(segments):
                self._fill(made, segments, which + 1, segments[which + 1].start, depth, done)
            else:
                self._row(made.index, made.opened, made.groups, cost, done + made.nodes)
            return
        if made.index == len(self.texts):
            return
        text = self.texts[made.index]
        leaf = _Node(text, depth, column, 1, leaf=True)
        extra = _leaf_cost(text, self.types[column])
        self._fill(made.adding(leaf, extra), segments, which, column + 1, depth, done)
        if made.groups:
            for end in range(segment.end, column, -1):
                group = _Node(text, depth, column, end - column, leaf=False)
                self._fill(made.adding(group, 0.0), segments, which, end, depth, done)

    def _group_cost(self, segment: _Segment, row: Sequence[_Node]) -> float:
        """How unlike a group and its parts ``segment`` with the cells under it reads."""
        group = segment.text
        if group is None:
            return 0.0
        parts = [node for node in row if segment.start <= node.column < segment.end]
        if segment.end - segment.start == 1:
            return _STACKED if group or parts[0].text else _STACKED_BLANKS
        if not group or is_total(group):
            return 2.0
        cost = 1.5 * _names_a_column(group)
        cost -= 0.5 * _shared(group, "".join(part.text for part in parts))
        labels = [c for c in range(segment.start + 1, segment.end) if self._list_starts(c)]
        return cost + 1.0 * len(labels) + self._sum_cost(parts)

    def _list_starts(self, column: int) -> bool:
        """Whether a new list of labels begins at a column, after numbers."""
        return self.types[column] in ("code", "label") and self.types[column - 1] == "number"

    def _sum_cost(self, parts: Sequence[_Node]) -> float:
        numbers = [part.column for part in parts if self.types[part.column] != "label"]
        total = next((p.column for p in parts if p.leaf and is_total(p.text)), None)
        if total is None or len(numbers) < 3:
            return 0.0
        holds = self.sums(total, [column for column in numbers if column > total])
        return 0.0 if holds is None else (-1.0 if holds else 1.5)


def _names_a_column(text: str) -> bool:
    """Whether a header cell says code or name, as only a leaf does (科目编码, 科目名称)."""
    return label_key(text).endswith(("编码", "代码", "编号", "名称"))


def _leaf_cost(text: str, kind: ColumnType) -> float:
    if not text:
        return 0.0 if kind == "blank" else 1.0
    key, words = label_key(text), table_words()
    looks_code = names_codes(key)
    looks_label = key in words.label_headers or key.endswith("名称")
    if looks_code:
        return {"code": 0.0, "label": 0.4, "blank": 0.3, "number": 2.0}[kind]
    if looks_label:
        return {"code": 0.6, "label": 0.0, "blank": 0.3, "number": 1.2}[kind]
    return {"code": 1.0, "label": 0.5, "blank": 0.1, "number": 0.0}[kind]


def _shared(group: str, parts: str) -> float:
    """How much of a group's name its parts repeat, 0 to 1."""
    characters = set(group)
    return len(characters & set(parts)) / len(characters) if characters else 0.0


def tile(texts: Sequence[str], types: Sequence[ColumnType], sums: SumCheck) -> Tiling | None:
    """The most convincing layout of ``texts`` (reading order) over ``len(types)`` columns.

    None if no exact layout exists, as when the texts are fewer than the columns.
    """
    if not len(types) <= len(texts) <= len(types) + _MOST_GROUPS:
        return None
    search = _Search(texts, types, sums)
    search.run()
    if not search.best:
        return None
    height = 1 + max(node.row for node in search.best)
    cells = tuple(
        Cell(n.text, n.row, n.column, height - n.row if n.leaf else 1, n.width) for n in search.best
    )
    return Tiling(cells, height, search.best_cost)
