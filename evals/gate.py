"""Whether the bot is as good as it has to be; ``gate.toml`` says how good that is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from evals.run import Result, summary

GATE: Final = Path(__file__).parent / "gate.toml"


def shortcomings(results: Sequence[Result], gate: Path = GATE) -> Iterator[str]:
    """What falls short, one sentence each; an untraced figure always does.

    The split held aside has to be as good as the other one. Results of a store that the gate
    does not name are not held to anything.
    """
    limits = tomllib.loads(gate.read_text("utf-8"))
    for row in summary(results):
        if row["kind"] != "all" or row["store"] not in limits:
            continue
        limit, name = limits[row["store"]], f"{row['store']}（{row['split']}）"
        wrong = 100 * row["wrong"] / row["cases"]
        if row["percent"] < limit["exact"]:
            yield f"{name} 答对 {row['percent']}%，要求 {limit['exact']}%"
        if wrong > limit["wrong"]:
            yield f"{name} 答错 {wrong:.1f}%，最多 {limit['wrong']}%"
    untraced = [result.case.id for result in results if result.doubts]
    if untraced:
        yield f"答案没有出处：{len(untraced)} 题"
