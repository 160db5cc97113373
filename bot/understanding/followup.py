"""A question that leaves out what the conversation spoke of, completed from the turns before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.skeletons import skeleton
from bot.operations.amounts import is_form
from bot.query import Query
from bot.records.sessions import Turn
from bot.words.composition import pattern
from bot.words.sets import set_said, sets_in
from ingest.vocabulary import read

_SELF_CONTAINED: Final = ("contact", "structure", "duties", "reverse")
_OVER_A_SET: Final = ("list", "rank", "count")
_OF_ONE_ITEM: Final = ("value", "count", "goal", "yesno")


def completed(query: Query, turns: Sequence[Turn]) -> str | None:
    """The question with the subject of the turns before put in front; None if it leaves none out.

    A pronoun is replaced; 两个加起来 takes the subjects of the last two turns.
    """
    if not turns or query.refusals:
        return None
    pronoun = pattern("pronoun").match(query.text)
    subject = _subject(turns[-1])
    if subject and (among := pattern("among").match(query.text)):
        return f"{subject}中{query.text[among.end() :]}"
    if pronoun and subject:
        return f"{subject}的{query.text[pronoun.end() :]}"
    before = next((t for t in reversed(turns) if t.query.operation in _OVER_A_SET), None)
    if query.operation in _OVER_A_SET and before is not None and not sets_in(query.text):
        said = "和".join(mention.text for mention in before.query.mentions)
        subject = set_said(before.query.text) or said  # 第二多的呢 after 哪个项目最多
    if _asks_for_the_sum(query, turns[-1]):
        return subject + query.text  # 合计多少, of several just spoken of
    if _names_its_own(query) or not subject or query.operation in _SELF_CONTAINED:
        return None
    if query.operation in _OVER_A_SET and sets_in(query.text):
        return None
    if query.operation == "difference" and pattern("last_year").search(turns[-1].query.text):
        return f"{subject}比去年变化多少"
    one = len(turns) > 1 and len(turns[-1].query.mentions) == 1
    own = _names_its_own(query)
    bare = query.operation in ("sum", "difference") and not own and one
    both = pattern("both")
    if query.operation in ("sum", "difference") and (bare or both.search(query.text)):
        subjects = [_subject(turn) for turn in turns[-2:]]
        return f"{'和'.join(filter(None, subjects))}{both.sub('', query.text)}"
    return subject + query.text.removeprefix("那么").removeprefix("那")


def supposed(query: Query, index: DocumentIndex, turns: Sequence[Turn]) -> Iterator[str]:
    """Fuller questions that may be meant where one is not understood as it stands: of the
    project spoken of, or a label that ends as the one spoken of does (那电呢 after 水费)."""
    if not turns or query.refusals or query.operation not in _OF_ONE_ITEM or sets_in(query.text):
        return
    project = spoken_of(turns[-1], index)
    bare = pattern("lead").sub("", query.text)
    if project and project not in (label for m in query.mentions for label in m.labels):
        yield f"{project}的{bare}"
    core = pattern("tail").sub("", bare)
    for mention in turns[-1].query.mentions[-1:]:
        for ending in read("composition")["endings"]:
            if mention.labels[0].endswith(ending) and skeleton(core + ending) in index.postings:
                yield core + ending


def spoken_of(turn: Turn, index: DocumentIndex) -> str | None:
    """The project a turn was about, as a skeleton; None if it was about none, or several."""
    found = (label for mention in turn.query.mentions for label in mention.labels[:1])
    named = {skeleton(turn.found)} if turn.found else set(found)
    projects = named & set(index.subjects)
    return projects.pop() if len(projects) == 1 else None


def is_open(query: Query, index: DocumentIndex) -> bool:
    """Whether a question as it stands may lean on the project spoken of: it is not understood,
    or what it names stands in forms, of which it names none."""
    if query.unexplained or query.unheld or not (query.targets or query.mentions):
        return True
    named = {label for mention in query.mentions for label in mention.labels}
    return not named & set(index.subjects) and all(is_form(t.best.place) for t in query.targets)


def is_understood(query: Query) -> bool:
    """Whether every word of a question is explained by something the document prints."""
    return bool(query.targets) and not (query.unexplained or query.unheld)


def _asks_for_the_sum(query: Query, turn: Turn) -> bool:
    """Whether a question names nothing but the total, after several things."""
    named = [pattern("total").fullmatch(mention.text) for mention in query.mentions]
    bare = bool(named) and all(named) and not (query.unheld or query.unexplained)
    return bare and len(turn.query.mentions) > 1


def _names_its_own(query: Query) -> bool:
    """Whether the question itself says what it is about; a total after 占 is not that."""
    if query.operation == "share" and pattern("share_begins").match(query.text):
        return False
    return bool(query.targets or query.unheld or query.unexplained)


def _subject(turn: Turn) -> str:
    """What a turn was about, in the words it was asked in."""
    if turn.found is not None:
        return turn.found
    return "和".join(dict.fromkeys(mention.text for mention in turn.query.mentions))
