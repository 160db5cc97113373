"""A question that leaves out what the conversation spoke of, completed from the turns before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.labels.index import DocumentIndex
from bot.operations.amounts import is_form
from bot.query import Query
from bot.records.sessions import Turn
from bot.understanding.coordinated import is_held
from bot.understanding.several import is_bare_total, is_of_turns, over_turns, subject
from bot.understanding.whole import content
from bot.words.composition import pattern
from bot.words.phrases import blank_out
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
    if turns[-1].over_bodies:
        return _of_the_bodies(query, turns[-1])
    about = subject(turns[-1])
    if about and (said := _pointing(query, turns[-1], about)):
        return said
    before = next((t for t in reversed(turns) if t.query.operation in _OVER_A_SET), None)
    own_set = bool(sets_in(query.text))
    if _asks_for_the_sum(query, turns[-1]):
        return about + query.text  # 合计多少, of several just spoken of
    if query.operation == "difference" and pattern("last_year").search(turns[-1].query.text):
        return None if _names_its_own(query) else f"{about}比去年变化多少"
    leaves_out = is_bare_total(query) or is_of_turns(query) or not _names_its_own(query)
    if leaves_out and not own_set and (over := over_turns(query, turns)):
        return over
    if query.operation in _OVER_A_SET and before is not None and not own_set:
        said = "和".join(mention.text for mention in before.query.mentions)
        about = set_said(before.query.text) or said  # 第二多的呢 after 哪个项目最多
    if _names_its_own(query) or not about or query.operation in _SELF_CONTAINED:
        return None
    if query.operation in _OVER_A_SET and own_set and not _asks_where_it_went(query):
        return None
    return _with_subject(query, turns[-1], about)


def supposed(query: Query, index: DocumentIndex, turns: Sequence[Turn]) -> Iterator[str]:
    """Fuller questions that may be meant where one is not understood as it stands: of the
    project spoken of, or a label that ends as the one spoken of does (那电呢 after 水费)."""
    if not turns or query.refusals or not _is_of_one_item(query) or sets_in(query.text):
        return
    project = turns[-1].project
    bare = pattern("lead").sub("", query.text)
    if project in index.subjects and project not in _labels(query):
        yield f"{project}的{bare}"
    core = pattern("tail").sub("", bare)
    for mention in turns[-1].query.mentions[-1:] if core else ():
        for ending in read("composition")["endings"]:
            if mention.labels[0].endswith(ending) and is_held(core + ending, index):
                yield core + ending


def _is_of_one_item(query: Query) -> bool:
    """Whether one thing is asked for; what a label of forms is (依据是什么) is such, in a form."""
    if query.operation == "definition" and pattern("what_is").search(query.text):
        return all(is_form(target.best.place) for target in query.targets)
    return query.operation in _OF_ONE_ITEM


def of_another_project(query: Query, index: DocumentIndex, turns: Sequence[Turn]) -> str | None:
    """What was asked of one project, asked of another that is only named (那培训项目的呢)."""
    if not turns or turns[-1].project is None or query.operation != "value":
        return None
    said = turns[-1].query.mentions
    asked = [m.text for m in said if m.labels[0] not in index.subjects]
    alone = len(query.mentions) == 1 and query.mentions[0].labels[0] in index.subjects
    if not asked or not alone or not pattern("of_it_too").search(query.text):
        return None
    return f"{query.mentions[0].text}的{'、'.join(asked)}"


def is_open(query: Query, index: DocumentIndex) -> bool:
    """Whether a question as it stands may lean on the project spoken of: it is not understood,
    or what it names stands in forms, of which it names none."""
    if query.unexplained or query.unheld or not (query.targets or query.mentions):
        return True
    named = _labels(query) & set(index.subjects)
    return not named and all(is_form(t.best.place) for t in query.targets)


def is_understood(query: Query) -> bool:
    """Whether every word of a question is explained by something the document prints."""
    return bool(query.targets) and not (query.unexplained or query.unheld)


def says_only_whose(query: Query) -> bool:
    """Whether a question says whose or which year's disclosure is meant, and nothing else."""
    scope = query.scope
    told = scope.named or scope.years or scope.kind
    asks = query.operation != "value" or query.refusals or content(query).strip()
    return bool(told) and not asks


def _pointing(query: Query, turn: Turn, about: str) -> str | None:
    """A question that points at what a turn was about, with that in the place of the pointer."""
    if pattern("again").fullmatch(query.text):
        return about
    if pattern("doubted").fullmatch(query.text):
        return f"{about}在哪张表"
    if stands := pattern("stands_in").match(query.text):
        whole = stands["where"] or stands["of"]
        where = whole.partition("、")[0] if stands["table"] else whole
        item = turn.query.mentions[-1].text if len(turn.query.targets) == 1 else about
        return f"{where}{stands['table'] or ''}里的{item}{stands['rest'] or ''}"
    if query.targets and (adding := pattern("adding").match(query.text)):
        return f"{about}加上{query.text[adding.end() :]}"
    if query.targets and pattern("set_against").match(query.text):
        first = turn.query.mentions[0].text if len(turn.query.targets) > 1 else about
        return f"{first}{query.text}"
    if among := pattern("among").match(query.text):
        return f"{about}中{query.text[among.end() :]}"
    if project := pattern("that_project").match(query.text):
        name = about if turn.project else f"{about}项目"
        return f"{name}的{query.text[project.end() :]}"
    pronoun = pattern("pronoun").match(query.text)
    if query.operation == "share" and turn.project:
        about = turn.project  # what is a part of something is the project, none of its indicators
    return f"{about}的{query.text[pronoun.end() :]}" if pronoun else None


def _of_the_bodies(query: Query, turn: Turn) -> str | None:
    """Which of the bodies that were compared is asked for next: 第二名呢 after 哪个部门最多."""
    if query.operation != "rank" or query.scope.named or _names_its_own(query):
        return None
    ends = [(cue.start, cue.end) for cue in turn.query.cues if cue.operation == "rank"]
    return f"{''.join(blank_out(turn.query.text, ends).split())}{query.text}"


def _with_subject(query: Query, turn: Turn, about: str) -> str:
    """The question with its subject behind the body it names, of the year spoken of, or else in
    front."""
    bare = query.text.removeprefix("那么").removeprefix("那")
    if query.operation == "share" and len(turn.query.targets) > 1 and "占" not in bare:
        bare = f"各占{bare}"  # 比例呢, of several just spoken of
    if not query.scope.named:
        return about + bare
    body = "".join(query.text[start:end] for start, end in query.scope.spans)
    rest = "".join(blank_out(query.text, query.scope.spans).split())
    same_year = turn.year_said and not query.scope.years
    when = f"{turn.year_said}年" if same_year else ""
    return f"{body}{when}{about}{rest.removeprefix('那么').removeprefix('那')}"


def _labels(query: Query) -> set[str]:
    return {label for mention in query.mentions for label in mention.labels}


def _asks_where_it_went(query: Query) -> bool:
    """Whether it is asked where the money went (花在哪), of whatever was spoken of."""
    return all("of_all" in known for known in sets_in(query.text))


def _asks_for_the_sum(query: Query, turn: Turn) -> bool:
    """Whether a question names nothing but the total, after several things."""
    return is_bare_total(query) and len(turn.query.mentions) > 1


def _names_its_own(query: Query) -> bool:
    """Whether the question itself says what it is about; a total after 占 is not that, nor are
    本级 and 两者."""
    if query.operation == "share" and pattern("share_begins").match(query.text):
        return False
    said_before = [pattern(name) for name in ("own_office", "both", "taken")]
    open_words = [
        word for word in query.unexplained if not any(p.fullmatch(word) for p in said_before)
    ]
    return bool(query.targets or query.unheld or open_words)
