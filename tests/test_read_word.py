"""A Word file read: what Word prints, numbers it adds itself among it, in the order of the text."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import UnreadableError
from ingest.model import Cell, Grid, Paragraph
from ingest.read import read_bytes
from ingest.read.numbering import written


def _saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _texts(document: Document) -> list[str]:
    return [
        block.text if isinstance(block, Paragraph) else str(block.rows())
        for block in read_bytes(_saved(document), "说明.docx").blocks
    ]


def _body(xml: str) -> Document:
    """A document whose body is ``xml``, its elements in the namespace ``w``."""
    document = docx.Document()
    spaces = nsdecls("w", "wps", "wp") if "wps:" in xml else nsdecls("w")
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = parse_xml(f"<w:body {spaces} {mc}>{xml}</w:body>")
    for element in list(body):
        document.element.body.insert_element_before(element, "w:sectPr")
    return document


def test_numbers_that_word_adds_are_read() -> None:
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet", "List Number 2", "List Number"):
        document.add_paragraph("收支情况", style=style)
    assert _texts(document) == ["1.收支情况", "2.收支情况", "收支情况", "1.收支情况", "3.收支情况"]


def test_a_list_of_chinese_numbers_with_levels() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%2.%3")]
        )
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for depth in (0, 1, 2, 2, 1, 0, 1):
        properties = document.add_paragraph("收支").paragraph_format.element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val = depth
        number.get_or_add_numId().val = 77
    assert _texts(document) == [
        "一、收支",
        "（一）收支",
        "一.1收支",
        "一.2收支",
        "（二）收支",
        "二、收支",
        "（一）收支",
    ]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (3, "lowerLetter", "c"),
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (12, "decimalEnclosedCircleChinese", "⑫"),
        (7, "decimalZero", "07"),
        (7, "hindiNumbers", "7"),
    ],
)
def test_number_formats(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def test_what_is_deleted_or_hidden_is_not_printed() -> None:
    document = _body(
        "<w:p><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>旧数</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1,141.98</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来</w:t></w:r><w:r><w:t>万元</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert _texts(document) == ["预算1,141.98万元", "控件里的话。"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
    document = _body(
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _texts(document) == ["正文框里"]


def test_a_table_inside_a_cell_is_its_text() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "明细"
    table.cell(0, 1).add_table(1, 2).cell(0, 1).text = "1.00"
    assert _texts(document) == ["[['明细', '1.00']]"]


def _office(form: str, folder: Path) -> bytes:
    """A document with a table of merged cells, saved by LibreOffice in an old format."""
    document = docx.Document()
    document.add_paragraph("某局2026年部门预算")
    table = document.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "本年"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "科目"
    for column, text in enumerate(["教育支出", "1,141.98", "1.00"]):
        table.cell(2, column).text = text
    document.add_paragraph("注：无。")
    path = folder / "预算.docx"
    path.write_bytes(_saved(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return path.with_suffix(f".{form}").read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_an_old_word_file_is_converted(form: str, tmp_path: Path) -> None:
    reading = read_bytes(_office(form, tmp_path), "预算.doc")
    assert reading.blocks == (
        Paragraph("某局2026年部门预算"),
        Grid(
            (
                Cell("科目", 0, 0, 2, 1),
                Cell("本年", 0, 1, 1, 2),
                Cell("", 1, 1),
                Cell("", 1, 2),
                Cell("教育支出", 2, 0),
                Cell("1,141.98", 2, 1),
                Cell("1.00", 2, 2),
            )
        ),
        Paragraph("注：无。"),
    )


def test_without_libreoffice_an_old_word_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(UnreadableError, match=r"LibreOffice.*另存为 DOCX"):
        read_bytes(rb"{\rtf1\ansi 1}", "预算.rtf")


def test_a_table_in_a_text_box_is_a_table() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in ("项目", "6.00"))
    box = f"<w:p><w:r><w:t>“三公”经费支出表</w:t></w:r></w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    document = _body(
        "<w:p><w:r><w:t>见下框。</w:t><w:pict><w:txbxContent>"
        + box
        + "</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert _texts(document) == ["见下框。", "“三公”经费支出表", "[['项目', '6.00']]"]
