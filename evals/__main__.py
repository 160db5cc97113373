"""``python -m evals``: measure the bot."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_WIDTH = 150
"""Characters of a printed table where no terminal says how many it has."""

JsonOption = Annotated[bool, typer.Option("--json", help="每行输出一个 JSON")]


@app.command()
def run(
    as_json: JsonOption = False,
    failures: Annotated[bool, typer.Option("--failures", help="列出调试部分没答对的题")] = False,
) -> None:
    """用自有题目和语料题目测评。"""
    from evals.run import at_coverage, summary, write_results
    from evals.run import run as run_all

    results = run_all()
    write_results(results)
    show(summary(results), as_json)
    show(at_coverage(results), as_json)
    if failures:
        for result in results:
            if result.outcome != "exact" and result.case.split == "tuning":
                asked = " → ".join(result.case.turns)
                typer.echo(f"{result.case.id} {result.outcome} {asked}", err=True)
                typer.echo(f"    {result.answer.text[:160]!r}", err=True)


@app.command()
def gate() -> None:
    """测评，未达到 gate.toml 的要求时以 1 退出。"""
    from evals.gate import shortcomings
    from evals.run import run as run_all
    from evals.run import summary

    results = run_all()
    show([row for row in summary(results) if row["kind"] == "all"], as_json=False)
    problems = list(shortcomings(results))
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(1 if problems else 0)


@app.command()
def compare(as_json: JsonOption = False) -> None:
    """与现成的 LangChain 检索链在同样的文件和向量模型上对比。"""
    from evals.compare import compare as compare_all

    show(compare_all(), as_json)


@app.command()
def bench(as_json: JsonOption = False) -> None:
    """测量速度。"""
    from evals.bench import bench as measure

    show(measure(), as_json)


@app.command()
def browser(as_json: JsonOption = False) -> None:
    """在浏览器里测量网页和回答出现得多快。"""
    from evals.browser import measure

    try:
        show(measure(), as_json)
    except FileNotFoundError as error:
        typer.echo("没有找到 Chromium，请先安装。", err=True)
        raise typer.Exit(1) from error


@app.command()
def generated(
    count: Annotated[int, typer.Option(help="生成多少个问题")] = 10_000,
    seed: Annotated[int, typer.Option(help="随机种子")] = 1,
) -> None:
    """用随机生成的问题检验：不崩溃，数字都有出处，没有的不答。"""
    from evals.generated import run as run_generated

    report = run_generated(count, seed)
    show([report.row()], as_json=False)
    for problem in report.problems[:20]:
        typer.echo(problem, err=True)
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def perturbed(as_json: JsonOption = False) -> None:
    """把答对的问题改一改再问：只改说法，答案不变；改了所问，原来的数字不能再出现。"""
    from evals.perturbed import run as run_all
    from evals.perturbed import summary, write_results

    results = run_all()
    write_results(results)
    show(summary(results), as_json)


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
    show(summary(score(tables, questions)), as_json)


def show(rows: Sequence[dict[str, Any]], as_json: bool) -> None:
    """Rows of the same fields as a table, or as JSON Lines on stdout."""
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    table = Table(*_words(rows[0]), box=SIMPLE)
    for row in rows:
        table.add_row(*_words(row.values()))
    terminal = Console(file=sys.stdout)
    terminal.print(table, width=None if terminal.is_terminal else _WIDTH, crop=False)


def _words(values: Iterable[object]) -> list[str]:
    return ["" if value is None else str(value) for value in values]


if __name__ == "__main__":
    app()
