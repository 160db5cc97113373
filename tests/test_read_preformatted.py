"""Tables of a web page typed in a fixed width: read where their columns are sure."""

from __future__ import annotations

import pytest

from ingest.model import Disclosure
from ingest.pipeline import understand
from ingest.read.wrapping import printed_width

LISTS = [
    "收入||支出|",
    "项目|预算数|项目|预算数",
    "一、财政拨款收入|486.20|一、卫生健康支出|498.70",
    "二、事业收入||二、住房保障支出|18.42",
    "三、其他收入|30.92||",
    "本年收入合计|517.12|本年支出合计|517.12",
]
GROUPED = [
    "科目||基本支出|",
    "名称|合计|人员经费|公用经费",
    "行政运行|30.00|20.00|10.00",
    "事业运行|9.00|6.00|3.00",
]


def typed(*lines: str) -> str:
    """Cells parted by ``|`` typed below each other, three spaces between the columns."""
    rows = [line.split("|") for line in lines]
    widths = [max(map(printed_width, column)) for column in zip(*rows, strict=True)]
    padded = [
        [
            cell + " " * (width - printed_width(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        for row in rows
    ]
    return "\n".join("   ".join(row).rstrip() for row in padded)


def disclosure(table: str) -> Disclosure:
    page = (
        "<html><body><h1>青岚县红十字会2024年部门预算</h1><p>表1 部门收支总表</p><pre>\n"
        f"部门：青岚县红十字会          单位：万元\n{table}\n</pre></body></html>"
    )
    return understand(page.encode(), "a.html", "a", "a.html")


def figures(found: Disclosure) -> dict[str, str]:
    return {fact.row[-1]: f"{fact.text}{fact.unit}" for fact in found.facts}


def test_lists_side_by_side_keep_their_blanks() -> None:
    found = disclosure(typed(*LISTS))
    assert [(table.title, table.unit) for table in found.tables] == [("部门收支总表", "万元")]
    assert figures(found) == {
        "一、财政拨款收入": "486.20万元",
        "二、事业收入": "万元",
        "三、其他收入": "30.92万元",
        "本年收入合计": "517.12万元",
        "一、卫生健康支出": "498.70万元",
        "二、住房保障支出": "18.42万元",
        "本年支出合计": "517.12万元",
    }


def test_drawn_strokes_part_cells() -> None:
    drawn = "\n".join(f"│{line.replace('|', '│')}│" for line in LISTS[1:])
    assert figures(disclosure(drawn))["二、住房保障支出"] == "18.42万元"


@pytest.mark.parametrize("lines", [GROUPED, [LISTS[2], LISTS[3]], LISTS[:2]])
def test_what_is_not_sure_stays_text(lines: list[str]) -> None:
    found = disclosure(typed(*lines))
    assert not found.facts
    assert found.passages


def test_running_text_in_a_fixed_width_stays_text() -> None:
    said = "2024年收入预算517.12万元，比上年增加3.00万元。"
    title = "青岚县红十字会2024年部门预算"
    page = f"<html><body><h1>{title}</h1><pre>{said}\n\n{said}</pre></body></html>"
    found = understand(page.encode(), "a.html", "a", "a.html")
    assert not found.tables
    assert any(said in passage.text for passage in found.passages)
