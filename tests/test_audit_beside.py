"""The audit across documents: text and tables in two files, and last year's disclosure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run
from invented import altered, invented
from making import Bigrams
from publishing import Publication, as_html

from ingest.__main__ import app
from ingest.audit import findings
from ingest.model import Disclosure
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store

PUBLIC = "一般公共预算“三公”经费支出表"


def beside(publication: Publication, **of: object) -> Disclosure:
    """A publication as another document, with other metadata."""
    made = understand(as_html(publication), "预算.html", "other", "预算.html")
    return replace(made, metadata=replace(made.metadata, **of))  # type: ignore[arg-type]


def test_text_in_one_file_is_held_against_the_tables_in_another() -> None:
    text = [b for b in invented() if isinstance(b, str)]
    tables = [b for b in invented() if not isinstance(b, str)]
    said = understand(as_html(text), "说明.html", "text", "说明.html")
    sound = beside([text[0], *tables])
    wrong = beside([text[0], *altered(tables, PUBLIC, {("5.80", 0): "8.50"})])
    assert not [one for one in findings(said) if one.rule == "narrative-equals-table"]
    held = [one for one in findings(said, [sound]) if one.rule == "narrative-equals-table"]
    assert {one.status for one in held} == {"ok"} and len(held) > 3
    [broken] = [one for one in findings(said, [wrong]) if one.status == "fail"]
    documents = [cell["document"] for cell in broken.line(said)["cells"]]
    assert documents == ["text", "other"] and "8.50万元" in broken.message


def test_the_command_brings_the_other_file_of_a_disclosure(tmp_path: Path) -> None:
    text = [b for b in invented() if isinstance(b, str)]
    tables = [b for b in invented() if not isinstance(b, str)]
    with Store.open(Settings(store=tmp_path / "s"), Bigrams()) as store:
        store.put(understand(as_html(text), "说明.html", "text", "说明.html"))
        store.put(understand(as_html([text[0], *tables]), "表.html", "tables", "表.html"))
    result = run(app, "audit", "--json", "--document", "text", "--store", str(tmp_path / "s"))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    cited = {
        c["document"] for x in lines if x["rule"] == "narrative-equals-table" for c in x["cells"]
    }
    assert cited == {"text", "tables"}


@pytest.mark.parametrize(
    ("now", "of", "status"),
    [
        ("比上年增加0.3万元", {"year": 2025}, "ok"),
        ("比上年增加0.4万元", {"year": 2025}, "warn"),
        ("比上年增加0.4万元", {"year": 2024}, None),
        ("比上年增加0.4万元", {"year": 2025, "kind": "决算"}, None),
        ("比上年增加0.4万元", {"year": 2025, "organization": "青禾市档案馆"}, None),
    ],
)
def test_a_change_is_held_against_last_year_s_document(
    now: str, of: dict[str, object], status: str | None
) -> None:
    printed = "公务接待费1.8万元"
    this = [
        b.replace(printed, f"{printed}，{now}") if isinstance(b, str) else b for b in invented()
    ]
    last = [
        b.replace(printed, "公务接待费1.5万元").replace("2026", "2025") if isinstance(b, str) else b
        for b in invented()
    ]
    disclosure = understand(as_html(this), "预算.html", "d", "预算.html")
    found = findings(disclosure, [beside(last, **of)])
    told = [one for one in found if one.rule == "change-equals-last-year"]
    assert [one.status for one in told] == ([status] if status else [])
    if status == "warn":
        cells = told[0].line(disclosure)["cells"]
        assert [cell["document"] for cell in cells] == ["d", "d", "other"]
