"""Documents in other characters than their labels are known by, and under a watermark."""

from __future__ import annotations

import io
from decimal import Decimal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Grid
from ingest.pipeline import understand
from ingest.read import read_bytes

TRADITIONAL = """<h1>青嵐縣教育局2025年部門預算公開</h1>
<p>2025年“三公”經費預算12.50萬元。其中：公務接待費2.50萬元。</p>
<p>表五 一般公共預算“三公”經費支出表</p><p>單位：萬元</p>
<table><tr><td>項目</td><td>2024年預算數</td><td>2025年預算數</td></tr>
<tr><td>合計</td><td>15.00</td><td>12.50</td></tr>
<tr><td>公務接待費</td><td>3.00</td><td>2.50</td></tr></table>"""


def test_a_document_in_traditional_script_is_read_in_simplified() -> None:
    document = understand(TRADITIONAL.encode(), "a.html", "a", "a.html")
    metadata = document.metadata
    assert (metadata.organization, metadata.year, metadata.kind) == ("青岚县教育局", 2025, "预算")
    last = document.facts[-1]
    assert (last.row, last.column, last.unit) == (("公务接待费",), ("2025年预算数",), "万元")
    assert last.value == Decimal("2.50")
    assert "traditional-script" in {issue.code for issue in document.issues}


def test_a_name_in_traditional_script_leaves_a_document_as_it_is() -> None:
    page = f"<p>{'本单位的预算公开说明。' * 20}顧問：陳國棟。</p>"
    reading = read_bytes(page.encode(), "a.html")
    assert "陳國棟" in str(reading.blocks)
    assert not reading.issues


def test_radicals_that_a_font_names_become_the_characters() -> None:
    reading = read_bytes("<p>⻘禾县⼈⺠政府有⻋辆3辆。</p>".encode(), "a.html")
    assert "青禾县人民政府有车辆3辆。" in str(reading.blocks)


def test_a_watermark_across_a_table_is_not_in_its_cells() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file)
    for x in (100, 200, 300):
        canvas.line(x, 700, x, 740)
    for y in (700, 720, 740):
        canvas.line(100, y, 300, y)
    canvas.setFont("STSong-Light", 10)
    for y, texts in ((725, ("项目", "合计")), (705, ("支出", "332.75"))):
        for x, text in zip((105, 205), texts, strict=True):
            canvas.drawString(x, y, text)
    canvas.translate(120, 690)
    canvas.rotate(30)
    canvas.setFont("STSong-Light", 24)
    canvas.drawString(0, 0, "公开专用公开专用")
    canvas.save()
    (grid,) = read_bytes(file.getvalue(), "a.pdf").blocks
    assert isinstance(grid, Grid)
    assert grid.rows() == [["项目", "合计"], ["支出", "332.75"]]
