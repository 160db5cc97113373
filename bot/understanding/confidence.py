"""How sure the bot is of what it understood: a number from 0 to 1, the same every time.

The product of three parts, each of them 1 where nothing speaks against the reading:

- *source*: how the least sure of the words used was recognised: as printed 1, by the lexicon
  0.97, one slip or a description away 0.85 to 0.95 (``Mention.score``);
- *explained*: how much of the question's content the words used stand for; what only fillers
  explain counts half;
- *margin*: how far the best candidate stands above the best one that prints another figure,
  from 0.7 (level) to 1 (by a fifth of its score or more); 0.7 where it is a blank cell.
"""

from __future__ import annotations

from typing import Final

from bot.labels.lookup import Candidate, Target
from bot.operations.amounts import unit_of, value_of
from bot.query import Query
from bot.words.intent import strip_question_words
from bot.words.phrases import blank_out
from bot.words.sets import set_spans
from bot.words.times import find_times

_LEXICON: Final = 0.97
_WITHOUT_LABELS: Final = 0.9
"""Where words alone are asked for (whose phone, which duties) no label can be wrong."""

_LEVEL: Final = 0.7
_CLEAR: Final = 0.2


def confidence(query: Query) -> float:
    """How sure it is that a query's targets are what the question means, 0 to 1."""
    if not query.targets:
        return round(_WITHOUT_LABELS * _explained(query), 3)
    source = min(_source(target) for target in query.targets)
    margin = min(_margin(target) for target in query.targets)
    return round(source * _explained(query) * margin, 3)


def _source(target: Target) -> float:
    return min(
        min(m.score, _LEXICON) if m.source == "lexicon" else m.score for m in target.mentions
    )


def _explained(query: Query) -> float:
    """The part of the content that mentions stand for; of the rest half."""
    times = find_times(query.text)
    known = [*query.scope.spans, *set_spans(query.text), *times.every_year]
    known += [(cue.start, cue.end) for cue in query.cues]
    known += [(amount.start, amount.end) for amount in query.amounts]
    known += [(year.start, year.end) for year in times.years]
    known += [(kind.start, kind.end) for kind in times.kinds]
    content = blank_out(query.text, known)
    left = blank_out(content, [(m.start, m.end) for m in query.mentions])
    said = len("".join(content.split()))
    unsaid = len("".join(strip_question_words(left, wide=True).split()))
    return 1.0 if not said else 1 - unsaid / said / 2


def _margin(target: Target) -> float:
    best = target.best
    if value_of(best.place) is None:
        return _LEVEL
    rival = next((c for c in target.candidates[1:] if _differs(c, best)), None)
    if rival is None or best.score <= 0:
        return 1.0
    share = min((best.score - rival.score) / best.score / _CLEAR, 1.0)
    return _LEVEL + (1 - _LEVEL) * share


def _differs(one: Candidate, best: Candidate) -> bool:
    """Whether a candidate prints another figure than the best one."""
    mine = (value_of(one.place), unit_of(one.place))
    return mine != (value_of(best.place), unit_of(best.place)) and mine[0] is not None
