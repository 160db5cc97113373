"""What is asked for in words: why, what for, which duties, how to get in touch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.operations import change, narrative, page, prose
from bot.operations.structure import answer_structure
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.sets import sets_in
from ingest.vocabulary import read


def answer_in_words(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Answer what is asked for in words; False if it is no such question or nothing is printed."""
    mentions = query.mentions
    match query.operation:
        case "definition":
            asked = query.unexplained if query.cue and query.cue.weak else ()
            return narrative.answer_definition(draft, mentions, index, asked)
        case "reason" | "use" as aspect:
            if aspect == "use":
                return answer_what_for(draft, query, index)
            change.correct_direction(draft, query, index, _against(query))
            return _answer_why(draft, query, mentions, index) or narrative.answer_note(
                draft, mentions, index
            )
        case "duties":
            return answer_what_for(draft, query, index)
        case "structure":
            of_parts = _asks_of_parts(query)
            return not of_parts and answer_structure(draft, query.text, index)
        case "publication":
            return page.answer_publication(draft, query.text, index)
        case "contact":
            return page.answer_contact(draft, query.text, index)
        case "value" if prose.asks_about_project(query, index):
            return prose.answer_from_prose(draft, query, index)
        case "goal" if not (sets_in(query.text) or _asks_how_far(query)):
            return narrative.answer_goal(draft, mentions, index, read("question")["form_goal"])
    return False


def _answer_why(
    draft: Draft, query: Query, mentions: Sequence[Mention], index: DocumentIndex
) -> bool:
    """Quote why what is mentioned has changed."""
    return narrative.answer_aspect(draft, mentions, index, "reason", _against(query))


def _of_a_change(query: Query) -> bool:
    """Whether it is asked of a change (多了150万元，给了谁): its reason is what it is for."""
    return any(cue.operation == "change" for cue in query.cues)


def _asks_how_far(query: Query) -> bool:
    """Whether a goal is asked for as a number: 要达到多少."""
    said = query.text[query.cue.start : query.cue.end] if query.cue else ""
    return pattern("how_much").search(said) is not None


def _asks_of_parts(query: Query) -> bool:
    """Whether an item is asked for of the bodies or offices within (下属单位的公务接待费), not
    which these are."""
    ends = [cue.end for cue in query.cues if cue.operation == "structure"]
    between = (query.text[end : m.start] for end in ends for m in query.mentions if end <= m.start)
    return any(said in ("", "的") for said in between)


def _against(query: Query) -> narrative.Against | None:
    """What a change is spoken of against, where the question says it."""
    if query.scope.against_budget:
        return "budget"
    return "year" if query.scope.base_years else None


def answer_what_for(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What an item is for; where none is named, what the body itself is for.

    A sentence that prints what labels leave unexplained says it more closely than a form does.
    """
    if query.unexplained and prose.answer_from_prose(draft, query, index):
        return True
    unheld = query.operation == "use" and query.unheld
    if not query.targets and (query.unexplained or unheld):
        return False
    mentions = [m for target in query.targets for m in target.mentions]
    if query.unexplained and mentions and all(m.source == "lexicon" for m in mentions):
        return False  # 社区 of 社区公共服务中心 is no 城乡社区支出
    if query.operation == "use" and not mentions and _speaks_of_money(query.text):
        return False  # it is no duty that money is spent on
    if all(target.best.place.fact is None for target in query.targets) and (
        query.operation == "duties" or not mentions
    ):
        return narrative.answer_duties(draft, index)
    return (
        narrative.answer_aspect(draft, mentions, index, "use")
        or narrative.answer_goal(draft, mentions, index, read("question")["form_use"])
        or narrative.answer_definition(draft, mentions, index)
        or (_of_a_change(query) and _answer_why(draft, query, mentions, index))
    )


def _speaks_of_money(text: str) -> bool:
    return re.search(read("question")["whole"]["speaks"], text) is not None
