"""Answers and citations to score, for the tests of the evaluation."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.answer import Answer, Citation, Figure
from evals.case import Case, parse_case

CELL = "表四//公务接待费"
CASE = parse_case(
    {
        "id": "a",
        "kind": "k",
        "question": "公务接待费是多少",
        "figures": [{"value": "1.00", "unit": "万元", "cells": [CELL, "句:公务接待费1万元"]}],
    }
)
REFUSING = Case("a", "k", ("会议费是多少",), status=("refused", "clarify"))
MONEY = st.decimals(min_value="0.01", max_value="9999999.99", places=2)


def cell(text: str = "1.00", **changes: object) -> Citation:
    """A citation of the cell of 表四 under 公务接待费."""
    fields = {
        "document": "d",
        "title": "预算",
        "source": "a.txt",
        "table": "表四",
        "table_index": 4,
        "table_title": "“三公”经费支出表",
        "row": [],
        "column": ["2026年预算数", "公务接待费"],
        "text": text,
        "unit": "万元",
        "row_cells": ["3.50", text],
        "cell": 1,
    }
    return Citation.model_validate({**fields, **changes})


def sentence(text: str) -> Citation:
    return Citation(document="d", title="预算", source="a.txt", section="四、三公经费", text=text)


def figure(value: str | None, unit: str | None = "万元", formula: str | None = None) -> Figure:
    return Figure(
        label="公务接待费",
        value=value,
        unit=unit,
        organization="某局",
        year=2026,
        kind="预算",
        basis="",
        citations=[0],
        formula=formula,
    )


def answered(*figures: Figure, text: str = "", citations: tuple[Citation, ...] = ()) -> Answer:
    return Answer(
        question="",
        status="answered",
        text=text,
        figures=list(figures),
        citations=list(citations or [cell()]),
    )


REFUSED = Answer(question="", status="refused", text="没有收录")
