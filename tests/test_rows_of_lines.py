"""Tables that a page or a Word file prints as paragraphs, cells set apart by gaps or tabs."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import pytest

from ingest.model import Grid, Paragraph
from ingest.pipeline import understand
from ingest.read import read_bytes

TITLE = "青岚县退役军人事务局2025年部门预算"
CAPTION = ["表三 一般公共预算支出表", "编制单位：青岚县退役军人事务局  单位：万元"]
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["208", "社会保障和就业支出", "1,310.00", "170.00"],
    ["2082801", "行政运行", "170.00", "170.00"],
    ["2082804", "拥军优属", "1,140.00", "0.00"],
    ["合　　计", "1,310.00", "170.00"],
]
Rows = Sequence[Sequence[str]]


def of_paragraphs(rows: Rows) -> bytes:
    return _page("".join(f"<p>{'&nbsp; &nbsp;'.join(row)}</p>\n" for row in rows))


def of_breaks(rows: Rows) -> bytes:
    return _page("<div>" + "<br>\n".join("&emsp;&emsp;".join(row) for row in rows) + "</div>")


def _page(body: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in CAPTION)
    return f"<h1>{TITLE}</h1><p>一、总体\n情况</p>{lines}{body}<p>注：无。</p>".encode()


def of_tabs(rows: Rows) -> bytes:
    document = docx.Document()
    for line in [TITLE, "一、总体情况", *CAPTION, *("\t".join(row) for row in rows), "注：无。"]:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("write", [of_paragraphs, of_breaks, of_tabs])
def test_rows_that_fill_the_columns_of_their_header_are_a_table(
    write: Callable[[Rows], bytes],
) -> None:
    document = understand(write(ROWS), "预算", "d", "预算")
    (table,) = document.tables
    assert (table.number, table.title, table.unit) == ("表三", "一般公共预算支出表", "万元")
    assert [passage.text for passage in document.passages] == [TITLE, "一、总体情况"]
    assert [
        (f.code, f.row[-1].replace("　", ""), f.column[-1], f.text) for f in document.facts
    ] == [
        (row[0] if len(row) > 3 else None, row[-3].replace("　", ""), head, text)
        for row in ROWS[1:]
        for head, text in zip(ROWS[0][2:], row[-2:], strict=True)
    ]


@pytest.mark.parametrize("write", [of_paragraphs, of_breaks, of_tabs])
@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS[:3], ["2082804", "拥军优属", "1,140.00"], ROWS[4]],
        [["合计", "基本支出"], *ROWS[1:3]],
        [["第一部分 部门概况", "1"], ["第二部分 预算表", "3"], ["第三部分 名词解释", "9"]],
        [["联系人：", "王某", "联系电话：", "12345678"], ["传真：", "无", "邮编：", "400000"]],
        [["项目", "单位", "金额"], ["计算机", "5", "台"], ["打印机", "台", "3"]],
    ],
)
def test_rows_that_do_not_stay_text(write: Callable[[Rows], bytes], rows: Rows) -> None:
    blocks = read_bytes(write(rows), "预算").blocks
    assert not any(isinstance(block, Grid) for block in blocks)
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert texts[4:-1] == [" ".join(row).replace("　　", " ") for row in rows]
