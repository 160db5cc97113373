"""How fast it is, on this machine, measured through the public doors."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.service import Bot
from ingest.pipeline import add
from ingest.settings import DATA, Settings
from ingest.store import Store

_EXACT: Final = (
    "公务接待费是多少",
    "基本支出是多少",
    "项目支出占总支出的比例是多少",
    "哪个项目预算最多",
)
_BY_MEANING: Final = ("聘用保安几名", "为什么购买工作服")
_ROUNDS: Final = 100


def bench(sample: Path = DATA / "disclosures") -> list[tuple[str, str]]:
    """What was measured and the figure, in milliseconds or seconds, as printed lines."""
    file = next(sample.glob("*.txt"))
    with TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder))
        with Store.open(settings) as store:
            ingest = _seconds(lambda: add(file, store))
        start = _seconds(lambda: _in_a_new_process(settings.store))
        with Bot.open(settings) as bot:
            bot.ask(_EXACT[0])
            exact = [bot.ask(q).elapsed_ms for _ in range(_ROUNDS) for q in _EXACT]
            bot.ask(_BY_MEANING[0])
            by_meaning = [bot.ask(q).elapsed_ms for _ in range(10) for q in _BY_MEANING]
    return [
        ("导入示例文件（含载入模型）", f"{ingest:.1f} s"),
        ("新进程从启动到第一个精确回答", f"{start:.1f} s"),
        ("精确回答，中位数", f"{statistics.median(exact):.2f} ms"),
        ("精确回答，95 分位", f"{statistics.quantiles(exact, n=20)[-1]:.2f} ms"),
        ("按含义查找文字的回答，中位数", f"{statistics.median(by_meaning):.2f} ms"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _in_a_new_process(store: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", _EXACT[0], "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True)
