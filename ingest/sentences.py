"""What each sentence states: every printed quantity with its subject and relation.

A paragraph is read clause by clause, left to right. A clause without a subject speaks of the
subject before it; after 其中 come parts of it; 支出 after 支出合计 names the total again. What
stays open from one sentence to the next is the :class:`_Thread`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from ingest.model import Aspect, Statement
from ingest.numbers import SCALE
from ingest.phrases import Token, any_of, tokens, words
from ingest.subjects import (
    Path,
    clean,
    echoes,
    has_class,
    is_comparison,
    is_measure,
    levels,
    stage_of,
    under,
    year_of,
)

Doubt = Literal["reason-missing", "direction-unclear"]

_ENDS: Final = re.compile(r"[。！？!?；;]+[”’）)]?")
_LONGEST_ENUMERATION: Final = 400
_LONGEST_NOUN: Final = 16
_EDGES: Final = " ，,。；;：:、"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: section path, passage index, page."""

    section: Path = ()
    passage: int = 0
    page: int | None = None


@dataclass
class Paragraph:
    """A paragraph read: its statements; the subject it begins with (``root``), the one it ends
    on (``item``) and, where it ends in 其中：, the one the paragraphs below give parts of
    (``opens``); and what is doubtful, each a kind with the subject it concerns.
    """

    statements: list[Statement] = field(default_factory=list)
    root: Path = ()
    item: Path = ()
    opens: Path = ()
    doubts: list[tuple[Doubt, Path]] = field(default_factory=list)


def sentences(text: str) -> list[str]:
    """A paragraph cut after 。！？； — the pieces joined are the text. 一是…；二是… stays whole."""
    pieces, start = [], 0
    for end in _ENDS.finditer(text):
        piece = text[start : end.end()]
        numbered = re.match("[一二三四五六七八九十]是", text[end.end() :])
        if numbered and len(piece) < _LONGEST_ENUMERATION and re.search(any_of("reason"), piece):
            continue
        pieces.append(piece)
        start = end.end()
    return [*pieces, text[start:]] if start < len(text) else pieces


def read_paragraph(
    placed: Sequence[tuple[str, Place]],
    year: int | None,
    names: Iterable[str] = (),
    enclosing: Path = (),
    item: Path = (),
) -> Paragraph:
    """Read a paragraph's sentences (as :func:`sentences` cuts them) with their places.

    ``year`` is the document's, 上年 is the one before. ``names`` of the organization are no
    part of a subject. ``enclosing`` is what the paragraph gives parts of, ``item`` the subject
    the paragraph before ended on.
    """
    thread = _Thread(year, tuple(names), enclosing, item)
    for text, place in placed:
        _Reader(thread, text, place).read()
        thread.close(text)
    result = thread.result
    result.root, result.item, result.opens = thread.root, thread.item, thread.opens
    return result


class _Thread:
    """What runs on from sentence to sentence of a paragraph.

    ``item`` is the subject spoken of, ``root`` the paragraph's first, ``parent`` what new
    subjects are parts of; ``listing`` says a list of parts is open, ``explained`` is the
    subject a reason is being given for, ``opens`` what the text below gives parts of if the
    paragraph ends here.
    """

    def __init__(self, year: int | None, names: Path, enclosing: Path, item: Path) -> None:
        self.year, self.names, self.enclosing, self.item = year, names, enclosing, item
        self.parent = self.whole = enclosing
        self.root: Path = ()
        self.opens: Path = ()
        self.explained: Path | None = None
        self.listing = False
        self.base_year: int | None = None
        self.unit: str | None = None
        self.last: Aspect | None = None
        self.result = Paragraph()

    def close(self, sentence: str) -> None:
        """End a sentence: a reason ends at ；, a list of parts only at 。"""
        self.explained = None
        if not sentence.rstrip("”’）)").endswith(("；", ";")):
            self.parent, self.listing = self.enclosing, False

    def path(self, label: str) -> Path:
        """Where a newly named subject belongs."""
        if self.explained is None:
            return under(self.parent, levels(label))
        for term in words("terms"):
            label = term if label.endswith(term) else label
        return under(self.explained, levels(label))

    def named(self, label: str) -> Path:
        """The subject a label names: one already spoken of, in fewer words, or a new one."""
        known = (self.root, self.whole, self.parent, self.item)
        if self.explained is None:
            for path in known:
                if path and echoes(label, path[-1]):
                    return path
        return self.path(label)

    def speak_of(self, path: Path) -> None:
        """Make a subject the one that clauses without a subject attach to."""
        if self.explained is None:
            self.item = path
            self.root = self.root or path

    def list_parts_of(self, path: Path) -> None:
        self.parent = self.whole = path
        self.listing = True


@dataclass
class _Clause:
    """What a clause has said so far: words before the relation, after 比上年, after 增加, from
    占 or 完成 on.
    """

    label: str = ""
    compared: str = ""
    object: str = ""
    base: bool = False
    direction: Token | None = None
    ratio: str = ""
    part_of: str = ""

    def take(self, text: str) -> None:
        if self.ratio:
            self.part_of += text
        elif self.direction:
            self.object += text
        elif self.base:
            self.compared += text
        else:
            self.label += text


class _Reader:
    """Reads one sentence, adding to the thread's result."""

    def __init__(self, thread: _Thread, text: str, place: Place) -> None:
        self.thread, self.text, self.place = thread, text, place
        self.sentence = text.strip()
        self.tokens = list(tokens(text))
        self.clause = _Clause()
        self.carried = ""
        self.titled = False

    def read(self) -> None:
        cursor, self.thread.opens = 0, ()
        for index, token in enumerate(self.tokens):
            if token.start < cursor:
                continue
            self.clause.take(self.text[cursor : token.start])
            cursor = self._take(index, token)

    def _take(self, index: int, token: Token) -> int:
        """Act on a token; where reading goes on."""
        match token.kind:
            case "quantity":
                return self._quantity(index, token)
            case "base" | "same":
                self._compare(token)
            case "direction":
                self._direct(token)
            case "share" | "completion":
                self.clause.ratio = token.kind
                self.clause.part_of = self._slice(token)
            case "reason":
                self._reason(index, token)
            case "use":
                return self._use(index, token)
            case "made_of" | "reason_or_parts":
                return self._made_of(index, token)
            case "parts" | "overview":
                self._parts(token)
            case "aside":
                self._aside(token)
            case "pause":
                self._pause(index, token)
        return token.end

    # -- relations ---------------------------------------------------------------------

    def _compare(self, token: Token) -> None:
        self._set_base(token.year)
        if token.kind == "base":
            self.clause.base = True
            return
        path = self._subject_of_change()
        self._state(path, "change", Decimal(0), self.thread.unit, self._slice(token))
        self.clause = _Clause()

    def _direct(self, token: Token) -> None:
        if token.compares:
            self._set_base(token.year)
        clause = self.clause
        if clause.direction and clause.object.strip(_EDGES):
            clause.compared, clause.object = clause.object, ""
        clause.direction = token

    def _set_base(self, year: int | None) -> None:
        last_year = self.thread.year - 1 if self.thread.year is not None else None
        self.thread.base_year = year if year is not None else last_year

    def _quantity(self, index: int, token: Token) -> int:
        """State a figure; where reading goes on, past the noun it counts."""
        aspect = self._aspect(token)
        value = token.value
        direction = self.clause.direction if aspect in ("change", "percent") else None
        if value and direction:
            value = None if direction.unclear else value * direction.sign
        noun, end = self._noun(index, token) if aspect == "count" else ("", token.end)
        path = self._subject(aspect, noun)
        self._state(path, aspect, value, token.unit, self.text[slice(*token.number)])
        if direction and value is None:
            self.thread.result.doubts.append(("direction-unclear", path))
        if token.unit in SCALE:
            self.thread.unit = token.unit
        self.clause = _Clause()
        return end

    def _aspect(self, token: Token) -> Aspect:
        if token.unit in words("ratio_units"):
            changed = self.clause.direction and not self.clause.ratio
            return "percent" if changed else "share"
        if self.clause.direction:
            return "change"
        return "amount" if token.unit in SCALE or token.unit is None else "count"

    def _subject(self, aspect: Aspect, noun: str) -> Path:
        if aspect in ("change", "percent"):
            return self._subject_of_change()
        thread = self.thread
        if aspect == "share" and self.clause.ratio == "completion":
            return under(thread.item, (clean(self.clause.part_of),))
        printed = self.clause.label + (self.clause.part_of if aspect != "share" else "")
        label = self._label(printed)
        if noun and label in words("nameless"):
            label = ""
        if self.titled and label in words("bare"):
            return thread.item
        if is_measure(label):
            return under(thread.item, (label,))
        if stage := stage_of(label):
            thread.speak_of(thread.path(clean(label.removesuffix(stage))))
            return under(thread.item, (stage,))
        if label.startswith(words("attached")):
            return under(thread.item or self._heading(), (label,))
        if not label and not noun:
            return thread.item
        path = thread.path(label) if label else thread.parent
        path = under(path, (noun,)) if noun else path
        thread.speak_of(path)
        return path

    def _subject_of_change(self) -> Path:
        clause, thread = self.clause, self.thread
        label = self._label(clause.compared) or self._label(clause.label)
        path = thread.item if thread.explained is None else thread.explained
        if label and not is_comparison(label):
            path = thread.named(label)
            thread.speak_of(path)
        item = self._label(clause.object)
        return under(path, levels(item)) if item and not is_measure(item) else path

    def _noun(self, index: int, token: Token) -> tuple[str, int]:
        """What is counted where it is printed behind the unit (2个职能科室), and its end."""
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        behind = self.text[token.end : following.start if following else None]
        noun = re.split("[、和及（(）)]", behind, maxsplit=1)[0]
        named = noun.strip(_EDGES + "的“”")[:_LONGEST_NOUN]
        if token.unit not in words("general_units") or named in words("about_count"):
            return "", token.end
        counts_on = following is not None and following.unit in SCALE
        return named, token.end if counts_on else token.end + len(noun)

    # -- words -------------------------------------------------------------------------

    def _reason(self, index: int, token: Token) -> None:
        stops = ("use", "parts", "overview", "same", "share")
        text = self._extent(index, token, stops, first=False)
        label = self._label(self.clause.label)
        path = self.thread.item
        if label and not is_comparison(label):
            path = self.thread.named(label)
            self.thread.speak_of(path)
        if text:
            self._state(path, "reason", None, None, text)
        else:
            self.thread.result.doubts.append(("reason-missing", path))
        self.thread.explained = path
        self.clause = _Clause()

    def _use(self, index: int, token: Token) -> int:
        """State what the money is for, unless figures follow at once: then it is a label."""
        stops = ("quantity", "base", "same", "reason", "parts", "overview")
        text = self._extent(index, token, stops, first=True)
        if not text or self._is_label(index, token):
            self.clause.take(self._slice(token))
            return token.end
        self.thread.explained = None
        self._state(self.thread.item, "use", None, None, text)
        self.clause = _Clause()
        return self.text.index(text, token.end) + len(text)

    def _is_label(self, index: int, token: Token) -> bool:
        """Whether 用于, 保障… is no mark here: in the middle of a reason, or in prose."""
        if self.thread.explained is not None:
            return index > 0 and self.tokens[index - 1].kind != "pause"
        mark = self._slice(token).rstrip("：:")
        return mark in words("use_at_start") and self.thread.last is None

    def _made_of(self, index: int, token: Token) -> int:
        figures = any(later.unit in SCALE for later in self.tokens[index + 1 :])
        if token.kind == "reason_or_parts" and (not figures or self.thread.last != "amount"):
            self._reason(index, token)
            return token.end
        if figures or not self.text[token.end :].strip(_EDGES):
            self._parts(token)
            return token.end
        return self._use(index, token) if self.thread.last else token.end

    def _extent(self, index: int, token: Token, stops: Iterable[str], *, first: bool) -> str:
        """The words after a mark, up to the clause in which a stop stands.

        A stop in the mark's own clause counts only if ``first``: then nothing is left.
        """
        end, clause = len(self.text), token.end
        for later in self.tokens[index + 1 :]:
            if later.kind in stops and (first or clause > token.end):
                end = clause
                break
            if later.kind == "pause":
                clause = later.end
        return self.text[token.end : end].strip(_EDGES)

    # -- structure ---------------------------------------------------------------------

    def _parts(self, token: Token) -> None:
        thread = self.thread
        if token.kind == "overview":
            thread.list_parts_of(thread.whole or thread.root)
        elif not thread.listing or self.text[: token.start].strip(_EDGES):
            thread.list_parts_of(thread.item)
        if not self.text[token.end :].strip(_EDGES):
            thread.opens = thread.parent
        thread.explained = None
        self.clause = _Clause()

    def _pause(self, index: int, token: Token) -> None:
        """A clause ends. One without a figure may still name the whole or the item."""
        label, thread = self.clause.label.strip(_EDGES), self.thread
        figures = any(later.unit in SCALE for later in self.tokens[index + 1 :])
        before = self.tokens[index - 1] if index else None
        self.carried = ""
        if self._slice(token) in "：:" and before and before.kind == "quantity" and figures:
            if before.end == token.start:
                thread.list_parts_of(thread.item)
        elif label.endswith("中") and label[:-1].endswith(words("wholes")):
            thread.parent = thread.enclosing
            path = thread.named(clean(label[:-1].removeprefix("在"), thread.names))
            thread.speak_of(path)
            thread.list_parts_of(path)
        elif self.clause.base and not self.clause.direction and label:
            thread.speak_of(thread.named(clean(label, thread.names)))
        elif has_class(label):
            thread.speak_of(thread.path(clean(label, thread.names)))
            self.titled = True
        elif label.endswith("的"):
            self.carried = label
        self.clause = _Clause()

    def _aside(self, token: Token) -> None:
        """Read what stands in brackets without losing the thread outside them."""
        thread = self.thread
        kept = (thread.item, thread.root, thread.parent, thread.base_year, thread.last)
        inside = _Reader(thread, self._slice(token)[1:-1], self.place)
        inside.sentence = self.sentence
        inside.read()
        thread.item, thread.root, thread.parent, thread.base_year, thread.last = kept

    # -- helpers -----------------------------------------------------------------------

    def _label(self, printed: str) -> str:
        if not printed:
            return ""
        names = self.thread.names
        return clean(self.carried + printed, names) or ""

    def _heading(self) -> Path:
        return (clean(self.place.section[-1]),) if self.place.section else ()

    def _slice(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def _state(
        self, path: Path, aspect: Aspect, value: Decimal | None, unit: str | None, text: str
    ) -> None:
        thread, place = self.thread, self.place
        changes = aspect in ("change", "percent")
        thread.result.statements.append(
            Statement(
                subject=path or self._heading(),
                aspect=aspect,
                value=value,
                unit=unit,
                text=text,
                sentence=self.sentence,
                section=place.section,
                passage=place.passage,
                year=year_of(self.clause.label, thread.year),
                base_year=thread.base_year if changes else None,
                page=place.page,
            )
        )
        thread.last = aspect
