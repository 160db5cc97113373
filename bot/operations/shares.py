"""What part one amount is of another, in per cent or how many times: 占多少, 几倍, 超过一半吗."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.lookup import Target, targets
from bot.labels.place import is_indicator
from bot.labels.skeletons import variants
from bot.operations.amounts import Amount, add_computed, amount_of, bracketed, opening
from bot.operations.change import say_statement
from bot.operations.compute import HOLDS, WORDS
from bot.operations.narrative import statements_about
from bot.operations.together import amounts_of, in_order
from bot.operations.value import answer_values
from bot.operations.wholes import crossing, is_whole, own_whole, under_a_label, whole_of
from bot.query import Query
from bot.replying.draft import Draft
from bot.words.amounts import Relation, SpokenAmount, find_amounts
from bot.words.composition import pattern
from ingest.model import Statement
from ingest.numbers import SCALE
from ingest.text import fold

_CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class _Share:
    """Amounts that are taken together, and the one they are a part of."""

    parts: Sequence[Amount]
    whole: Amount

    @property
    def label(self) -> str:
        return "、".join(part.label for part in self.parts)

    @property
    def ratio(self) -> Decimal:
        unit = self.parts[0].unit
        return sum((p.into(unit) for p in self.parts), Decimal(0)) / self.whole.into(unit)

    @property
    def formula(self) -> str:
        """The parts over the whole, in the unit of the first part."""
        unit = self.parts[0].unit
        above = " + ".join(part.term(unit) for part in self.parts)
        below = self.whole.term(unit)
        return f"{bracketed(above)} ÷ {bracketed(below)}"


def answer_share(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """What part amounts are of the one named after 占 or before 里, else of their total.

    Several are taken together, and each for itself as well, or only so where 各 is said.
    """
    if len(query.targets) == 1 and (printed := _printed_share(query, index)):
        return say_statement(draft, index, printed, "占比")
    if all(is_indicator(target.best.place) for target in query.targets):
        return answer_values(draft, query.targets)  # 占多少权重: printed as it is asked
    asked, named = _parts_and_whole(query, index)
    if len(asked) == len(named) == 1 and (printed := _printed_of(asked[0], named[0], index)):
        return say_statement(draft, index, printed, "占比")
    amounts, whole = _with_whole(asked, named, query, index)
    if not amounts or whole is None or not whole.value:
        of_nothing = pattern("part_of_nothing").search(query.text)
        return bool(of_nothing) and _say_printed_of_any(draft, query, index)
    if any(amount.place is whole.place for amount in amounts):
        return False  # nothing is asked of it as a part of something else
    if (amounts[0].unit in SCALE) != (whole.unit in SCALE):
        return answer_values(draft, [t for t in query.targets if is_indicator(t.best.place)])
    each = [_Share([amount], whole) for amount in amounts]
    if any(share.ratio > 1 for share in each):  # no part of it
        return not _whole_is_said(query) and _say_printed_of_any(draft, query, index)
    together = [] if len(each) == 1 or pattern("each_share").search(query.text) else [amounts]
    for share in [*(_Share(parts, whole) for parts in together), *each]:
        _say(draft, share)
    return True


def say_share(draft: Draft, parts: Sequence[Amount], whole: Amount) -> bool:
    """Say and figure what part amounts are of another together; False where they are more."""
    if not parts or not whole.value or not {whole.unit, *(p.unit for p in parts)} <= set(SCALE):
        return False
    share = _Share(parts, whole)
    if share.ratio > 1:
        return False
    _say(draft, share)
    return True


def _whole_is_said(query: Query) -> bool:
    return any(pattern(words).search(query.text) for words in ("part_of", "inside"))


def _say_printed_of_any(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """The share printed of one of the things named, where none is said to be the whole and the
    first is the greater (政府采购授予小微企业的比例)."""
    for target in query.targets:
        for candidate in target.candidates:
            statement = candidate.place.statement
            if statement and statement.aspect == "share" and not candidate.place.column:
                return say_statement(draft, index, statement, "占比")
    return False


def answer_times(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """How many times the second amount the first is."""
    amounts = amounts_of(in_order(query.targets))
    if len(amounts) != 2 or not amounts[1].value:
        return False
    if (amounts[0].unit in SCALE) != (amounts[1].unit in SCALE):
        return False
    say_times(draft, *amounts)
    return True


def say_times(draft: Draft, first: Amount, base: Amount) -> None:
    """Say and figure how many times the second amount, which is not 0, the first is."""
    share = _Share([first], base)
    value = share.ratio.quantize(_CENT, ROUND_HALF_UP)
    label = f"{first.label}与{base.label}之比"
    add_computed(draft, [first, base], label, value, "倍", share.formula)
    draft.lines.append(
        f"{opening(first.place)}{first.label}{first.said()}，是{base.label}"
        f"{base.said()}的{value}倍（{share.formula} = {value}）。"
    )


def answer_share_holds(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Whether amounts are more or less of another than a question says: 超过一半吗."""
    stated = next((amount for amount in query.amounts if amount.unit == "%"), None)
    asked, named = _parts_and_whole(query, index, stated)
    parts, whole = _with_whole(asked, named, query, index, stated)
    if stated is None or not parts or parts[0].unit not in SCALE:
        return False
    if whole is None or not whole.value or whole.unit not in SCALE:
        return False
    share = _Share(parts, whole)
    relation = _relation(query, stated)
    holds = HOLDS[relation]((share.ratio * 100).quantize(_CENT), stated.value)
    draft.echoes.append(stated.text)
    said = f"{'符合' if holds else '不符合'}{WORDS[relation]}“{stated.text.strip()}”的说法"
    draft.lines.append(f"{'是' if holds else '不是'}，{said}。")
    _say(draft, share)
    return True


def _relation(query: Query, stated: SpokenAmount) -> Relation:
    """How the stated share is compared, which may be said before the whole (超过甲的一半)."""
    said = (*query.mentions, *query.totals)
    between = [m for m in said if query.text[m.end : stated.start] in ("", "的")]
    if not between:
        return stated.relation
    bare = query.text[: between[-1].start] + query.text[stated.start :]
    return next((a.relation for a in find_amounts(bare) if a.unit == "%"), stated.relation)


def _say(draft: Draft, share: _Share) -> None:
    value = (share.ratio * 100).quantize(_CENT, ROUND_HALF_UP)
    formula = f"{share.formula} × 100"
    label = f"{share.label}占{share.whole.label}的比例"
    add_computed(draft, [*share.parts, share.whole], label, value, "%", formula)
    parts = "、".join(f"{part.label}{part.said()}" for part in share.parts)
    together = "合计" if len(share.parts) > 1 else ""
    draft.lines.append(
        f"{opening(share.parts[0].place)}{parts}，{together}占{share.whole.label}"
        f"{share.whole.said()}的{value}%（{formula} = {value}）。"
    )


def _printed_of(part: Target, whole: Target, index: DocumentIndex) -> Statement | None:
    """The sentence that prints the share of one thing in just the other."""
    wanted = {label for mention in whole.mentions for label in mention.labels}
    for statement in statements_about(part.mentions, index, "share"):
        if wanted & {key for label in statement.subject[-2:-1] for key in variants(label)}:
            return statement
        printed = fold(statement.sentence)
        if any(f"占{label}的{fold(statement.text)}" in printed for label in wanted):
            return statement
    return None


def _printed_share(query: Query, index: DocumentIndex) -> Statement | None:
    """The sentence that prints the share of just what is asked, of the whole that is named."""
    target = query.targets[0]
    wholes = [m for m in query.mentions if is_whole(m, query.text, None, index)]
    for candidate in target.candidates:
        statement = candidate.place.statement
        if statement is not None and statement.aspect == "share" and not candidate.place.column:
            of = {key for label in statement.subject[:-1] for key in variants(label)}
            if all(of & set(whole.labels) for whole in wholes):
                return statement
    if len(target.mentions) == 1 and not wholes:
        return next(statements_about(target.mentions, index, "share"), None)
    return None


def _parts_and_whole(
    query: Query, index: DocumentIndex, stated: SpokenAmount | None = None
) -> tuple[list[Target], list[Target]]:
    """What is asked the share of, and what it is a share of where the question names it.

    The whole is named after 占, before 里 or before the ``stated`` share (基本支出的一半).
    """
    held = [m for m in query.mentions if index.holds(m.labels)]
    wholes = [m for m in held if is_whole(m, query.text, stated, index)]
    parts = [m for m in held if m not in wholes]
    if parts and wholes:
        apart = [(one, other) for one in parts for other in parts if one.start < other.start]
        return targets(parts, index, apart), targets(wholes, index)[:1]
    first, *others = query.targets
    listed = pattern("part_of").search(query.text) or not _one_clause(query)
    if others and (listed or query.totals):
        return list(query.targets), []
    if others or len(first.mentions) == 1:
        return [first], others[:1]
    return under_a_label(first, index)


def _one_clause(query: Query) -> bool:
    """Whether all that is asked for is named in one clause."""
    clauses = pattern("clause").finditer(query.text)
    named = {m.start for target in query.targets for m in target.mentions}
    return any(all(c.start() <= at < c.end() for at in named) for c in clauses)


def _with_whole(
    asked: Sequence[Target],
    named: Sequence[Target],
    query: Query,
    index: DocumentIndex,
    stated: SpokenAmount | None = None,
) -> tuple[list[Amount], Amount | None]:
    """The parts and the whole: the amount named as such, else a total the question speaks of,
    else the first part's own. Nothing where an amount is not printed."""
    if crossed := crossing(query, index, stated):
        part, total = crossed
        return ([part] if part else []), total
    amounts = amounts_of([*asked, *named])
    if not amounts:
        return [], None
    if named:
        own = own_whole(amounts[0], named[0]) if len(amounts) == 2 else None
        return amounts[:-1], own or amounts[-1]
    totals = targets(query.totals, index)[:1]
    return amounts, (amount_of(totals[0]) if totals else None) or whole_of(amounts[0])
