"""Read a web page: its text in reading order, its tables as grids, its attachments as links.

Portals wrap articles in furniture (menus, footers, hidden blocks) and in tables that only lay
out the page; both are taken off. Pages saved by Word and Excel are read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from lxml import etree

from ingest.errors import UnreadableError
from ingest.model import Grid, Reading
from ingest.read.dump.gapped import with_rows
from ingest.read.limits import MAX_CELLS
from ingest.read.piled import one_below_other
from ingest.read.preformatted import preformatted
from ingest.read.spans import Spanned, place
from ingest.read.wrapping import clean, join_broken, join_wrapped
from ingest.vocabulary import read

_BLOCK_TAGS: Final = (
    "address article aside blockquote br caption center dd div dl dt fieldset figure form h1 h2 h3"
    " h4 h5 h6 hr li main ol p pre section table tbody td tfoot th thead tr ul"
)
_UNSEEN_TAGS: Final = (
    "script style nav noscript template iframe object embed svg math button select option input"
    " textarea head aside colgroup"
)
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_UNSEEN: Final = frozenset(_UNSEEN_TAGS.split())
_FRAMING: Final = frozenset({"header", "footer"})
_ROW_GROUPS: Final = frozenset({"thead", "tbody", "tfoot", "form"})
_MEASURED: Final = frozenset({"table", "td", "th", "header", "footer"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CELL: Final = re.compile("<t[dh]", re.I)
_WRITTEN: Final = re.compile(r"[ \t\r\n\f]+")
"""White space of the source, of which a page shows one space at most."""
_NUMBER: Final = re.compile(r"\s*(\d{1,6})")
_FEW_CELLS: Final = 4
_LONG_CELL: Final = 500


def read_html(text: str, name: str) -> Reading:
    """The blocks of a page and the links to its attachments, as they stand in it.

    Raises UnreadableError for a page that holds neither text nor attachments, or is nested
    deeper than any page is written.
    """
    if sum(1 for _ in _CELL.finditer(text)) > MAX_CELLS:
        raise UnreadableError("网页里的表格过大，请拆分后再导入。")
    root = _parse(text)
    found = root.find("body")
    body = root if found is None else found
    page = _Page(body, _sizes(body))
    page.walk()
    attachments = tuple(_attachments(root))
    if not page.printed and not attachments:
        raise UnreadableError("网页里没有正文，可能由脚本生成；请另存完整网页，或导入它的附件。")
    blocks = with_rows(page.printed, lambda text: join_wrapped(text.split("\n")))
    return Reading(tuple(blocks), _title(root), attachments=attachments)


def _parse(text: str) -> etree._Element:
    """The element tree. ``huge_tree`` lets old pages with hundreds of unclosed tags through; the
    parser stops at a depth of 2,048."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableError("网页嵌套过深，无法读取。")
    if root is None:
        raise UnreadableError("网页里没有正文。")
    return root


def _sizes(body: etree._Element) -> dict[etree._Element, int]:
    """How many characters each table, cell and piece of furniture shows, and the whole body.

    Counted once: a page may nest tables a thousand deep.
    """
    sizes: dict[etree._Element, int] = {}
    counts = [0]
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            count = counts.pop()
            if element.tag in _MEASURED or element is body or _is_named(element, "furniture"):
                sizes[element] = count
            counts[-1] += count + len((element.tail or "").strip())
        elif _is_unseen(element):
            counts.append(0)
            walker.skip_subtree()
        else:
            counts.append(len((element.text or "").strip()))
    return sizes


@dataclass
class _Page:
    """What has been read of a page, each paragraph with its gaps, and the one being gathered."""

    body: etree._Element
    sizes: dict[etree._Element, int]
    printed: list[str | Grid] = field(default_factory=list)
    line: list[str] = field(default_factory=list)

    def walk(self) -> None:
        """Take up the text and tables of the body, in document order."""
        walker = etree.iterwalk(self.body, events=("start", "end"))
        for event, element in walker:
            if element.tag in _BLOCKS:
                self.end_line()
            if event == "end":
                self.line.append((element.tail or "") if element is not self.body else "")
            elif self.is_beside_text(element):
                self.keep_breadcrumb(element)
                walker.skip_subtree()
            elif element.tag == "pre" and (typed := preformatted(_typed(element))):
                self.printed += typed
                walker.skip_subtree()
            elif element.tag == "table" and _is_grid(element, self.sizes):
                self.keep_table(element)
                walker.skip_subtree()
            else:
                self.line.append(element.text or "")
        self.end_line()

    def end_line(self) -> None:
        """Close the paragraph being gathered, if there is one."""
        text = _WRITTEN.sub(lambda gap: "\n" if "\n" in gap[0] else " ", "".join(self.line))
        self.line.clear()
        if clean(text):
            self.printed.append(text)

    def is_beside_text(self, element: etree._Element) -> bool:
        """Whether hidden, or a menu, header or footer; what holds half of the page is not one."""
        if _is_unseen(element) or _is_named(element, "breadcrumb"):
            return True
        framing = element.tag in _FRAMING and not any(
            parent.tag in ("article", "main") for parent in element.iterancestors()
        )
        furniture = framing or _is_named(element, "furniture")
        return furniture and self.sizes[element] < self.sizes[self.body] / 2

    def keep_breadcrumb(self, element: etree._Element) -> None:
        """The line that says where in the site the page stands, if the element holds it."""
        for inner in element.iter():
            if _is_named(inner, "breadcrumb") and not _is_unseen(inner):
                self.line.append(" ".join(filter(None, _lines(inner))))
                self.end_line()
                return

    def keep_table(self, table: etree._Element) -> None:
        """A table's caption and grid; one that prints nothing is left out."""
        for caption in table.iterchildren("caption"):
            self.printed.append(_text(caption))
        grid = _grid(table)
        if any(cell.text for cell in grid.cells):
            self.printed.append(grid)


def _is_unseen(element: etree._Element) -> bool:
    return (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style", "")))
    )


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(read("pages")[kind])


def _is_named(element: etree._Element, kind: str) -> bool:
    names = f"{element.get('id', '')} {element.get('class', '')}".lower().split()
    return not _names(kind).isdisjoint(names) and element.tag not in ("html", "body")


def _text(element: etree._Element) -> str:
    """All text in an element on one line, hidden parts left out."""
    return join_broken(_lines(element))


def _lines(element: etree._Element) -> list[str]:
    """The text of an element, a line for each block in it."""
    lines = [""]
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if inner.tag in _BLOCKS and inner is not element:
            lines.append("")
        if event == "end":
            lines[-1] += (inner.tail or "") if inner is not element else ""
        elif _is_unseen(inner):
            walker.skip_subtree()
        else:
            lines[-1] += inner.text or ""
    return [join_wrapped(line.split("\n")) for line in lines]


def _typed(element: etree._Element) -> str:
    """The text of an element with all its spaces."""
    texts = [element.text or ""]
    for inner in element.iterdescendants():
        texts += ["\n" if inner.tag == "br" else inner.text or "", inner.tail or ""]
    return "".join(texts)


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The seen cells of a table's own rows, not those of tables inside it."""
    for row in table.iterchildren():
        if row.tag in _ROW_GROUPS:
            yield from _rows(row)
        elif row.tag == "tr" and not _is_unseen(row):
            yield [cell for cell in row.iterchildren("td", "th") if not _is_unseen(cell)]


def _is_grid(table: etree._Element, sizes: dict[etree._Element, int]) -> bool:
    """Whether a table holds data; one that lays out the page is read through.

    The latter has one column, or few cells of its own beside tables inside it, or few cells of
    which one holds an article.
    """
    rows = list(_rows(table))
    if max(map(len, rows), default=0) < 2:
        return False
    cells = [cell for row in rows for cell in row if sizes[cell]]
    holding = [cell for cell in cells if next(cell.iter("table"), None) is not None]
    if holding:
        plain = len(cells) - len(holding)
        return plain > _FEW_CELLS and sum(map(sizes.__getitem__, holding)) < sizes[table] / 2
    return len(cells) > _FEW_CELLS or max(map(sizes.__getitem__, cells), default=0) < _LONG_CELL


def _grid(table: etree._Element) -> Grid:
    return one_below_other(place([list(map(_spanned, row)) for row in _rows(table)]))


def _spanned(cell: etree._Element) -> Spanned:
    text = "\n".join(filter(None, _lines(cell)))
    return Spanned(text, _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: etree._Element, name: str) -> int:
    """A span as written; what is no number, and a column span of 0, is 1."""
    match = _NUMBER.match(cell.get(name, "1"))
    span = int(match[1]) if match else 1
    return span if name == "rowspan" else max(span, 1)


def _title(root: etree._Element) -> str | None:
    """The article's title: as the site gives it, the page's one top heading, or the page's."""
    for meta in root.iter("meta"):
        given = meta.get("name") or meta.get("property")
        if given in read("pages")["title"] and (content := clean(meta.get("content", ""))):
            return content
    headings = [text for h1 in root.iter("h1") if (text := _text(h1))]
    if len(headings) == 1:
        return headings[0]
    title = root.find(".//title")
    return clean(title.text or "") or None if title is not None else None


def _attachments(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(text, href) of each link to a file, and of each file shown in a frame; once each."""
    suffixes = "|".join(read("pages")["attachments"])
    ending = re.compile(rf"\.(?:{suffixes})(?:$|[?#])", re.IGNORECASE)
    seen: set[str] = set()
    for element in root.iter("a", "iframe", "embed", "object"):
        href = clean(element.get("href") or element.get("src") or element.get("data") or "")
        text = _text(element) if element.tag == "a" else clean(element.get("title", ""))
        if href and href not in seen and (ending.search(href) or ending.search(text)):
            seen.add(href)
            yield text, href
