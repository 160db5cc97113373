"""Read a page pasted as text, where a table is a run of cells and nothing says how wide.

Where rows keep their cells apart by commas, tabs, strokes or wide gaps, :mod:`separated` and
:mod:`gapped` read them. Else a filled cell is its text and two newlines, an empty cell one
newline, or each cell is a line; a merged cell is printed once.
Everything before the first table is running text. What a table's cells were is found again by
:mod:`rows` (lists) and :mod:`forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.codes import is_code
from ingest.model import Block, Grid, Issue, Paragraph, Reading
from ingest.numbers import is_blank, parse_number, unit_of_line
from ingest.read.dump.forms import is_form, lay_out_form
from ingest.read.dump.gapped import has_gapped_rows, read_gapped
from ingest.read.dump.rows import lay_out
from ingest.read.dump.separated import (
    blocks_of_rows,
    csv_rows,
    has_separated_rows,
    read_separated,
)
from ingest.read.wrapping import is_wrapped
from ingest.text import fold
from ingest.vocabulary import form_labels, is_number_line, is_title, is_total, table_words

_TITLE_WITHIN: Final = 40
_SENTENCE: Final = 60
_MARKDOWN: Final = re.compile(r"^#{1,6} +|\*\*", re.MULTILINE)
"""What Markdown puts around headings and what is to stand out."""


def read_text(text: str, name: str) -> Reading:
    """The blocks of a pasted page. ``name`` is the file's, for issues."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (rows := csv_rows(text)) is not None:
        return Reading(tuple(blocks_of_rows(rows)))
    if has_separated_rows(text):
        return Reading(tuple(read_separated(_MARKDOWN.sub("", text))))
    if has_gapped_rows(text):
        return Reading(tuple(read_gapped(text)))
    tokens = _tokens(text)
    starts = _table_starts(tokens)
    if not starts and (first_cells := _table_starts(text.split("\n"))):
        tokens, starts = text.split("\n"), first_cells  # some viewers paste a cell a line
    first = starts[0] if starts else len(tokens)
    blocks: list[Block] = list(_paragraphs(tokens[:first]))
    issues: list[Issue] = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=False):
        found, problem = _table(tokens[start:end], name)
        blocks += found
        issues += problem
    return Reading(tuple(blocks), issues=tuple(issues))


def _tokens(text: str) -> list[str]:
    """Cells in reading order; ``""`` is an empty one."""
    tokens: list[str] = []
    position = 0
    while position < len(text):
        if text[position] == "\n":
            tokens.append("")
            position += 1
            continue
        end = text.find("\n\n", position)
        end = len(text) if end < 0 else end
        tokens.append(text[position:end])
        position = end + 2
    return tokens


def _paragraphs(tokens: Sequence[str]) -> Iterator[Paragraph]:
    """A paragraph a line; or, where a margin broke the lines, all those that stand together."""
    lines = [[line.strip() for line in token.split("\n") if line.strip()] for token in tokens]
    whole = is_wrapped([line for group in lines for line in group])
    for group in filter(None, lines):
        yield from [Paragraph("\n".join(group))] if whole else map(Paragraph, group)


def _table_starts(tokens: Sequence[str]) -> list[int]:
    """Where each table begins: at its number, or at its title where no number stands before."""
    starts: list[int] = []
    for index, token in enumerate(tokens):
        if "\n" in token or not is_title(token) or is_number_line(token):
            continue
        if table_words().part.match(fold(token)):
            continue
        if not _holds_cells(tokens, index):
            continue
        starts.append(_number_before(tokens, index))
    return starts


def _number_before(tokens: Sequence[str], title: int) -> int:
    """Index of the number line that belongs to a title, else of the title itself.

    A bare numeral (十一, its 表 lost in the paste) counts where only empty cells lie between.
    """
    index = title - 1
    while index >= 0 and title - index < _TITLE_WITHIN and is_blank(tokens[index]):
        index -= 1
    if index >= 0:
        folded = fold(tokens[index])
        if is_number_line(folded) or table_words().bare_number.fullmatch(folded):
            return index
    return title


def _holds_cells(tokens: Sequence[str], title: int) -> bool:
    """Whether a unit, a number, a total or a form label follows a title before any sentence."""
    for token in tokens[title + 1 : title + 1 + _TITLE_WITHIN]:
        if len(token) > _SENTENCE or "。" in token:
            return False
        if is_total(token) or parse_number(token) is not None or is_code(token):
            return True
        if unit_of_line(token) or fold(token).strip(":") in form_labels():
            return True
    return False


def _table(tokens: Sequence[str], name: str) -> tuple[list[Block], list[Issue]]:
    """Caption lines, the grid, and what stands after it."""
    caption, rest = _split_caption(tokens)
    body, after = _split_after(rest)
    form = is_form(body)
    if form:
        caption += [token for token in body if unit_of_line(token)]
        body = [token for token in body if not unit_of_line(token)]
    blocks: list[Block] = [Paragraph(line) for line in caption]
    issues: list[Issue] = []
    grid = lay_out_form(body) if form else (lay_out(body) or _empty(body))
    if grid is not None:
        blocks.append(grid)
    else:
        message = "没有找到这张表的列数，表中数字未收录；请上传原网页或附件。"
        issues.append(Issue("table-not-laid-out", message, f"{name} {'·'.join(caption)}"))
        blocks += _paragraphs(body)
    return [*blocks, *_paragraphs(after)], issues


def _empty(tokens: Sequence[str]) -> Grid | None:
    """The header of a table in which nothing is filled in, over a blank row; else None."""
    names = [token for token in tokens if not is_blank(token)]
    if not names or any(parse_number(token) is not None or "\n" in token for token in names):
        return None
    return Grid.from_rows([names, [""] * len(names)])


def _split_caption(tokens: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """Number, title and unit lines, and the cells after them."""
    caption: list[str] = []
    end = 0
    for index, token in enumerate(tokens[:_TITLE_WITHIN]):
        if is_blank(token):
            continue
        known = is_number_line(token) or is_title(token) or unit_of_line(token) is not None
        if not known and not (index == 0 and table_words().bare_number.fullmatch(fold(token))):
            break
        caption.append(token)
        end = index + 1
    return caption, tokens[end:]


def _split_after(tokens: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Cells of the table, and the notes, the next part or the page furniture after it."""
    words = table_words()
    for index, token in enumerate(tokens):
        first_line = fold(token.split("\n", 1)[0])
        if any(end.search(first_line) for end in (words.note, words.furniture, words.part)):
            return tokens[:index], tokens[index:]
    return tokens, ()
