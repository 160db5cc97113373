"""What is published at an address: a file, or a page and its attachments as one document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZipFile, ZipInfo

from ingest.apart import SEVERAL, told_apart
from ingest.errors import UnreadableError
from ingest.fetch import Fetched, Fetcher
from ingest.metadata import understand_metadata
from ingest.model import Issue
from ingest.read import read_bytes
from ingest.read.limits import MAX_ATTACHMENTS, MAX_UNPACKED
from ingest.readers import Readers
from ingest.source import Source

Link = tuple[str, str]
"""What a link says, and the address it leads to."""


def published(address: str, fetcher: Fetcher, readers: Readers) -> Source:
    """What an address holds, as the source that it is.

    Attachments that cannot be had are issues. UnreadableError where the page itself cannot, or
    its attachments are visibly those of several disclosures.
    """
    page = fetcher.fetch(address)
    issues: list[Issue] = []
    if not page.is_page:
        return Source.of_address(address, page.data, _file_name(page.address))
    links = readers.submit(len(page.data), links_of, page.data, page.address).result()
    files = _attached(links, fetcher, MAX_UNPACKED - len(page.data), issues)
    data = _packed(page, files) if files else page.data
    return Source.of_address(address, data, _file_name(page.address), tuple(issues))


def links_of(data: bytes, address: str) -> list[Link]:
    """The attachments that a page links; UnreadableError where they are not of one disclosure."""
    reading = read_bytes(data, _file_name(address))
    links = [(text, urljoin(address, href)) for text, href in reading.attachments]
    if len(links) > MAX_ATTACHMENTS:
        message = f"这个网页有{len(links)}个附件，像是目录；请分别导入各部门的网页或附件。"
        raise UnreadableError(message, SEVERAL)
    named = [understand_metadata([], text, "")[0] for text, _ in links]
    if (shown := told_apart(named)) is not None:
        message = f"这个网页的附件不属于同一份公开（{shown}）；请分别导入各附件的网址。"
        raise UnreadableError(message, SEVERAL)
    return links


def _attached(
    links: Sequence[Link], fetcher: Fetcher, room: int, issues: list[Issue]
) -> list[tuple[str, bytes]]:
    """Names and bytes of the attachments that can be had, in the page's order."""
    files: list[tuple[str, bytes]] = []
    for text, address in links:
        try:
            data = fetcher.fetch(address).data
            if (room := room - len(data)) < 0:
                raise UnreadableError("附件合计过大，没有读取这一个。", "too-large")
        except UnreadableError as error:
            issues.append(Issue("attachment-missing", f"附件没有取得：{error}", address))
            continue
        files.append((text.replace("/", " ") or _file_name(address), data))
    return files


def _packed(page: Fetched, files: Sequence[tuple[str, bytes]]) -> bytes:
    """A page and its attachments as a ZIP, in their order; of the same bytes always the same."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(ZipInfo("网页.html"), page.data)
        for number, (name, data) in enumerate(files, 1):
            archive.writestr(ZipInfo(f"附件{number:02} {name}"), data)
    return packed.getvalue()


def _file_name(address: str) -> str:
    return unquote(PurePosixPath(urlsplit(address).path).name) or "网页"
