"""The evaluation measures what it says, and the bot passes its gate on its own cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer import Answer, Figure
from bot.service import Bot
from evals.run import Case, judge, load_cases, run_cases, summary, untraced


def answered(value: str | None, text: str = "", unit: str = "万元") -> Answer:
    figure = Figure(
        label="公务接待费",
        value=value,
        unit=unit,
        organization="某局",
        year=2026,
        kind="预算",
        basis="",
        citations=[],
    )
    return Answer(question="", status="answered", text=text, figures=[figure])


REFUSED = Answer(question="", status="refused", text="没有收录")


@pytest.mark.parametrize(
    ("case", "answer", "outcome"),
    [
        (Case("a", "k", "q", value="1.00", unit="万元"), answered("1.0"), "exact"),
        (Case("a", "k", "q", value="1.00", unit="万元"), answered("1.01"), "wrong"),
        (Case("a", "k", "q", value="1.00", unit="万元"), answered("1.00", unit="元"), "wrong"),
        (Case("a", "k", "q", value="1.00"), REFUSED, "abstained"),
        (Case("a", "k", "q", refuse=True), REFUSED, "exact"),
        (Case("a", "k", "q", refuse=True), answered("1.00"), "wrong"),
        (Case("a", "k", "q", blank=True), answered(None), "exact"),
        (Case("a", "k", "q", blank=True), answered("0"), "wrong"),
        (Case("a", "k", "q", text="人员"), answered(None, "人员调离"), "exact"),
        (Case("a", "k", "q", text="人员"), answered(None, "厉行节约"), "wrong"),
    ],
)
def test_an_answer_is_judged_by_its_first_figures_or_its_words(
    case: Case, answer: Answer, outcome: str
) -> None:
    assert judge(case, answer) == outcome


def test_two_cases_may_not_share_an_id(tmp_path: Path) -> None:
    line = '{"id": "a", "kind": "k", "question": "q", "refuse": true}\n'
    (tmp_path / "cases.jsonl").write_text(line * 2, "utf-8")
    with pytest.raises(ValueError, match="a"):
        load_cases(tmp_path)


def test_the_bot_passes_its_gate(bot: Bot) -> None:
    """At most one in a hundred wrong, nearly all exact, and never a figure without evidence."""
    results = list(run_cases(bot, load_cases()))
    total = next(row for row in summary(results) if row["split"] == "all")
    titles = [held.metadata.title for held in bot.library.catalogue().held.values()]
    assert untraced(results, titles) == []
    assert total["cases"] > 200
    assert total["wrong"] <= 0.01 * total["cases"]
    assert total["exact"] >= 0.95 * total["cases"]
