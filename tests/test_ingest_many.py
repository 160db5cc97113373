"""Many files at once: read in processes side by side, held as if they had come one by one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from commands import run
from invented import invented
from making import Bigrams
from publishing import FORMATS

from bot.service import Bot
from ingest.__main__ import app
from ingest.model import Disclosure
from ingest.pipeline import Outcome, add, add_all
from ingest.readers import Readers
from ingest.settings import Settings
from ingest.store import Store


def page(body: str, fee: str = "1.50", year: int = 2026) -> str:
    """A disclosure of one table."""
    items = {"教育支出": "3.00", "卫生健康支出": "2.00", "住房保障支出": "0.50", "接待费": fee}
    rows = "".join(f"<tr><td>{item}<td>{amount}<td>{amount}" for item, amount in items.items())
    return (
        f"<html><h1>{body}{year}年部门预算</h1><p>一般公共预算支出表<p>单位：万元"
        f"<table><tr><td>项目<td>合计<td>基本支出{rows}</table></html>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of every fate: held, held under another name already, damaged, no disclosure."""
    folder = tmp_path / "files"
    (folder / "b").mkdir(parents=True)
    (folder / "a.html").write_text(page("某市档案局"), "utf-8")
    (folder / "b" / "a.html").write_text(page("某市档案局"), "utf-8")
    (folder / "b" / "c.html").write_text(page("某市水利局"), "utf-8")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 damaged")
    (folder / "e.txt").write_text("今天晴。", "utf-8")
    return folder


def _ingested(folder: Path, store: Path, count: int) -> tuple[list[Outcome], list[Disclosure]]:
    files = sorted(file for file in folder.rglob("*.*"))
    with Store.open(Settings(store=store), Bigrams()) as opened, Readers(count) as readers:
        outcomes = list(add_all(files, opened, readers))
        held = [opened.facts.load(record.document) for record in opened.facts.documents()]
    return outcomes, held


def test_side_by_side_is_as_one_by_one(folder: Path, tmp_path: Path) -> None:
    one_by_one = _ingested(folder, tmp_path / "one", 1)
    side_by_side = _ingested(folder, tmp_path / "three", 3)
    assert side_by_side == one_by_one
    outcomes, held = side_by_side
    assert [(Path(o.path).name, o.status) for o in outcomes] == [
        ("a.html", "added"),
        ("a.html", "unchanged"),
        ("c.html", "added"),
        ("d.pdf", "refused"),
        ("e.txt", "refused"),
    ]
    assert len(held) == 2


def test_a_file_held_under_another_name_is_told_as_a_duplicate(
    folder: Path, tmp_path: Path
) -> None:
    with Store.open(Settings(store=tmp_path / "s"), Bigrams()) as store:
        first = add(folder / "a.html", store)
        again = add(folder / "a.html", store)
        copy = add(folder / "b" / "a.html", store)
        assert len(store.facts.documents()) == 1
    assert (first.status, again.status, copy.status) == ("added", "unchanged", "unchanged")
    assert again == replace(first, status="unchanged")
    assert copy.document == first.document
    duplicate, *others = copy.issues
    assert duplicate.code == "duplicate"
    assert "a.html" in duplicate.message
    assert tuple(others) == first.issues


def test_a_folder_is_summed_up_where_no_script_reads(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "b")
    (folder / "a.html").unlink()
    result = run(app, "add", str(folder), "--store", str(tmp_path / "s"), "--processes", "2")
    assert result.exit_code == 1
    assert [line[:3] for line in result.stdout.splitlines() if line[0] != " "] == ["未导入"] * 2
    assert "共2个文件：未导入2。" in result.stderr
    assert run(app, "add", str(folder), "--processes", "0").exit_code == 2


NARRATIVE = """<html><h1>某市档案局2026年部门预算情况说明</h1>
<h2>一、支出预算情况说明</h2><p>2026年支出预算7.00万元。</p>
<p>教育支出3.00万元，比上年增加1.00万元，主要原因是新建档案学校。</p>
<h2>二、“三公”经费情况说明</h2><p>公务接待费预算0.50万元，与上年持平。</p>
<p>因公出国（境）费预算0.40万元，与上年持平。</p></html>"""


@pytest.mark.parametrize("first", ["narrative", "tables"])
def test_a_narrative_and_its_tables_in_two_files_answer_as_one(tmp_path: Path, first: str) -> None:
    files = {"narrative": NARRATIVE, "tables": page("某市档案局")}
    for name in sorted(files, key=lambda name: name != first):
        (tmp_path / f"{name}.html").write_text(files[name], "utf-8")
    with Store.open(Settings(store=tmp_path / "s"), Bigrams()) as store:
        for name in sorted(files, key=lambda name: name != first):
            assert add(tmp_path / f"{name}.html", store).status == "added"
        bot = Bot(store, today=lambda: date(2026, 3, 1))
        of_tables = bot.ask("卫生健康支出是多少")
        of_narrative = bot.ask("因公出国费是多少")
        reason = bot.ask("教育支出为什么增加")
    assert [figure.value for figure in of_tables.figures] == ["2.00"]
    assert of_tables.citations[0].source == "tables.html"
    assert [figure.value for figure in of_narrative.figures] == ["0.40"]
    assert of_narrative.citations[0].source == "narrative.html"
    assert "新建档案学校" in reason.text


def test_a_document_of_far_less_than_its_kind_is_held_and_marked(tmp_path: Path) -> None:
    (tmp_path / "少.html").write_text(page("某市档案局"), "utf-8")
    (tmp_path / "说明.html").write_text(NARRATIVE.replace("档案", "水利"), "utf-8")
    with Store.open(Settings(store=tmp_path / "s"), Bigrams()) as store:
        few = add(tmp_path / "少.html", store)
        none = add(tmp_path / "说明.html", store)
    lacking, figures = [issue.message for issue in few.issues if issue.code == "incomplete"]
    assert few.status == none.status == "added"
    assert "“三公”经费表" in lacking and "一般公共预算支出表" not in lacking
    assert "只读到8个数字" in figures
    assert ["没有读到表格" in i.message for i in none.issues if i.code == "incomplete"] == [True]


def zipped(file: Path, entries: dict[str, str | bytes]) -> Path:
    with ZipFile(file, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return file


@pytest.mark.parametrize(
    ("entries", "apart"),
    [
        ({"一.html": page("某市档案局"), "二.html": page("某市水利局")}, "某市档案局、某市水利局"),
        ({"一.html": page("某市档案局"), "二.html": page("某市档案局", year=2025)}, "2025、2026"),
        ({"一.html": page("某省某市档案局"), "二.html": page("某市档案局")}, None),
        ({"网页.html": page("某市财政局"), "表.docx": FORMATS["预算.docx"](invented())}, None),
    ],
)
def test_an_archive_of_several_disclosures_is_refused(
    tmp_path: Path, entries: dict[str, str | bytes], apart: str | None
) -> None:
    file = zipped(tmp_path / "公开.zip", entries)
    with Store.open(Settings(store=tmp_path / "s"), Bigrams()) as store:
        outcome = add(file, store)
        held = store.facts.documents()
    if apart is None:
        assert (outcome.status, len(held)) == ("added", 1)
    else:
        assert (outcome.status, held) == ("refused", [])
        [issue] = outcome.issues
        assert issue.code == "several-disclosures" and apart in issue.message
