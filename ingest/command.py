"""What the command lines of ``ingest`` and ``bot`` share."""

from __future__ import annotations

from typing import NoReturn

import typer

from ingest.errors import BudgetQAError


def fail(message: str, code: int) -> NoReturn:
    """End a command with a message on stderr and an exit code."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def run(app: typer.Typer) -> None:
    """Run a command; what goes wrong outside the code is one Chinese line, not a traceback."""
    try:
        app()
    except BudgetQAError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
