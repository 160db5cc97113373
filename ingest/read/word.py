"""Read a Word file (DOCX): its paragraphs and tables in the order of the text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import UnreadableError
from ingest.model import Cell, Grid, Reading
from ingest.read.dump.gapped import with_rows
from ingest.read.limits import MAX_CELLS, MAX_COLSPAN
from ingest.read.numbering import Numbering
from ingest.read.piled import one_below_other
from ingest.read.wrapping import clean

if TYPE_CHECKING:
    import docx.document
    from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS: Final = frozenset(
    _W + tag for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
"""Elements that stand around content without being any: controls, tags, accepted changes."""
_UNSEEN: Final = frozenset({_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "instrText"})
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes, name: str) -> Reading:
    """The body of a document: text boxes with the paragraph they hang on, headers and footers
    left out, tracked changes as accepted. Raises UnreadableError for one that holds nothing."""
    import docx

    document = docx.Document(io.BytesIO(data))
    body: Any = document.element.body
    numbering = Numbering(document.styles.element, _lists(document))
    blocks = tuple(with_rows(_printed(body, numbering), clean))
    if not blocks:
        raise UnreadableError("Word 文件里没有文字。")
    return Reading(blocks, _title(body))


def _lists(document: docx.document.Document) -> Any:
    """The part that defines numbered lists, None in a document without."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return None
    return part.element


def _printed(parent: etree._Element, numbering: Numbering) -> Iterator[str | Grid]:
    """The text of each paragraph, its tabs and gaps kept, and the tables."""
    for element in _content(parent):
        if element.tag == _W + "p":
            boxes = list(_boxes_with_tables(element))
            for box in boxes:  # each is blocks of its own, not text of its paragraph
                if (holder := box.getparent()) is not None:
                    holder.remove(box)
            yield _text(element, numbering)
            for box in boxes:
                yield from _printed(box, numbering)
        elif element.tag == _W + "tbl":
            yield from _table(element, numbering)


def _boxes_with_tables(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph, if one of them holds a table."""
    boxes = [
        box
        for box in paragraph.iter(_W + "txbxContent")
        if not any(outer.tag == _FALLBACK for outer in box.iterancestors())
    ]
    if any(next(box.iter(_W + "tbl"), None) is not None for box in boxes):
        yield from boxes


def _content(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, wrappers taken off."""
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from _content(element)
        else:
            yield element


def _text(element: etree._Element, numbering: Numbering) -> str:
    """The seen text in an element; line breaks and the ends of inner paragraphs are newlines."""
    pieces = [numbering.label(element)] if element.tag == _W + "p" else []
    for inner in element:
        tag = inner.tag
        if tag in _UNSEEN or tag == _FALLBACK or (tag == _W + "r" and _is_hidden(inner)):
            continue
        if tag == _W + "t":
            pieces.append(inner.text or "")
        elif tag == _W + "tab":
            pieces.append("\t")
        elif tag in (_W + "br", _W + "cr"):
            pieces.append("\n")
        elif tag == _W + "noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(_text(inner, numbering) + ("\n" if tag == _W + "p" else ""))
    return "".join(pieces)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(_W + "val", "1") not in ("0", "false", "off")


def _table(table: etree._Element, numbering: Numbering) -> Iterator[str | Grid]:
    """The grid of a table; one of a single column only frames its text."""
    rows = [list(_named(row, "tc")) for row in _named(table, "tr")]
    if max(map(len, rows), default=0) == 1:
        for cell in chain.from_iterable(rows):
            yield from _printed(cell, numbering)
        return
    grid = _grid(table, numbering)
    if any(cell.text for cell in grid.cells):
        yield grid


def _named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in _content(parent) if element.tag == _W + name)


def _grid(table: etree._Element, numbering: Numbering) -> Grid:
    """The cells of a table. A cell merged downwards is printed as one that restarts and others
    that continue it, at the same column and as wide."""
    cells: list[Cell] = []
    above: dict[tuple[int, int], int] = {}
    covered = 0
    for number, row in enumerate(_named(table, "tr")):
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        current: dict[tuple[int, int], int] = {}
        for element in _named(row, "tc"):
            width = min(max(_number(element.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1), MAX_COLSPAN)
            covered += width
            if covered > MAX_CELLS:
                raise UnreadableError("表格过大，请拆分后再导入。")
            merge = element.find(f"{_W}tcPr/{_W}vMerge")
            place = (column, width)
            goes_on = merge is not None and merge.get(_W + "val", "continue") == "continue"
            if goes_on and place in above:
                upper = cells[above[place]]
                cells[above[place]] = Cell(
                    upper.text, upper.row, column, number - upper.row + 1, width
                )
                current[place] = above[place]
            else:
                text = "\n".join(filter(None, map(clean, _text(element, numbering).split("\n"))))
                cells.append(Cell(text, number, column, 1, width))
                if merge is not None:
                    current[place] = len(cells) - 1
            column += width
        above = current
    return one_below_other(Grid(tuple(cells)))


def _number(element: etree._Element | None, missing: int) -> int:
    """The number in an element's ``w:val``; ``missing`` where there is none."""
    value = "" if element is None else element.get(_W + "val", "")
    return int(value) if value.isdecimal() and len(value) < 7 else missing


def _title(body: etree._Element) -> str | None:
    """The first paragraph in the style for titles."""
    for paragraph in body.iterchildren(_W + "p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(_W + "val") == "Title":
            return clean("".join(text.text or "" for text in paragraph.iter(_W + "t"))) or None
    return None
