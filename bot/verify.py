"""The last gate: take a finished answer apart and trace every figure in it to its evidence.

Runs on every path and knows nothing of how the answer was made. A number in the text must be
the value of a figure, stand in a formula, or stand in a cited cell, row, header or sentence; a
figure must be printed by one of its citations or be the result of its formula over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from bot.answer import Answer, Citation, Figure
from bot.replying.formula import evaluate
from ingest.numbers import SCALE
from ingest.tables.amounts import parse_amount
from ingest.text import fold
from ingest.vocabulary import read

_CODE_PART: Final = re.compile(r"\d{1,7}(?:-\d{2})*")
_YEAR: Final = re.compile(r"\d{4}年")
_MONTHS: Final = Decimal(12)
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


def faults(answer: Answer, names: Iterable[str] = ()) -> list[str]:
    """Why the answer must not be shown; empty if every figure in it is traced.

    ``names`` are the titles of the documents held: their years and numbers are no figures.
    """
    found = [problem for figure in answer.figures for problem in _figure_faults(figure, answer)]
    known = set(_evidence_numbers(answer))
    known.update(number for name in names for number in _numbers(name))
    text = answer.text
    if answer.status != "answered":
        known |= set(_numbers(answer.question))
        text = _YEAR.sub("", text)  # 去年 is refused by its number
    for number in _numbers(text):
        if number not in known:
            found.append(f"文中的 {number} 没有出处")
    return found


def _figure_faults(figure: Figure, answer: Answer) -> Iterator[str]:
    if not figure.citations:
        yield f"{figure.label} 没有引用"
        return
    if any(not 0 <= n < len(answer.citations) for n in figure.citations):
        yield f"{figure.label} 的引用不存在"
        return
    cited = [answer.citations[n] for n in figure.citations]
    if figure.value is None:
        if not any(parse_amount(citation.text)[0] is None for citation in cited):
            yield f"{figure.label} 没有数值，所引单元格却印有数字"
        return
    value = Decimal(figure.value)
    if figure.formula is None:
        if not any(_prints(citation, value, figure.unit) for citation in cited):
            yield f"{figure.label} 的 {figure.value} 不在所引之处"
        return
    yield from _formula_faults(figure, figure.formula, value, cited)


def _formula_faults(
    figure: Figure, formula: str, value: Decimal, cited: list[Citation]
) -> Iterator[str]:
    if formula == f"计数 {figure.value}":
        if len(set(figure.citations)) != value:
            yield f"{figure.label} 数的不是所引的 {len(set(figure.citations))} 处"
        return
    printed = {n for citation in cited for n in _numbers(_printed(citation))}
    # An average divides by how many are cited, or by the months of a year.
    allowed = printed | {Decimal(1), Decimal(100), Decimal(len(cited)), _MONTHS, *SCALE.values()}
    if any(_prints(citation, Decimal(0), None) for citation in cited):
        allowed.add(Decimal(0))
    for number in _numbers(formula):
        if number not in allowed:
            yield f"{figure.label} 算式中的 {number} 没有出处"
    result = evaluate(formula)
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    if result is None or abs(result - value) > step / 2:
        yield f"{figure.label} 的 {figure.value} 不是 {formula} 的结果"


def _prints(citation: Citation, value: Decimal, unit: str | None) -> bool:
    """Whether a citation prints a value: as its cell's number, or in its sentence."""
    if citation.table_title is not None:
        return parse_amount(citation.text)[0] == value and (unit == citation.unit or unit is None)
    unchanged = value == 0 and any(word in citation.text for word in read("narrative")["same"])
    return unchanged or abs(value) in set(_numbers(citation.text))


def _evidence_numbers(answer: Answer) -> Iterator[Decimal]:
    """Every number the text may repeat."""
    for figure in answer.figures:
        if figure.value is not None:
            yield abs(Decimal(figure.value))
        if figure.year is not None:
            yield from (Decimal(figure.year), Decimal(figure.year - 1))  # 上年
        yield from _numbers(figure.formula or "")
        yield from _numbers(f"{figure.label} {figure.organization} {figure.basis}")
    for citation in answer.citations:
        yield from _numbers(_printed(citation))
        yield from _codes(citation)
        yield from _numbers(" ".join((citation.title, citation.source, citation.document)))
        yield from (Decimal(n) for n in (citation.page, citation.table_index) if n is not None)
    yield from (Decimal(n) for n in (len(answer.figures), len(answer.citations)))


def _codes(citation: Citation) -> Iterator[Decimal]:
    """The classification code a row prints, joined from the cells or dashes that part it.

    The second and third part have two digits; a spreadsheet drops the zero a part begins with.
    """
    cells = map(fold, citation.row_cells or [])
    code = ""
    for part in filter(_CODE_PART.fullmatch, cells):
        code += part.zfill(2) if code else part
        yield Decimal(re.sub(r"\D", "", code))


def _printed(citation: Citation) -> str:
    """Everything a citation shows that is printed in the document."""
    rows = [*(citation.header or []), citation.row_cells or []]
    rows += [citation.row or [], citation.column or []]
    names = [citation.table or "", citation.table_title or "", citation.section or ""]
    return " ".join([citation.text, *names, *(text for row in rows for text in row)])


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(n.replace(",", "")) for n in _NUMBER.findall(fold(text.replace(" ", "、")))]
