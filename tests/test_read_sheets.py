"""Workbooks as offices publish them: text and tables in one sheet, captions of several rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from zipfile import ZipFile

import openpyxl
import pytest

from ingest.errors import UnreadableError
from ingest.model import Disclosure
from ingest.pipeline import understand
from ingest.read import read_bytes

Rows = Sequence[Sequence[str | int | float | None]]


def disclosure(rows: Rows, name: str = "Sheet1", merged: Sequence[str] = ()) -> Disclosure:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return understand(file.getvalue(), "a.xlsx", "a", "a.xlsx")


def test_a_caption_of_several_rows_with_a_number_of_its_own_kind() -> None:
    found = disclosure(
        [
            ["部门公开表03", None, None],
            ["支出总表", None, None],
            ["部门：303_临湾市统计局", None, "单位：万元"],
            ["科目编码", "科目名称", "合计"],
            [201, "一般公共服务支出", 542.68],
        ],
        name="3支出总表",
        merged=["A1:C1", "A2:C2"],
    )
    (table,) = found.tables
    assert (table.number, table.title, table.unit) == ("部门公开表03", "支出总表", "万元")
    assert [(f.code, f.column, f.unit) for f in found.facts] == [("201", ("合计",), "万元")]


def test_text_above_a_table_in_its_sheet_is_text() -> None:
    found = disclosure(
        [
            ["赣河区农业农村局2023年度部门决算", None, None],
            ["一、部门主要职责：统筹实施乡村振兴战略。", None, None],
            ["第二部分 2023年度部门决算表", None, None],
            [None, None, None],
            ["收入决算表", None, None],
            [None, None, "公开02表"],
            ["编制单位：赣河区农业农村局", None, "单位：万元"],
            ["科目编码", "科目名称", "合计"],
            [205, "教育支出", 12],
        ]
    )
    (table,) = found.tables
    assert (table.number, table.title, table.unit) == ("公开02表", "收入决算表", "万元")
    assert (found.metadata.organization, found.metadata.kind) == ("赣河区农业农村局", "决算")
    assert [fact.text for fact in found.facts] == ["12"]


def test_the_body_that_only_the_caption_names() -> None:
    found = disclosure(
        [["部门：青岚县民政局", "单位：万元"], ["项目", "预算数"], ["本年收入合计", 333.5]]
    )
    assert found.metadata.organization == "青岚县民政局"


def test_codes_of_bodies_are_no_amounts_and_whole_codes_are_not_joined() -> None:
    rows: Rows = [
        ["单位：元", None, None, None],
        ["类", "款", "科目编码", "合计"],
        ["合计", None, None, 30],
        ["201", "05", "20105", 30],
    ]
    assert [(f.code, f.text) for f in disclosure(rows, merged=["A3:C3"]).facts] == [
        (None, "30"),
        ("20105", "30"),
    ]
    rows = [["部门代码", "部门名称", "合计"], ["合计", None, 9], ["041", "园林局", 9]]
    facts = disclosure(rows, merged=["A2:B2"]).facts
    assert [(f.code, f.row, f.text) for f in facts] == [
        (None, ("合计",), "9"),
        (None, ("园林局",), "9"),  # no code of a classification
    ]


def test_a_formula_saved_without_its_value_is_no_blank() -> None:
    found = disclosure([["项目", "小计", "合计"], ["支出", 2, "=B2"], ["其他", 1, None]])
    assert [(fact.row, fact.text) for fact in found.facts if fact.column == ("合计",)] == [
        (("支出",), "#N/A"),
        (("其他",), ""),
    ]
    assert "formula-without-value" in {issue.code for issue in found.issues}


def test_a_file_of_another_office_suite_is_refused_with_a_way_out() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(UnreadableError, match="另存为"):
        read_bytes(file.getvalue(), "a.odt")
