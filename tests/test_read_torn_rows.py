"""Rows that a page break of a PDF tears, whose figures stand on the later page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from drawing import Drawing, pdf

from ingest.model import Block, Grid
from ingest.read import read_bytes

FOOT = 760.0
"""Where the text of a full page ends."""
HEADER = ("科目", "预算数")


def _rows(*rows: Sequence[str]) -> Grid:
    return Grid.from_rows([list(row) for row in rows])


def read_pdf(*pages: Drawing) -> tuple[Block, ...]:
    return read_bytes(pdf(*pages), "预算.pdf").blocks


def test_the_figures_of_a_torn_row_may_stand_on_the_later_page() -> None:
    head, label = ("编码", "科目", "预算数"), "未归口管理的行政"
    upper = _rows(head, ("205", "教育支出", "2.00"), ("2080501", label, ""))
    lower = _rows(("", "单位离退休", "1.00"), ("", "合计", "3.00"))
    blocks = read_pdf(lambda page: page.table(upper, FOOT - 60), lambda page: page.table(lower, 70))
    assert [block.rows() for block in blocks if isinstance(block, Grid)] == [
        [
            [*head],
            ["205", "教育支出", "2.00"],
            ["2080501", "未归口管理的行政单位离退休", "1.00"],
            ["", "合计", "3.00"],
        ]
    ]


def test_a_code_on_the_later_page_begins_a_row() -> None:
    upper = _rows(
        ("编码", "科目", "预算数"), ("205", "教育支出", "2.00"), ("", "未归口管理的行政", "")
    )
    (grid,) = read_pdf(
        lambda page: page.table(upper, FOOT - 60),
        lambda page: page.table(_rows(("208", "单位离退休", "1.00"), ("", "合计", "3.00")), 70),
    )
    assert isinstance(grid, Grid)
    assert grid.height == 5


@pytest.mark.parametrize(
    ("before", "above", "below"),
    [
        (("教育支出", "2.00"), ("未归口管理的行政", "2.00"), ("单位离退休", "1.00")),
        (("教育支出", "2.00"), ("一、本年支出", ""), ("教育支出", "1.00")),
        (("教育支出", "2.00"), ("未归口管理的行政", ""), ("2.单位离退休", "1.00")),
        (("上年结转和结余资金", ""), ("未归口管理的行政", ""), ("单位离退休", "1.00")),
    ],
)
def test_rows_that_may_be_two_stay_two(
    before: Sequence[str], above: Sequence[str], below: Sequence[str]
) -> None:
    upper = _rows(HEADER, ("卫生支出", "2.00"), before, above)
    (grid,) = read_pdf(
        lambda page: page.table(upper, FOOT - 80),
        lambda page: page.table(_rows(below, ("合计", "3.00")), 70),
    )
    assert isinstance(grid, Grid)
    assert grid.rows()[3:5] == [[*above], [*below]]
