"""Run a typer command in this process, its output kept apart."""

from __future__ import annotations

import typer
from typer.testing import CliRunner, Result


def run(app: typer.Typer, *arguments: str, stdin: str | None = None) -> Result:
    """What a command printed and its exit code."""
    return CliRunner().invoke(app, arguments, input=stdin)
