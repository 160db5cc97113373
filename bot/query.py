"""What a question was understood to ask: explicit, printable, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.bodies.scope import Scope
from bot.labels.lookup import Target
from bot.labels.mentions import Mention
from bot.words.amounts import SpokenAmount
from bot.words.intent import Cue, Operation, Refusal

IN_TURN: Final = frozenset({"value", "change", "reason", "use", "share", "name_to_code"})
"""Operations of one item that a question may ask one after the other."""


@dataclass(frozen=True)
class Query:
    """A question understood.

    ``text`` is the question normalised; ``operation`` what is to be done with the ``targets``,
    one for each thing asked for; ``in_turn`` what its clauses ask one after the other.
    ``totals`` are words for the whole beside other labels (总支出). ``unheld`` are labels the
    question names and the document does not print, ``unexplained`` its words that nothing
    explains; either stops the answer. ``refusals`` are words on what the bot does not do.
    """

    question: str
    text: str
    scope: Scope
    operation: Operation
    in_turn: tuple[Operation, ...] = ()
    cues: tuple[Cue, ...] = ()
    mentions: tuple[Mention, ...] = ()
    targets: tuple[Target, ...] = ()
    totals: tuple[Mention, ...] = ()
    unheld: tuple[Mention, ...] = ()
    unexplained: tuple[str, ...] = ()
    amounts: tuple[SpokenAmount, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def cue(self) -> Cue | None:
        """The words that asked for the operation, if any did; those that count before others."""
        asked = [cue for cue in self.cues if cue.operation == self.operation]
        counting = (cue for cue in asked if cue.n is not None or cue.nth is not None)
        return next(counting, asked[0] if asked else None)
