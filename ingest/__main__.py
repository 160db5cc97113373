"""``python -m ingest``: put disclosures in, list what is held, take them out again."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ingest.command import fail, run
from ingest.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

StoreOption = Annotated[Path | None, typer.Option("--store", help="存放数据的文件夹")]
JsonOption = Annotated[bool, typer.Option("--json", help="每行输出一个 JSON")]
ProcessesOption = Annotated[
    int | None, typer.Option("--processes", min=1, help="同时读取文件的进程数，默认每个处理器一个")
]
DocumentOption = Annotated[str | None, typer.Option("--document", help="只看这一份文件")]

_SUFFIXES = (
    *(".txt", ".md", ".csv", ".html", ".htm", ".xlsx", ".xls", ".docx", ".doc", ".pdf", ".zip"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff"),
)
"""Files taken from a folder; a file named itself is taken whatever its name."""

_ADDRESS: Final = re.compile("[a-z]+://", re.IGNORECASE)
_WORDS: Final = {
    "added": "已导入",
    "unchanged": "没有变化",
    "replaced": "已替换",
    "refused": "未导入",
}


def _settings(store: Path | None) -> Settings:
    return Settings(store=store) if store else Settings()


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(help="文件、文件夹或网址")],
    store: StoreOption = None,
    as_json: JsonOption = False,
    processes: ProcessesOption = None,
) -> None:
    """导入文件、文件夹或网址中的预算、决算公开文件。"""
    from ingest.fetch import Fetcher, is_public
    from ingest.pipeline import add_all
    from ingest.readers import Readers
    from ingest.store import Store

    missing = [path for path in paths if not _ADDRESS.match(path) and not Path(path).exists()]
    if missing:
        fail(f"没有这个文件或文件夹：{'、'.join(missing)}", 2)
    files = [file for path in paths for file in _files(path)]
    settings = _settings(store)
    anywhere = settings.allow_private_addresses
    fetcher = Fetcher(lambda address: anywhere or is_public(address))
    count = min(len(files), processes or os.cpu_count() or 1) or 1
    statuses: Counter[str] = Counter()
    with (
        Store.open(settings) as opened,
        Readers(count) as readers,
        _progress(len(files)) as step,
    ):
        for outcome in add_all(files, opened, readers, fetcher):
            step(Path(outcome.path).name)
            statuses[outcome.status] += 1
            if as_json:
                _print_json(asdict(outcome))
            else:
                _print_outcome(outcome)
    if len(files) > 1:
        typer.echo(_summary(statuses), err=True)
    if statuses["refused"]:
        raise typer.Exit(1)


@app.command()
def documents(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """列出已收录的文件。"""
    from ingest.store import Store

    with Store.open(_settings(store)) as opened:
        for record in opened.facts.documents():
            metadata = record.metadata
            line = {
                "document": record.document,
                "title": metadata.title,
                "organization": metadata.organization,
                "scope": metadata.scope,
                "region": metadata.region,
                "year": metadata.year,
                "kind": metadata.kind,
                "published": metadata.published,
                "source": record.source,
                "sha256": record.sha256,
            }
            if as_json:
                _print_json(line)
            else:
                typer.echo(f"{record.document}  {metadata.title}  {record.source}")


@app.command()
def facts(
    document: DocumentOption = None, store: StoreOption = None, as_json: JsonOption = False
) -> None:
    """列出收录的数据，一行一个单元格。"""
    from ingest.store import Store

    with Store.open(_settings(store)) as opened:
        for name in _held(opened, document):
            for line in fact_lines(opened.facts.load(name)):
                if as_json:
                    _print_json(line)
                else:
                    path = " > ".join([*line["row"], *line["column"]])
                    typer.echo(f"{line['table'] or ''} {path}  {line['text']} {line['unit'] or ''}")


def fact_lines(disclosure: Any) -> Iterator[dict[str, Any]]:
    """The facts of a disclosure as the contract's JSON lines."""
    metadata = disclosure.metadata
    tables = {table.index: table for table in disclosure.tables}
    for fact in disclosure.facts:
        table = tables[fact.table]
        yield {
            "document": disclosure.document,
            "organization": metadata.organization,
            "scope": metadata.scope,
            "year": metadata.year,
            "kind": metadata.kind,
            "table": table.number,
            "title": table.title,
            "row": list(fact.row),
            "code": fact.code,
            "column": list(fact.column),
            "value": None if fact.value is None else str(fact.value),
            "unit": fact.unit,
            "text": fact.text,
            "row_index": fact.row_index,
            "column_index": fact.column_index,
            "page": fact.page,
        }


@app.command()
def audit(
    document: DocumentOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
    html: Annotated[Path | None, typer.Option("--html", help="另写一份可阅读的报告")] = None,
) -> None:
    """核对勾稽关系：表内、表间、文字与表之间的数字是否相符。"""
    from ingest.audit import findings
    from ingest.audit.beside import is_beside
    from ingest.audit.report import text_lines, write_html
    from ingest.store import Store

    audited = []
    with Store.open(_settings(store)) as opened:
        held = {record.document: record.metadata for record in opened.facts.documents()}
        for name in _held(opened, document):
            disclosure = opened.facts.load(name)
            beside = [d for d in held if d != name and is_beside(held[name], held[d])]
            found = findings(disclosure, [opened.facts.load(other) for other in beside])
            if html is not None:
                audited.append((disclosure, found))
            for finding in found if as_json else ():
                _print_json(finding.line(disclosure))
            for line in () if as_json else text_lines(disclosure, found):
                typer.echo(line)
    if html is not None:
        try:
            write_html(html, audited)
        except OSError as error:
            fail(f"写不了报告 {html}（{error.strerror}）。", 1)


def _held(opened: Any, document: str | None) -> list[str]:
    """The documents meant: the one named, else all. An unknown one ends the command."""
    held = [record.document for record in opened.facts.documents()]
    if document is not None and document not in held:
        fail(f"没有收录编号为 {document} 的文件。", 2)
    return [document] if document is not None else held


@app.command()
def remove(ids: Annotated[list[str], typer.Argument()], store: StoreOption = None) -> None:
    """删除文件和由它而来的全部数据。"""
    from ingest.store import Store

    with Store.open(_settings(store)) as opened:
        unknown = [name for name in ids if not opened.remove(name)]
    if unknown:
        fail(f"没有收录编号为 {'、'.join(unknown)} 的文件。", 1)


def _files(place: str) -> Iterator[Path | str]:
    """An address or a file itself, or the documents in a folder, hidden ones left out, in a stable
    order."""
    path = Path(place)
    if _ADDRESS.match(place):
        yield place
        return
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and file.suffix.lower() in _SUFFIXES and not hidden:
            yield file


def _progress(total: int) -> Any:
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    @contextmanager
    def running() -> Iterator[Any]:
        columns = (TextColumn("导入"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        name = TextColumn("{task.description}")
        with Progress(*columns, name, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=total)
            yield lambda text: bar.update(task, advance=1, description=text)

    return running()


def _print_outcome(outcome: Any) -> None:
    sizes = f"（{outcome.tables}张表，{outcome.facts}个数据，{outcome.passages}段文字）"
    shown = "" if outcome.status == "refused" else sizes
    typer.echo(f"{_WORDS[outcome.status]}：{outcome.path}{shown}")
    for issue in outcome.issues:
        typer.echo(f"  · {issue.message}（{issue.where}）")


def _summary(statuses: Counter[str]) -> str:
    parts = (f"{word}{statuses[status]}" for status, word in _WORDS.items() if statuses[status])
    return f"共{statuses.total()}个文件：{'，'.join(parts)}。"


def _print_json(line: dict[str, Any]) -> None:
    typer.echo(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    run(app)
