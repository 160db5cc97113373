"""``python -m ingest`` as scripts call it: what is printed, the exit code, what the store holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import run

from ingest.__main__ import app
from ingest.model import Issue
from ingest.pipeline import add
from ingest.settings import Settings
from ingest.store import Store


@pytest.fixture
def held(tmp_path: Path, sample_store: Path) -> Path:
    """A store of its own that holds the sample."""
    return shutil.copytree(sample_store, tmp_path / "store")


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_add_tells_what_it_held_and_a_second_time_that_nothing_changed(
    tmp_path: Path, sample: Path
) -> None:
    first = run(app, "add", str(sample), "--json", "--store", str(tmp_path / "s"))
    again = run(app, "add", str(sample.parent), "--json", "--store", str(tmp_path / "s"))
    [added], [unchanged] = lines(first.stdout), lines(again.stdout)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert (added["status"], unchanged["status"]) == ("added", "unchanged")
    assert added["document"] == unchanged["document"]
    assert (added["tables"], added["issues"]) == (20, [])
    assert added["facts"] == unchanged["facts"] > 800
    assert added["passages"] > 60


def test_documents_and_facts_are_the_contracts_lines(held: Path) -> None:
    [document] = lines(run(app, "documents", "--json", "--store", str(held)).stdout)
    assert document == {
        "document": document["document"],
        "title": "重庆市荣昌区政务服务管理办公室2026年部门预算情况说明",
        "organization": "重庆市荣昌区政务服务管理办公室",
        "scope": "部门",
        "region": "重庆市荣昌区",
        "year": 2026,
        "kind": "预算",
        "published": "2026-02-26",
        "source": "http://www.rongchang.gov.cn/bm/qzwglb/zwgk_70831/fdzdgknr_70834/"
        "ysjs/ysgk/202602/t20260226_15454953.html",
        "sha256": document["sha256"],
    }
    facts = lines(run(app, "facts", "--json", "--store", str(held)).stdout)
    [fact] = [f for f in facts if f["code"] == "30217" and f["column"][-1] == "总计"]
    assert (fact["document"], fact["table"]) == (document["document"], "表三")
    assert fact["row"] == ["商品和服务支出", "公务接待费"]
    assert (fact["value"], fact["unit"], fact["text"]) == ("1.00", "万元", "1.00")
    blanks = [f for f in facts if f["text"] == ""]
    assert blanks and all(f["value"] is None for f in blanks)


def test_a_changed_file_replaces_the_document_whole(tmp_path: Path, sample: Path) -> None:
    file = tmp_path / "预算.txt"
    shutil.copy(sample, file)
    with Store.open(Settings(store=tmp_path / "s")) as store:
        first = add(file, store)
        file.write_text(file.read_text("utf-8").replace("192.30", "192.31"), "utf-8")
        second = add(file, store)
        [record] = store.facts.documents()
        texts = [fact.text for fact in store.facts.load(record.document).facts]
    assert (first.status, second.status) == ("added", "replaced")
    assert first.document == second.document == record.document
    assert "192.31" in texts and "192.30" not in texts


def test_remove_takes_everything_with_it(held: Path) -> None:
    [document] = lines(run(app, "documents", "--json", "--store", str(held)).stdout)
    removed = run(app, "remove", document["document"], "--store", str(held))
    assert removed.exit_code == 0
    assert run(app, "documents", "--json", "--store", str(held)).stdout == ""
    assert run(app, "facts", "--json", "--store", str(held)).stdout == ""
    assert run(app, "remove", document["document"], "--store", str(held)).exit_code == 1


BAD = {
    "empty": b"",
    "binary": bytes(range(256)) * 64,
    "another page": "<html><body><h1>天气预报</h1><p>今天晴，30度。</p></body></html>".encode(),
    "newlines": b"\n" * 50_000_000,
    "prose": "我们单位召开了会议，研究部署了近期工作。".encode() * 20,
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_disclosure_is_refused_and_the_store_untouched(
    held: Path, tmp_path: Path, bad: str
) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(BAD[bad])
    before = run(app, "facts", "--json", "--store", str(held)).stdout
    result = run(app, "add", str(file), "--json", "--store", str(held))
    [outcome] = lines(result.stdout)
    assert (result.exit_code, outcome["status"]) == (1, "refused")
    assert outcome["issues"][0]["message"]
    assert run(app, "facts", "--json", "--store", str(held)).stdout == before


@pytest.mark.parametrize("share", [0.15, 0.3, 0.45, 0.55, 0.63, 0.7, 0.8, 0.9, 0.97])
def test_a_copy_cut_short_never_replaces_the_whole_one(
    held: Path, tmp_path: Path, sample: Path, share: float
) -> None:
    """Named like the held file, so that it would replace it; cut anywhere it is refused."""
    text = sample.read_text("utf-8")
    file = tmp_path / "copy.txt"
    with Store.open(Settings(store=held)) as store:
        file.write_text(text + "\n", "utf-8")
        assert add(file, store).status == "added"
        before = store.facts.revision()
        file.write_text(text[: int(share * len(text))], "utf-8")
        outcome = add(file, store)
        assert outcome.status == "refused", outcome
        assert isinstance(outcome.issues[0], Issue)
        assert store.facts.revision() == before


def test_calls_that_make_no_sense_are_usage_errors(held: Path) -> None:
    assert run(app, "add", "/no/such/file", "--store", str(held)).exit_code == 2
    assert run(app, "add").exit_code == 2
    assert run(app, "facts", "--document", "nope", "--store", str(held)).exit_code == 2


def test_json_is_all_that_is_on_stdout(held: Path, sample: Path) -> None:
    """A real process: progress and logs go to stderr."""
    command = [sys.executable, "-m", "ingest", "add", str(sample), "--json"]
    environment = {**os.environ, "BUDGETQA_STORE": str(held)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert [line["status"] for line in lines(done.stdout)] == ["unchanged"]
