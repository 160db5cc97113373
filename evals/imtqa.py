"""The lookup engine alone on tables of every layout, in the format of IM-TQA.

IM-TQA (Zheng et al., ACL 2023): Chinese tables of four layouts with questions whose gold is a
set of cells. Only cell texts and the matrix of cell ids are read; the header annotations of the
files are not. No model is trained, but the constants and words of the engine were chosen by its
errors on the train split: only other splits say how good it is. A question without any proposed
set counts as wrong.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any, Final

from pydantic import TypeAdapter

from bot.coverage import CellSet, CoverageIndex
from ingest.model import Cell, Fact, Grid
from ingest.numbers import parse_number
from ingest.tables.places import places

SURENESS: Final = (50, 80, 100)
"""The surest so many percent of the questions, for which exactness is shown."""


@dataclass(frozen=True)
class Layout:
    """A table of the benchmark; ``cell_ID_matrix`` repeats the id of a merged cell."""

    table_id: str
    table_type: str
    cell_ID_matrix: list[list[int]]
    chinese_cell_value_list: list[str]


@dataclass(frozen=True)
class Asked:
    """A question of the benchmark and the ids of the cells that answer it."""

    table_id: str
    question_id: str
    chinese_question: str
    answer_cell_list: list[int]


@dataclass(frozen=True)
class Result:
    """A question with the likeliest set of cells, its margin, and the time to find it."""

    asked: Asked
    table_type: str
    found: frozenset[int]
    margin: float
    elapsed_ms: float

    @property
    def exact(self) -> bool:
        return self.found == frozenset(self.asked.answer_cell_list)


_TABLES: Final = TypeAdapter(list[Layout])
_QUESTIONS: Final = TypeAdapter(list[Asked])


def load(folder: Path, split: str) -> tuple[list[Layout], list[Asked]]:
    """The tables and questions of a split; OSError or ValueError if a file is missing or bad."""
    tables = _TABLES.validate_json((folder / f"{split}_tables.json").read_bytes())
    questions = _QUESTIONS.validate_json((folder / f"{split}_questions.json").read_bytes())
    known = {table.table_id for table in tables}
    if lost := sorted({asked.table_id for asked in questions} - known):
        raise ValueError(f"questions on tables that are not there: {', '.join(lost[:5])}")
    return tables, questions


def score(tables: Iterable[Layout], questions: Iterable[Asked]) -> list[Result]:
    """Every question answered from its table alone."""
    by_table: dict[str, list[Asked]] = defaultdict(list)
    for asked in questions:
        by_table[asked.table_id].append(asked)
    results = []
    for table in tables:
        if asked_here := by_table.get(table.table_id):
            index = CoverageIndex(facts_of(grid_of(table)))
            results += [_answered(table, index, asked) for asked in asked_here]
    return results


def grid_of(table: Layout) -> Grid:
    """The printed grid: a cell covers the rectangle in which its id is repeated."""
    matrix = table.cell_ID_matrix
    first: dict[int, tuple[int, int]] = {}
    for row, ids in enumerate(matrix):
        for column, number in enumerate(ids):
            first.setdefault(number, (row, column))
    return Grid(
        tuple(
            Cell(
                table.chinese_cell_value_list[number],
                row,
                column,
                rowspan=sum(line[column : column + 1] == [number] for line in matrix),
                colspan=matrix[row].count(number),
            )
            for number, (row, column) in first.items()
        )
    )


def facts_of(grid: Grid) -> list[Fact]:
    """Every cell that is more than a label, as a fact under the labels that govern it."""
    return [
        Fact(
            table=1,
            row=place.row,
            code=None,
            column=place.column,
            value=parse_number(place.cell.text),
            unit=None,
            text=place.cell.text.strip(),
            row_index=place.cell.row,
            column_index=place.cell.column,
        )
        for place in places(grid)
        if place.role in ("value", "key")
    ]


def _answered(table: Layout, index: CoverageIndex, asked: Asked) -> Result:
    started = time.perf_counter()
    ranked: list[CellSet] = index.rank(asked.chinese_question)
    elapsed = (time.perf_counter() - started) * 1000
    best = ranked[0] if ranked else CellSet((), 0.0, 0.0)
    found = {table.cell_ID_matrix[fact.row_index][fact.column_index] for fact in best.facts}
    return Result(asked, table.table_type, frozenset(found), best.margin, elapsed)


def summary(results: Sequence[Result]) -> list[dict[str, Any]]:
    """A row a table type, then a row of all: exact sets among the surest, in percent, and the
    median time of a question."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.table_type].append(result)
    return [
        *(_row(name, group) for name, group in sorted(groups.items())),
        _row("all", results),
    ]


def _row(name: str, group: Sequence[Result]) -> dict[str, Any]:
    surest = sorted(group, key=lambda result: -result.margin)
    shares = {f"exact_{share}%": _exact(surest, share) for share in SURENESS}
    return {
        "type": name,
        "questions": len(group),
        "exact": sum(result.exact for result in group),
        **shares,
        "ms": round(median(result.elapsed_ms for result in group), 2) if group else 0.0,
    }


def _exact(surest: Sequence[Result], share: int) -> float:
    """The percentage of exact sets among the first ``share`` percent."""
    kept = surest[: ceil(len(surest) * share / 100)]
    return round(100 * sum(result.exact for result in kept) / max(1, len(kept)), 1)
