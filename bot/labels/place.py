"""Somewhere a figure is printed, and whose, which year's and which stage's figure that makes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.labels.kinds import TableKind, column_years, kind_in, stage_above, stage_of, table_kind
from bot.labels.skeletons import skeleton
from ingest.model import Fact, Kind, Statement, Table
from ingest.organizations import is_organization
from ingest.vocabulary import is_total, read

if TYPE_CHECKING:
    from bot.labels.index import DocumentIndex


@dataclass(frozen=True, eq=False)
class Place:
    """Somewhere a figure is printed: a cell (``fact``) or a sentence (``statement``)."""

    index: DocumentIndex
    fact: Fact | None = None
    statement: Statement | None = None

    @cached_property
    def table(self) -> Table | None:
        return self.index.disclosure.table(self.fact.table) if self.fact else None

    @property
    def row(self) -> tuple[str, ...]:
        if self.fact:
            return self.fact.row
        return self._of_sentence[0]

    @property
    def column(self) -> tuple[str, ...]:
        """The column's path; of a sentence the stage it gives (公务接待费的年初预算)."""
        return self.fact.column if self.fact else self._of_sentence[1]

    @cached_property
    def _of_sentence(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        assert self.statement is not None
        *above, last = self.statement.subject or ("",)
        item = read("kinds")["item"]
        if above and re.search(item["stage"], last):
            return tuple(above), (last,)
        return self.statement.subject, (item["planned"],) if self.is_part_planned else ()

    @cached_property
    def is_part_planned(self) -> bool:
        """Whether accounts print it as part of what had been planned: 三公经费预算20万元, 其中…."""
        statement, own = self.statement, self.index.disclosure.metadata
        if statement is None or own.kind != "决算" or statement.aspect != "amount":
            return False
        return stage_above(statement.subject[:-1]) == "预算"

    @cached_property
    def of_fund(self) -> str | None:
        """The fund a sentence's total is of, where its own label does not say so."""
        unqualified = read("narrative")["unqualified"]
        of_sentence = self.statement is not None and len(self.row) > 1
        return self.row[-2] if of_sentence and self.row[-1] in unqualified else None

    @cached_property
    def stage(self) -> Kind | None:
        """Whether it prints what was planned or what was spent, where it says so."""
        if self.statement is not None and self.statement.aspect == "share":
            return None  # how much of a budget was spent is neither
        if self.fact is not None:
            return next(filter(None, map(stage_of, reversed(self.column))), None)
        said = next((label for label in reversed(self.column) if not is_total(label)), "")
        return kind_in(said) or stage_above(self.row)

    @cached_property
    def year(self) -> int | None:
        """The year its figure is of; None where it is of several, or compares two."""
        own = self.index.disclosure.metadata.year
        if self.statement is not None:
            return self.statement.year or own
        years = column_years(self.column, own) if own else frozenset[int]()
        return next(iter(years)) if len(years) == 1 else None

    @property
    def of_another_year(self) -> bool:
        """Whether it prints no figure of its document's own year: last year's, or the change."""
        own = self.index.disclosure.metadata.year
        return own is not None and self.year != own

    @cached_property
    def of_bodies(self) -> tuple[str, ...]:
        """The bodies that a sentence's figure is said to be of, where that is not its document's
        (本部门预算还包括某俱乐部8名在职人员)."""
        working = read("kinds")["item"]["working"]
        named = [re.sub(working, "", label) for label in self.row[:-1]] if self.statement else []
        own = self.index.body
        return tuple(one for one in named if is_organization(one) and skeleton(one) != own)

    @property
    def beside_heads(self) -> list[str]:
        """The heads of its column that say what was planned where the document tells what was
        spent, or that it is another year's."""
        own = self.index.disclosure.metadata
        if self.fact is None or not (self.of_another_stage or self.of_another_year):
            return []
        year = own.year or 0
        return [h for h in self.column if stage_of(h) or column_years((h,), year) != {year}]

    @property
    def of_another_stage(self) -> bool:
        """Whether it prints what had been planned of what the document says was spent."""
        kind = self.index.disclosure.metadata.kind
        return kind is not None and self.stage not in (None, kind)

    @cached_property
    def kind(self) -> TableKind | None:
        return table_kind(self.table.title) if self.table else None


def is_indicator(place: Place) -> bool:
    """Whether a place is a cell of an indicator in a form."""
    form = place.table is not None and place.table.layout == "form"
    return form and len(place.row) > 1
