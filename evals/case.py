"""Cases: what is asked, and the gold that a right answer holds.

A line of ``cases/*.jsonl`` is one case. Gold figures name the cells they stand in, written
``table/row/column`` (``>`` between the steps of a path, any part may be left empty) or
``句:`` and words of the sentence that prints them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

CASES: Final = Path(__file__).parent / "cases"
SENTENCE: Final = "句:"

Split = Literal["tuning", "held"]
Where = Literal["sample", "corpus"]


@dataclass(frozen=True)
class Spot:
    """A place in a document: a cell by its table's number or title and its labels, or a sentence.

    ``row`` and ``column`` are labels or codes from the outermost inwards, as many as are needed.
    """

    table: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    sentence: str | None = None

    @classmethod
    def parse(cls, text: str) -> Spot:
        """``句:…`` or ``table/row/column`` as a spot; ValueError if it is neither."""
        if text.startswith(SENTENCE):
            return cls(sentence=text.removeprefix(SENTENCE))
        table, row, column = text.split("/")
        return cls(table, _path(row), _path(column))


@dataclass(frozen=True)
class Gold:
    """A figure of a right answer.

    ``value`` is None for a printed blank, ``unit`` where none counts. Any one of ``spots`` prints
    it; with a ``formula`` they print its operands, one each in order.
    """

    value: Decimal | None
    unit: str | None
    spots: tuple[Spot, ...]
    formula: str | None = None


@dataclass(frozen=True)
class Case:
    """A question, the last of ``turns``, and what must come back.

    ``status`` lists the statuses that are right. ``figures`` must be in the answer, a single one
    first; every pattern of ``says`` must be found in its text and none of ``forbidden``; where
    it answers in words, ``spots`` are where they stand. ``where`` names the store it is asked of,
    ``document`` the file the gold is from, ``page`` the page the question is asked on. A ``seen``
    case is known to whoever tunes, so it is never held aside.
    """

    id: str
    kind: str
    turns: tuple[str, ...]
    status: tuple[str, ...] = ("answered",)
    figures: tuple[Gold, ...] = ()
    says: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    where: Where = "sample"
    document: str | None = None
    page: str | None = None
    seen: bool = False

    @property
    def question(self) -> str:
        return self.turns[-1]

    @property
    def split(self) -> Split:
        """A third is held aside, by a hash of the id, and never looked at while tuning."""
        held = sha256(self.id.encode()).digest()[0] % 3 == 0
        return "held" if held and not self.seen else "tuning"


def load_cases(folder: Path = CASES) -> list[Case]:
    """Every case of a folder's ``*.jsonl``; ValueError if a line is none or two share an id."""
    cases = [case for file in sorted(folder.glob("*.jsonl")) for case in _cases_of(file)]
    twice = [name for name, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise ValueError(f"cases share an id: {', '.join(twice)}")
    return cases


def _cases_of(file: Path) -> Iterator[Case]:
    for number, text in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            yield parse_case(json.loads(text))
        except (ValueError, TypeError, KeyError, ArithmeticError) as error:
            raise ValueError(f"{file.name}, line {number}: {error}") from error


def parse_case(line: Mapping[str, Any]) -> Case:
    """A case from its JSON object; KeyError, TypeError or ValueError if it is not one."""
    fields = dict(line)
    turns = fields.pop("turns", None) or [fields.pop("question")]
    figures = tuple(_gold(figure) for figure in fields.pop("figures", ()))
    spots = tuple(Spot.parse(cell) for cell in fields.pop("cells", ()))
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    return Case(turns=tuple(turns), figures=figures, spots=spots, **{**fields, **lists})


def _gold(figure: Mapping[str, Any]) -> Gold:
    value = figure["value"]
    return Gold(
        value=None if value is None else Decimal(value),
        unit=figure.get("unit"),
        spots=tuple(Spot.parse(cell) for cell in figure["cells"]),
        formula=figure.get("formula"),
    )


def _path(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(">")))
