"""What can be done with a question understood: each operation fills in a draft."""

from __future__ import annotations

from dataclasses import replace

from bot.labels.index import DocumentIndex
from bot.operations import (
    absent,
    amiss,
    averages,
    change,
    codes,
    compute,
    in_words,
    narrative,
    places,
    prose,
    rest,
    sets,
    shares,
    stages,
)
from bot.operations.ranked import of_both_ends
from bot.operations.together import of_several_groups
from bot.operations.value import answer_values
from bot.prose.asked import asks_for_money
from bot.query import IN_TURN, Query
from bot.replying import replies
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.intent import counts_items
from bot.words.sets import sets_in


def told(query: Query, index: DocumentIndex) -> Draft | None:
    """What one document's running text says to a query that no table answers."""
    if amiss.asks_for_a_part_within(query):
        return None
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
    if in_words.answer_in_words(draft, query, index) or absent.answer_absent(draft, query, index):
        return draft
    if refused := amiss.in_the_way(query, index):
        return refused
    title = f"《{index.disclosure.metadata.title}》"
    if _over_a_set(draft, query, index):
        return draft
    if amiss.of_some(query):
        return replies.not_said(query, title)
    if _computed(draft, query, index):
        return draft
    if not query.targets:
        return replies.not_understood(query, title)
    query, money = amiss.amounts_only(query), asks_for_money(query.text)
    if (
        amiss.no_bare_figure(query, index)
        or not answer_values(draft, query.targets, money)
        or not _named_too(draft, query, index)
    ):
        return replies.not_said(query, title)
    draft.lines += [f"“{one.text}”没有单独列出金额。" for one in amiss.unmet(query)]
    if query.operation == "yesno" and not query.amounts:
        prose.tell_of_acts(draft, query, index)
        absent.tell_of_absence(draft, query, index)
    return draft


def _named_too(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What is counted by its names as well, where these are asked for (有几个，都叫什么); False
    where the document does not print them."""
    if query.operation != "count" or not pattern("names").search(query.text):
        return True
    return narrative.answer_parts(draft, query.mentions, index)


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
        case "share":
            return sets.answer_share_of_some(draft, query, index)
        case "times" if of_both_ends(query):
            return sets.answer_rank(draft, query, index)
        case "count" if counts_items(query.text):
            return sets.answer_count(draft, query, index)
        case "sum":
            return sets.answer_total(draft, query, index)
        case "average" if not amiss.of_some(query):
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
        case "difference" if any(cue.percent for cue in query.cues):
            return compute.answer_per_cent_more(draft, query)
        case "difference":
            return compute.answer_difference(draft, query.targets)
        case "rest":
            return rest.answer_rest(draft, query, index)
        case "convert":
            return compute.answer_conversion(draft, query)
        case "agree":
            return places.answer_agree(draft, query)
        case "yesno":
            return (
                shares.answer_share_holds(draft, query, index)
                or compute.answer_yes_or_no(draft, query)
                or compute.answer_whether_more(draft, query)
            )
        case "completion":
            return stages.answer_completion(draft, query, index)
        case "change" if query.scope.against_budget:
            return stages.answer_against_budget(draft, query, index)
        case "change":
            return change.answer_change(draft, query, index)
        case "name_to_code" | "code_to_name":
            named = codes.answer_code(draft, query)
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
