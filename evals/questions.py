"""Questions that came with the corpus, as cases: one JSON object a line.

``answer`` is a figure (``unit`` says of what), words, or REFUSE; ``alt_answers`` are as good.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.case import Case, Gold
from ingest.numbers import parse_number
from ingest.text import fold

KIND = "corpus-questions"


def corpus_questions(file: Path) -> list[Case]:
    """The questions of a file as cases; none where there is no file."""
    if not file.is_file():
        return []
    return [_case(json.loads(line)) for line in file.read_text("utf-8").splitlines() if line]


def _case(line: Mapping[str, Any]) -> Case:
    answer = line["answer"]
    common: dict[str, Any] = {
        "id": f"q-{line['id']}",
        "kind": KIND,
        "turns": (line["question"],),
        "where": "corpus",
        "document": line["file"],
        "seen": True,
    }
    if answer == "REFUSE":
        return Case(**common, status=("refused", "clarify"))
    value = parse_number(answer)
    if value is not None:
        return Case(**common, figures=(Gold(value, line["unit"] or None, ()),))
    right = [answer, *line.get("alt_answers", ())]
    return Case(**common, says=("|".join(map(_pattern, right)),))


def _pattern(words: str) -> str:
    """Words as they are; a number only where it stands alone."""
    if parse_number(words) is None:
        return re.escape(fold(words))
    return rf"(?<![\d.,]){re.escape(words)}(?:\.0+)?(?![\d,]|\.\d)"
