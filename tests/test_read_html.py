"""A portal's page read: text in order, tables with spans, furniture off, attachments kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Grid, Paragraph, Reading
from ingest.read import read_bytes


def _read(body: str, head: str = "", encoding: str = "utf-8") -> Reading:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(encoding), "页面.html")


def _shown(reading: Reading) -> list[object]:
    """Paragraphs as text, grids as rows."""
    return [b.text if isinstance(b, Paragraph) else b.rows() for b in reading.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "nonsense"])
def test_the_encoding_is_told_by_the_bytes_whatever_is_declared(
    encoding: str, declared: str
) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    assert _shown(_read("<p>一般公共预算“三公”经费支出表</p>", head, encoding)) == [
        "一般公共预算“三公”经费支出表"
    ]


def test_a_page_cut_in_the_middle_of_a_letter_is_still_read() -> None:
    data = "<html><body><p>教育支出1,141.98万元".encode()[:-1]
    assert _shown(read_bytes(data, "页面.html")) == ["教育支出1,141.98万"]


def test_furniture_is_dropped_and_the_breadcrumb_is_kept() -> None:
    reading = _read(
        """
        <script>var 菜单 = 1;</script><style>p {}</style>
        <div id="header"><ul class="nav"><li>首页</li></ul>
          <div class="breadcrumb"><a>首页</a> &gt; <a>预决算公开</a></div></div>
        <nav>栏目</nav><div style="display: none">藏起来的</div><p hidden>也藏起来</p>
        <div class="article"><header><h1>某局2026年部门预算</h1></header>
        <p>一、部门基本
        情况</p><p>预算总计<span>1,141.98</span>万元，与<b>Southwest
        University</b>相同。<br>另起一行。</p></div>
        <div class="footer">版权所有</div><footer>备案号</footer>
        """
    )
    assert _shown(reading) == [
        "首页 > 预决算公开",
        "一、部门基本情况",
        "预算总计1,141.98万元，与Southwest University相同。",
        "另起一行。",
    ]
    assert reading.title == "某局2026年部门预算"


def test_an_articles_own_header_is_no_furniture() -> None:
    body = "<article><header><h1>某局2026年部门预算</h1></header><p>正文。</p></article>"
    assert _shown(_read(body)) == ["某局2026年部门预算", "正文。"]


def test_tables_that_lay_out_the_page_are_read_through() -> None:
    reading = _read(
        """
        <table width="100%"><tr><td><ul><li>栏目一</li></ul></td><td>
          <table><tr><td><p>说明在前。</p>
            <table border="1"><tr><td>科目</td><td>预算数</td></tr>
            <tr><td>教育支出</td><td>1.00</td></tr></table>
          <p>注在后。</p></td></tr></table>
        </td></tr></table>
        """
    )
    assert _shown(reading) == [
        "栏目一",
        "说明在前。",
        [["科目", "预算数"], ["教育支出", "1.00"]],
        "注在后。",
    ]


def test_spans_are_taken_as_browsers_take_them() -> None:
    (grid,) = _read(
        """
        <table><caption>表一</caption>
        <tr><td rowspan="2">科目</td><td colspan="2;">本年</td><td rowspan="0">备注</td></tr>
        <tr><td>基本</td><td>项目</td></tr>
        <tr><td>教育支出</td><td colspan="-1">1.00</td><td rowspan="99" colspan="x">2.00</td></tr>
        </table>
        """
    ).blocks[1:]
    assert isinstance(grid, Grid)
    assert [
        (cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells
    ] == [
        ("科目", 0, 0, 2, 1),
        ("本年", 0, 1, 1, 2),
        ("备注", 0, 3, 3, 1),
        ("基本", 1, 1, 1, 1),
        ("项目", 1, 2, 1, 1),
        ("教育支出", 2, 0, 1, 1),
        ("1.00", 2, 1, 1, 1),
        ("2.00", 2, 2, 1, 1),
    ]


def test_a_sheet_saved_by_excel() -> None:
    reading = _read(
        """
        <!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]-->
        <table x:str border=0 style='border-collapse:collapse'><col width=72>
        <tr height=19><td colspan=2 class=xl65>部门收支总表</td></tr>
        <tr style='display:none'><td>藏</td><td>起</td></tr>
        <tr><td>教育支出<span style='mso-spacerun:yes'>&nbsp;</span></td>
            <td class=xl66 x:num="1141.98">1,141.98</td></tr>
        <tr><td>&nbsp;</td><td></td></tr>
        </table>
        """
    )
    assert _shown(reading) == [
        [["部门收支总表", "部门收支总表"], ["教育支出", "1,141.98"], ["", ""]]
    ]


def test_a_page_saved_by_word() -> None:
    reading = _read(
        """
        <div class=WordSection1><p class=MsoNormal><span lang=EN-US>2026</span><span>年度
        <o:p></o:p></span></p>
        <table class=MsoTableGrid><tr><td><p class=MsoNormal>公务用车购置</p>
        <p class=MsoNormal>及运行费<o:p></o:p></p></td><td><p>1.00</p><p>2.00</p></td></tr>
        </table></div>
        """
    )
    assert _shown(reading) == ["2026年度", [["公务用车购置及运行费", "1.00\n2.00"]]]


def test_attachments_are_links_to_files_by_address_or_by_name() -> None:
    reading = _read(
        """
        <p>见附件。</p>
        <a href="/files/budget.PDF?download=1">2026年预算</a>
        <a href="/download.jsp?id=7">附件2.xlsx</a><a href="/download.jsp?id=7">再次</a>
        <a href="/news/index.html">新闻</a><iframe src="view/final.pdf" title="决算"></iframe>
        """
    )
    assert reading.attachments == (
        ("2026年预算", "/files/budget.PDF?download=1"),
        ("附件2.xlsx", "/download.jsp?id=7"),
        ("决算", "view/final.pdf"),
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            '<meta name="ArticleTitle" content="某局2026年部门预算"><title>门户</title>',
            "某局2026年部门预算",
        ),
        ("<title>某局2026年部门预算 - 门户网站</title>", "某局2026年部门预算 - 门户网站"),
        ("", None),
    ],
)
def test_the_title_is_the_articles(head: str, title: str | None) -> None:
    assert _read("<p>正文。</p>", head).title == title


def test_a_portal_page_that_only_links_its_attachment(corpus: Path) -> None:
    reading = read_bytes((corpus / "swu-2023-budget-page.html").read_bytes(), "页面.html")
    assert _shown(reading)[:2] == [
        "当前位置：首页>信息公开事项>财务、资产及收费>收支预算总表、收入预算表、支出预算表、财政拨款支出预算表>正文",
        "西南大学2023年度部门预算",
    ]
    assert [text for text, _ in reading.attachments] == ["西南大学2023年度部门预算.pdf"]
