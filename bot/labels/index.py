"""One document's labels, ready to be found: which words are printed where, and how they match.

Matching works on *skeletons*: a label without brackets, quotes, ordinals, spaces and case, so
that 因公出国（境）费 and “因公出国境费” are one. A skeleton maps to the places that carry it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.labels.called import Role, labels_of, side_of
from bot.labels.groups import called_by_group
from bot.labels.headings import heading_rows, only_heads
from bot.labels.kinds import (
    column_rank,
    names_nothing,
)
from bot.labels.place import Place
from bot.labels.skeletons import skeleton
from bot.words.joints import joined
from bot.words.phrases import Phrases
from bot.words.sounds import syllables
from ingest.audit import Finding, findings
from ingest.model import Disclosure, Fact, Table
from ingest.organizations import is_office, is_organization
from ingest.text import fold

_QUANTITY: Final = re.compile(r"[≥≤<>=]?\d[\d,.]*[^\d,.]{1,3}$")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]{2,}")
_TITLE_TAIL: Final = re.compile(r"(?:预算|决算)?(?:情况)?(?:明细)?(?:总)?表$")


@dataclass(frozen=True, slots=True)
class Posting:
    """A label's occurrence: the place and what part of it the label is."""

    place: Place
    role: Role


class DocumentIndex:
    """The labels of one disclosure and the places under each."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.places: list[Place] = [Place(self, fact=fact) for fact in disclosure.facts]
        self.places += [Place(self, statement=s) for s in disclosure.statements]
        self.postings: dict[str, list[Posting]] = defaultdict(list)
        headings = heading_rows(disclosure.facts)
        for place in self.places:
            for label, role in labels_of(place):
                heads = role == "row" and only_heads(place.fact, label, headings)
                self.postings[label].append(Posting(place, "above" if heads else role))
        self.also_called: dict[Place, set[str]] = defaultdict(set)
        for group, place in called_by_group(self.places):
            self.postings[group].append(Posting(place, "row"))
            self.also_called[place].add(group)
        self._defaults = self._find_defaults()
        for place in self.places:
            if place.kind and place.fact and self._is_grand_total(place.fact):
                self._call_by_kind(place, skeleton(place.kind.name))
        self.phrases = Phrases({key: key for key in (*self.postings, *self.titles)})
        self.joined = Phrases({joined(key): key for key in self.postings if "和" in joined(key)})

    @cached_property
    def titles(self) -> dict[str, list[Table]]:
        """Skeleton of a title, whole and without its 表, → the tables."""
        found: dict[str, list[Table]] = defaultdict(list)
        body = skeleton(self.disclosure.metadata.organization)  # not part of what a table is called
        for table in self.disclosure.tables:
            whole = skeleton(table.title).replace(body, "") if body else skeleton(table.title)
            for key in {whole, _TITLE_TAIL.sub("", whole)}:
                if len(key) > 2:
                    found[key].append(table)
            if table.number:
                found[skeleton(table.number)].append(table)
        return found

    @cached_property
    def doubts(self) -> list[Finding]:
        """What the audit has against figures of this document, the surest first."""
        return [finding for finding in findings(self.disclosure) if finding.status != "ok"]

    @cached_property
    def body(self) -> str:
        """Skeleton of whose disclosure it is: a form of the whole body is about it."""
        return skeleton(self.disclosure.metadata.organization)

    @cached_property
    def subjects(self) -> dict[str, str]:
        """Skeleton of what a form is about (a project's name) → the name as printed."""
        return {
            skeleton(fact.row[0]): fact.row[0]
            for fact in self.disclosure.facts
            if fact.row and self.disclosure.table(fact.table).layout == "form"
        }

    @cached_property
    def open_to_slips(self) -> tuple[str, ...]:
        """Labels a slip of the pen may hide; the name of a body is right, or of another body."""
        bodies = (is_organization, is_office)
        return tuple(label for label in self.postings if not any(names(label) for names in bodies))

    @cached_property
    def by_sound(self) -> dict[tuple[str, ...], str]:
        """How a label sounds → the label; of several that sound alike the first."""
        found: dict[tuple[str, ...], str] = {}
        for label in self.open_to_slips:
            if _CHINESE.fullmatch(label):
                found.setdefault(syllables(label), label)
        return found

    @cached_property
    def shared_names(self) -> frozenset[tuple[int, str]]:
        """(table, label) of items that several groups of one table print: 一般行政管理事务 of
        several 款. An item of the name of its group is not meant."""
        above: dict[tuple[int, str], set[str]] = defaultdict(set)
        for fact in self.disclosure.facts:
            if fact.code and len(fact.row) > 1 and fact.row[-1] != fact.row[-2]:
                above[fact.table, fact.row[-1]].add(fact.row[-2])
        return frozenset(item for item, groups in above.items() if len(groups) > 1)

    def only_heads(self, label: str) -> bool:
        """Whether a short label merely groups others (收入, 支出): it names no figure itself."""
        roles = {posting.role for posting in self.postings.get(label, ())}
        return len(label) < 3 and bool(roles) and roles <= {"head", "above"}

    def holds(self, labels: Iterable[str]) -> bool:
        """Whether one of some labels is printed, over a cell or as a title."""
        return any(label in self.postings or label in self.titles for label in labels)

    def is_default_column(self, fact: Fact) -> bool:
        """Whether a fact stands in the column meant when the question names none."""
        return (fact.table, fact.row_index, fact.column_index) in self._defaults

    def is_default_row(self, fact: Fact) -> bool:
        """Whether a fact stands in the row meant when none is named: a total, or the only one."""
        return not fact.row or (len(fact.row) == 1 and names_nothing(fact.row[0]))

    def _call_by_kind(self, place: Place, kind: str) -> None:
        """Call a table's total by the table's kind, unless a part of the table is called so
        (三公经费 beside 会议费 and 培训费)."""
        assert place.fact is not None
        if all(
            p.place.fact is None or p.place.fact.table != place.fact.table
            for p in self.postings.get(kind, ())
        ):
            self.postings[kind].append(Posting(place, "row"))

    def is_called_by_kind(self, place: Place) -> bool:
        """Whether a total goes by the name of its table's kind."""
        name = skeleton(place.kind.name) if place.kind else ""
        return any(posting.place is place for posting in self.postings.get(name, ()))

    def _is_grand_total(self, fact: Fact) -> bool:
        """Whether a fact is what its whole table comes to; it is called by the table's kind."""
        return self.is_default_row(fact) and self.is_default_column(fact)

    def _line(self, place: Place) -> tuple[int, int, tuple[str, ...], str | None]:
        """What shares one default column: a row of one list, or all pairs of a form."""
        fact = place.fact
        assert fact is not None
        form = self.disclosure.table(fact.table).layout == "form"
        return fact.table, -1 if form else fact.row_index, fact.row, side_of(place)

    def _find_defaults(self) -> set[tuple[int, int, int]]:
        """(table, row, column) of the cell meant in each line: the best ranked, else leftmost."""
        lines: dict[object, list[Place]] = defaultdict(list)
        for place in self.places:
            if place.fact is not None:
                lines[self._line(place)].append(place)
        best = (min(places, key=_default_order).fact for places in lines.values())
        return {(fact.table, fact.row_index, fact.column_index) for fact in best if fact}


def _default_order(place: Place) -> tuple[bool, bool, int, int]:
    fact = place.fact
    assert fact is not None
    leaf = fact.column[-1] if fact.column else ""
    number_like = fact.value is not None or not fact.text or _QUANTITY.match(fold(fact.text))
    other = place.of_another_year or place.of_another_stage
    return (not number_like, other, column_rank(leaf), fact.column_index)
