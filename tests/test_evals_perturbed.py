"""Questions that are answered, asked again changed, of the real bot on the sample."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from scoring import CASE

from bot.service import Bot
from evals.case import Case, parse_case
from evals.perturbed import Result, ask_changed, perturbations, summary, write_results

PLAIN = replace(CASE, seen=True, turns=("2026年公务接待费是多少",))


@pytest.fixture(scope="module")
def results(bot: Bot) -> list[Result]:
    return list(ask_changed(bot, [PLAIN]))


def asked(results: Sequence[Result], name: str) -> Result:
    return next(result for result in results if result.perturbation.name == name)


def case(question: str, value: str, *, unit: str = "万元", cell: str) -> Case:
    figure = {"value": value, "unit": unit, "cells": [cell]}
    line = {"id": "p", "kind": "k", "question": question, "figures": [figure], "seen": True}
    return parse_case(line)


def test_a_plain_question_is_changed_in_most_ways_and_never_answered_wrongly(
    results: list[Result],
) -> None:
    assert len(results) >= len(perturbations()) - 5
    assert [r.case.question for r in results if r.outcome == "wrong"] == []
    kept = [r for r in results if r.perturbation.expects == "same"]
    assert [r.case.question for r in kept if r.outcome != "same"] == []
    assert len({r.case.question for r in results}) == len(results)


def test_each_change_says_what_it_is_named_for(results: list[Result]) -> None:
    assert asked(results, "full width").case.question == "２０２６年公务接待费是多少"
    assert asked(results, "traditional").case.question == "2026年公務接待費是多少"
    assert asked(results, "的").case.question == "2026年的公务接待费是多少"
    assert asked(results, "homophone").case.question == "2026年公务接待废是多少"
    assert asked(results, "other year").case.question.startswith(("2009", "2031", "2010", "二"))
    assert "决算" in asked(results, "other kind").case.question
    assert "公务接待费" not in asked(results, "item not there").case.question


def test_a_row_is_changed_for_the_one_above_and_the_one_below(bot: Bot) -> None:
    above = case("商品和服务支出是多少", "116.37", cell="表三/302/总计")
    below = case("办公费是多少", "0.40", cell="表三/30201/总计")
    changed = {r.perturbation.name: r for r in ask_changed(bot, [above])}
    assert changed["child"].case.question == "办公费是多少"
    assert changed["child"].outcome == "other"
    changed = {r.perturbation.name: r for r in ask_changed(bot, [below])}
    assert changed["parent"].case.question == "商品和服务支出是多少"
    assert changed["parent"].outcome == "other"


def test_only_what_is_answered_exactly_and_not_held_aside_is_asked_again(bot: Bot) -> None:
    wrong = case("公务接待费是多少", "1.01", cell="表四//公务接待费")
    held = [replace(PLAIN, id=f"case-{n}", seen=False) for n in range(40)]
    aside = next(one for one in held if one.split == "held")
    refused = replace(PLAIN, turns=("会议费是多少",))
    assert list(ask_changed(bot, [wrong, aside, refused])) == []


def test_what_asks_for_more_than_a_printed_figure_keeps_what_it_asks_for(bot: Bot) -> None:
    cells = ["表八/合计/项目支出", "表八/合计/合计"]
    figure = {"value": "37.15", "unit": "%", "cells": cells, "formula": "424.21÷1141.98×100"}
    share = parse_case(
        {"id": "p", "kind": "k", "question": "项目支出占比", "figures": [figure], "seen": True}
    )
    found = list(ask_changed(bot, [share]))
    assert {result.perturbation.expects for result in found} == {"same"}
    assert all(result.outcome == "same" for result in found)


def test_rows_count_outcomes_and_wrong_ones_are_written_down(
    results: list[Result], tmp_path: Path
) -> None:
    results = [
        *results,
        replace(results[0], outcome="wrong"),
        replace(results[0], outcome="refused"),
    ]
    rows = {row["perturbation"]: row for row in summary(results)}
    first = rows[results[0].perturbation.name]
    assert (first["asked"], first["same"], first["refused"], first["wrong"]) == (3, 1, 1, 1)
    file = tmp_path / "results" / "perturbed.json"
    write_results(results, file)
    written = json.loads(file.read_text("utf-8"))
    assert [line["turns"] for line in written["wrong"]] == [list(results[0].case.turns)]
    assert len(written["lost"]) == 1
