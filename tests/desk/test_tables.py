"""What staff see of answers, documents, tables and findings, and take away."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot.desk.printed import rows_of
from bot.service import Bot
from desk.visiting import Visitor, words
from ingest.export import table_csv, xlsx
from ingest.model import Cell, Disclosure, Grid, Metadata, Table


def test_an_answer_comes_with_its_cell_and_words_to_pass_on(clerk: Visitor) -> None:
    response = clerk.send("/staff", question="公务接待费是多少")
    assert '<td class="amount cited"><mark>1.00</mark></td>' in response.text
    reply = re.search("<textarea[^>]*>(.*?)</textarea>", response.text, re.DOTALL)
    assert reply
    said = unescape(reply[1])
    assert "公务接待费为1.00万元" in said
    assert "部门：重庆市荣昌区政务服务管理办公室；年度：2026年预算；口径：“三公”经费" in said
    assert "表四 一般公共预算“三公”经费支出表" in said
    assert "http://www.rongchang.gov.cn/" in said


def test_markup_in_a_question_is_text(clerk: Visitor) -> None:
    response = clerk.send("/staff", question="<script>alert(1)</script>\"'><b>收入")
    assert "<script>alert" not in response.text and "<b>收入" not in response.text


def test_refused_questions_wait_until_handled_and_come_back_when_asked_again(
    clerk: Visitor,
) -> None:
    for _ in range(2):
        clerk.client.post("/api/ask", json={"question": "会议费是多少"})
    clerk.client.post("/api/ask", json={"question": "基本支出是多少"})
    queue = words(clerk.get("/staff/questions"))
    assert "未能作答 会议费是多少" in queue and "基本支出是多少" not in queue
    assert "会议费是多少" not in words(clerk.get("/staff/questions?why=clarify"))
    clerk.send("/staff/questions/handled", question="会议费是多少")
    assert "会议费是多少" not in words(clerk.get("/staff/questions"))
    clerk.client.post("/api/ask", json={"question": "会议费是多少"})
    assert "会议费是多少" in words(clerk.get("/staff/questions"))


def test_the_documents_tables_are_browsed_and_searched(clerk: Visitor) -> None:
    (document,) = clerk.client.get("/api/documents").json()
    address = f"/staff/documents/{document['document']}"
    assert document["title"] in words(clerk.get("/staff/documents?find=政务服务"))
    assert "没有找到相符的文件" in words(clerk.get("/staff/documents?find=水利局"))
    assert "一般公共预算“三公”经费支出表" in words(clerk.get(address))
    assert "30217 商品和服务支出 / 公务接待费" in words(clerk.get(f"{address}?find=公务接待费"))
    table = clerk.get(f"{address}/tables/3?find=30217")
    found = re.findall('<tr class="found">(.*?)</tr>', table.text)
    assert len(found) == 1 and "公务接待费" in found[0]
    for missing in ("/staff/documents/no", f"{address}/tables/999"):
        assert clerk.get(missing).status_code == 404


def test_the_audit_of_a_document_shows_what_does_not_add_up(clerk: Visitor, bot: Bot) -> None:
    record = bot.store.facts.documents()[0]
    answer = clerk.get(f"/staff/documents/{record.document}/audit")
    assert "存疑 1 条" in words(answer)
    assert "公务用车购置费0万元" in words(answer)  # where a car is to be bought


def test_a_table_is_taken_away_as_csv_and_xlsx(clerk: Visitor) -> None:
    (document,) = clerk.client.get("/api/documents").json()
    table = f"/staff/documents/{document['document']}/tables/4/export"
    lines = clerk.get(f"{table}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[-1] == "3.50,,2.50,,2.50,1.00"
    response = clerk.get(f"{table}.xlsx")
    assert "filename*=UTF-8''" in response.headers["content-disposition"]
    (sheet,) = load_workbook(BytesIO(response.content)).worksheets
    assert [cell.value for cell in sheet[5]] == [3.5, None, 2.5, None, 2.5, 1]
    assert "A2:F2" in {str(area) for area in sheet.merged_cells.ranges}
    whole = f"/staff/documents/{document['document']}/export"
    assert len(load_workbook(BytesIO(clerk.get(f"{whole}.xlsx").content)).worksheets) > 10
    assert "表三,一般公共预算财政拨款基本支出预算表,商品和服务支出 / 公务接待费,30217" in (
        clerk.get(f"{whole}.csv").content.decode("utf-8-sig")
    )
    assert clerk.get(f"{whole}.exe").status_code in (404, 422)


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    table = Table(1, None, text, None, None, "list", Grid.from_rows([["名称"], [text]]), 1)
    held = Disclosure("d", "s", "s", Metadata("题", "部门"), (table,))
    assert list(csv.reader(StringIO(table_csv(table).decode("utf-8-sig"))))[1] == [f"'{text}"]
    (sheet,) = load_workbook(BytesIO(xlsx(held, held.tables))).worksheets
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.cell(3, 1).value == text


def test_a_negative_number_stays_a_number_in_csv() -> None:
    table = Table(1, None, "表", "元", None, "list", Grid.from_rows([["数"], ["-1.50"]]), 1)
    assert table_csv(table).decode("utf-8-sig").splitlines() == ["数", "-1.50"]


def test_a_table_is_drawn_as_printed_each_cell_once_with_its_spans() -> None:
    cells = (Cell("科目", 0, 0, 2, 1), Cell("金额", 0, 1, 1, 2), Cell("元", 1, 1), Cell("7", 2, 1))
    table = Table(1, None, "表", None, None, "list", Grid(cells), 2)
    head, second, body = rows_of(table, "金额")
    assert [(c.text, c.rowspan, c.colspan, c.found) for c in head] == [
        ("科目", 2, 1, False),
        ("金额", 1, 2, True),
    ]
    assert [(c.text, c.head) for c in second] == [("元", True), ("", True)]
    assert [(c.text, c.amount) for c in body] == [("", False), ("7", True), ("", False)]
