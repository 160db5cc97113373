"""One disclosure in every format: what is read back is the same, and the audit says the same."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from invented import BODY, altered, invented
from publishing import FORMATS, Printed

from ingest.audit import findings
from ingest.model import Disclosure, Fact
from ingest.pipeline import understand

SAMPLE = Path(__file__).parent.parent / "data" / "disclosures" / "rongchang-zhengwuban-2026.txt"
WITH_COLUMNS = [name for name in FORMATS if not name.endswith("txt")]


@cache
def published(name: str) -> Disclosure:
    return understand(FORMATS[name](invented()), name, "d", name)


def shown(disclosure: Disclosure) -> Counter[tuple[object, ...]]:
    """What every fact says and of which table, wherever it is printed.

    A blank of a form is left out: a paste loses it together with its cell.
    """
    tables = {table.index: table for table in disclosure.tables}

    def said(fact: Fact) -> tuple[object, ...]:
        where = (tables[fact.table].number, tables[fact.table].title, fact.row, fact.code)
        return (*where, fact.column, fact.value, fact.unit, "".join(fact.text.split()))

    return Counter(
        said(fact) for fact in disclosure.facts if fact.text or tables[fact.table].layout == "list"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_back_to_the_same_facts(name: str) -> None:
    facts = shown(published(name))
    assert facts == shown(published("预算.html"))
    path = ("工资福利支出", "基本工资")
    column = ("2026年基本支出", "人员经费")
    title = "一般公共预算财政拨款基本支出预算表"
    assert facts["表三", title, path, "30101", column, Decimal("98.60"), "万元", "98.60"] == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_whose_it_is_and_says_the_same_in_words(name: str) -> None:
    disclosure, html = published(name), published("预算.html")
    metadata = disclosure.metadata
    assert (metadata.organization, metadata.year, metadata.kind) == (BODY, 2026, "预算")
    assert [(s.subject, s.aspect, s.value, s.unit) for s in disclosure.statements] == [
        (s.subject, s.aspect, s.value, s.unit) for s in html.statements
    ]
    assert disclosure.issues == ()


@pytest.mark.parametrize("name", FORMATS)
def test_a_sound_disclosure_passes_the_audit_in_every_format(name: str) -> None:
    found = findings(published(name))
    assert [finding.message for finding in found if finding.status != "ok"] == []
    assert {finding.rule for finding in found} == {
        "basic-equals-personnel-and-public",
        "basic-table-equals-spending-table",
        "classes-agree",
        "code-equals-children",
        "columns-add-up",
        "empty-table-has-note",
        "form-adds-up",
        "goal-form-equals-spending-table",
        "income-equals-spending",
        "income-table-equals-balance",
        "items-add-up",
        "narrative-equals-table",
        "projects-add-up",
        "purchases-add-up",
        "spending-table-equals-balance",
        "three-public-adds-up",
        "total-equals-basic-and-project",
    }


@pytest.mark.parametrize("name", FORMATS)
def test_a_planted_fault_is_found_in_every_format(name: str) -> None:
    wrong = altered(invented(), "部门支出总表", {("行政运行", 3): "320.51"})
    found = findings(understand(FORMATS[name](wrong), name, "d", name))
    assert {finding.rule for finding in found if finding.status == "fail"} == {
        "code-equals-children",
        "total-equals-basic-and-project",
    }


@cache
def pasted_sample() -> Disclosure:
    return understand(SAMPLE.read_bytes(), SAMPLE.name, "d", SAMPLE.name)


@pytest.mark.parametrize("name", WITH_COLUMNS)
def test_the_samples_tables_published_again_are_the_same(name: str) -> None:
    """The pasted sample's tables as understood, printed with columns, say what the paste said."""
    pasted = pasted_sample()
    again = [
        Printed(table.number, table.title, table.unit, table.grid, table.header_rows, table.note)
        for table in pasted.tables
    ]
    read = understand(FORMATS[name]([pasted.metadata.title, *again]), name, "d", name)
    assert shown(read) == shown(pasted)
