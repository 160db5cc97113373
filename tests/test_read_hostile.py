"""Whatever bytes come in, a reader returns a Reading or refuses with a sentence in Chinese."""

from __future__ import annotations

import io
import os
import random
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from working import long_work

from ingest.errors import UnreadableError
from ingest.read import read_bytes
from ingest.readers import Readers


def _refusal(data: bytes, name: str = "文件") -> str:
    with pytest.raises(UnreadableError) as refused:
        read_bytes(data, name)
    message = str(refused.value)
    assert re.search("[一-鿿]", message)
    return message


def _zip(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def _xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "教育支出")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("教育支出")
    document.add_table(2, 2).cell(0, 0).text = "合计"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pdf(password: str | None = None) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=password)
    canvas.drawString(72, 720, "1,141.98")
    canvas.rect(72, 600, 100, 50)
    canvas.save()
    return file.getvalue()


def _html() -> bytes:
    return "<html><body><p>教育支出</p><table><tr><td>合计<td>1</table></body></html>".encode()


def _with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An office file with one of its parts rewritten."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _zip(parts | {part: change(parts[part])})


@pytest.mark.parametrize("data", [b"", b" \r\n\t\0", b"\n" * 50_000_000], ids=len)
def test_an_empty_file_is_refused_at_once(data: bytes) -> None:
    start = time.perf_counter()
    assert "空" in _refusal(data)
    assert time.perf_counter() - start < 1


def test_random_bytes_are_no_document() -> None:
    assert "不认识" in _refusal(random.Random(1).randbytes(100_000))


def test_too_much_text_is_refused_before_it_is_read() -> None:
    assert "过长" in _refusal(b"a\n" * 10_000_000)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Rar!\x1a\x07\0" + b"\0" * 100, "RAR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密"),
        (_pdf("secret"), "加密"),
        (_zip({"ppt/presentation.xml": b"<p/>", "[Content_Types].xml": b"<Types/>"}), "另存为"),
        (_zip({"里面.zip": _zip({"a.txt": b"a"})}), "没有可以读取"),
        (_zip({"a.txt": b"\0" * 600_000_000}), "过大"),
        (b"<div>" * 100_000, "嵌套"),
        (b"<html><body><script>1</script></body></html>", "正文"),
        (_xlsx(), "没有可见"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, says: str) -> None:
    assert says in _refusal(data)


def test_a_sheet_merged_to_the_edge_is_refused_before_it_is_unfolded() -> None:
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = _with_part(
        _xlsx(["合计", 1]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", merged),
    )
    assert "过大" in _refusal(data)


def test_a_table_of_a_million_columns_is_refused() -> None:
    cells = "<td colspan=1000 rowspan=60000>1</td>" * 1000
    assert "过大" in _refusal(f"<table><tr>{cells}</tr>{'<tr></tr>' * 1000}</table>".encode())


@pytest.mark.parametrize("part", ["word/document.xml"])
def test_an_entity_bomb_stays_small(part: str) -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a0 "教育支出">'
    bomb += "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"

    def plant(xml: bytes) -> bytes:
        text = xml.decode().replace("教育支出", "&a11;")
        return re.sub(r"(<\?xml[^>]*\?>)", lambda match: match[1] + bomb, text).encode()

    start = time.perf_counter()
    try:
        reading = read_bytes(_with_part(_docx(), part, plant), "说明.docx")
        assert len(str(reading)) < 10_000
    except UnreadableError:
        pass
    assert time.perf_counter() - start < 2


def test_a_damaged_picture_is_refused() -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 40)).save(file, "PNG")
    _refusal(file.getvalue()[:60], "扫描.png")


def test_a_zip_is_one_document_the_page_first() -> None:
    data = _zip({"附件.xlsx": _xlsx(["合计", 1]), "坏的.pdf": b"%PDF-1.4", "页面.html": _html()})

    reading = read_bytes(data, "公开.zip")

    assert [type(block).__name__ for block in reading.blocks] == ["Paragraph", "Grid", "Grid"]
    assert [(issue.code, issue.where) for issue in reading.issues] == [
        ("entry-unreadable", "公开.zip 坏的.pdf")
    ]


@pytest.mark.parametrize("write", [_xlsx, _xls, _docx, _pdf, _html])
def test_damage_is_refused_or_read_never_a_crash(write: Callable[[], bytes]) -> None:
    whole = write()

    @given(
        st.integers(0, len(whole)),
        st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8),
    )
    @settings(max_examples=40)
    def check(end: int, strikes: list[tuple[int, int]]) -> None:
        damaged = bytearray(whole)
        for place, byte in strikes:
            damaged[place] = byte
        for data in (whole[:end], bytes(damaged)):
            _read_or_refuse(data)

    check()


@given(st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\x89PNG\r\n"]), st.binary())
def test_any_bytes_are_refused_or_read(start: bytes, rest: bytes) -> None:
    _read_or_refuse(start + rest)


def _read_or_refuse(data: bytes) -> None:
    try:
        read_bytes(data, "文件")
    except UnreadableError as error:
        assert re.search("[一-鿿]", str(error))


def test_a_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    assert read_bytes(_docx(), "其实是文档.pdf") == read_bytes(_docx(), "文档.docx")


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process that may work for a second, to be killed and replaced."""
    with Readers(seconds=1) as opened:
        yield opened


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        (bytearray, (2**33,), "too-large"),
        (pow, (7, 10**9), "too-slow"),
        (time.sleep, (60,), "too-slow"),
        (os.abort, (), "reader-died"),
    ],
)
def test_a_file_that_takes_too_much_is_refused_and_the_next_is_read(
    readers: Readers, function: Callable[..., object], arguments: tuple[object, ...], code: str
) -> None:
    """Whatever a parser can be made to do, it does it to its own process."""
    with pytest.raises(UnreadableError) as refused:
        readers.submit(0, function, *arguments).result()
    assert refused.value.code == code
    assert re.search("[一-鿿]", str(refused.value))
    assert readers.submit(0, read_bytes, _docx(), "文件").result() == read_bytes(_docx(), "文件")


def test_work_known_to_be_long_gets_the_time_it_asks_for(readers: Readers) -> None:
    """As OCR does for each page of a scan; without it the second is soon over."""
    assert readers.submit(0, long_work, 5).result() == "done"


def test_a_refusal_in_a_process_is_the_readers_own(readers: Readers) -> None:
    with pytest.raises(UnreadableError, match="空"):
        readers.submit(0, read_bytes, b"", "文件").result()


def _pdf_of(objects: bytes, kids: bytes, count: int) -> bytes:
    """A PDF without a table of contents whose pages are ``kids``."""
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    tree = b"2 0 obj<</Type/Pages/Kids[%b]/Count %d>>endobj\n" % (kids, count)
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
    return head + tree + page + objects + b"trailer<</Root 1 0 R>>\n%%EOF"


def _empty_columns(xml: bytes) -> bytes:
    """A sheet whose first row goes on for a million cells with nothing in them."""
    return xml.replace(b"<sheetData>", b'<sheetData><row r="1">' + b"<c/>" * 1_000_000 + b"</row>")


def _hostile() -> Iterator[tuple[str, bytes]]:
    yield "a million objects", _pdf_of(b"9 0 obj<<>>endobj\n" * 10**6, b"3 0 R", 1)
    yield "pages in a circle", _pdf_of(b"", b"2 0 R", 1)
    packed = zlib.compress(b"0 0 1 1 re f " * 20_000_000)
    stream = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n"
    yield "endless drawing", _pdf_of(stream % (len(packed), packed), b"3 0 R", 1)
    sheet = "xl/worksheets/sheet1.xml"
    yield "empty columns", _with_part(_xlsx(["合计", 1]), sheet, _empty_columns)
    yield "a million cells", b"<table><tr>" + b"<td>1" * 1_000_000
    yield "a deep page", b"<div>" * 1_000_000
    yield "endless attributes", b"<p " + b"a=b " * 2_000_000 + b">"


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in _hostile()])
def test_a_hostile_file_costs_neither_time_nor_memory(data: bytes) -> None:
    with Readers(seconds=15) as readers:
        start = time.perf_counter()
        try:
            readers.submit(0, read_bytes, data, "文件").result()
        except UnreadableError as error:
            assert re.search("[一-鿿]", str(error))
        assert time.perf_counter() - start < 30
