"""A question of several turns before: what they come to, how they differ, which is the most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.query import Query
from bot.records.sessions import Turn
from bot.words.composition import pattern
from bot.words.numerals import read_numeral
from ingest.vocabulary import read

_TOGETHER: Final = ("sum", "difference")
_COMPARING: Final = ("difference", "rank", "change")
_SET_AGAINST: Final = ("share", "yesno")
"""What may be asked of several amounts together beside something the question names."""
_OF_ONE: Final = ("value", "convert", "yesno", "where")
"""What turns may have asked that are taken together: each one amount."""


def over_turns(query: Query, turns: Sequence[Turn]) -> str | None:
    """The question of the amounts told one after the other; None if it is of no such.

    One amount of several years or bodies is compared between these; amounts of unlike things
    are added or set against each other where they are of one document's body and year. What
    cannot be taken together becomes a question that says so, and is declined.
    """
    run = run_of(turns)
    if len(run) > 1 and _alike(run[-2:]):
        if query.operation in _COMPARING:
            return _compared(query, run)
        if query.operation == "sum" and (added := _added(query, run)):
            return added
    if query.operation not in _TOGETHER and not is_bare_total(query) and not is_of_turns(query):
        return None
    if query.scope.base_years:
        return None  # 跟2017年比呢 says itself what it is set against
    number = pattern("taken").search(query.text)
    rest = pattern("both").sub("", pattern("taken").sub("", query.text))
    if number is None and len(run) < 2:
        return None
    asked = int(read_numeral(number["n"]) or 0) if number else _as_many(query, run)
    if number and asked == len(turns[-1].query.mentions):
        return f"{subject(turns[-1])}{rest}"  # 两个加起来, of two just asked for at once
    taken = run[-asked:]
    names = list(dict.fromkeys(subject(turn) for turn in taken))
    if asked < 2 or len(names) != asked or not of_one_place(taken):
        return str(read("composition")["untaken"])
    return f"{'和'.join(names)}{rest}"


def is_of_turns(query: Query) -> bool:
    """Whether a question begins with how many of what was spoken of it sets against something it
    names (两个加起来占基本支出多少)."""
    return query.operation in _SET_AGAINST and pattern("taken").match(query.text) is not None


def is_bare_total(query: Query) -> bool:
    """Whether a question names nothing but the total (合计多少)."""
    named = [pattern("total").fullmatch(mention.text) for mention in query.mentions]
    return bool(named) and all(named) and not (query.unheld or query.unexplained)


def subject(turn: Turn) -> str:
    """What a turn was about, in the words it was asked in; of a share what was set against the
    whole."""
    if turn.found is not None:
        return turn.found
    query = turn.query
    mentions = query.mentions
    if query.operation == "share" and (whole := pattern("part_of").search(query.text)):
        mentions = tuple(m for m in mentions if m.start < whole.start()) or mentions
    elif len(query.targets) == 1 and len(mentions) > 1:  # 基本支出中人员经费
        return query.text[min(m.start for m in mentions) : max(m.end for m in mentions)]
    return "和".join(dict.fromkeys(mention.text for mention in mentions))


def of_one_place(turns: Sequence[Turn]) -> bool:
    """Whether turns were answered from one body's document of one year."""
    return len({(turn.body, turn.year) for turn in turns}) == 1


def run_of(turns: Sequence[Turn]) -> list[Turn]:
    """The last turns that each asked for one amount, totals left out."""
    run: list[Turn] = []
    for turn in reversed([turn for turn in turns if not is_bare_total(turn.query)]):
        of_one = len(turn.query.mentions) == 1 or len(turn.query.targets) == 1
        if turn.query.operation not in _OF_ONE or not of_one:
            break
        run.insert(0, turn)
    return run


def _as_many(query: Query, run: Sequence[Turn]) -> int:
    """How many of the turns are meant where no number is said: two to differ, else all."""
    return 2 if query.operation == "difference" else len(run)


def _alike(turns: Sequence[Turn]) -> bool:
    """Whether turns asked for one thing of unlike bodies or years."""
    places = {(turn.body, turn.year) for turn in turns}
    return len({subject(turn) for turn in turns}) == 1 and len(places) > 1


def _asked_of_two(query: Query) -> str:
    """What is asked of the amounts of two years: by how much they differ, both having been told,
    whatever one of the documents says of the other year."""
    changes = [cue for cue in query.cues if cue.operation == "change"]
    by_how_much = changes and not any(cue.percent for cue in changes)
    return "相差多少" if by_how_much else query.text


def _last_alike(run: Sequence[Turn]) -> list[Turn]:
    """The last turns that asked for the same thing."""
    alike = [run[-1]]
    for turn in reversed(run[:-1]):
        if subject(turn) != subject(run[-1]):
            break
        alike.insert(0, turn)
    return alike


def _added(query: Query, run: Sequence[Turn]) -> str | None:
    """What one amount of one body comes to over the years it was asked of (两年加起来); None if
    another number of years is said."""
    alike = _last_alike(run)
    years = sorted({turn.year for turn in alike if turn.year})
    number = pattern("taken").search(query.text)
    if len({turn.body for turn in alike}) > 1 or len(years) != len(alike):
        return None
    if number and int(read_numeral(number["n"]) or 0) != len(years):
        return None
    said = "、".join(f"{year}年" for year in years)
    return f"{alike[0].body}{said}{subject(run[-1])}合计多少"


def _compared(query: Query, run: Sequence[Turn]) -> str:
    """One amount of the bodies, or of the years, it was asked of."""
    alike = _last_alike(run)
    if query.operation == "difference":
        alike = alike[-2:]
    bodies = list(dict.fromkeys(turn.body for turn in alike))
    years = sorted({turn.year for turn in alike if turn.year})
    if len(bodies) > 1 and len(years) == 1:
        return f"{'、'.join(bodies)}{years[0]}年{subject(run[-1])}{query.text}"
    if len(bodies) == 1 and len(years) > 1:
        if query.operation == "rank" or len(years) > 2:
            said = "、".join(f"{year}年" for year in years)
            return f"{bodies[0]}{said}{subject(run[-1])}{query.text}"
        return f"{bodies[0]}{years[1]}年{subject(run[-1])}比{years[0]}年{_asked_of_two(query)}"
    return str(read("composition")["untaken"])
