"""What runs on from sentence to sentence of a paragraph: the subject spoken of, open lists.

:mod:`ingest.clauses` reads one sentence at a time and leaves its state here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from ingest.model import Aspect, Statement
from ingest.phrases import Token, words
from ingest.subjects import Path, clean, echoes, levels, under

_LONGEST_CITED: Final = 300

Doubt = Literal["reason-missing", "direction-unclear"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: section path, passage index, page."""

    section: Path = ()
    passage: int = 0
    page: int | None = None


@dataclass
class Spoken:
    """What a paragraph said: its statements; the subject it begins with (``root``), the one it
    ends on (``item``) and, where it ends in 其中：, the one the paragraphs below give parts of
    (``opens``); and what is doubtful, each a kind with the subject it concerns.
    """

    statements: list[Statement] = field(default_factory=list)
    root: Path = ()
    item: Path = ()
    opens: Path = ()
    doubts: list[tuple[Doubt, Path]] = field(default_factory=list)


class Thread:
    """The thread of a paragraph.

    ``spoken`` is what it said so far, ``enclosing`` what it gives parts of. ``parent`` is what
    new subjects are parts of, ``whole`` the last such; ``listing`` says a list of parts is
    open, ``listed`` is what the sentence before gave parts of, until another subject is named,
    ``explained`` is the subject a reason is being given for. ``base_year`` is the year
    changes are against, ``unit`` the last money unit, ``last`` the last aspect stated.
    ``with_accounts`` says that the sentence prints what was planned beside what was spent.
    ``heard`` are the sentences so far, ``since`` the one that named the subject spoken of.
    """

    def __init__(self, year: int | None, names: Path, enclosing: Path, item: Path) -> None:
        self.year, self.names, self.enclosing = year, names, enclosing
        self.spoken = Spoken(item=item)
        self.parent = self.whole = enclosing
        self.explained: Path | None = None
        self.listing = False
        self.listed: Path | None = None
        self.base_year: int | None = None
        self.unit: str | None = None
        self.last: Aspect | None = None
        self.heard: list[str] = []
        self.since = 0
        self.with_accounts = False

    @property
    def item(self) -> Path:
        """The subject spoken of."""
        return self.spoken.item

    def close(self, sentence: str) -> None:
        """End a sentence: a reason ends at ；, a list of parts only at 。"""
        self.explained = None
        if not sentence.rstrip("”’）)").endswith(("；", ";")):
            self.listed = self.whole if self.listing else None
            self.parent, self.listing = self.enclosing, False

    def label(self, printed: str) -> str:
        """The label in a printed stretch, without whose it is."""
        return clean(printed, self.names)

    def new(self, label: str) -> Path:
        """Where a newly named subject belongs."""
        if self.explained is None:
            return under(self.parent, levels(label))
        for term in words("terms"):
            label = term if label.endswith(term) else label
        return under(self.explained, levels(label))

    def known_or_new(self, label: str) -> Path:
        """The subject a label names: one already spoken of, in fewer words, or a new one."""
        if self.explained is None:
            for path in (self.spoken.root, self.whole, self.parent, self.item):
                if path and echoes(label, path[-1]):
                    return path
        return self.new(label)

    def speak_of(self, path: Path) -> None:
        """Make a subject the one that clauses without a subject attach to."""
        if self.explained is None:
            self.listed = None
            if path != self.spoken.item:
                self.since = len(self.heard) - 1
            self.spoken.item = path
            self.spoken.root = self.spoken.root or path

    def list_parts_of(self, path: Path) -> None:
        """Open a list: what is named from here on is part of ``path``."""
        self.parent = self.whole = path
        self.listing = True

    def compare_with(self, token: Token) -> None:
        """Set the base year a comparison names: the document's own where it is with its budget,
        the year before where it says last year.
        """
        before = self.year if token.budget or self.year is None else self.year - 1
        self.base_year = before if token.year is None else token.year

    def aside(self) -> Thread:
        """A thread for what stands in brackets: it adds statements and changes nothing else."""
        inner = Thread(self.year, self.names, self.enclosing, self.item)
        inner.parent, inner.whole, inner.listing = self.parent, self.whole, self.listing
        inner.base_year, inner.unit = self.base_year, self.unit
        inner.spoken.statements, inner.spoken.doubts = self.spoken.statements, self.spoken.doubts
        return inner

    def printed(self, path: Path, sentence: str) -> str:
        """The words to cite for what a sentence states: from where its subject was named on."""
        whole = "".join(self.heard[max(self.since, 0) :]).strip()
        named = path != self.item or not path or path[-1].removesuffix("支出") in clean(sentence)
        return sentence if named or len(whole) > _LONGEST_CITED else whole or sentence

    def state(self, statement: Statement) -> None:
        self.spoken.statements.append(statement)
        self.last = statement.aspect

    def doubt(self, doubt: Doubt, path: Path) -> None:
        self.spoken.doubts.append((doubt, path))
