"""What the README says is what happens: each ``$`` line is run, its output compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from commands import run

from bot.__main__ import app as bot_app
from evals.__main__ import app as evals_app
from ingest.__main__ import app as ingest_app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MANUAL = (ROOT / "docs" / "manual.md").read_text("utf-8")
APPS = {"bot": bot_app, "ingest": ingest_app, "evals": evals_app}


def sessions() -> list[tuple[str, str]]:
    """Command and printed output of every ``$`` line in the consoles of README and manual."""
    blocks = re.findall(r"```console\n(.*?)```", README + MANUAL, re.DOTALL)
    return [
        (command.strip(), output.strip())
        for block in blocks
        for command, _, output in (part.partition("\n") for part in block.split("$ ")[1:])
    ]


@pytest.mark.parametrize(("command", "output"), sessions())
def test_a_console_prints_what_it_shows(sample_store: Path, command: str, output: str) -> None:
    python, flag, module, *arguments = shlex.split(command)
    assert (python, flag) == ("python", "-m")
    done = run(APPS[module], *arguments, "--store", str(sample_store))
    assert done.exit_code == 0
    assert done.stdout.strip() == output


def test_readme_and_manual_name_only_commands_there_are() -> None:
    named = re.findall(r"`python -m (\w+) ([\w-]+)", README + MANUAL)
    assert named
    for module, command in named:
        assert run(APPS[module], command, "--help").exit_code == 0, (module, command)


def test_the_readme_shows_pictures_that_exist() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (Path(__file__).parent.parent / picture).is_file()
