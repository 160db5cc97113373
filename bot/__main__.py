"""``python -m bot``: ask a question, or serve the chat."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ingest.command import fail, run
from ingest.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

StoreOption = Annotated[Path | None, typer.Option("--store", help="存放数据的文件夹")]


def _settings(store: Path | None) -> Settings:
    return Settings(store=store) if store else Settings()


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="从标准输入逐行读 JSON 问题")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    page: Annotated[str | None, typer.Option("--page", help="提问所在网页的地址")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="只说明怎样理解这个问题")] = False,
    store: StoreOption = None,
) -> None:
    """回答一个问题。"""
    from bot.explain import explained
    from bot.replying.replies import unreadable_line
    from bot.service import Bot

    if stdin == (question is not None):
        fail("请给出一个问题，或用 --stdin 从标准输入读取。", 2)
    with Bot.open(_settings(store)) as bot:
        if question is not None and explain:
            typer.echo("\n".join(explained(bot.understand(question, page=page)[0])))
            return
        if question is not None:
            answer = bot.ask(question, page=page)
            typer.echo(answer.model_dump_json() if as_json else answer.text)
            return
        unreadable = False
        for line in _questions():
            unreadable |= line is None
            answer = bot.ask(*line) if line else unreadable_line().answer("", None)
            typer.echo(answer.model_dump_json() if as_json else answer.text)
            sys.stdout.flush()
    if unreadable:
        fail("有的行不是含 question 的 JSON。", 2)


def _questions() -> Iterator[tuple[str, str | None, str | None] | None]:
    """Question, session and page of each line; None for a line that is no question."""
    for text in sys.stdin:
        if not (text := text.strip("\ufeff\r\n\t ")):
            continue
        try:
            line = json.loads(text)
            fields = line["question"], line.get("session"), line.get("page")
        except (ValueError, TypeError, KeyError, AttributeError):
            yield None
            continue
        sound = isinstance(fields[0], str) and all(f is None or isinstance(f, str) for f in fields)
        yield fields if sound else None


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听的地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="监听的端口")] = 7860,
    store: StoreOption = None,
) -> None:
    """启动问答网页和接口。"""
    from bot.server import serve as run

    run(_settings(store), host, port)


@app.command("staff-password")
def staff_password() -> None:
    """为工作台账号生成密码的散列值，填入 BUDGETQA_STAFF_USERS。"""
    from bot.desk.accounts import SHORTEST_PASSWORD, hash_password

    password = typer.prompt("密码", hide_input=True, confirmation_prompt="再输入一次", err=True)
    if len(password) < SHORTEST_PASSWORD:
        fail(f"密码至少要 {SHORTEST_PASSWORD} 个字符。", 2)
    typer.echo(hash_password(password))


if __name__ == "__main__":
    run(app)
