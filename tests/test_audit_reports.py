"""What the audit tells: its lines, its report, the word beside an answer; whatever tables print."""

from __future__ import annotations

import json
from pathlib import Path

from commands import run
from hypothesis import given
from hypothesis import strategies as st
from making import Bigrams, amounts

from bot.service import Bot
from ingest.__main__ import app
from ingest.audit import findings
from ingest.model import Disclosure, Fact, Grid, Metadata, Table
from ingest.pipeline import understand
from ingest.settings import Settings
from ingest.store import Store


def hold(text: str, folder: Path) -> None:
    """Hold a pasted page as document ``d`` in a store of its own."""
    with Store.open(Settings(store=folder), Bigrams()) as store:
        store.put(understand(text.encode(), "预算.txt", "d", "预算.txt"))


def test_lines_are_the_contracts_and_tell_amounts_difference_and_allowance(
    tmp_path: Path, sample: Path
) -> None:
    text = sample.read_text("utf-8")
    hold(text.replace("收入合计\n\n1,141.98", "收入合计\n\n1,141.89", 1), tmp_path / "s")
    page = tmp_path / "report.html"
    result = run(app, "audit", "--json", "--html", str(page), "--store", str(tmp_path / "s"))
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(line.keys() == {"document", "rule", "status", "message", "cells"} for line in lines)
    [line] = [line for line in lines if line["rule"] == "income-equals-spending"][:1]
    assert line["status"] == "fail"
    for words in ("1,141.89万元", "1,141.98万元", "相差0.09万元", "允许的0.01万元"):
        assert words in line["message"]
    cell = line["cells"][0]
    assert cell["table_title"] == "财政拨款收支总表"
    assert (cell["row"], cell["column"]) == (["收入合计"], ["收入", "预算数"])
    assert (cell["text"], cell["unit"], cell["page"]) == ("1,141.89", "万元", None)
    html = page.read_text("utf-8")
    assert html.index("不符</span>") < html.index("相符</span>")
    assert "相差0.09万元" in html and "收入合计" in html


def test_what_is_printed_is_escaped_in_the_report(tmp_path: Path, sample: Path) -> None:
    text = sample.read_text("utf-8").replace("\n财政拨款收支总表\n", "\n<b>财政拨款收支总表\n", 1)
    hold(text, tmp_path / "s")
    page = tmp_path / "report.html"
    assert run(app, "audit", "--html", str(page), "--store", str(tmp_path / "s")).exit_code == 0
    html = page.read_text("utf-8")
    assert "<b>" not in html and "&lt;b&gt;财政拨款收支总表" in html


def test_an_unknown_document_is_a_usage_error(tmp_path: Path) -> None:
    result = run(app, "audit", "--document", "nobody", "--store", str(tmp_path / "s"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nobody" in result.stderr


def test_a_broken_identity_is_said_beside_the_figure_and_beside_no_other(
    tmp_path: Path, sample: Path
) -> None:
    text = sample.read_text("utf-8").replace("三公经费预算3.5万元", "三公经费预算3.6万元", 1)
    hold(text, tmp_path / "s")
    with Bot(Store.open(Settings(store=tmp_path / "s"), Bigrams())) as bot:
        answer = bot.ask("三公经费预算是多少")
        other = bot.ask("住房公积金是多少")
    [said] = [check for check in answer.checks if "不合" in check.message]
    assert said.status == "differ" and "相差0.10万元" in said.message
    assert any("3.6万元" in c.text for c in answer.citations if c.section)
    assert not [check for check in other.checks if "不合" in check.message]


TITLES = [
    "财政拨款收支总表",
    "部门收支总表",
    "部门支出总表",
    "一般公共预算支出表",
    "三公经费支出表",
]
LABELS = [
    "合计",
    "收入总计",
    "支出总计",
    "一般公共服务支出",
    "基本支出",
    "二、上年结转",
    "其中：公用",
]
CODES = [None, "201", "20103", "2010301", "205", "A"]


def paths(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(LABELS), max_size=most).map(tuple)


printed = st.builds(
    Fact,
    table=st.integers(1, len(TITLES)),
    row=paths(3),
    code=st.sampled_from(CODES),
    column=paths(3),
    value=amounts,
    unit=st.sampled_from(["万元", "元", "%", None]),
    text=st.just("印"),
    row_index=st.integers(0, 5),
    column_index=st.integers(0, 5),
)


@given(st.lists(printed, max_size=30))
def test_whatever_tables_print_is_audited(facts: list[Fact]) -> None:
    """Rows twice, amounts of any size, labels astray: findings, whose cells all stand there."""
    tables = tuple(
        Table(n, None, title, "万元", None, "list", Grid(()), 1)
        for n, title in enumerate(TITLES, 1)
    )
    disclosure = Disclosure("d", "", "", Metadata("预算", "某局"), tables, tuple(facts))
    for finding in findings(disclosure):
        assert json.loads(json.dumps(finding.line(disclosure)))["message"]
        assert all(cell in facts for cell in finding.cells)
