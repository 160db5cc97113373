"""What one sentence states: every printed quantity with its subject and relation.

A sentence is read clause by clause, left to right. A clause without a subject speaks of the
subject before it; after 其中 come parts of it; 支出 after 支出合计 names the total again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

from ingest.model import Aspect, Statement
from ingest.numbers import SCALE
from ingest.phrases import Token, TokenKind, tokens, words
from ingest.referents import Clause, subject_of_change, subject_of_figure, subject_of_reason
from ingest.subjects import Path, clean, has_class, year_of
from ingest.text import ordinal
from ingest.thread import Place, Thread

_LONGEST_NOUN: Final = 16
_LONGEST_ITEM: Final = 24
_EDGES: Final = " ，,。；;：:、"
_ENDS_REASON: Final[frozenset[TokenKind]] = frozenset({"use", "parts", "overview", "same", "share"})
_ENDS_USE: Final[frozenset[TokenKind]] = frozenset(
    {"quantity", "base", "same", "reason", "parts", "overview"}
)


class Sentence:
    """One sentence to be read. ``printed`` is the sentence to cite, if it is not ``text``."""

    def __init__(self, thread: Thread, text: str, place: Place, printed: str = "") -> None:
        self.thread, self.text, self.place = thread, text, place
        self.printed = printed or text.strip()
        self.tokens = list(tokens(text))
        money = [index for index, token in enumerate(self.tokens) if token.unit in SCALE]
        self.last_money = money[-1] if money else -1
        self.clause = Clause()

    def read(self) -> None:
        """Add what the sentence states to the thread."""
        cursor, self.thread.spoken.opens = 0, ()
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
            case "base":
                self.thread.compare_with(token)
                self.clause.base = True
            case "same":
                self._same(token)
            case "direction":
                self._direction(token)
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
                inside = self._slice(token)[1:-1]
                Sentence(self.thread.aside(), inside, self.place, self.printed).read()
            case "pause":
                self._pause(index, token)
        return token.end

    # -- relations ---------------------------------------------------------------------

    def _same(self, token: Token) -> None:
        """与上年持平: a change of 0, printed in words."""
        self.thread.compare_with(token)
        path = subject_of_change(self.clause, self.thread)
        self._state(path, "change", Decimal(0), self.thread.unit, self._slice(token))
        self._next_clause()

    def _direction(self, token: Token) -> None:
        clause = self.clause
        if token.compares:
            self.thread.compare_with(token)
        if clause.direction and clause.object.strip(_EDGES):
            clause.compared, clause.object = clause.object, ""
        clause.direction = token

    def _quantity(self, index: int, token: Token) -> int:
        """State a figure; where reading goes on, past the noun it counts."""
        if self._is_of_the_base(index, token):
            return self._base_figure(token)
        aspect = self._aspect(token)
        value = token.value
        direction = self.clause.direction if aspect in ("change", "percent") else None
        if value and direction:
            falls = direction.sign < 0  # a fall of -8% is one of 8%
            value = None if direction.unclear else -abs(value) if falls else value
        noun, end = self._noun(index, token) if aspect == "count" else ("", token.end)
        if direction:
            path = subject_of_change(self.clause, self.thread)
        else:
            path = subject_of_figure(self.clause, self.thread, aspect, noun, self._heading())
        self._state(path, aspect, value, token.unit, self.text[slice(*token.number)])
        if direction and value is None:
            self.thread.doubt("direction-unclear", path)
        if token.unit in SCALE:
            self.thread.unit = token.unit
        done = self.clause.part_of if self.clause.ratio == "completion" else ""
        self._next_clause()
        if done and token.unit in SCALE:  # 完成预算10万元的80% goes on with the share
            self.clause.ratio, self.clause.part_of = "completion", done
        return end

    def _is_of_the_base(self, index: int, token: Token) -> bool:
        """Whether a figure is what is compared with: 较上年20万元减少2万元."""
        if not self.clause.base or self.clause.direction or token.unit in words("ratio_units"):
            return False
        base = next(before for before in reversed(self.tokens[:index]) if before.kind == "base")
        return not self._slice(base).endswith(words("base_closings"))

    def _base_figure(self, token: Token) -> int:
        """State what is compared with, last year's or the budget; the change comes behind it."""
        path = subject_of_change(self.clause, self.thread)
        planned = self.thread.base_year == self.thread.year
        aspect: Aspect = "amount" if token.unit in SCALE else "count"
        self._state(
            (*path, words("plain_budget")[-1]) if planned else path,
            *(aspect, token.value, token.unit, self.text[slice(*token.number)]),
            year=self.thread.base_year,
        )
        self._next_clause()
        self.clause.base = True
        return token.end

    def _aspect(self, token: Token) -> Aspect:
        if token.unit in words("ratio_units"):
            changed = self.clause.direction and not self.clause.ratio
            return "percent" if changed else "share"
        if self.clause.direction:
            return "change"
        return "amount" if token.unit in SCALE or token.unit is None else "count"

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
        text = self._extent(index, token, _ENDS_REASON, first=False)
        path = subject_of_reason(self.clause, self.thread)
        if text:
            self._state(path, "reason", None, None, text)
        else:
            self.thread.doubt("reason-missing", path)
        self.thread.explained = path
        self._next_clause()

    def _use(self, index: int, token: Token) -> int:
        """State what the money is for, unless figures follow at once: then it is a label."""
        text = self._extent(index, token, _ENDS_USE, first=True)
        if not text or self._is_label(index, token):
            self.clause.take(self._slice(token))
            return token.end
        self.thread.explained = None
        self._state(self.thread.item, "use", None, None, text)
        self._next_clause()
        return self.text.index(text, token.end) + len(text)

    def _is_label(self, index: int, token: Token) -> bool:
        """Whether 用于, 保障… is no mark here: in the middle of a reason, or in prose."""
        if self.thread.explained is not None:
            return index > 0 and self.tokens[index - 1].kind != "pause"
        mark = self._slice(token).rstrip("：:")
        return mark in words("use_at_start") and self.thread.last is None

    def _made_of(self, index: int, token: Token) -> int:
        figures = index < self.last_money
        if token.kind == "reason_or_parts" and (not figures or self.thread.last != "amount"):
            self._reason(index, token)
            return token.end
        if figures or not self.text[token.end :].strip(_EDGES):
            self._parts(token)
            return token.end
        return self._use(index, token) if self.thread.last else token.end

    def _extent(
        self, index: int, token: Token, stops: Collection[TokenKind], *, first: bool
    ) -> str:
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
            thread.list_parts_of(thread.whole or thread.spoken.root)
        elif not thread.listing or self.text[: token.start].strip(_EDGES):
            thread.list_parts_of(thread.item)
        if not self.text[token.end :].strip(_EDGES):
            thread.spoken.opens = thread.parent
        thread.explained = None
        self._next_clause()

    def _pause(self, index: int, token: Token) -> None:
        """A clause ends. One without a figure may still name the whole or the item."""
        label, thread = self.clause.label.strip(_EDGES), self.thread
        figures = index < self.last_money
        before = self.tokens[index - 1] if index else None
        carried = ""
        if self._slice(token) in "：:" and before and before.kind == "quantity" and figures:
            if before.end == token.start:
                thread.list_parts_of(thread.item)
        elif label.endswith("中") and label[:-1].endswith(words("wholes")):
            thread.parent = thread.enclosing
            path = thread.known_or_new(thread.label(label[:-1].removeprefix("在")))
            thread.speak_of(path)
            thread.list_parts_of(path)
        elif self.clause.base and not self.clause.direction and label:
            thread.speak_of(thread.known_or_new(thread.label(label)))
        elif has_class(label) or (self._slice(token) in "：:" and _names_item(label)):
            thread.speak_of(thread.new(thread.label(label)))
            self.clause.titled = True
        elif label.endswith("的"):
            carried = label
        self._next_clause(carried)

    # -- helpers -----------------------------------------------------------------------

    def _next_clause(self, carried: str | None = None) -> None:
        """Begin a clause; what was carried into the last one stays until a pause."""
        kept = self.clause.carried if carried is None else carried
        self.clause = Clause(kept, self.clause.titled)

    def _heading(self) -> Path:
        return (clean(self.place.section[-1]),) if self.place.section else ()

    def _slice(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def _state(
        self,
        path: Path,
        aspect: Aspect,
        value: Decimal | None,
        unit: str | None,
        text: str,
        year: int | None = None,
    ) -> None:
        compares = self.clause.base or (self.clause.direction and self.clause.direction.compares)
        compared = compares or self.thread.last in ("change", "percent")
        changes = aspect in ("change", "percent") or (aspect == "reason" and bool(compared))
        self.thread.state(
            Statement(
                subject=path or self._heading(),
                aspect=aspect,
                value=value,
                unit=unit,
                text=text,
                sentence=self.thread.printed(path, self.printed),
                section=self.place.section,
                passage=self.place.passage,
                year=year or year_of(self.clause.label, self.thread.year),
                base_year=self.thread.base_year if changes else None,
                page=self.place.page,
            )
        )


def _names_item(label: str) -> bool:
    """Whether a stretch in front of a colon is an item of a numbered list (1.公务接待费：…)."""
    return ordinal(label) is not None and len(label) <= _LONGEST_ITEM
