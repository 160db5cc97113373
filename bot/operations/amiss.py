"""What stands in the way of answering a query, however its words are explained."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.lookup import Target
from bot.labels.mentions import Mention
from bot.labels.place import Place
from bot.labels.skeletons import skeleton
from bot.operations import page, prose, sets
from bot.operations.amounts import is_form, unit_of
from bot.prose.asked import asks_for_money, asks_for_people
from bot.prose.weighing import speaks_of_acts
from bot.query import Query
from bot.replying import replies
from bot.replying.draft import Draft
from bot.words.composition import pattern
from bot.words.intent import measure_asked
from bot.words.sets import sets_in
from ingest.numbers import SCALE

_SETS_APART: Final = ("difference", "change", "agree", "rank", "times", "share")
"""Operations that set one amount against another."""

_OF_ITEMS: Final = ("value", "list", "rank", "count", "sum", "average", "yesno")
"""Operations that may be asked of some of a set's items."""

_OF_AN_AMOUNT: Final = ("value", "sum", "convert", "yesno", "count")
"""Operations on amounts that are asked for by themselves."""

_OF_THE_ITEM: Final = ("yesno", "times", "convert", "average", "rest", "value", "share")
"""Operations on the very items that are named, not on the first few of their parts."""

_WORDS_ONLY: Final = (
    *("reason", "use", "definition", "change", "completion", "name_to_code", "code_to_name"),
    *("trend", "share", "difference", "reverse", "rank", "list", "duties", "agree", "times"),
    *("goal", "average", "structure", "rest"),
)
"""Operations a bare figure does not answer."""


def in_the_way(query: Query, index: DocumentIndex) -> Draft | None:
    """The refusal of what a document does not tell, whatever is to be done with it; None where
    nothing stands in the way."""
    title, scope = f"《{index.disclosure.metadata.title}》", index.disclosure.metadata.scope
    if not query.targets and (asked := page.of_the_page(query)):
        return replies.not_on_the_page(asked, title)
    if scope and query.operation in _SETS_APART and pattern("both_scopes").search(query.text):
        return replies.not_of_both_scopes(title, scope)
    if _asks_for_the_office(query):
        return replies.not_by_office(title)
    if query.unheld:
        return replies.item_missing(query, title)
    if query.unexplained:
        return replies.not_understood(query, title)
    if query.operation in _OF_ITEMS and pattern("narrowed").search(query.text):
        return replies.not_said(query, title)
    if query.operation == "sum" and (counted := sets.miscounted(query, index)):
        return replies.counted_otherwise(counted, title)
    if query.operation in ("difference", "times") and _same_at_two_places(query):
        return replies.not_said(query, title)  # 三公里的公务接待费比基本支出里的公务接待费
    if query.operation in _OF_AN_AMOUNT and (
        _are_one_of_another(query) or asks_for_a_part_within(query)
    ):
        return replies.not_said(query, title)  # 图书馆的公务接待费 is neither of the two
    return None


def _same_at_two_places(query: Query) -> bool:
    """Whether one item is named twice, to be set against itself at another place, and its places
    are not told apart."""
    vague = pattern("vague")
    named = [m.labels for m in query.mentions if not vague.fullmatch(m.text)]
    twice = {labels for labels in named if named.count(labels) > 1}
    return any(
        sum(any(m.labels == labels for m in target.mentions) for target in query.targets) < 2
        for labels in twice
    )


def of_some(query: Query) -> bool:
    """Whether something is asked of the first few of a set, or of those above or below an amount
    (前两大项目超过200万吗, 超过50万的项目平均多少)."""
    if query.operation not in _OF_THE_ITEM:
        return False
    if any(c.operation == "rank" and (c.n or c.nth) for c in query.cues):
        return True
    bounded = any(a.relation != "=" and a.unit in SCALE for a in query.amounts)
    return bounded and query.operation != "yesno" and bool(sets_in(query.text))


def asks_for_a_part_within(query: Query) -> bool:
    """Whether a part is asked for of an amount (运行维护费里的油费, 项目支出里的人员经费) that no
    place prints as a part of it."""
    met = [mention for target in query.targets for mention in target.mentions]
    return any(
        pattern("within_it").fullmatch(query.text[whole.end : part.start])
        and not pattern("vague").fullmatch(whole.text)
        and not any(_is_printed_within(part, whole, target) for target in query.targets)
        for whole, part in permutations(met, 2)
    )


def no_bare_figure(query: Query, index: DocumentIndex) -> bool:
    """Whether the figures of what is named would not answer a query: it asks for words, for a
    number of things, or for a part of what is named."""
    return (
        (query.operation in _WORDS_ONLY and not (query.cue and query.cue.weak))
        or (query.operation == "value" and prose.asks_for_no_figure(query))
        or _asks_for_a_part(query)
        or _asks_for_another_measure(query)
        or _leaves_out(query, index)
    )


def unmet(query: Query) -> list[Mention]:
    """What a query names that no figure found for it is called by."""
    met = {mention for target in query.targets for mention in target.mentions}
    return [mention for mention in query.mentions if mention not in met]


def _asks_for_a_part(query: Query) -> bool:
    """Whether a part of an amount is asked for (三分之一的差旅费), or whether it changed by one."""
    if query.operation == "yesno" and query.amounts:
        return any(cue.operation == "change" for cue in query.cues)
    return query.operation == "value" and any(amount.unit == "%" for amount in query.amounts)


def _asks_for_another_measure(query: Query) -> bool:
    """Whether it is asked how many where money is printed, or how much money where the number
    of things is."""
    things = measure_asked(query.text) is not None and not asks_for_money(query.text)
    things = things or asks_for_people(query.text)
    counted = query.operation == "count" or (query.operation == "value" and things)
    if counted and any(unit_of(target.best.place) in SCALE for target in query.targets):
        return True
    return any(_counts_otherwise(query, target.best.place) for target in query.targets)


def _leaves_out(query: Query, index: DocumentIndex) -> bool:
    """Whether the figures found leave out something named that has one of its own, or that is
    asked of a project."""
    left = unmet(query)
    of_forms = any(is_form(target.best.place) for target in query.targets)
    return (bool(left) and of_forms) or any(_has_a_row(mention, index) for mention in left)


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
        if of not in target.mentions  # 小学教育和高中教育的财政拨款支出 is of each
    )


def _is_printed_within(part: Mention, whole: Mention, target: Target) -> bool:
    """Whether a target is a part of what ``whole`` names, and not the whole in another word."""
    if part not in target.mentions or whole not in target.mentions:
        return False
    same = skeleton(target.best.label) in {*part.labels} & {*whole.labels}
    return not (same or part.labels == whole.labels) or part.source != "lexicon"


def _is_of(text: str, mention: Mention, of: Mention) -> bool:
    between = text[mention.end : of.start]
    if between or mention.end != of.start:
        return pattern("of_another").fullmatch(between) is not None
    return of.source == "lexicon" and not pattern("apart").search(text)


def _has_a_row(mention: Mention, index: DocumentIndex) -> bool:
    """Whether a row of a table called just so, or a sentence, prints an amount: it is not left
    without one."""
    postings = [p for label in mention.labels for p in index.postings.get(label, ())]
    rows = [posting.place for posting in postings if posting.role == "row"]
    if any(p.statement is not None and p.statement.aspect == "amount" for p in rows):
        return True
    return mention.source == "label" and any(place.fact is not None for place in rows)


def amounts_only(query: Query) -> Query:
    """A query for money without what is only counted, where an amount is named beside it
    (留学生(来华留学教育)花多少)."""
    if measure_asked(query.text) is not None or not asks_for_money(query.text):
        return query
    kept = tuple(t for t in query.targets if not _counts_otherwise(query, t.best.place))
    return replace(query, targets=kept or query.targets)


def _counts_otherwise(query: Query, place: Place) -> bool:
    """Whether a sentence tells how many there are, where it is asked how much money, or how
    many are bought."""
    statement = place.statement
    if statement is None or statement.aspect != "count":
        return False
    return asks_for_money(query.text) or not speaks_of_acts(query.text, statement.sentence)
