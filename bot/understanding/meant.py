"""What a question asks for: the targets its mentions name, seen beside the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from bot.bodies.scope import Scope
from bot.labels.called import side_of
from bot.labels.index import DocumentIndex
from bot.labels.lookup import Candidate, Target, targets
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton
from bot.operations.amounts import is_form, value_of
from bot.understanding.bases import Basis, by_basis
from bot.words.composition import pattern

_JOINTS: Final = ("and", "against", "then_of_it")
_OTHER_SIDE: Final = {"收入": "支出", "支出": "收入"}


@dataclass(frozen=True)
class Meant:
    """What is asked for, by which mentions; ``unheld`` are named and printed nowhere."""

    targets: tuple[Target, ...]
    mentions: tuple[Mention, ...]
    unheld: tuple[Mention, ...]


def meant(
    text: str,
    mentions: Sequence[Mention],
    bases: Sequence[Basis],
    index: DocumentIndex,
    scope: Scope,
) -> Meant:
    """What the mentions of a question ask for, of each basis named. A table named beside what
    stands in it only says what is done with that."""
    found, unheld = _targets(text, mentions, bases, index, scope)
    wholes = [target for target in found if _is_whole_of(text, target, found)]
    wholes += [target for target in found if _says_only_the_stage(target)]
    if len(wholes) == len(found):
        wholes = []
    said = {mention for whole in wholes for mention in whole.mentions}
    return Meant(
        tuple(target for target in found if target not in wholes),
        tuple(mention for mention in mentions if mention not in said),
        unheld,
    )


def _targets(
    text: str,
    mentions: Sequence[Mention],
    bases: Sequence[Basis],
    index: DocumentIndex,
    scope: Scope,
) -> tuple[tuple[Target, ...], tuple[Mention, ...]]:
    """What is asked for, of each basis named, and what is named and not printed there."""
    held = [m for m in mentions if index.holds(m.labels)]
    found = targets(held, index, _side_by_side(text, held), scope.stage)
    found = [_on_its_side(text, _in_group(text, target)) for target in found]
    unheld = [m for m in mentions if m not in held]
    astray = [target for target in found if scope.kind == "决算" and _is_only_planned(target)]
    astray += [target for target in found if _is_of_the_other_side(text, target)]
    unheld += [mention for target in astray for mention in target.mentions]
    found = [target for target in found if target not in astray]
    astray = _of_another_project(text, found, index)
    unheld += [mention for target in astray for mention in target.mentions]
    found = [target for target in found if target not in astray]
    if bases:
        found, missing = by_basis(found, bases)
        unheld += missing
    return tuple(found), tuple(unheld)


def _is_only_planned(target: Target) -> bool:
    """Whether what was spent is not printed of a target, only what it was part of the plan with."""
    return all(candidate.place.is_part_planned for candidate in target.candidates)


def _in_group(text: str, target: Target) -> Target:
    """A target whose best cell is blank, with an amount of the same label first that stands
    under the group the question names (收入里面…)."""
    groups = [skeleton(match[1]) for match in pattern("group").finditer(text)]
    if not groups or target.best.place.fact is None or target.best.place.fact.text:
        return target
    filled = (c for c in target.candidates if value_of(c.place) is not None)
    for candidate in filled:
        above = [skeleton(label) for label in candidate.place.row[:-1]]
        if any(label.startswith(group) for label in above for group in groups):
            rest = [other for other in target.candidates if other is not candidate]
            return replace(target, candidates=(candidate, *rest))
    return target


def _on_its_side(text: str, target: Target) -> Target:
    """A target without the candidates of the other side, where its words end in 收入 or 支出, or
    go on with it (政府性基金支出 is not 政府性基金预算财政拨款收入)."""
    said = _side_said(text, target)
    if said is None:
        return target
    other = _OTHER_SIDE[said]
    own = tuple(
        candidate
        for candidate in target.candidates
        if not _says_only(other, candidate)
        and (side_of(candidate.place) or _side_of_table(candidate, said)) != other
    )
    return replace(target, candidates=own) if own else target


def _is_of_the_other_side(text: str, target: Target) -> bool:
    """Whether all that is called as a target is says that it is of the side not asked for."""
    said = _side_said(text, target)
    return said is not None and all(_says_only(_OTHER_SIDE[said], c) for c in target.candidates)


def _side_said(text: str, target: Target) -> str | None:
    """收入 or 支出, where the words for a target end in it, or go on with it."""
    last = max(target.mentions, key=lambda mention: mention.end)
    after = pattern("side").match(text, last.end)
    said = after[1] if after else last.text[-2:]
    return said if said in _OTHER_SIDE else None


def _says_only(side: str, candidate: Candidate) -> bool:
    return side in candidate.label and _OTHER_SIDE[side] not in candidate.label


def _side_of_table(candidate: Candidate, said: str) -> str | None:
    """The one side that a table's title is of, where a figure's own label does not say which."""
    table = candidate.place.table
    sides = re.findall("收入|支出", table.title) if table and said not in candidate.label else []
    return sides[0] if len(set(sides)) == 1 else None


def _of_another_project(text: str, found: Sequence[Target], index: DocumentIndex) -> list[Target]:
    """What is asked of the project that a question names and only other places print: the forms
    of other projects, or whatever else is said right behind the name (某项目的…)."""
    whose = [m for target in found for m in target.mentions if m.labels[0] in index.subjects]
    ends = tuple(text[: m.end] + joint for m in whose for joint in ("", "的"))
    return [
        target
        for target in found
        if whose
        and not set(target.mentions) & set(whose)
        and (
            is_form(target.best.place)
            or any(text[: mention.start] in ends for mention in target.mentions)
        )
    ]


def _is_whole_of(text: str, target: Target, found: Sequence[Target]) -> bool:
    """Whether a target is only the table that another one stands in (采购路由器): its words say
    what is done with the other, and its total is not asked for beside it."""
    place = target.best.place
    total = place.fact is not None and place.index.is_default_row(place.fact)
    if place.fact is None or not total or not place.index.is_called_by_kind(place):
        return False
    return any(
        other.best.place.fact is not None
        and other.best.place.fact.table == place.fact.table
        and not place.index.is_default_row(other.best.place.fact)
        and any(_in_one_breath(text, m, n) for m in target.mentions for n in _own(other, target))
        for other in found
    )


def _says_only_the_stage(target: Target) -> bool:
    """Whether a target is named by no more than what heads a column of amounts (决算数)."""
    stage = pattern("stage_said")
    return all(stage.fullmatch(mention.text) for mention in target.mentions)


def _own(target: Target, other: Target) -> list[Mention]:
    """What names a target and not the other as well."""
    return [mention for mention in target.mentions if mention not in other.mentions]


def _in_one_breath(text: str, one: Mention, other: Mention) -> bool:
    """Whether nothing between two mentions lists them or asks for the first by itself."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return pattern("parted").search(between) is None


def _side_by_side(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Every two of a row of mentions with nothing but a comma, 和, 比 or 多少，其中 between."""
    rows: list[list[Mention]] = [[]]
    for mention in sorted(mentions, key=lambda mention: mention.start):
        between = text[rows[-1][-1].end : mention.start] if rows[-1] else ""
        if rows[-1] and not any(pattern(name).fullmatch(between) for name in _JOINTS):
            rows.append([])
        rows[-1].append(mention)
    return [pair for row in rows for pair in combinations(row, 2)]
