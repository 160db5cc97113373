"""Parts of a table under a header printed again, and rows of several figures in a form."""

from __future__ import annotations

import pytest

from bot.coverage import rank
from evals.imtqa import facts_of
from ingest.model import Cell, Grid
from ingest.tables.places import places

PARTS = Grid.from_rows(
    [
        ["收入项目", "2025年预算数", "2026年预算数"],
        ["教育", "10.00", "20.00"],
        ["其他", "1.00", "2.00"],
        ["支出项目", "2025年预算数", "2026年预算数"],
        ["教育", "30.00", "40.00"],
        ["其他", "3.00", "4.00"],
    ]
)
SIZES = Grid(
    (
        Cell("型号", 0, 0),
        Cell("BX7", 0, 1, 1, 6),
        Cell("产品", 1, 0),
        Cell("空气过滤器", 1, 1, 1, 6),
        Cell("通径", 2, 0),
        *(Cell(t, 2, c, 1, n) for t, c, n in [("1", 1, 2), ("4", 3, 1), ("63", 4, 1)]),
        Cell("256", 2, 5, 1, 2),
        Cell("流量特性", 3, 0, 3, 1),
        *(Cell(t, 3, c) for c, t in enumerate(["进口压力", "出口压力"], 1)),
        Cell("空气流量", 3, 3, 1, 4),
        *(Cell(t, 4, c) for c, t in enumerate(["2.35", "3.57", "440", "550", "660", "2145"], 1)),
        *(Cell(t, 5, c) for c, t in enumerate(["7.23", "6.35", "15", "124", "1200", "2573"], 1)),
        Cell("工作介质", 6, 0),
        Cell("空气", 6, 1, 1, 6),
    )
)


def texts(question: str, grid: Grid) -> list[str]:
    return [fact.text for fact in rank(question, facts_of(grid))[0].facts]


@pytest.mark.parametrize(
    ("question", "figure"),
    [("2026年教育的收入预算数", "20.00"), ("2026年教育的支出预算数", "40.00")],
)
def test_the_corner_of_a_header_printed_again_names_the_rows_below(
    question: str, figure: str
) -> None:
    assert texts(question, PARTS) == [figure]


def test_figures_of_a_row_stand_side_by_side_under_its_label() -> None:
    found = {place.cell.text: place.row for place in places(SIZES)}
    assert {found[text] for text in ("1", "4", "63", "256")} == {("通径",)}
