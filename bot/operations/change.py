"""Changes against last year: printed ones, in per cent, and last year's amount worked out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.operations.amounts import (
    Amount,
    agree,
    amount_of,
    label_of,
    opening,
    said,
    term,
    unit_of,
    value_of,
    written,
)
from bot.operations.beside import say_beside, say_last_year
from bot.operations.narrative import Against, is_called, statements_about
from bot.query import Query
from bot.replying.draft import Draft, cite_statement
from bot.words.amounts import SpokenAmount
from bot.words.composition import pattern
from bot.words.intent import Cue
from ingest.model import Statement
from ingest.numbers import SCALE, convert, money

_CENT: Final = Decimal("0.01")
_TIMES: Final = re.compile(r"(?:增长|增加|提高|上升)了?(\d+(?:\.\d+)?)倍")


def answer_change(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What the narrative says of the change against last year, with its reason; of several things
    each, or False."""
    if len(query.targets) > 1:
        each = [replace(query, targets=(one,), mentions=one.mentions) for one in query.targets]
        return all([answer_change(draft, one, index) for one in each])
    changes = [cue for cue in query.cues if cue.operation == "change"]
    percent = any(cue.percent for cue in changes)
    mentions = [m for target in query.targets for m in target.mentions] or query.mentions
    amount_too = any(_asks_how_much(query, cue) for cue in changes if not cue.percent)
    if percent and amount_too and _say_both(draft, mentions, index):
        return True
    for aspect in ("percent", "change") if percent else ("change", "percent"):
        found = next(statements_about(mentions, index, aspect, "year"), None)
        if found is None:
            continue
        if percent and aspect == "change" and _say_percent(draft, query, index, found):
            return True
        return say_statement(draft, index, found, "比上年变化")
    return say_beside(draft, query, percent)


def answer_times_over(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """How many times over an amount grew, where a sentence on its change prints that (增长16倍)."""
    mentions = [m for target in query.targets for m in target.mentions]
    for found in statements_about(mentions, index, "change", "year"):
        if printed := _TIMES.search(found.sentence):
            place = next(place for place in index.places if place.statement is found)
            number = draft.cite(cite_statement(index.disclosure, found))
            label = f"{found.subject[-1]}比上年变化的倍数"
            value = Decimal(printed[1])
            draft.add_figure(place, label, value=value, unit="倍", citations=[number])
            draft.lines.append(f"{opening(place)}{found.subject[-1]}比上年{printed[0]}。")
            draft.lines.append(f"原文：{found.sentence}")
            return True
    return False


def _asks_how_much(query: Query, cue: Cue) -> bool:
    return pattern("how_much").search(query.text[cue.start : cue.end]) is not None


def _say_both(draft: Draft, mentions: Sequence[Mention], index: DocumentIndex) -> bool:
    """The change and the change in per cent, where one sentence prints both."""
    change = next(statements_about(mentions, index, "change", "year"), None)
    percents = statements_about(mentions, index, "percent", "year")
    percent = next((p for p in percents if change and p.sentence == change.sentence), None)
    if change is None or percent is None:
        return False
    say_statement(draft, index, change, "比上年变化")
    draft.lines.pop()  # both stand in one sentence
    return say_statement(draft, index, percent, "比上年变化的百分比")


def correct_direction(
    draft: Draft, query: Query, index: DocumentIndex, against: Against | None
) -> None:
    """Say which way an amount went where a question takes it to have gone the other
    (为什么增加了 of what fell); in full where no reason for that is printed."""
    ways = {cue.direction for cue in query.cues if cue.operation == "change" and cue.direction}
    mentions = [m for target in query.targets for m in target.mentions]
    if len(ways) != 1 or len(query.targets) != 1 or draft.lines:
        return
    changes = statements_about(mentions, index, "change", against or "year")
    percents = statements_about(mentions, index, "percent", against or "year")
    found = next(chain(changes, percents), None)
    explained = next(statements_about(mentions, index, "reason", against), None)
    if found is None or found.value is None:
        return
    of_it = found.subject == explained.subject if explained else is_called(found, mentions, index)
    if not of_it:
        return
    way = "increase" if found.value > 0 else "decrease" if found.value < 0 else None
    if way not in ways:
        denied = "增加" if "increase" in ways else "减少"
        if explained is None:
            say_statement(draft, index, found, "比上年变化")
            draft.lines[0] = f"{draft.lines[0].removesuffix('。')}，并没有{denied}。"
            return
        draft.cite(cite_statement(index.disclosure, found))
        draft.lines.append(f"{found.subject[-1]}{_went(found)}，并没有{denied}。")


def confirm_change(draft: Draft, query: Query, stated: SpokenAmount) -> bool:
    """Whether an amount went up or down by what the question says; False where nothing says so."""
    mentions = [m for target in query.targets for m in target.mentions]
    index = query.targets[0].best.place.index
    against: Against = "budget" if query.scope.against_budget else "year"
    found = next(statements_about(mentions, index, "change", against), None)
    if found is None or found.value is None or not {found.unit, stated.unit} <= set(SCALE):
        return False
    assert found.unit is not None and stated.unit is not None
    ways = {cue.direction for cue in query.cues if cue.operation == "change" and cue.direction}
    went = "increase" if found.value > 0 else "decrease" if found.value < 0 else None
    same = convert(abs(found.value), found.unit, stated.unit) == stated.value
    draft.echoes.append(stated.text)
    say_statement(draft, index, found, "比上年变化")
    draft.lines.insert(0, "是。" if same and (not ways or went in ways) else "不是。")
    return True


def _say_percent(draft: Draft, query: Query, index: DocumentIndex, change: Statement) -> bool:
    """A change in per cent of last year's amount, from this year's and the printed change."""
    amount = _changed(amount_of(query.targets[0]), change, index) if query.targets else None
    if (
        amount is None
        or amount.place.of_another_year
        or not change.value
        or not {change.unit, amount.unit} <= set(SCALE)
    ):
        return False
    assert change.unit is not None
    delta = convert(change.value, change.unit, amount.unit or change.unit)
    before = amount.value - delta
    if before <= 0:
        return False
    value = abs(delta / before * 100).quantize(_CENT, ROUND_HALF_UP)
    sign = "−" if delta >= 0 else "+"
    step = term(abs(change.value), change.unit, amount.unit)
    formula = f"{step} ÷ ({money(amount.value)} {sign} {step}) × 100"
    way = "增加" if delta > 0 else "减少"
    numbers = [draft.cite(cite_statement(index.disclosure, change)), amount.cite(draft)]
    draft.add_figure(
        amount.place,
        f"{amount.label}比上年{way}的百分比",
        value=value,
        unit="%",
        citations=numbers,
        formula=formula,
    )
    draft.add_figure(
        amount.place, amount.label, value=amount.value, unit=amount.unit, citations=numbers[1:]
    )
    draft.lines.append(
        f"{opening(amount.place)}{amount.label}为{amount.said()}，比上年{way}{value}%"
        f"（{formula} = {value}）。"
    )
    draft.lines.append(f"原文：{change.sentence}")
    return True


def _changed(amount: Amount | None, change: Statement, index: DocumentIndex) -> Amount | None:
    """The amount that a printed change is of: where the running text gives the subject of the
    change another amount than the one found, that one (财政拨款支出 of the class, not all of it).
    """
    own = [
        place
        for place in index.places
        if (one := place.statement) is not None
        and (one.subject, one.aspect) == (change.subject, "amount")
        and one.year in (None, change.year)
    ]
    if amount is None or not own or any(agree(amount.place, place) for place in own):
        return amount
    value = value_of(own[0])
    label = "中的".join(change.subject[-2:])
    return None if value is None else Amount(own[0], label, value, unit_of(own[0]))


def answer_last_year(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Last year's amount, from this year's and the printed change; marked as derived."""
    if len(query.targets) != 1:
        return False
    if _say_printed(draft, query, index) or say_last_year(draft, query):
        return True
    change = next(statements_about(query.targets[0].mentions, index, "change", "year"), None)
    if change is None or change.value is None:
        return False
    amount = _changed(amount_of(query.targets[0]), change, index)
    if amount is None or amount.place.of_another_year:
        return False
    if change.unit not in SCALE or amount.unit not in SCALE:
        return False
    assert change.unit is not None and amount.unit is not None
    unit = max(change.unit, amount.unit, key=SCALE.__getitem__)  # no finer than the coarser one
    value = amount.into(unit) - convert(change.value, change.unit, unit)
    if unit != amount.unit:
        value = value.quantize(change.value, ROUND_HALF_UP)
    sign = "−" if change.value >= 0 else "+"
    formula = f"{amount.term(unit)} {sign} {term(abs(change.value), change.unit, unit)}"
    numbers = [amount.cite(draft), draft.cite(cite_statement(index.disclosure, change))]
    year = (index.disclosure.metadata.year or 0) - 1
    figure = draft.add_figure(
        amount.place,
        f"{year}年{amount.label}（推算）",
        value=value,
        unit=unit,
        citations=numbers,
        formula=formula,
    )
    figure.year = year
    draft.lines.append(
        f"没有收录{year}年的文件。按{index.disclosure.metadata.year}年文件推算，{year}年{amount.label}"
        f"为{written(value, unit)}（{formula} = {money(value)}；"
        f"原文：{change.sentence}）。"
    )
    return True


def _say_printed(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Last year's amount, where this year's document prints it beside its own."""
    year = (index.disclosure.metadata.year or 0) - 1
    for candidate in query.targets[0].candidates:
        found = candidate.place.statement
        if found is not None and found.aspect == "amount" and found.year == year:
            number = draft.cite(cite_statement(index.disclosure, found))
            label = f"{year}年{label_of(candidate.place)}"
            figure = draft.add_figure(
                candidate.place, label, value=found.value, unit=found.unit, citations=[number]
            )
            figure.year = year
            draft.lines.append(
                f"没有收录{year}年的文件。{index.disclosure.metadata.year}年文件写明，{label}为"
                f"{said(candidate.place)}。"
            )
            draft.lines.append(f"原文：{found.sentence}")
            return True
    return False


def say_statement(draft: Draft, index: DocumentIndex, found: Statement, word: str) -> bool:
    """A printed change or share as the answer, in its own sentence."""
    place = next(place for place in index.places if place.statement is found)
    number = draft.cite(cite_statement(index.disclosure, found))
    label = found.subject[-1] if found.subject else ""
    draft.add_figure(
        place, f"{label}{word}", value=found.value, unit=unit_of(place), citations=[number]
    )
    if found.value is not None and found.aspect in ("change", "percent"):
        draft.lines.append(f"{opening(place)}{label}{_went(found)}。")
    else:
        draft.lines.append(f"{opening(place)}{label}{word}为{found.text.rstrip('%')}{found.unit}。")
    draft.lines.append(f"原文：{found.sentence}")
    return True


def _went(found: Statement) -> str:
    """Which way a printed change goes and how far: 比2025年减少4.63万元, 与上年持平."""
    budget = found.base_year is not None and found.base_year == found.year
    if not found.value:
        return "与预算持平" if budget else "与上年持平"
    base = "比预算" if budget else f"比{found.base_year}年" if found.base_year else ""
    way = "增加" if found.value > 0 else "减少"
    return f"{base}{way}{money(abs(found.value))}{found.unit or ''}"
