"""Read what comes as a ZIP: office files, which are ZIPs of XML, and pages with attachments."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.errors import UnreadableError
from ingest.model import Issue, Reading
from ingest.read.limits import MAX_ENTRIES, MAX_PART, MAX_RATIO, MAX_UNPACKED

_OFFICE: Final = frozenset({"[Content_Types].xml", "OFD.xml", "content.xml", "index.apxl"})
"""Entries that tell a file of Office, OFD, OpenDocument or Apple's from an archive."""

_Reader = Callable[[bytes, str], Reading]


def read_zip(data: bytes, name: str, read: _Reader) -> Reading:
    """An office file, or the files of an archive as one document, in the order of their names but
    the page first. ``read`` reads each of those; what it refuses is an issue.

    Raises UnreadableError for an archive that is encrypted, damaged, holds too much, or nothing
    readable.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
    except BadZipFile as error:
        raise UnreadableError("压缩文件已损坏或不完整，请重新下载后再导入。") from error
    with archive:
        _check(archive)
        names = set(archive.namelist())
        if not names.isdisjoint(_OFFICE):
            return _read_office(archive, data, name, names)
        return _read_entries(archive, name, read)


def _check(archive: ZipFile) -> None:
    """Refuse what would not fit, by the sizes entries state: no more than that is unpacked."""
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError("压缩文件已加密，请解密后再导入。")
    total = sum(entry.file_size for entry in entries)
    packed = [entry for entry in entries if entry.file_size > 2**20]
    bomb = any(entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in packed)
    if len(entries) > 10 * MAX_ENTRIES or total > MAX_UNPACKED or bomb:
        raise UnreadableError("压缩文件解开后过大，不能导入；请拆分，或只保留需要的文件。")


def _read_office(archive: ZipFile, data: bytes, name: str, names: set[str]) -> Reading:
    xml = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
    if any(entry.file_size > MAX_PART for entry in xml):
        raise UnreadableError("文件内容过大，请拆分后再导入。")
    if "xl/workbook.xml" in names:
        from ingest.read.spreadsheet import read_xlsx

        return read_xlsx(data, name)
    if "word/document.xml" in names:
        from ingest.read.word import read_docx

        return read_docx(data, name)
    raise UnreadableError("这种文件不能读取，请另存为 DOCX、XLSX 或 PDF。")


def _read_entries(archive: ZipFile, name: str, read: _Reader) -> Reading:
    parts: list[tuple[str, Reading]] = []
    issues: list[Issue] = []
    for entry, shown in _files(archive):
        where = f"{name} {shown}"
        try:
            data = archive.read(entry)
            if data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" not in data:
                raise UnreadableError("压缩包里的压缩包没有读取，请解开后再导入。")
            reading = read(data, where)
        except UnreadableError as error:
            issues.append(Issue("entry-unreadable", str(error), where))
            continue
        issues += reading.issues
        parts.append((shown, reading))
    blocks = [block for _, reading in parts for block in reading.blocks]
    if not blocks:
        raise UnreadableError("压缩包里没有可以读取的文件。")
    return Reading(
        tuple(blocks),
        next((reading.title for _, reading in parts if reading.title), None),
        tuple(issues),
        recognised=any(reading.recognised for _, reading in parts),
        parts=tuple(parts),
    )


def _files(archive: ZipFile) -> Iterator[tuple[ZipInfo, str]]:
    """The files of an archive with their names as people see them, the page first."""
    files = [(entry, _file_name(entry)) for entry in archive.infolist() if not entry.is_dir()]
    if len(files) > MAX_ENTRIES:
        raise UnreadableError(f"压缩包里的文件超过 {MAX_ENTRIES} 个，请拆分后再导入。")
    kept = [(entry, shown) for entry, shown in files if not shown.startswith(("__MACOSX/", "."))]
    yield from sorted(
        kept, key=lambda file: (not file[1].lower().endswith((".html", ".htm")), file[1])
    )


def _file_name(entry: ZipInfo) -> str:
    """A name as it was given: without the UTF-8 flag Chinese systems write GBK."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename
