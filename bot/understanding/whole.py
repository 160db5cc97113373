"""Questions about all the money, which name no item: 今年花了多少钱, 总共多少预算."""

from __future__ import annotations

import re
from typing import Final

from bot.labels.mentions import Mention
from bot.query import Query
from bot.words.intent import strip_question_words
from bot.words.phrases import blank_out
from bot.words.sets import sets_in
from bot.words.times import find_times
from ingest.vocabulary import read

_TOTALS: Final = ("合计", "总计")
_ASKED: Final = ("value", "change", "convert", "yesno", "reason", "sum", "trend")
_CHANGED: Final = ("change", "reason")
"""Asked of a budget as such, these are about all of it: 预算为什么减少."""


def about_all(query: Query) -> str | None:
    """The question with the whole expenditure named; None where it names something, however
    shortly (印花费), or speaks of no money."""
    words = read("question")["whole"]
    if total := _bare_total(query):
        return f"{query.text[: total.start]}{words['label']}{query.text[total.end :]}"
    names_something = query.mentions or query.unexplained or sets_in(query.text)
    if names_something or query.refusals or query.operation not in _ASKED:
        return None
    changed = query.operation in _CHANGED and re.search(words["changed"], query.text)
    said = (changed or re.search(words["money"], query.text)) and not content(query).strip()
    return f"{words['label']} {query.text}" if said else None


def _bare_total(query: Query) -> Mention | None:
    """The word for a total (总额) that is all a question names: every table prints one."""
    total, *others = query.mentions or [None]
    bare = total is not None and not others and total.source == "lexicon"
    asks = query.operation in _ASKED and not (query.unexplained or query.refusals)
    named = bare and asks and not sets_in(query.text)
    return total if named and total is not None and total.labels[0] in _TOTALS else None


def content(query: Query) -> str:
    """What is left of a question but for whose, when, and words that ask."""
    times = find_times(query.text)
    known = [*query.scope.spans, *times.every_year]
    known += [(cue.start, cue.end) for cue in query.cues]
    known += [(amount.start, amount.end) for amount in query.amounts]
    known += [(year.start, year.end) for year in times.years]
    known += [(kind.start, kind.end) for kind in times.kinds]
    left = strip_question_words(blank_out(query.text, known), wide=True)
    return re.sub(f"[{read('question')['edges']},;、。?!]", " ", left)
