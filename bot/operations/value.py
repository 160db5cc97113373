"""One figure, or several: the cell that is meant first, then what other places say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from bot.answer import Check
from bot.labels.lookup import Candidate, Target
from bot.labels.place import Place, is_indicator
from bot.labels.skeletons import skeleton, variants
from bot.operations.amounts import (
    agree,
    is_form,
    label_of,
    opening,
    prints_words,
    said,
    same_meaning,
    shortened,
    unit_of,
    value_of,
    where,
    where_all,
)
from bot.operations.together import of_several_groups
from bot.replying.draft import Draft, basis, cite_place

_MOST: Final = 30
"""Figures that one question is answered with: the indicators of all projects are many."""


def answer_values(draft: Draft, targets: Sequence[Target], money: bool = False) -> bool:
    """Say the figure of each target, where it stands, and whether other places agree.

    False where one of them is only spoken of, its amount not printed; with ``money`` also where
    its cell prints words.
    """
    if money and any(prints_words(target.best.place) for target in targets):
        return False
    meant = [by_form(target) for target in targets]
    if not all(all(each) for each in meant):
        return False
    each = [one for found in meant for one in found]
    for one in each[:_MOST]:
        _answer_one(draft, one)
    if len(each) > _MOST:
        draft.lines.append("只列出前面的部分，其余请看原表。")
    return True


def by_form(target: Target) -> list[Sequence[Candidate]]:
    """An indicator that several forms set is one thing a form, whichever printing of it (an
    everyday word has several) each of them uses, and each of a group that is named (数量指标) one;
    anything else is one thing."""
    first = target.best
    if not is_indicator(first.place):
        items = of_several_groups(target)
        return [[item] for item in items] if len(items) > 1 else [same_meaning(target)]
    forms: dict[tuple[str, ...], list[Candidate]] = {}
    said = {label for mention in target.mentions for label in mention.labels}
    everyday = any(mention.source == "lexicon" for mention in target.mentions)
    for candidate in target.candidates:
        place = candidate.place
        if _is_of_group(place, said):
            forms.setdefault(place.row, [candidate])
            continue
        if not is_form(place) or place.column != first.place.column:
            continue
        of_form = forms.setdefault(place.row[:1], [])
        best = of_form[0].score if of_form and everyday else first.score
        if candidate.score == best or (everyday and not of_form):
            of_form.append(candidate)
    named = [form for form in forms if form and skeleton(form[0]) in said]
    meant = named or forms  # where 项目 is a form, 项目(小学) is not meant by it
    return [forms[form] for form in meant if forms[form]]


def _is_of_group(place: Place, labels: set[str]) -> bool:
    """Whether a place is what an indicator sets whose group is named."""
    of_group = place.index.also_called.get(place, set()) & labels
    return bool(of_group) and place.fact is not None and place.index.is_default_column(place.fact)


def _answer_one(draft: Draft, same: Sequence[Candidate]) -> None:
    first = same[0].place
    if prints_words(first):
        _quote_cell(draft, first)
        return
    rest = [candidate.place for candidate in same[1:]]
    stated = _zero_in_words(first, rest)
    agreeing = [place for place in rest if _says_the_same(stated or first, place)]
    differing = [
        place
        for place in rest
        if place not in agreeing and value_of(place) is not None and _same_label(first, place)
    ]
    places = [first, *agreeing]
    numbers = [draft.cite(cite_place(place)) for place in places]
    label = label_of(same[0].place)
    shown = stated or first
    draft.add_figure(
        first,
        label,
        value=value_of(shown),
        unit=unit_of(shown) or unit_of(first),
        citations=numbers,
    )
    draft.lines.append(_sentence(first, shown, label))
    if agreeing:
        message = f"{where_all([first, *agreeing])}所列一致。"
        draft.checks.append(Check(status="agree", message=message))
        draft.lines.append(f"核对：{message}")
    _mention_differing(draft, [*differing, *_namesakes(first)], label)


def _namesakes(place: Place) -> list[Place]:
    """The same cell of another form whose name holds this one's, or is held by it (…运行项目)."""
    if not is_form(place) or len(place.row) != 1:
        return []
    own = skeleton(place.row[0])
    return [
        other
        for other in place.index.places
        if other.fact is not None
        and is_form(other)
        and other.column == place.column
        and len(other.row) == 1
        and skeleton(other.row[0]) != own
        and (own in skeleton(other.row[0]) or skeleton(other.row[0]) in own)
    ]


def _quote_cell(draft: Draft, place: Place) -> None:
    """Say what a text cell prints (业务主管部门, 立项依据)."""
    draft.cite(cite_place(place))
    subject = f"{place.row[-1]}的" if place.row else ""
    if is_indicator(place):
        subject = f"{place.row[0]}，{subject}"
    draft.lines.append(f"{subject}{place.column[-1]}：{shortened(said(place))}")


def _says_the_same(one: Place, other: Place) -> bool:
    """Whether two places print one amount; that two cells are blank says nothing of two labels."""
    return agree(one, other) and (value_of(one) is not None or _same_label(one, other))


def _same_label(one: Place, other: Place) -> bool:
    """Whether two places carry one label, not merely two printings that may mean the same."""
    return bool(set(variants(label_of(one))) & set(variants(label_of(other))))


def _zero_in_words(first: Place, rest: Iterable[Place]) -> Place | None:
    """The sentence that prints 0 where the table leaves the cell blank."""
    if value_of(first) is not None:
        return None
    return next((p for p in rest if p.statement is not None and value_of(p) == 0), None)


def _sentence(first: Place, shown: Place, label: str) -> str:
    if value_of(shown) is None:
        printed = first.fact.text if first.fact else ""
        words = f"印为“{printed}”" if printed else "为空白，即没有列金额"
        return f"{opening(first)}{label}一栏{words}（{where(first)}）。"
    if shown is not first:
        return (
            f"{opening(first)}{label}为{said(shown)}：文字说明印为{said(shown)}，"
            f"{where(first)}中这一栏为空白。"
        )
    return f"{opening(first)}{label}为{said(first)}（{_basis_words(first)}）。"


def _basis_words(place: Place) -> str:
    return f"{basis(place)}口径，{where(place)}" if place.fact else where(place)


def _mention_differing(draft: Draft, places: Sequence[Place], label: str) -> None:
    """Other values of the label, each with the table it stands in."""
    seen: set[tuple[Decimal | None, str | None]] = set()
    for place in places:
        key = (value_of(place), unit_of(place))
        if key in seen:
            continue
        seen.add(key)
        number = draft.cite(cite_place(place))
        draft.add_figure(
            place, label_of(place) or label, value=key[0], unit=key[1], citations=[number]
        )
        message = f"{where(place)}中“{label_of(place)}”为{said(place)}，口径不同。"
        draft.checks.append(Check(status="differ", message=message))
        draft.lines.append(f"另有：{message}")
