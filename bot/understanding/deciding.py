"""What is to be done with what a question names: its words decide, seen beside what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.labels.lookup import Target
from bot.labels.place import is_indicator
from bot.operations.amounts import prints_words
from bot.operations.code_range import code_range
from bot.operations.items import names_a_whole
from bot.operations.together import of_several_groups
from bot.understanding.clauses import told
from bot.words.amounts import SpokenAmount, find_amounts
from bot.words.composition import pattern
from bot.words.intent import Cue, Operation
from bot.words.phrases import Span, blank_out
from bot.words.sets import set_spans
from ingest.numbers import SCALE

_PRECEDENCE: Final[tuple[Operation, ...]] = (
    "publication", "definition", "reason", "contact", "structure", "duties", "name_to_code",
    "code_to_name", "agree", "where", "use", "reverse", "yesno", "rest", "times", "completion",
    "share", "trend", "average", "rank", "change", "difference", "sum", "convert", "count", "goal",
    "list", "value",
)  # fmt: skip


def decided(
    text: str,
    cues: Sequence[Cue],
    amounts: Sequence[SpokenAmount],
    every_year: bool,
    found: Sequence[Target],
) -> Operation:
    """What is to be done: what the cues ask, seen beside what the labels turned out to be.

    ``every_year`` says whether all years are spoken of (历年).
    """
    operation = operation_asked(cues)
    if code_range(text):  # 30201到30217
        over: list[Operation] = [c.operation for c in cues if c.operation in ("rank", "count")]
        return "sum" if asks_for_one(text, cues) else (over or ["list"])[0]
    bounded = any(amount.relation != "=" for amount in amounts)
    if operation == "use" and not found and not bounded and any(a.unit in SCALE for a in amounts):
        return "reverse"  # 1206000元是干什么用的
    listed = [cue for cue in cues if cue.operation == "list"]
    if operation in ("list", "count", "goal") and any(is_indicator(t.best.place) for t in found):
        operation = "value"  # each form that sets it says it
    if operation == "list" and found and all(prints_words(t.best.place) for t in found):
        return "value"  # 立项依据有哪些文件: the cell is quoted
    if operation == "list" and len(found) > 1 and all(cue.weak for cue in listed):
        operation = "value"  # 分别
    if operation == "use" and not found and set_spans(text):
        return "list"  # 钱都用在哪几大类上
    if operation == "share" and _only_a_rate(text, cues):
        return "change"  # 降幅是百分之几
    if operation == "agree" and len(found) == 1 and any(a.unit in SCALE for a in amounts):
        return "yesno"  # 我记的是116.37万元，对得上吗
    if operation == "agree" and pattern("before").search(text):
        return "change"  # 和去年一样吗
    unnamed = blank_out(text, [(m.start, m.end) for t in found for m in t.mentions])
    alone = pattern("before").search(unnamed) or pattern("apart").search(unnamed)
    compared = pattern("against").search(unnamed) and not alone
    if operation == "change" and len(found) > 1 and compared:
        return "difference"  # 甲比乙少了多少
    counted = pattern("counted_set").search(text)
    of_a_set = bounded or counted or (listed and operation == "value")
    if operation == "reverse" and any(a.relation != "=" and not a.loose for a in amounts):
        counted_too = any(cue.operation == "count" for cue in cues)
        return "count" if counted_too else "list"  # 哪些科目低于1万元
    if operation in ("rank", "sum") and _part_of_a_whole(text, cues, operation):
        return "share"  # 最大的项目占项目支出多少, 水费和电费加起来占商品和服务支出多少
    if operation == "share" and _of_the_most(text, cues):
        return "rank"  # 人员经费里占比最大的
    sets = set_spans(text)
    items = [one for one in found if not (names_a_whole(one) or _says_only(one, sets))]
    if operation in ("value", "sum") and of_a_set and not items and sets:
        return "sum" if asks_for_one(text, cues) else "list"  # 超过30万元的项目
    if operation == "value" and every_year:
        return "trend"  # 往年: no single figure answers it
    several = len(found) > 1 or any(len(of_several_groups(target)) > 1 for target in found)
    if operation == "value" and several and asks_for_one(unnamed, cues):
        return "sum"
    return operation


def _says_only(target: Target, spans: Sequence[Span]) -> bool:
    """Whether a target is named by no more than the words for a set (支出 of 支出科目)."""
    return all(any(s <= m.start and m.end <= e for s, e in spans) for m in target.mentions)


def _of_the_most(text: str, cues: Sequence[Cue]) -> bool:
    """Whether what has the largest or smallest share is asked for, and no share of it."""
    shares = [cue for cue in cues if cue.operation == "share"]
    ends = {cue.start for cue in cues if cue.operation == "rank"}
    return len(shares) == 1 and shares[0].end in ends


def _part_of_a_whole(text: str, cues: Sequence[Cue], operation: Operation) -> bool:
    """Whether it is asked how much of a whole the largest is, or several are, in one clause."""
    said = pattern("part_of").search(text)
    if said is None or not pattern("how_much").search(text, said.start()):
        return False
    ends = [cue.end for cue in cues if cue.operation == operation]
    one_clause = not re.search("[,;。?!]", text[min(ends) : said.start()])
    return one_clause and max(ends) <= said.start()


def _only_a_rate(text: str, cues: Sequence[Cue]) -> bool:
    """Whether 百分之几 asks how far something changed, not what part of another it is."""
    said = [text[cue.start : cue.end] for cue in cues if cue.operation == "share"]
    rate = any(cue.percent for cue in cues if cue.operation == "change")
    return rate and all(pattern("per_cent").fullmatch(words) for words in said)


def in_turn(text: str, cues: Sequence[Cue]) -> tuple[Operation, ...]:
    """What the clauses of a question ask one after the other (多少、比上年增加多少、为什么)."""
    asked: dict[Operation, None] = {}
    for clause in pattern("clause").finditer(text):
        inside = [cue for cue in cues if clause.start() <= cue.start < clause.end()]
        if inside:
            operation = operation_asked(inside)
            told_before = operation == "reverse" and not find_amounts(clause[0])
            asked["list" if told_before else operation] = None  # 超过30万的有几个，是哪些
    return tuple(asked)


def asks_for_one(text: str, cues: Sequence[Cue]) -> bool:
    """Whether several things are asked for as one amount: 合计 said, and not 分别; what a clause
    tells (一共424.21万) is not asked."""
    together = any(cue.operation == "sum" for cue in cues)
    together = together or pattern("together").search(blank_out(text, told(text))) is not None
    return together and not pattern("apart").search(text)


def operation_asked(cues: Sequence[Cue]) -> Operation:
    """What is asked for: a firm cue before one that only leans, the more special first."""
    for weak in (False, True):
        asked = {cue.operation for cue in cues if cue.weak is weak}
        for operation in _PRECEDENCE:
            if operation in asked:
                return operation
    return "value"
