"""Amounts that an answer shows because it quotes the sentence they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.place import Place
from bot.replying.draft import Draft
from ingest.numbers import same_amount
from ingest.text import fold

QUOTED: Final = "原文所列金额"
"""How the label of such an amount begins: it is printed there, nobody asked for it."""

_MONEY: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)(?![/每(人天月年次件])")


def add_quoted(draft: Draft, index: DocumentIndex) -> None:
    """Make a figure of every amount in a draft's lines that is none yet and that a cited
    sentence prints: what is shown is always among the figures, with where it stands."""
    for value, unit, number in list(_amounts(draft)):
        shown = (f for f in draft.figures if f.value is not None)
        if not any(same_amount(value, unit, Decimal(f.value or 0), f.unit) for f in shown):
            label = _label(index, draft.citations[number].text, value, unit)
            draft.add_figure(Place(index), label, value=value, unit=unit, citations=[number])


def _label(index: DocumentIndex, sentence: str, value: Decimal, unit: str) -> str:
    """The label of an amount, with whose it is where the narrative was read to say that."""
    whose = {
        said.subject[-1]
        for said in index.disclosure.statements
        if said.subject and (said.sentence in sentence or sentence in said.sentence)
        if said.value is not None and same_amount(value, unit, said.value, said.unit)
    }
    return f"{QUOTED}（{whose.pop()}）" if len(whose) == 1 else QUOTED


def _amounts(draft: Draft) -> Iterator[tuple[Decimal, str, int]]:
    sentences = (c.text if c.table_title is None else "" for c in draft.citations)
    texts = [fold(sentence).replace(",", "") for sentence in sentences]
    for printed, unit in _MONEY.findall(fold("\n".join(draft.lines))):
        said = re.compile(rf"(?<![\d.]){re.escape(printed.replace(',', '') + unit)}")
        number = next((n for n, text in enumerate(texts) if said.search(text)), None)
        if number is not None:
            yield Decimal(printed.replace(",", "")), unit, number
