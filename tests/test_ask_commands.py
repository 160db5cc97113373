"""``python -m bot ask`` as scripts call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from commands import run

from bot.__main__ import app


def test_one_question_as_json_holds_every_field_of_the_contract(sample_store: Path) -> None:
    done = run(app, "ask", "公务接待费是多少", "--json", "--store", str(sample_store))
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(answer) == {
        "question",
        "session",
        "status",
        "text",
        "figures",
        "citations",
        "checks",
        "suggestions",
        "model",
        "elapsed_ms",
    }
    assert answer["figures"][0]["value"] == "1.00"
    assert answer["model"] is None


def test_lines_in_lines_out_in_order(sample_store: Path) -> None:
    questions = [
        {"question": "公务接待费是多少"},
        {"question": "会议费是多少", "session": "a"},
        {"question": "基本支出是多少", "session": "a", "page": "http://example.com/"},
    ]
    stdin = "\n".join(json.dumps(q, ensure_ascii=False) for q in questions) + "\n\n"
    done = run(app, "ask", "--stdin", "--json", "--store", str(sample_store), stdin=stdin)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["question"] for a in answers] == [q["question"] for q in questions]
    assert [a["status"] for a in answers] == ["answered", "refused", "answered"]
    assert [a["session"] for a in answers] == [None, "a", "a"]


def test_what_cannot_be_asked_is_a_usage_error(sample_store: Path) -> None:
    store = ("--store", str(sample_store))
    assert run(app, "ask", *store).exit_code == 2
    assert run(app, "ask", "--stdin", *store, stdin="no json\n").exit_code == 2
    lines = 'no json\n\ufeff{"question": "公务接待费是多少"}\n'
    done = run(app, "ask", "--stdin", "--json", *store, stdin=lines)
    statuses = [json.loads(line)["status"] for line in done.stdout.splitlines()]
    assert (done.exit_code, statuses) == (2, ["refused", "answered"])
    assert run(app, "ask", "--stdin", *store, stdin='{"question": 5}\n').exit_code == 2


def test_an_exact_answer_needs_no_model_and_no_vector_store(sample_store: Path) -> None:
    code = (
        "import sys\nfrom bot.service import Bot\nfrom ingest.settings import Settings\n"
        "answer = Bot.open(Settings()).ask('公务接待费是多少')\n"
        "assert answer.figures[0].value == '1.00'\n"
        "print(sorted({'torch', 'chromadb', 'sentence_transformers'} & set(sys.modules)))"
    )
    environment = {**os.environ, "BUDGETQA_STORE": str(sample_store)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
