"""What can be done with a question understood: each operation fills in a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from typing import Final

from bot.labels.index import DocumentIndex, Place
from bot.labels.mentions import Mention
from bot.operations import (
    absent,
    averages,
    change,
    compute,
    in_words,
    narrative,
    page,
    places,
    prose,
    sets,
    shares,
    stages,
)
from bot.operations.amounts import is_form, unit_of
from bot.operations.together import of_several_groups
from bot.operations.value import answer_values
from bot.prose.asked import asks_for_money, asks_for_people
from bot.prose.weighing import speaks_of_acts
from bot.query import IN_TURN, Query
from bot.replying import replies
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.intent import counts_items, measure_asked
from bot.words.sets import sets_in
from ingest.numbers import SCALE

_OF: Final = re.compile("(?:[\u4e00-\u9fff]|安排|拨付|拨款|负担|列支|开支|解决)?的")
"""What makes one thing another's; a body below may go on by a character (公路养护段)."""


def told(query: Query, index: DocumentIndex) -> Draft | None:
    """What one document's running text says to a query that no table answers."""
    draft = Draft()
    headed = narrative.answer_heading(draft, query, index)
    return draft if headed or prose.answer_from_prose(draft, query, index) else None


def execute(query: Query, index: DocumentIndex) -> Draft:
    """Answer a query from what one document prints, or say what stands in the way."""
    if len(query.in_turn) > 1 and {*query.in_turn, query.operation} <= IN_TURN:
        draft = Draft()
        each = [_execute(draft, replace(query, operation=op), index) for op in query.in_turn]
        if any(one is draft for one in each):
            draft.drop_repeated()
            if not all(one is draft for one in each):
                draft.lines.append("所问的其他情况，文件没有说明。")
            return draft
    return _execute(Draft(), query, index)


def _execute(draft: Draft, query: Query, index: DocumentIndex) -> Draft:
    """The draft, added to; another that refuses, with the draft as it was."""
    if in_words.answer_in_words(draft, query, index):
        return draft
    title = f"《{index.disclosure.metadata.title}》"
    if absent.answer_absent(draft, query, index):
        return draft
    if not query.targets and (asked := page.of_the_page(query)):
        return replies.not_on_the_page(asked, title)
    if _asks_for_the_office(query):
        return replies.not_by_office(title)
    if query.unheld:
        return replies.item_missing(query, title)
    if query.unexplained:
        return replies.not_understood(query, title)
    if query.operation == "sum" and (amiss := sets.miscounted(query, index)):
        return replies.counted_otherwise(amiss, title)
    if query.operation in _OF_AN_AMOUNT and _are_one_of_another(query):
        return replies.not_said(query, title)  # 图书馆的公务接待费 is neither of the two
    if _over_a_set(draft, query, index) or _computed(draft, query, index):
        return draft
    if not query.targets:
        return replies.not_understood(query, title)
    if query.operation == "value" and any(amount.unit == "%" for amount in query.amounts):
        return replies.not_said(query, title)  # 三分之一的差旅费 is not the whole of it
    if query.operation == "value" and prose.asks_for_no_figure(query):
        return replies.not_said(query, title)
    if query.operation in _WORDS_ONLY and not (query.cue and query.cue.weak):
        return replies.not_said(query, title)
    changed = any(cue.operation == "change" for cue in query.cues)
    if query.operation == "yesno" and changed and query.amounts:
        return replies.not_said(query, title)
    things = measure_asked(query.text) is not None and not asks_for_money(query.text)
    things = things or asks_for_people(query.text)
    counted = query.operation == "count" or (query.operation == "value" and things)
    if counted and any(unit_of(t.best.place) in SCALE for t in query.targets):
        return replies.not_said(query, title)  # asked how many, not how much money
    met = {mention for target in query.targets for mention in target.mentions}
    unmet = [mention for mention in query.mentions if mention not in met]
    if unmet and any(is_form(target.best.place) for target in query.targets):
        return replies.not_said(query, title)  # it is asked of the project, not its amount
    if any(_has_a_row(mention, index) for mention in unmet):
        return replies.not_said(query, title)
    if any(_counts_otherwise(query, t.best.place) for t in query.targets):
        return replies.not_said(query, title)
    money = asks_for_money(query.text)
    if not answer_values(draft, query.targets, money) or not _named_too(draft, query, index):
        return replies.not_said(query, title)
    draft.lines += [f"“{mention.text}”没有单独列出金额。" for mention in unmet]
    if query.operation == "yesno" and not query.amounts:
        prose.tell_of_acts(draft, query, index)
    return draft


def _asks_for_the_office(query: Query) -> bool:
    """Whether nothing is open but that the body's own office is meant (本级)."""
    words = query.unexplained
    return bool(words) and not query.unheld and all(map(pattern("own_office").fullmatch, words))


def _are_one_of_another(query: Query) -> bool:
    """Whether one amount is asked for of another thing (甲的乙, 甲安排的乙, 差旅费结余) that no
    place prints of it."""
    return any(
        _is_of(query.text, mention, of) and not pattern("vague").fullmatch(of.text)
        for target, other in permutations(query.targets, 2)
        if not (is_form(target.best.place) and is_form(other.best.place))
        for mention in target.mentions
        for of in other.mentions
    )


def _is_of(text: str, mention: Mention, of: Mention) -> bool:
    between = text[mention.end : of.start]
    if between or mention.end != of.start:
        return _OF.fullmatch(between) is not None
    return of.source == "lexicon" and not pattern("apart").search(text)


def _has_a_row(mention: Mention, index: DocumentIndex) -> bool:
    """Whether a row of a table called just so, or a sentence, prints an amount: it is not left
    without one."""
    postings = [p for label in mention.labels for p in index.postings.get(label, ())]
    rows = [posting.place for posting in postings if posting.role == "row"]
    if any(p.statement is not None and p.statement.aspect == "amount" for p in rows):
        return True
    return mention.source == "label" and any(place.fact is not None for place in rows)


def _named_too(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What is counted by its names as well, where these are asked for (有几个，都叫什么); False
    where the document does not print them."""
    if query.operation != "count" or not pattern("names").search(query.text):
        return True
    return narrative.answer_parts(draft, query.mentions, index)


def _counts_otherwise(query: Query, place: Place) -> bool:
    """Whether a sentence tells how many there are, where it is asked how much money, or how
    many are bought."""
    statement = place.statement
    if statement is None or statement.aspect != "count":
        return False
    return asks_for_money(query.text) or not speaks_of_acts(query.text, statement.sentence)


def last_year(query: Query, index: DocumentIndex) -> Draft | None:
    """Last year's amount derived from this year's document, where only that is held."""
    metadata = index.disclosure.metadata
    if query.unexplained or query.unheld or metadata.year is None:
        return None
    years = {*query.scope.years, *query.scope.base_years}
    if query.scope.kind not in (None, metadata.kind):
        return None
    draft = Draft()
    if years == {metadata.year - 1, metadata.year} and query.operation in _OF_TWO_YEARS:
        if query.operation in ("value", "list"):
            answer_values(draft, query.targets)  # each year's, in which this year's is printed
        else:
            change.answer_change(draft, query, index)  # the change printed stands first
    elif years != {metadata.year - 1} or query.operation != "value":
        return None  # how last year's amount had changed is not to be had from this year's
    return draft if change.answer_last_year(draft, query, index) else None


_OF_TWO_YEARS = ("value", "list", "change", "difference", "trend")
"""Operations that this year's amount and last year's answer together."""

_OF_AN_AMOUNT = ("value", "sum", "convert", "yesno", "count")
"""Operations on amounts that are asked for by themselves."""

_WORDS_ONLY = (
    *("reason", "use", "definition", "change", "completion", "name_to_code", "code_to_name"),
    *("trend", "share", "difference", "reverse", "rank", "list", "duties", "agree", "times"),
    *("goal", "average", "structure"),
)
"""Operations a bare figure does not answer."""


def _is_spent_on(query: Query) -> bool:
    """Whether it is asked where the money of an item went (花在哪)."""
    return bool(query.mentions) and any("of_all" in known for known in sets_in(query.text))


def _over_a_set(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    match query.operation:
        case "list" | "goal":
            return (
                sets.answer_list(draft, query, index)
                or narrative.answer_parts(draft, query.mentions, index)
                or (_is_spent_on(query) and in_words.answer_what_for(draft, query, index))
            )
        case "rank":
            return sets.answer_rank(draft, query, index)
        case "count" if counts_items(query.text):
            return sets.answer_count(draft, query, index)
        case "sum":
            return sets.answer_total(draft, query, index)
        case "average":
            return averages.answer_average(draft, query, index)
        case "reverse":
            return sets.answer_reverse(draft, query, index)
    return False


def _stands_in_groups(query: Query) -> bool:
    """Whether the one thing asked is several amounts, which only a sum makes one of."""
    single = len(query.targets) == 1 and query.operation != "sum"
    return single and len(of_several_groups(query.targets[0])) > 1


def _computed(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    if not query.targets or _stands_in_groups(query):
        return False
    if query.scope.both_stages and query.operation in ("value", "list"):
        return stages.answer_both(draft, query, index)
    match query.operation:
        case "share":
            return shares.answer_share(draft, query, index)
        case "times":
            return shares.answer_times(draft, query, index) or change.answer_times_over(
                draft, query, index
            )
        case "value" if any(mention.together for mention in query.mentions):
            return compute.answer_sum(draft, query.targets)
        case "sum":
            return compute.answer_sum(draft, query.targets)
        case "difference":
            return compute.answer_difference(draft, query.targets)
        case "convert":
            return compute.answer_conversion(draft, query)
        case "agree":
            return places.answer_agree(draft, query)
        case "yesno":
            return shares.answer_share_holds(draft, query, index) or compute.answer_yes_or_no(
                draft, query
            )
        case "completion":
            return stages.answer_completion(draft, query, index)
        case "change" if query.scope.against_budget:
            return stages.answer_against_budget(draft, query, index)
        case "change":
            return change.answer_change(draft, query, index)
        case "name_to_code" | "code_to_name":
            named = sets.answer_code(draft, query)
            if (
                named
                and query.operation == "code_to_name"
                and pattern("how_much").search(query.text)
            ):
                answer_values(draft, query.targets)
            return named
        case "where":
            return places.answer_where(draft, query)
    return False
