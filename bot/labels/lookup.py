"""From the labels a question mentions to the cells and sentences that carry them.

A place is worth what it explains of the question, less what it adds: a row or column that was
not asked for counts against it unless it is the total, the one meant when nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.labels.called import Role
from bot.labels.index import DocumentIndex, Posting
from bot.labels.mentions import Mention
from bot.labels.owned import is_below_body, is_whole_body
from bot.labels.place import Place
from bot.labels.scoring import score
from bot.labels.skeletons import skeleton, variants
from ingest.model import Kind
from ingest.vocabulary import is_total

_ROLE_WORTH: Final[dict[Role, float]] = {
    "row": 1.0,
    "column": 1.0,
    "code": 1.2,
    "above": 0.6,
    "head": 0.5,
    "title": 0.6,
}
_SHORTEST_IN_TITLE: Final = 4
_FOCUS: Final = ("row", "column", "code")
_TOTAL_COLUMN: Final = 0.5  # 合计 alone means a row of totals before a column
_NEXT_MEANING: Final = 0.35
_NOT_AS_SAID: Final = 0.6  # 总收入 is printed: 收入合计 may be another amount
_TAKEN: Final = 0.9
_TAKEN_AROUND: Final = 0.6  # no more than what stands above or in a title is worth


Apart = Sequence[tuple[Mention, Mention]]
"""Pairs of mentions that are listed side by side (甲、乙和丙): each means a thing of its own."""


@dataclass(frozen=True)
class Candidate:
    """A place that may be meant: which mentions it explains, and its score (higher is surer)."""

    place: Place
    explained: frozenset[Mention]
    score: float

    @property
    def label(self) -> str:
        """The innermost label that was asked for, as printed."""
        fact = self.place.fact
        if fact is None or not fact.column or (fact.row and not self._by_column):
            return self.place.row[-1] if self.place.row else ""
        column = fact.column[-1]
        return column

    @property
    def _by_column(self) -> bool:
        fact = self.place.fact
        return fact is not None and self.place.index.is_default_row(fact)


@dataclass(frozen=True)
class Target:
    """One thing asked for: the mentions that name it, in the question's order, and its
    candidates, best first."""

    mentions: tuple[Mention, ...]
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate:
        return self.candidates[0]


def candidates(
    mentions: Sequence[Mention],
    index: DocumentIndex,
    apart: Apart = (),
    stage: Kind | None = None,
) -> list[Candidate]:
    """Every place of a document that carries a mentioned label, best first.

    Of two mentions ``apart`` a place speaks for one only. With a ``stage`` only places that
    print it count (the 年初预算 of final accounts).
    """
    roles: dict[Place, dict[Mention, float]] = defaultdict(dict)
    focused: set[Place] = set()
    for mention in mentions:
        others = {other.labels[0] for other in mentions if other is not mention}
        for worth, place, role in _postings(mention, index, others):
            if worth > roles[place].get(mention, 0.0):
                roles[place][mention] = worth
            if role in _FOCUS:
                focused.add(place)
    _add_titles(mentions, index, roles, focused)
    _add_within_titles(mentions, roles, focused)
    for explained in roles.values():
        for one, other in apart:
            if one in explained and other in explained:
                del explained[min(one, other, key=lambda mention: explained[mention])]
    found = [
        Candidate(place, frozenset(explained), score(place, explained, stage))
        for place, explained in roles.items()
        if place in focused and stage in (None, place.stage)
    ]
    return sorted(found, key=_order)


def targets(
    mentions: Sequence[Mention],
    index: DocumentIndex,
    apart: Apart = (),
    stage: Kind | None = None,
) -> list[Target]:
    """The separate things asked for, in the question's order.

    Each takes the candidates that explain most of what is left; a mention another target
    already used may be shared (基本支出 in 教育支出和卫生健康支出的基本支出), and is where what
    is left is listed beside what used it (满意度 in 甲项目和乙项目的满意度).
    """
    left = [m for m in mentions]
    ranked = candidates(mentions, index, apart, stage)
    found: list[Target] = []
    while left:
        shared = {m for m in mentions if m not in left} & set(_beside(left, found, apart))
        fitting = _fitting(ranked, left, shared)
        if not fitting:
            break
        explained = fitting[0].explained
        named = tuple(sorted(explained, key=lambda mention: (mention.start, mention.labels)))
        found.append(Target(named, tuple(c for c in fitting if c.explained == explained)))
        left = [mention for mention in left if mention not in explained]
    return sorted(found, key=lambda target: target.mentions[0].start)


def _beside(left: Sequence[Mention], found: Iterable[Target], apart: Apart) -> Iterator[Mention]:
    """What targets use that hold one of a row whose others are left."""
    pairs = {frozenset(pair) for pair in apart}
    for target in found:
        if any(frozenset((one, other)) in pairs for one in target.mentions for other in left):
            yield from target.mentions


def _fitting(
    ranked: Iterable[Candidate], left: Sequence[Mention], shared: Container[Mention]
) -> list[Candidate]:
    """Candidates whose focus is not yet taken, those that explain most of ``left`` first."""
    scored = []
    for candidate in ranked:
        new = sum(m.weight for m in candidate.explained if m in left)
        if new and any(_is_focus(candidate.place, m) for m in candidate.explained if m in left):
            used = [m for m in candidate.explained if m not in left and m not in shared]
            scored.append((candidate.score - sum(_taken(candidate, m) for m in used), candidate))
    scored.sort(key=lambda pair: -pair[0])
    return [candidate for worth, candidate in scored if worth > 0]


def _taken(candidate: Candidate, mention: Mention) -> float:
    """What a mention that another target already used does not count for."""
    return (_TAKEN if _is_focus(candidate.place, mention) else _TAKEN_AROUND) * mention.weight


def _is_focus(place: Place, mention: Mention) -> bool:
    postings = (p for label in mention.labels for p in place.index.postings.get(label, ()))
    if any(p.place is place and (p.role in _FOCUS or _is_whose(p, mention)) for p in postings):
        return True
    return place.fact is not None and _title_of(place, mention) and _is_default(place)


def _postings(
    mention: Mention, index: DocumentIndex, others: Container[str]
) -> Iterator[tuple[float, Place, Role]]:
    """Where the labels of a mention stand, each with its worth; beside one of the ``others``, which
    the question names too, a printed label only means itself (其他收入里的捐赠收入)."""
    labels = mention.labels
    if mention.source == "label":  # other printings of it: only those count that are there
        first, *rest = labels
        labels = tuple(
            n for n in (first, *(n for n in rest if n not in others)) if n in index.postings
        )
    said = mention.source == "label" and labels[:1] == mention.labels[:1]
    for order, label in enumerate(labels):
        for posting in index.postings.get(label, ()):
            share = _TOTAL_COLUMN if posting.role == "column" and is_total(label) else 1.0
            role = _ROLE_WORTH["row" if _is_whose(posting, mention) else posting.role]
            worth = share * role * mention.weight - _NEXT_MEANING * order
            worth -= _NOT_AS_SAID * (order > 0 and said)
            yield max(worth, 0.1), posting.place, posting.role


def _is_whose(posting: Posting, mention: Mention) -> bool:
    """Whether a label is the project the place's form is about, or the body whose row stands over
    it: asked for by its name, it counts as much as what stands in the row itself."""
    subject = mention.labels[0] in posting.place.index.subjects or is_below_body(posting.place)
    return (
        subject and posting.role == "above" and mention.labels[0] in variants(posting.place.row[0])
    )


def _add_titles(
    mentions: Sequence[Mention],
    index: DocumentIndex,
    roles: dict[Place, dict[Mention, float]],
    focused: set[Place],
) -> None:
    """A mentioned title speaks for the cells of its table, first of all for its total."""
    for mention in mentions:
        wanted = {t.index for label in mention.labels for t in index.titles.get(label, ())}
        if not wanted:
            continue
        for place in index.places:
            if place.fact is None or place.fact.table not in wanted:
                continue
            roles[place].setdefault(mention, _ROLE_WORTH["title"] * mention.weight)
            if _is_default(place):
                focused.add(place)


def _add_within_titles(
    mentions: Sequence[Mention],
    roles: dict[Place, dict[Mention, float]],
    focused: Iterable[Place],
) -> None:
    """Words of a title (财政拨款 in 财政拨款支出预算表) speak for what is asked of its table."""
    for place in focused:
        if place.table is None:
            continue
        title = skeleton(place.table.title)
        for mention in mentions:
            if len(mention.text) >= _SHORTEST_IN_TITLE and skeleton(mention.text) in title:
                roles[place].setdefault(mention, _ROLE_WORTH["title"] * mention.weight)


def _title_of(place: Place, mention: Mention) -> bool:
    assert place.fact is not None
    tables = (t for label in mention.labels for t in place.index.titles.get(label, ()))
    return any(table.index == place.fact.table for table in tables)


def _is_default(place: Place) -> bool:
    fact = place.fact
    return (
        fact is not None
        and place.index.is_default_row(fact)
        and place.index.is_default_column(fact)
    )


def _order(candidate: Candidate) -> tuple[float, bool, int, int]:
    place = candidate.place
    rank = place.kind.rank if place.kind else 50
    index = place.fact.table if place.fact else 10_000
    part = place.kind is not None and not place.kind.of_all  # a body alone: all that it spends
    return (-candidate.score, part and is_whole_body(place), rank, index)
