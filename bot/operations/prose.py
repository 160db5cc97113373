"""What only running text tells: 聘用保洁3名, what the guards do, why staff dress alike.

The sentence that prints all that is asked is quoted. A word that is printed nowhere near it, or
another quantity that is as near, stops the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.place import Place
from bot.labels.skeletons import skeleton
from bot.operations.amounts import shortened
from bot.operations.narrative import answer_goal
from bot.prose.asked import Asked, act_asked, asked_in
from bot.prose.quantities import Quantity, quantities
from bot.prose.sentences import Sentence, telling
from bot.prose.telling import about
from bot.prose.weighing import names_an_act, speaks_of_acts
from bot.query import Query
from bot.replying.draft import Draft, cite_passage
from bot.words.phrases import blank_out
from ingest.vocabulary import read

_COMPUTED: Final = (
    *("change", "trend", "share", "difference", "rank", "convert", "reverse", "yesno"),
    *("code_to_name", "name_to_code", "publication", "contact"),
)
"""What no sentence is quoted for: an operation that works something out, or has its own place."""


def answer_from_prose(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Quote what the running text says to each thing asked; False where it lacks one of them.

    Where labels explain every word of a question, text says at most how much or how many.
    """
    subjects = _projects(query, index)
    if len(subjects) > 1 or query.amounts or query.operation in _COMPUTED or query.scope.stage:
        return False
    subject = next(iter(subjects), None)
    explained = not (query.unexplained or query.unheld or subject)
    sentences = [one for one in telling(index).sentences if _is_of(one, subject)]
    sentences = [one for one in sentences if not _is_of_another_fund(one, query)]
    answered = Draft()
    for asked in asked_in(query, subject):
        if explained and not asked.measure:
            return False
        if subject and not asked.measure and not asked.words:
            found = answer_goal(answered, query.mentions, index, read("question")["form_use"])
        else:
            least = 0 if answered.lines else 1 if subject else None
            found = asked.is_enough(least) and _answer(answered, asked, sentences, index)
        if not found:
            return False
    draft.lines += answered.lines
    draft.figures += answered.figures
    draft.citations += answered.citations
    return bool(draft.lines)


def tell_of_acts(draft: Draft, query: Query, index: DocumentIndex) -> None:
    """Put how many the narrative says are bought (安排购置车辆1辆) before the amount for it, where
    a question asks whether any are (公务用车买了没有)."""
    labels = [(m.start, m.end) for m in query.mentions if m.source == "label"]
    if not names_an_act(blank_out(query.text, labels)):
        return
    counts = {s.sentence for s in index.disclosure.statements if s.aspect == "count"}
    counting = [one for one in telling(index).sentences if one.text in counts]
    said, draft.lines = draft.lines, []
    for sentence in about(act_asked(query), counting, telling(index)):
        if names_an_act(sentence.text) and speaks_of_acts(query.text, sentence.text):
            _quote(draft, sentence, index)
    draft.lines += said


def asks_about_project(query: Query, index: DocumentIndex) -> bool:
    """Whether a question about a project asks for words only: 都培训些什么."""
    subject = next(iter(_projects(query, index)), None)
    return subject is not None and _in_words_only(asked_in(query, subject))


def asks_for_no_figure(query: Query) -> bool:
    """Whether a question asks where, when, who or for whom."""
    asked = asked_in(query, None)
    return _in_words_only(asked) and any(one.aspect for one in asked)


def _in_words_only(asked: Sequence[Asked]) -> bool:
    return bool(asked) and all(one.measure is None for one in asked)


def _projects(query: Query, index: DocumentIndex) -> set[str]:
    """The projects that a question names as such, not by a word of their names."""
    said = [m for m in query.mentions if m.source == "label" or "项目" in m.text]
    return {label for m in said for label in m.labels if label in index.subjects}


def _answer(draft: Draft, asked: Asked, sentences: list[Sentence], index: DocumentIndex) -> bool:
    """Quote what sentences say to one thing asked; another part of the question is answered
    where the one before was.
    """
    text = telling(index)
    if asked.measure is None:
        found = about(asked, sentences, text)
        for sentence in found:
            _quote(draft, sentence, index)
    else:
        counted = quantities(asked, sentences, text)
        for quantity in counted:
            _quote_quantity(draft, quantity, index)
        found = [quantity.sentence for quantity in counted]
    passages = {one.passage for one in found}
    sentences[:] = [one for one in sentences if one.passage in passages]
    return bool(found)


def _is_of(sentence: Sentence, subject: str | None) -> bool:
    return subject is None or skeleton(sentence.passage.subject or "") == subject


def _is_of_another_fund(sentence: Sentence, query: Query) -> bool:
    """Whether a sentence gives the total of one fund where the question asks for all there is
    (本年支出 below 政府性基金预算收支情况)."""
    words = read("narrative")
    if not any(label in words["unqualified"] for m in query.mentions for label in m.labels):
        return False
    funds = re.findall(words["fund"], "".join(sentence.passage.section))
    return any(fund.removesuffix("预算") not in query.text for fund in funds)


def _quote_quantity(draft: Draft, quantity: Quantity, index: DocumentIndex) -> None:
    cited = _quote(draft, quantity.sentence, index)
    if quantity.exact:
        label = quantity.sentence.passage.subject or draft.citations[cited].section or ""
        value, unit = quantity.value, quantity.unit
        draft.add_figure(Place(index), label, value=value, unit=unit, citations=[cited])


def _quote(draft: Draft, sentence: Sentence, index: DocumentIndex) -> int:
    """Quote a sentence, once; the number of its citation."""
    passage = sentence.passage
    cited = draft.cite(cite_passage(index.disclosure, passage, sentence.text))
    project = passage.subject != index.disclosure.metadata.organization and passage.subject
    under = project or sentence.under
    line = f"文件中写明{f'（{under}）' if under else ''}：{shortened(sentence.text)}"
    if line not in draft.lines:
        draft.lines += [line, f"出处：{draft.citations[cited].section}"]
    return cited
