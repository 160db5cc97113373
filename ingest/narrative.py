"""The running text of a disclosure understood: passages worth retrieving, and what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.lines import ordinal_kind
from ingest.model import Issue, Paragraph, Passage, PassageKind, Statement
from ingest.outline import Block, outline
from ingest.phrases import any_of, pattern, tokens, words
from ingest.sentences import read_paragraph, sentences
from ingest.subjects import Path, clean, has_class, levels, under
from ingest.thread import Doubt, Place, Spoken

_LONGEST: Final = 400
_SHORT: Final = 80
_LEAD: Final = "lead"
_DOUBTS: Final[dict[Doubt, str]] = {
    "reason-missing": "“{}”写明“主要原因”，但没有写出原因。",
    "direction-unclear": "“{}”的增减方向没有选定（增加或减少），变动数不取值。",
}


@dataclass(frozen=True)
class Narrative:
    """Passages in reading order (``index`` from 0), the statements of the narrative ones, and
    what could not be taken as sound.
    """

    passages: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()


def understand_narrative(
    paragraphs: Iterable[Paragraph], year: int | None, names: Sequence[str] = ()
) -> Narrative:
    """Understand the paragraphs of one document, in reading order, tables left out.

    ``year`` is the document's; 上年 and 去年 are the one before it, and where it is None they
    have no base year. ``names`` are the organization's, full and short: they say whose a figure
    is and are no part of its subject. Takes any text: what is no sentence is a passage still.
    """
    writer = _Writer(year, names)
    for block in outline(paragraphs):
        writer.write(block)
    return Narrative(tuple(writer.passages), tuple(writer.statements), tuple(writer.issues))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A paragraph that later ones give parts of: its kind of number, where it stands, subject."""

    kind: str
    section: Path
    subject: Path


class _Writer:
    """Turns blocks into passages and statements, remembering which lists are open."""

    def __init__(self, year: int | None, names: Sequence[str]) -> None:
        self.year, self.names = year, names
        self.passages: list[Passage] = []
        self.statements: list[Statement] = []
        self.issues: list[Issue] = []
        self.opened: list[_Opened] = []
        self.item: tuple[Path, Path] = ((), ())

    def write(self, block: Block) -> None:
        if block.role == "body":
            self._body(block)
        elif block.role == "definition":
            self._definition(block)
        elif block.role == "header" and self.passages and self.passages[-1].kind == "header":
            self.passages[-1] = _longer(self.passages[-1], block.text)
        else:
            self._add(block.role, block, block.text, 0)

    # -- passages ----------------------------------------------------------------------

    def _add(
        self, kind: PassageKind, block: Block, text: str, start: int, subject: str | None = None
    ) -> Passage:
        page = block.page_at(start)
        passage = Passage(len(self.passages), kind, block.section, text, subject, page=page)
        self.passages.append(passage)
        return passage

    def _place(self, block: Block, text: str, start: int) -> Passage:
        """The passage a stretch of narrative stands in: short neighbours share one."""
        last = self.passages[-1] if self.passages else None
        if (
            last is not None
            and (last.kind, last.section) == ("narrative", block.section)
            and min(len(last.text), len(text)) < _SHORT
            and len(last.text) + len(text) < _LONGEST
        ):
            self.passages[-1] = _longer(last, text)
            return self.passages[-1]
        return self._add("narrative", block, text, start)

    def _definition(self, block: Block) -> None:
        for start, text in _chunks(sentences(block.text)):
            self._add("definition", block, text, start, block.term)
        for term, start, text in _nested_definitions(block):
            self._add("definition", block, text, start, term)

    # -- statements --------------------------------------------------------------------

    def _body(self, block: Block) -> None:
        placed: list[tuple[str, Place]] = []
        for start, text in _chunks(sentences(block.text)):
            passage = self._place(block, text, start)
            offset = start
            for sentence in sentences(text):
                page = block.page_at(offset)
                placed.append((sentence, Place(block.section, passage.index, page)))
                offset += len(sentence)
        read = self._read(block, placed)
        self.statements.extend(_of_its_fund(statement) for statement in read.statements)
        self.issues.extend(_issue(doubt, subject, block) for doubt, subject in read.doubts)

    def _read(self, block: Block, placed: Sequence[tuple[str, Place]]) -> Spoken:
        kind = block.ordinal or _class_kind(block.text)
        self._close_lists(block, kind)
        section, item = self.item
        enclosing = self._enclosing(block)
        item = item if section == block.section else enclosing
        read = read_paragraph(placed, self.year, self.names, enclosing, item)
        self.item = (block.section, read.item)
        subject = read.opens or (read.root if kind else ())
        if subject:
            self.opened.append(_Opened(kind or _LEAD, block.section, subject))
        return read

    def _close_lists(self, block: Block, kind: str) -> None:
        """Drop the open lists this paragraph is not in: another section, or a number again."""
        depth = len(block.section)
        self.opened = [opened for opened in self.opened if _still_open(opened, block.section)]
        kinds = [opened.kind for opened in self.opened]
        if kind in kinds:
            self.opened = self.opened[: kinds.index(kind)]
        elif not kind and not (kinds and kinds[-1] == _LEAD and not _begins_anew(block.text)):
            self.opened = [o for o in self.opened if len(o.section) < depth]

    def _enclosing(self, block: Block) -> Path:
        """What the paragraph gives parts of: the list it is in, and 类/款 named in its headings."""
        last = self.opened[-1] if self.opened else _Opened("", (), ())
        subject = last.subject
        for heading in map(clean, block.section[len(last.section) :]):
            if has_class(heading):
                subject = under(subject, levels(heading))
        return subject


def _still_open(opened: _Opened, section: Path) -> bool:
    """Whether a section lies in the opened one, below no heading numbered like the opener."""
    depth = len(opened.section)
    inside = section[:depth] == opened.section
    return inside and opened.kind not in map(ordinal_kind, section[depth:])


def _chunks(pieces: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Sentences joined to stretches of at most ``_LONGEST``, with their offsets."""
    start, text = 0, ""
    for piece in pieces:
        if text and len(text) + len(piece) > _LONGEST:
            yield start, text
            start, text = start + len(text), ""
        text += piece
    if text:
        yield start, text


def _of_its_fund(statement: Statement) -> Statement:
    """A total of one fund under that fund: 本年支出 below 政府性基金预算 is not all there is."""
    if statement.subject[:1] and statement.subject[0] in words("unqualified"):
        for heading in reversed(statement.section):
            if fund := pattern("fund").search(clean(heading)):
                return replace(statement, subject=(fund[0], *statement.subject))
    return statement


def _longer(passage: Passage, text: str) -> Passage:
    return replace(passage, text=f"{passage.text}\n{text}")


def _nested_definitions(block: Block) -> Iterator[tuple[str, int, str]]:
    """Terms defined inside a definition: ``其中，公务接待费反映…；公务用车购置费反映…``."""
    found = re.search(f"{any_of('parts')}[，,:：]", block.text)
    if found is None:
        return
    offset = found.end()
    for text in sentences(block.text[offset:]):
        defined = re.match(rf"([^，。；：:,]{{2,36}}?)[:：]?(?={any_of('defines_plainly')})", text)
        if defined:
            yield defined[1], offset, text
        offset += len(text)


def _class_kind(text: str) -> str:
    """类, 款 or 项 where a paragraph without a number opens with a classification."""
    head = re.match("[^，。；:：]*", text)
    marks = re.findall(f"[（(]({any_of('classes')})[）)]", head[0] if head else "")
    return marks[-1] if marks else ""


def _begins_anew(text: str) -> bool:
    """Whether a paragraph speaks of a year, or 此外, before its first figure: no part of a list."""
    first = next((token.start for token in tokens(text) if token.kind == "quantity"), len(text))
    return bool(re.search(r"(?:19|20)\d\d年", text[:first]) or pattern("anew").match(text))


def _issue(doubt: Doubt, subject: Path, block: Block) -> Issue:
    page = block.page_at(0)
    where = " > ".join([*([f"第{page}页"] if page is not None else []), *block.section])
    label = subject[-1] if subject else "该项"
    return Issue(doubt, _DOUBTS[doubt].format(label), where)
