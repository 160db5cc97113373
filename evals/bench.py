"""How fast it is, on this machine, through the public doors, each figure with how to get it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from bot.service import Bot
from evals.case import Case, load_cases
from evals.run import TODAY
from evals.score import judge
from evals.stores import sample_file, sample_settings
from ingest.settings import Settings
from ingest.store import Store

_ROUNDS: Final = 20
_QUESTIONS: Final = 40
_ASK_THEM: Final = """
import json, sys
from pathlib import Path
from evals.bench import times_of
times = times_of(Path(sys.argv[1]), sys.argv[2:])
print(json.dumps([times, "torch" in sys.modules]))
"""


def bench() -> list[dict[str, Any]]:
    """A row a measurement: what, how much, in what unit, and the command that shows it."""
    file = sample_file()
    with sample_settings() as settings:
        store = str(settings.store)
        ask = [sys.executable, "-m", "bot", "ask", "公务接待费是多少", "--store", store]
        add = [sys.executable, "-m", "ingest", "add", str(file), "--store", f"{store}/again"]
        adding = _seconds(lambda: _run(add))
        starting = _seconds(lambda: _run(ask))
        exact = exact_questions(settings)
        times, loaded = json.loads(_run([sys.executable, "-c", _ASK_THEM, store, *exact]))
        texts = text_times(settings)
    return [
        row("导入示例文件（新进程，含载入模型）", adding, "s", "python -m ingest add FILE"),
        row("新进程到第一个精确回答", starting, "s", "python -m bot ask QUESTION"),
        *both("精确回答", times, "Bot.ask"),
        row("精确回答是否载入了模型", "是" if loaded else "否", "", "Bot.ask"),
        *both("文字回答", texts, "Bot.ask"),
    ]


def exact_questions(settings: Settings) -> list[str]:
    """Questions of all kinds that are answered by figures, and rightly."""
    with Bot(Store.open(settings), today=lambda: TODAY) as bot:
        cases = [case for case in _single_turns() if case.figures]
        right = [c.question for c in cases if judge(c, bot.ask(c.question)) == "exact"]
    return right[:: max(1, len(right) // _QUESTIONS)]


def times_of(store: Path, questions: Sequence[str]) -> list[float]:
    """Milliseconds of each answer; each question is asked once before it is timed."""
    with Bot(Store.open(Settings(store=store)), today=lambda: TODAY) as bot:
        for question in questions:
            bot.ask(question)
        return [_milliseconds(bot, question) for _ in range(_ROUNDS) for question in questions]


def text_times(settings: Settings) -> list[float]:
    """Milliseconds of each answer in words, the model loaded."""
    with Bot(Store.open(settings), today=lambda: TODAY) as bot:
        words = [case for case in _single_turns() if case.spots and not case.figures]
        for case in words:
            bot.ask(case.question)
        return [_milliseconds(bot, case.question) for _ in range(3) for case in words]


def _single_turns() -> list[Case]:
    return [
        case
        for case in load_cases()
        if case.where == "sample" and len(case.turns) == 1 and case.split == "tuning"
    ]


def _milliseconds(bot: Bot, question: str) -> float:
    return _seconds(lambda: bot.ask(question)) * 1000


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def both(name: str, times: Sequence[float], command: str) -> list[dict[str, Any]]:
    """The median of times in milliseconds and what 95 of 100 keep to, a row each."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    return [
        row(f"{name}，中位数（{len(ordered)} 次）", statistics.median(ordered), "ms", command),
        row(f"{name}，95 分位", p95, "ms", command),
    ]


def row(what: str, figure: float | str, unit: str, command: str) -> dict[str, Any]:
    """A measurement with the command that shows it."""
    shown = figure if isinstance(figure, str) else round(figure, 2)
    return {"what": what, "figure": shown, "unit": unit, "command": command}
