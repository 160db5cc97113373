"""Domain words from ``data/vocabulary``: what a table, a form or a page calls things."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from ingest.text import fold, label_key

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "vocabulary"

ColumnKind = Literal["text", "number", "unit", "relation", "value", "yesno", "reached"]
HeadKind = Literal["money", "points", "percent"]


@cache
def read(name: str) -> dict[str, Any]:
    """The parsed ``data/vocabulary/<name>.toml``; FileNotFoundError if there is none."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True)
class TableWords:
    """The words of ``tables.toml``, ready for matching folded text."""

    number: re.Pattern[str]
    bare_number: re.Pattern[str]
    title: re.Pattern[str]
    note: re.Pattern[str]
    part: re.Pattern[str]
    furniture: re.Pattern[str]
    body_line: re.Pattern[str]
    code_headers: frozenset[str]
    body_codes: re.Pattern[str]
    label_headers: frozenset[str]
    owner_headers: frozenset[str]
    totals: frozenset[str]
    subtotals: frozenset[str]
    unitless: frozenset[str]
    unitless_ending: re.Pattern[str]
    column_unit: re.Pattern[str]
    cell_unit: re.Pattern[str]
    unit_headers: frozenset[str]
    unit_or_body: str
    percent: tuple[str, ...]
    column_index: frozenset[str]
    attributes: frozenset[str]
    amount_header: re.Pattern[str]
    row_index: frozenset[str]
    row_units: tuple[tuple[re.Pattern[str], str | None], ...]


@cache
def table_words() -> TableWords:
    """The vocabulary of tables."""
    raw = read("tables")
    return TableWords(
        number=re.compile(raw["number"]),
        bare_number=re.compile(raw["bare_number"]),
        title=re.compile(raw["title"]),
        note=re.compile(raw["note"]),
        part=re.compile(raw["part"]),
        furniture=re.compile("|".join(raw["furniture"])),
        body_line=re.compile(raw["body_line"]),
        code_headers=frozenset(map(label_key, raw["code_headers"])),
        body_codes=re.compile(raw["body_codes"]),
        label_headers=frozenset(map(label_key, raw["label_headers"])),
        owner_headers=frozenset(map(label_key, raw["owner_headers"])),
        totals=frozenset(map(label_key, raw["totals"])),
        subtotals=frozenset(map(label_key, raw["subtotals"])),
        unitless=frozenset(map(label_key, raw["unitless"])),
        unitless_ending=re.compile(raw["unitless_ending"]),
        column_unit=re.compile(raw["column_unit"]),
        cell_unit=re.compile(raw["cell_unit"]),
        unit_headers=frozenset(map(label_key, raw["unit_headers"])),
        unit_or_body=label_key(raw["unit_or_body"]),
        percent=tuple(raw["percent"]),
        column_index=frozenset(raw["column_index"]),
        attributes=frozenset(map(label_key, raw["attributes"])),
        amount_header=re.compile(raw["amount_header"]),
        row_index=frozenset(map(label_key, raw["row_index"])),
        row_units=tuple((re.compile(one["label"]), one.get("unit")) for one in raw["row_unit"]),
    )


@cache
def form_labels() -> frozenset[str]:
    """Keys of the labels of forms."""
    return frozenset(map(label_key, read("forms")["labels"]))


@cache
def form_subjects() -> tuple[str, ...]:
    """Keys of the labels whose value names what a form is about, best first."""
    return tuple(map(label_key, read("forms")["subjects"]))


@cache
def form_money() -> tuple[str, ...]:
    """Parts of a form label that make its number money."""
    return tuple(read("forms")["money"])


@cache
def form_columns() -> dict[str, ColumnKind]:
    """Key of an indicator list's header cell → what its column holds."""
    columns: dict[str, ColumnKind] = read("forms")["columns"]
    return {label_key(name): kind for name, kind in columns.items()}


@cache
def form_heads() -> dict[str, HeadKind]:
    """Key of what heads a column of sums in a form → what the column holds."""
    heads: dict[str, HeadKind] = read("forms")["heads"]
    return {label_key(name): kind for name, kind in heads.items()}


def is_total(text: str) -> bool:
    """Whether a label names the sum of its column or row (合计, 总计, 支出合计…)."""
    return label_key(text) in table_words().totals


def is_subtotal(text: str) -> bool:
    """Whether a label names the sum of the group it stands in (小计)."""
    return label_key(text) in table_words().subtotals


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table: short, no sentence, ends in 表."""
    return table_words().title.fullmatch(fold(text)) is not None


def is_number_line(text: str) -> bool:
    """Whether a line is a table's number (表一, 附表1, 公开01表)."""
    return table_words().number.fullmatch(fold(text)) is not None


def names_codes(key: str) -> bool:
    """Whether a header, as ``label_key`` gives it, says that its column holds codes."""
    return key in table_words().code_headers or key.endswith(("编码", "代码", "编号"))
