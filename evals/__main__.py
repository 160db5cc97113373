"""``python -m evals``: measure the bot."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

JsonOption = Annotated[bool, typer.Option("--json", help="每行输出一个 JSON")]


@app.command()
def run(
    as_json: JsonOption = False,
    failures: Annotated[bool, typer.Option(help="列出调试部分没有答对的题")] = False,
) -> None:
    """在示例文件上运行自有题目。"""
    from bot.service import Bot
    from evals.run import load_cases, run_cases, summary, untraced
    from ingest.pipeline import add
    from ingest.settings import DATA, Settings
    from ingest.store import Store

    with TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder))
        with Store.open(settings) as store:
            add(next((DATA / "disclosures").glob("*.txt")), store)
        with Bot.open(settings) as bot:
            results = list(run_cases(bot, load_cases()))
            titles = [held.metadata.title for held in bot.library.catalogue().held.values()]
    rows = summary(results)
    _print(rows, as_json)
    if failures:
        for result in results:
            if result.outcome != "exact" and result.case.split == "tuning":
                typer.echo(
                    f"{result.outcome} {result.case.question} → {result.answer.text}", err=True
                )
    lost = untraced(results, titles)
    if lost:
        typer.echo(f"答案有数字没有出处：{'、'.join(lost)}", err=True)
        raise typer.Exit(1)


@app.command()
def bench() -> None:
    """测量速度。"""
    from evals.bench import bench as measure

    for name, figure in measure():
        typer.echo(f"{name}：{figure}")


@app.command()
def imtqa(
    folder: Annotated[
        Path, typer.Argument(help="有 {split}_tables.json 和 {split}_questions.json")
    ],
    split: Annotated[str, typer.Option(help="用哪一部分")] = "dev",
    as_json: JsonOption = False,
) -> None:
    """只用查表部分，在 IM-TQA 格式的各种版式表格上评测。"""
    from evals.imtqa import load, score, summary

    try:
        tables, questions = load(folder, split)
    except (OSError, ValueError) as error:
        typer.echo(f"读不了{folder}里的{split}部分：{error}", err=True)
        raise typer.Exit(1) from error
    _print(summary(score(tables, questions)), as_json)


def _print(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*map(str, row.values()))
    Console().print(table)


if __name__ == "__main__":
    app()
