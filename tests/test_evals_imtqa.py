"""The lookup is measured on folders in the format of IM-TQA."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.imtqa import grid_of, load, score, summary

TABLE: dict[str, Any] = {
    "table_id": "t1",
    "table_type": "vertical",
    "cell_ID_matrix": [[0, 1, 1], [0, 2, 3], [4, 5, 6], [7, 8, 9]],
    "chinese_cell_value_list": [
        *["项目", "余额", "期初", "期末"],
        *["应收账款", "1.00", "2.00"],
        *["应收票据", "3.00", "4.00"],
    ],
    "column_attribute": [9],
}


def question(number: int, text: str, cells: list[int]) -> dict[str, Any]:
    return {
        "table_id": "t1",
        "question_id": f"t1_{number}",
        "chinese_question": text,
        "answer_cell_list": cells,
        "question_type": "single_cell",
    }


QUESTIONS = [
    question(1, "应收账款的期末余额是多少？", [6]),
    question(2, "应收票据的期初和期末余额分别是多少？", [8, 9]),
    question(3, "应收票据的期末余额是多少？", [5]),
]


def write(folder: Path, split: str, questions: list[dict[str, Any]]) -> None:
    (folder / f"{split}_tables.json").write_text(json.dumps([TABLE]), "utf-8")
    (folder / f"{split}_questions.json").write_text(json.dumps(questions), "utf-8")


def test_a_repeated_id_is_one_merged_cell(tmp_path: Path) -> None:
    write(tmp_path, "dev", QUESTIONS)
    tables, _ = load(tmp_path, "dev")
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in grid_of(tables[0]).cells}
    assert spans["项目"] == (0, 0, 2, 1)
    assert spans["余额"] == (0, 1, 1, 2)


def test_a_set_is_exact_only_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, "dev", QUESTIONS)
    results = score(*load(tmp_path, "dev"))
    assert [result.exact for result in results] == [True, True, False]
    assert results[1].found == {8, 9}


def test_the_summary_has_a_row_a_type_and_one_of_all(tmp_path: Path) -> None:
    write(tmp_path, "dev", QUESTIONS)
    rows = summary(score(*load(tmp_path, "dev")))
    assert [row["type"] for row in rows] == ["vertical", "all"]
    assert rows[1]["questions"] == 3
    assert rows[1]["exact"] == 2
    assert rows[1]["exact_100%"] == 66.7


def test_the_command_prints_a_line_of_json_a_row(tmp_path: Path) -> None:
    write(tmp_path, "other", QUESTIONS[:2])
    done = CliRunner().invoke(app, ["imtqa", str(tmp_path), "--split", "other", "--json"])
    assert done.exit_code == 0
    assert [json.loads(line)["exact"] for line in done.stdout.splitlines()] == [2, 2]


def test_a_missing_split_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["imtqa", str(tmp_path)])
    assert done.exit_code == 1
    assert "dev" in done.stderr


@pytest.mark.parametrize("content", ["[]x", "[{}]", json.dumps(QUESTIONS)])
def test_files_of_another_form_are_refused(tmp_path: Path, content: str) -> None:
    write(tmp_path, "dev", QUESTIONS)
    (tmp_path / "dev_tables.json").write_text(content, "utf-8")
    with pytest.raises(ValueError):
        load(tmp_path, "dev")


def test_a_question_on_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "dev", [{**QUESTIONS[0], "table_id": "lost"}])
    with pytest.raises(ValueError, match="lost"):
        load(tmp_path, "dev")
