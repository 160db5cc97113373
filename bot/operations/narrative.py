"""Questions answered by words: what a term means, why, what for, who, where to call.

The words shown are printed ones; a sentence is quoted whole and cited.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final, Literal

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton, variants
from bot.operations.amounts import shortened
from bot.prose.sentences import telling
from bot.prose.weighing import weigh
from bot.query import Query
from bot.replying.draft import Draft, cite_fact, cite_note, cite_passage, cite_statement
from bot.words.composition import pattern
from bot.words.intent import strip_question_words
from bot.words.phrases import blank_out
from ingest.model import Aspect, Passage, Statement
from ingest.text import fold
from ingest.vocabulary import read

_MOST_QUOTED: Final = 12
"""Passages of one section that are quoted."""

_OTHER_NAME: Final = re.compile(r"\(([^()]{4,})\)$")

Against = Literal["budget", "year"]
"""What a change is measured against: the budget of its own year, or another year."""


def answer_definition(
    draft: Draft, mentions: Sequence[Mention], index: DocumentIndex, words: Sequence[str] = ()
) -> bool:
    """Quote the glossary on the terms mentioned; False if it defines none of them, or prints not
    all of ``words``, which are asked of them (公务用车是什么牌子)."""
    wanted = [label for mention in mentions for label in mention.labels]
    found: list[Passage] = []
    for passage in index.disclosure.passages:
        defines = passage.kind == "definition" and passage.subject is not None
        if defines and _names_of(passage.subject or "") & set(wanted):
            found.append(passage)
    printed = fold("|".join(passage.text for passage in found))
    asked = [word for word in words if word not in printed]
    if weigh(asked, [(printed, 1.0)], telling(index)).left:
        return False
    for passage in found:
        _quote(draft, index, passage)
    return bool(found)


def _names_of(term: str) -> set[str]:
    """What a defined term is called: as printed, and by its other name in brackets."""
    also = _OTHER_NAME.search(fold(term))
    return {*variants(term), *(variants(also[1]) if also else ())}


def answer_parts(draft: Draft, mentions: Sequence[Mention], index: DocumentIndex) -> bool:
    """Quote what a term takes in, from the glossary, from the sentence that lists its parts, or
    from what stands under a heading that is the term."""
    if answer_definition(draft, mentions, index):
        return True
    found = next(statements_about(mentions, index, "use"), None)
    if found is None:
        return _quote_under(draft, mentions, index)
    draft.cite(cite_statement(index.disclosure, found))
    draft.lines.append(f"{found.subject[-1]}：{found.text.rstrip('。；;,，')}。")
    draft.lines.append(f"原文：{found.sentence}")
    return True


def _quote_under(draft: Draft, mentions: Sequence[Mention], index: DocumentIndex) -> bool:
    """Quote all that stands under the one heading that is named; False where there is none, or
    headings stand under it, which are parts too."""
    wanted = {
        label for mention in mentions if mention.source == "label" for label in mention.labels
    }
    below = [
        passage
        for passage in index.disclosure.passages
        if passage.kind == "narrative" and wanted & {skeleton(one) for one in passage.section}
    ]
    sections = {passage.section for passage in below}
    if len(sections) != 1 or skeleton(sections.pop()[-1]) not in wanted:
        return False
    for passage in below:
        _quote(draft, index, passage)
    return True


def answer_aspect(
    draft: Draft,
    mentions: Sequence[Mention],
    index: DocumentIndex,
    aspect: Aspect,
    against: Against | None = None,
) -> bool:
    """Quote the sentences that say why (``reason``) or what for (``use``) of what is mentioned."""
    found = list(statements_about(mentions, index, aspect, against))
    for statement in found:
        number = draft.cite(cite_statement(index.disclosure, statement))
        name = statement.subject[-1] if statement.subject else ""
        word = {"reason": f"{_base(statement)}的原因", "use": "主要用于"}.get(aspect, "")
        draft.lines.append(f"{name}{word}：{statement.text.rstrip('。；;,，')}。")
        section = draft.citations[number].section
        draft.lines.append(f"原文（{section}）：{statement.sentence}")
    return bool(found)


def statements_about(
    mentions: Iterable[Mention],
    index: DocumentIndex,
    aspect: Aspect,
    against: Against | None = None,
) -> Iterator[Statement]:
    """Statements of an aspect whose subject is mentioned, the closest subject first.

    ``against`` keeps those that compare with the same year's budget, or with another year.
    """
    wanted = {label for mention in mentions for label in mention.labels}
    matching = [
        s
        for s in index.disclosure.statements
        if s.aspect == aspect and s.subject and _compares(s, against)
    ]
    stated = {s.subject for s in index.disclosure.statements if s.aspect == "amount"}
    matching.sort(key=lambda s: s.subject not in stated)
    called = {
        id(posting.place.statement)
        for label in wanted
        for posting in index.postings.get(label, ())
        if posting.role == "row"
    }
    named = [s for s in matching if id(s) in called]
    leaf = sorted(named, key=lambda s: any(_is_part(other, s) for other in named))
    part = {label for label in wanted if not pattern("whole").fullmatch(label)}
    inside = [s for s in matching if any(w in skeleton(s.subject[-1]) for w in part)]
    yield from (leaf or inside or [s for s in matching if _of_all(s, wanted, index)])[:3]


def _is_part(statement: Statement, whole: Statement) -> bool:
    """Whether a statement is about a part of what another is about, which names the whole too
    (公务接待费 of 三公经费)."""
    path, of = statement.subject, whole.subject
    return len(path) > len(of) and path[: len(of)] == of


def _of_all(statement: Statement, wanted: Container[str], index: DocumentIndex) -> bool:
    """Whether a sentence is about a part that is all of what is mentioned (支出预算8万元，其中：
    财政拨款支出预算8万元)."""
    path = statement.subject
    if len(path) < 2 or skeleton(path[-2]) not in wanted:
        return False
    stated = [s for s in index.disclosure.statements if s.aspect == "amount"]
    amounts = [{s.value for s in stated if s.subject == one} for one in (path, path[:-1])]
    return amounts[0] == amounts[1] != set()


def _base(statement: Statement) -> str:
    """What the change was measured against that a reason is given for."""
    if statement.base_year is None:
        return ""
    if statement.base_year == statement.year:
        return "比预算变化"
    printed = str(statement.base_year) in statement.sentence
    return f"比{statement.base_year}年变化" if printed else "比上年变化"


def _compares(statement: Statement, against: Against | None) -> bool:
    with_budget = statement.base_year is not None and statement.base_year == statement.year
    return against is None or with_budget == (against == "budget")


def answer_duties(draft: Draft, index: DocumentIndex) -> bool:
    """Quote the narrative's section on the body's duties; False if there is none."""
    return quote_first(draft, index, sections_on(index, "duties", but="structure"))


def sections_on(index: DocumentIndex, which: str, but: str) -> list[Passage]:
    """The passages under headings on ``which`` (scope.toml), with those under the headings that
    part these, which are not on ``but``."""
    about, other = (re.compile(read("scope")[name]) for name in (which, but))
    told = list(narrative_of(index))
    found = {passage.section for passage in told if about.search(passage.section[-1])}
    return [
        passage
        for passage in told
        if any(passage.section[: len(one)] == one for one in found)
        and (passage.section in found or not other.search(passage.section[-1]))
    ]


def narrative_of(index: DocumentIndex) -> Iterator[Passage]:
    """The passages of the narrative that stand under a heading."""
    return (p for p in index.disclosure.passages if p.kind == "narrative" and p.section)


def quote_first(draft: Draft, index: DocumentIndex, passages: Sequence[Passage]) -> bool:
    """Quote the first of some passages, saying so if there are more; False if there are none."""
    for passage in passages[:_MOST_QUOTED]:
        _quote(draft, index, passage)
    if len(passages) > _MOST_QUOTED:
        draft.lines.append("只引用前面的部分，其余请看原文。")
    return bool(passages)


def answer_heading(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Quote what stands under the one heading that is all a question names (国有资产情况)."""
    if len(query.mentions) > 1:
        return False
    said = strip_question_words(blank_out(query.text, query.scope.spans), wide=True)
    wanted = {_heading(said)}
    if pattern("section").search(query.text) and not query.unexplained:
        wanted |= {_heading(label) for mention in query.unheld for label in mention.labels}
    wanted.discard("")
    below = [passage for passage in narrative_of(index) if _heading(passage.section[-1]) in wanted]
    single = len({passage.section for passage in below}) == 1
    return single and quote_first(draft, index, below)


def _heading(text: str) -> str:
    """The skeleton of a heading without the 情况说明 behind it."""
    return pattern("section_tail").sub("", skeleton(text))


def answer_note(draft: Draft, mentions: Iterable[Mention], index: DocumentIndex) -> bool:
    """Quote the note of an empty table that is named, by part of its title too: why it is empty.

    The note of a table that prints amounts says nothing of them, whatever it claims.
    """
    labels = {label for mention in mentions for label in mention.labels}
    labels = {label for label in labels if not pattern("whole").fullmatch(label)}
    named = [t for label in labels for t in index.titles.get(label, ())]
    titled = [t for t in index.disclosure.tables if any(one in skeleton(t.title) for one in labels)]
    filled = {fact.table for fact in index.disclosure.facts if fact.value is not None}
    for table in (*named, *titled):
        if table.note and table.index not in filled:
            draft.cite(cite_note(index.disclosure, table))
            draft.lines.append(f"《{fold(table.title)}》的说明：{table.note}")
            return True
    return False


def answer_goal(
    draft: Draft, mentions: Sequence[Mention], index: DocumentIndex, about: str
) -> bool:
    """Quote the text cells of the form a mention names: those mentioned, or whose label matches
    the pattern ``about``."""
    wanted = {label for mention in mentions for label in mention.labels}
    found = False
    for fact in index.disclosure.facts:
        if fact.value is not None or not (fact.text and fact.column) or len(fact.row) != 1:
            continue
        named = set(variants(fact.row[0])) & wanted
        asked = set(variants(fact.column[-1])) & wanted or re.search(about, fact.column[-1])
        if named and asked and index.disclosure.table(fact.table).layout == "form":
            draft.cite(cite_fact(index.disclosure, fact))
            draft.lines.append(f"{fact.row[0]}的{fact.column[-1]}：{shortened(fact.text)}")
            found = True
    return found


def _quote(draft: Draft, index: DocumentIndex, passage: Passage) -> None:
    number = draft.cite(cite_passage(index.disclosure, passage))
    draft.lines.append(f"{shortened(passage.text)}（{draft.citations[number].section}）")
