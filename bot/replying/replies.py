"""What the bot says when there is no figure to say: short, polite, with what can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.bodies.scope import Held
from bot.query import Query
from bot.replying.draft import Draft
from bot.replying.offers import Offer
from bot.words.normalise import normalise
from ingest.vocabulary import read

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LONGEST: Final = 16
_MOST: Final = 4
"""Characters of a word of the question, and words, that a reply repeats."""


def refused(*lines: str) -> Draft:
    """A refusal in the given sentences."""
    return Draft(status="refused", lines=list(lines))


def too_long(limit: int) -> Draft:
    """The question is longer than is read."""
    return refused(f"问题太长了，请控制在{_spelled(limit)}字以内，一次问一件事。")


def nothing_asked() -> Draft:
    """The question holds no words."""
    return refused("请输入想查询的内容，例如“公务接待费是多少”。")


def unreadable_line() -> Draft:
    """A line of input that is no question."""
    return refused("这一行不是含 question 的 JSON，没有回答。")


def nothing_held() -> Draft:
    """No document is held."""
    return refused("还没有收录任何预算、决算公开文件，请联系网站管理人员导入。")


def withheld() -> Draft:
    """The answer could not be traced to its evidence."""
    return refused("这个问题的答案没有通过出处核对，为避免误导不予显示。请换个问法，或查阅原文。")


def out_of_scope(query: Query) -> Draft | None:
    """A polite no to what the bot does not do; None where the question may be answered."""
    decided = [r for r in query.refusals if r.topic in ("instruction", "person")]
    leaning = [] if query.targets else list(query.refusals)
    for refusal in (*decided, *leaning):
        return refused(read("replies")["topics"][refusal.topic])
    return None


def not_held(query: Query, held: Sequence[Held]) -> Draft:
    """The year or kind asked for is not held; what is held instead."""
    titles = "；".join(dict.fromkeys(f"《{item.metadata.title}》" for item in held[:5]))
    bodies = {item.metadata.organization for item in held}
    body = bodies.pop() if len(bodies) == 1 else ""
    return refused(
        f"没有收录{body}{query.scope.missing}的公开文件，不能回答这个问题。",
        f"目前收录的是：{titles}。" if titles else "",
    )


def body_not_held(body: str, held: Sequence[Held]) -> Draft:
    """The question names a body of whom nothing is held."""
    return refused(f"没有收录“{body}”的公开文件，不能回答这个问题。", _whose(held))


def not_compared(years: Sequence[int]) -> Draft:
    """Years of which not every one prints the amount asked for."""
    said = "、".join(f"{year}年" for year in years)
    return refused(f"收录的文件中没有{said}可以相比的金额，不能回答这个问题。")


def which_body(query: Query) -> Draft:
    """Several bodies are held and the question names none; a question for each, newest first."""
    choices = query.scope.choices
    draft = Draft(status="clarify", lines=["请问您要查询的是哪个部门或单位？"])
    own = normalise(query.question) == query.text  # else it was completed from what was said
    asked = query.question.strip() if own else query.text
    draft.suggestions = [f"{c.metadata.organization}{asked}" for c in choices]
    return draft


def which_item(title: str) -> Draft:
    """A body is named, and nothing that is asked of it."""
    return refused(f"收录有{title}。请接着说要查询其中的什么，例如“三公经费是多少”。")


def none_of_the_bodies(held: Sequence[Held]) -> Draft:
    """Which body is meant is not said, and none of those held can answer the question."""
    return refused("没有看出您问的是哪个部门或单位，请在问题中写明。", _whose(held))


def _whose(held: Sequence[Held]) -> str:
    """The bodies whose documents are held, a few of them named."""
    bodies = list(dict.fromkeys(item.body for item in held))
    return f"目前收录了{'、'.join(bodies[:6])}{'等' if len(bodies) > 6 else ''}的公开文件。"


def item_missing(query: Query, title: str) -> Draft:
    """Items the question names and the document does not disclose."""
    names = _named(query, (mention.text for mention in query.unheld)) or "所问的内容"
    return refused(f"{title}中没有列出{names}，因此无法给出数字。")


def counted_otherwise(words: str, title: str) -> Draft:
    """A question wants so many items taken together as the document does not list."""
    draft = refused(f"{title}所列的不是“{words}”，不能合计。", "可以先问有几个、有哪些。")
    draft.echoes.append(words)
    return draft


def not_on_the_page(name: str, title: str) -> Draft:
    """What is held of a page does not print what is asked of the page (发布日期, 传真)."""
    return refused(f"收录的{title}中没有写明{name}，请查看原网页。")


def not_by_office(title: str) -> Draft:
    """The disclosure covers all the units of a body, and its own office is asked for."""
    return refused(
        f"{title}没有单独列出本级的金额，不能回答这个问题。", "可以查询其中列出的合计数。"
    )


def not_said(query: Query, title: str) -> Draft:
    """The item is disclosed, but not what was asked of it (its reason, its change …)."""
    names = _named(query, (mention.text for mention in query.mentions)) or "这一项"
    return refused(f"{title}列有{names}，但没有说明所问的情况。")


def not_understood(query: Query, title: str) -> Draft:
    """Words of the question that nothing in the document explains."""
    names = _named(query, query.unexplained)
    said = f"与{names}对应的内容" if names else "对应的内容"
    return refused(f"在{title}中没有找到{said}。", "可以换个说法再问。")


def add_offers(draft: Draft, offered: Sequence[Offer], query: Query, sure: bool) -> None:
    """Add what can be asked instead; where that is ``sure`` to be meant, or nothing else was
    understood, it is a choice."""
    draft.suggestions = [offer.question for offer in offered]
    labels = [o.label for o in offered if not _NUMBER.search(o.label)]  # not a figure, but like one
    unclear = query.unexplained and not query.unheld
    if offered and unclear and (sure or not query.targets):
        draft.status = "clarify"
        choice = f"您想问的是不是{'、'.join(f'“{label}”' for label in labels)}？"
        draft.lines[1:] = [choice if labels else "您想问的是不是下面这些？"]
    elif query.unheld and labels:
        draft.lines.append(f"文件中列有：{'、'.join(labels)}。")


def _named(query: Query, words: Iterable[str]) -> str:
    """Words in quotation marks; long ones and many are not repeated whole, and no number that
    the question itself does not say."""
    asked = set(_NUMBER.findall(query.question))
    shown = dict.fromkeys(w if len(w) <= _LONGEST else _cut(w) for w in words)
    once = [word for word in shown if word and set(_NUMBER.findall(word)) <= asked]
    return "、".join(f"“{w}”" for w in once[:_MOST]) + ("等" if len(once) > _MOST else "")


def _cut(word: str) -> str:
    """The beginning of a long word, no number cut in two."""
    return word[: _LONGEST - 1].rstrip("0123456789.,") + "…"


def _spelled(limit: int) -> str:
    return {500: "五百"}.get(limit, "规定")
