"""Web pages as portals publish them."""

from __future__ import annotations

import pytest

from ingest.model import Grid, Paragraph
from ingest.read import read_bytes

_PAGE = """
<html><head><meta name="ArticleTitle" content="某局2026年部门预算">
<title>某局 - 政府网</title></head>
<body>
<div class="header"><a href="/">首页</a> 机构 政策</div>
<table width="100%"><tr><td>
  <div id="article"><p>一、部门职责。<br>负责<b>财政</b>工作。</p>
  <p style="display:none">内部批注</p>
  <table border="1">
    <caption>部门收支总表</caption>
    <tr><th rowspan="2">项目</th><th colspan="2">预算数</th></tr>
    <tr><th>合计</th><th>基本<br>支出</th></tr>
    <tr><td>教育支出</td><td>1,141.98</td><td></td></tr>
  </table>
  <a href="/files/a.xlsx?id=3">附件1：预算表</a> <a href="/about.html">关于</a></div>
</td></tr></table>
<div class="footer">版权所有 某市人民政府</div><script>alert("1")</script>
</body></html>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_a_page_is_its_article_without_what_stands_around_it(encoding: str) -> None:
    reading = read_bytes(_PAGE.encode(encoding), "页面.html")

    assert reading.title == "某局2026年部门预算"
    assert reading.attachments == (("附件1：预算表", "/files/a.xlsx?id=3"),)
    texts = [block.text for block in reading.blocks if isinstance(block, Paragraph)]
    assert texts == ["一、部门职责。", "负责财政工作。", "部门收支总表", "附件1：预算表 关于"]
    grids = [block for block in reading.blocks if isinstance(block, Grid)]
    assert [grid.rows() for grid in grids] == [
        [
            ["项目", "预算数", "预算数"],
            ["项目", "合计", "基本支出"],
            ["教育支出", "1,141.98", ""],
        ]
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td rowspan=0>甲<td>1<tr><td>2", [["甲", "1"], ["甲", "2"]]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [["甲", "1"], ["甲", "2"]]),
        ("<tr><td colspan=x>甲<td>1<tr><td>乙<td>2", [["甲", "1"], ["乙", "2"]]),
        (
            "<tr><td>甲<td>1<tr style='display:none'><td>藏<td>3<tr><td>乙<td>2",
            [["甲", "1"], ["乙", "2"]],
        ),
        ("<thead><tr><td>甲<td>乙</thead><tr><td>1<td>2", [["甲", "乙"], ["1", "2"]]),
    ],
)
def test_spans_and_tags_are_taken_as_browsers_take_them(
    rows: str, expected: list[list[str]]
) -> None:
    grid = read_bytes(f"<table>{rows}</table>".encode(), "页面.html").blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows() == expected
