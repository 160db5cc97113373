"""An answer's figures traced back to what the stores hold, without a line of ``bot.verify``.

The bot checks an answer against the citations it carries; here the citations themselves are
checked against the documents, and the arithmetic is done by another hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from bot.answer import Answer, Citation, Figure
from ingest.model import Disclosure
from ingest.numbers import SCALE, parse_number
from ingest.store import Store
from ingest.text import fold

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TOKEN: Final = re.compile(r"\s*(?:(?P<number>\d[\d,]*(?:\.\d+)?)|(?P<sign>[-+−×÷*/()（）]))")
_COUNT: Final = "计数"
"""What the formula of a count begins with: the things counted are its citations."""
_SIGNS: Final = {"−": "-", "×": "*", "÷": "/", "（": "(", "）": ")"}


class Prover:
    """Traces answers to the documents of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._documents: dict[str, Disclosure] = {}

    def doubts(self, answer: Answer) -> list[str]:
        """Why figures or citations of an answer do not hold; empty if all do."""
        return [
            *(f"引用{n}不在文件中" for n, c in enumerate(answer.citations) if not self._held(c)),
            *(f"“{f.label}”{why}" for f in answer.figures for why in _doubts_of(f, answer)),
            *(f"文中的{number}没有出处" for number in self._stray(answer)),
        ]

    def _stray(self, answer: Answer) -> Iterator[str]:
        """Numbers in an answer's text that neither its evidence, nor the question, nor the title
        of a document held, nor the way a figure is described has."""
        told = [
            answer.question,
            answer.question.replace(" ", ""),  # 3 . 5 is said again as 3.5
            *(record.metadata.title for record in self._store.facts.documents()),
        ]
        for citation in answer.citations:
            told += [str(value) for value in citation.model_dump().values()]
            told.append(_joined_code(citation))
        for figure in answer.figures:
            told += [str(value) for value in figure.model_dump().values()]
            told.append(str((figure.year or 0) - 1))  # 上年
        known = {number for text in told for number in _numbers(text)}
        known |= {Decimal(len(answer.figures)), Decimal(len(answer.citations))}
        said = answer.text.replace(" ", "、")
        if answer.status != "answered":
            said = re.sub(r"\d{4}年", "", said)  # a year that is not held is no figure
        for text in _NUMBER.findall(fold(said)):
            if Decimal(text.replace(",", "")) not in known:
                yield text

    def _held(self, citation: Citation) -> bool:
        """Whether the document prints the cell or the words a citation shows."""
        try:
            disclosure = self._disclosure(citation.document)
        except KeyError:
            return False
        if citation.table_title is None:
            words = fold(citation.text).removesuffix("……")
            return any(words in fold(text) for text in _texts(disclosure))
        place = (citation.table_index, tuple(citation.row or ()), tuple(citation.column or ()))
        return any(
            (fact.table, fact.row, fact.column) == place
            and (fact.text, fact.unit) == (citation.text, citation.unit)
            and disclosure.table(fact.table).title == citation.table_title
            for fact in disclosure.facts
        )

    def _disclosure(self, document: str) -> Disclosure:
        if document not in self._documents:
            self._documents[document] = self._store.facts.load(document)
        return self._documents[document]


def _joined_code(citation: Citation) -> str:
    """The code that the first cells of a row print in parts (205 02 05, or 205 2 5)."""
    code = ""
    for cell in citation.row_cells or []:
        if not re.fullmatch(r"\d{1,7}|\s*", cell):
            break
        part = cell.strip()
        code += part.zfill(2) if code and part else part
    return code


def _texts(disclosure: Disclosure) -> Iterator[str]:
    yield from (passage.text for passage in disclosure.passages)
    yield from (statement.sentence for statement in disclosure.statements)
    yield from (fact.text for fact in disclosure.facts if fact.value is None)
    yield from (table.note for table in disclosure.tables if table.note)


def _doubts_of(figure: Figure, answer: Answer) -> Iterator[str]:
    cited = [answer.citations[n] for n in figure.citations if 0 <= n < len(answer.citations)]
    if not cited or len(cited) < len(figure.citations):
        yield "没有引用，或引用不存在"
    elif figure.value is None:
        if all(_cell_value(citation) is not None for citation in cited):
            yield "没有数值，所引之处却印有数字"
    elif figure.formula is None:
        if not any(_prints(citation, figure) for citation in cited):
            yield f"的{figure.value}{figure.unit or ''}不在所引之处"
    else:
        yield from _doubts_of_formula(figure, figure.formula, cited)


def _cell_value(citation: Citation) -> Decimal | None:
    return parse_number(citation.text) if citation.table_title is not None else None


def _prints(citation: Citation, figure: Figure) -> bool:
    """Whether a cell holds the figure in its unit, or a sentence prints it with its unit."""
    assert figure.value is not None
    value = Decimal(figure.value)
    if citation.table_title is not None and _cell_value(citation) is not None:
        in_row = citation.cell is None or citation.text == (citation.row_cells or [])[citation.cell]
        return in_row and _cell_value(citation) == value and citation.unit == figure.unit
    words = fold(citation.text)
    return any(
        Decimal(match[0].replace(",", "")) == abs(value)
        and words.startswith(fold(figure.unit or ""), match.end())
        for match in _NUMBER.finditer(words)
    ) or _in_words(words, value)


def _in_words(words: str, value: Decimal) -> bool:
    """A zero may be printed as words: 与上年持平, 无, 一致."""
    return value == 0 and re.search("持平|一致|不变|相同|无|没有|未发生|相等", words) is not None


def _doubts_of_formula(figure: Figure, formula: str, cited: list[Citation]) -> Iterator[str]:
    if formula.startswith(_COUNT):
        if Decimal(figure.value or "0") != len(set(figure.citations)):
            yield f"的{figure.value}不是所引的个数"
        return
    printed = {abs(number) for citation in cited for number in _printed(citation)}
    if any(_in_words(fold(citation.text), Decimal(0)) for citation in cited):
        printed.add(Decimal(0))
    averaged = {Decimal(len(set(figure.citations))), Decimal(12)}  # 平均每个, 平均每月
    allowed = printed | averaged | {Decimal(1), Decimal(100), *SCALE.values()}
    for text in _NUMBER.findall(formula):
        if Decimal(text.replace(",", "")) not in allowed:
            yield f"算式中的{text}不在所引之处"
    try:
        result = calculate(formula)
    except (ValueError, ZeroDivisionError, InvalidOperation):
        yield f"的算式“{formula}”算不出来"
        return
    value = Decimal(figure.value or "0")
    step = Fraction(Decimal(1).scaleb(int(value.as_tuple().exponent)))
    if abs(result - Fraction(value)) > step / 2:
        yield f"的{figure.value}不是“{formula}”的结果"


def _printed(citation: Citation) -> Iterator[Decimal]:
    """The number of a cell; every number of a sentence."""
    if (value := _cell_value(citation)) is not None:
        yield value
    else:
        yield from _numbers(citation.text)


def _numbers(text: str) -> Iterator[Decimal]:
    for number in _NUMBER.findall(fold(text.replace(" ", "、"))):
        yield Decimal(number.replace(",", ""))


def calculate(formula: str) -> Fraction:
    """What ``424.21 ÷ 1,141.98 × 100`` comes to, exactly; ValueError if it is no arithmetic.

    ZeroDivisionError where it divides by nothing.
    """
    tokens = _tokens(formula)
    result = _sum(tokens)
    if tokens:
        raise ValueError(formula)
    return result


def _tokens(formula: str) -> list[str]:
    """The tokens of a formula, last first, so that the next one is popped."""
    tokens, position, text = [], 0, formula.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(formula)
        sign = match["sign"]
        tokens.append(_SIGNS.get(sign, sign) if sign else match["number"].replace(",", ""))
        position = match.end()
    return tokens[::-1]


def _sum(tokens: list[str]) -> Fraction:
    result = _product(tokens)
    while tokens and tokens[-1] in "+-":
        result += _product(tokens) if tokens.pop() == "+" else -_product(tokens)
    return result


def _product(tokens: list[str]) -> Fraction:
    result = _atom(tokens)
    while tokens and tokens[-1] in "*/":
        result = result * _atom(tokens) if tokens.pop() == "*" else result / _atom(tokens)
    return result


def _atom(tokens: list[str]) -> Fraction:
    if not tokens:
        raise ValueError("a number is missing")
    token = tokens.pop()
    if token == "-":
        return -_atom(tokens)
    if token != "(":
        return Fraction(token)
    inner = _sum(tokens)
    if not tokens or tokens.pop() != ")":
        raise ValueError("a bracket is open")
    return inner
