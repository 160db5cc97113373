"""Read a file of any published format into paragraphs and grids, chosen by its content.

A reader returns what is printed and where; it does not understand tables. What it cannot take
is an issue with its place, and a file it cannot take at all an UnreadableError that says why.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.errors import UnreadableError
from ingest.model import Reading
from ingest.read.decode import decode
from ingest.read.limits import MAX_BYTES, MAX_PASTED, MAX_TEXT
from ingest.read.script import in_plain_script

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PACKED: Final = {b"Rar!": "RAR", b"7z\xbc\xaf": "7Z", b"\x1f\x8b": "GZIP"}
_TOO_LONG: Final = "文本过长，请拆分后再导入。"
_MARKUP: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta)\b", re.I)
_MARKUP_WITHIN: Final = 4096
"""Where a page's first tag stands, in characters; licences and scripts may come before it."""


def read_bytes(data: bytes, name: str) -> Reading:
    """The reading of a file's bytes; ``name`` is used in issues and never to choose the reader.

    Raises UnreadableError for a file that is empty, too large, encrypted, damaged, or of no
    format read here.
    """
    if not data.strip(b"\0\r\n\t "):
        raise UnreadableError("文件是空的，请检查是否下载完整。")
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"文件超过 {MAX_BYTES // 2**20} MB，请拆分后再导入。")
    try:
        return in_plain_script(_read(data, name), name)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # damaged files make parsers raise anything at all
        raise UnreadableError(
            f"文件已损坏或格式不规范，无法读取（{type(error).__name__}）；请重新下载或另存后再导入。"
        ) from error


def _read(data: bytes, name: str) -> Reading:
    if b"%PDF-" in data[:1024]:
        from ingest.read.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        from ingest.read.archive import read_zip

        return read_zip(data, name, read_bytes)
    if data.startswith(_OLE):
        return _read_ole(data, name)
    if data.startswith(b"{\\rtf"):
        return _read_old_word(data, name)
    if data.startswith(_PICTURES):
        from ingest.read.image import read_image

        return read_image(data, name)
    for mark, packed in _PACKED.items():
        if data.startswith(mark):
            raise UnreadableError(f"{packed} 压缩包不能直接读取，请先解压，或改用 ZIP。")
    return _read_text(data, name)


def _read_ole(data: bytes, name: str) -> Reading:
    """A file of Office 97–2003; which one is told by the streams its directory names."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableError("Office 文件已加密，请去掉打开密码后再导入。")
    if holds("WordDocument"):
        return _read_old_word(data, name)
    if holds("Workbook") or holds("Book"):
        from ingest.read.spreadsheet import read_xls

        return read_xls(data, name)
    raise UnreadableError("这种旧版 Office 文件不能读取，请另存为 DOCX、XLSX 或 PDF。")


def _read_old_word(data: bytes, name: str) -> Reading:
    from ingest.read.old_word import read_old_word

    return read_old_word(data, name)


def _read_text(data: bytes, name: str) -> Reading:
    text = decode(data)
    if text is None or _is_binary(text):
        raise UnreadableError(
            "不认识这种文件；可以导入网页、PDF、Word、Excel、文本，或它们的 ZIP 压缩包。"
        )
    if len(text) > MAX_TEXT:
        raise UnreadableError(_TOO_LONG)
    if _MARKUP.search(text[:_MARKUP_WITHIN]):
        from ingest.read.html import read_html

        return read_html(text, name)
    if len(text) > MAX_PASTED:
        raise UnreadableError(_TOO_LONG)
    from ingest.read.dump import read_text

    return read_text(text.removeprefix("\ufeff"), name)


def _is_binary(text: str) -> bool:
    """Whether characters that no text holds are more than a scratch."""
    sample = text[:20_000]
    strange = sum(not char.isprintable() and not char.isspace() for char in sample)
    return strange > len(sample) / 100
