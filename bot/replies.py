"""What the bot says when there is no figure to say: short, polite, with what can be asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.choices import Choices
from bot.draft import Draft
from bot.query import Query
from bot.scope import Held
from ingest.vocabulary import read


def refused(*lines: str, suggestions: Sequence[str] = ()) -> Draft:
    """A refusal in the given sentences."""
    return Draft(status="refused", lines=list(lines), suggestions=list(suggestions))


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


def not_compared(years: Sequence[int]) -> Draft:
    """Years of which not every one prints the amount asked for."""
    said = "、".join(f"{year}年" for year in years)
    return refused(f"收录的文件中没有{said}可以相比的金额，不能回答这个问题。")


def which_body(query: Query) -> Draft:
    """Several bodies are held and the question names none."""
    choices = query.scope.choices[:6]
    draft = Draft(status="clarify", lines=["请问您要查询的是哪个部门或单位？"])
    draft.suggestions = [f"{c.metadata.organization}{query.question.strip()}" for c in choices]
    return draft


def item_missing(query: Query, title: str, likely: Sequence[str]) -> Draft:
    """Items the question names and the document does not disclose."""
    names = "、".join(f"“{mention.text}”" for mention in query.unheld)
    return refused(
        f"{title}中没有列出{names}，因此无法给出数字。",
        f"文件中列有：{'、'.join(likely)}。" if likely else "",
        suggestions=[f"{label}是多少" for label in likely],
    )


def not_said(query: Query, title: str) -> Draft:
    """The item is disclosed, but not what was asked of it (its reason, its change …)."""
    names = "、".join(f"“{mention.text}”" for mention in query.mentions)
    return refused(
        f"{title}列有{names}，但没有说明所问的情况。",
        suggestions=[f"{mention.text}是多少" for mention in query.mentions[:3]],
    )


def not_understood(query: Query, title: str, likely: Sequence[str]) -> Draft:
    """Words of the question that nothing in the document explains."""
    names = "、".join(f"“{run}”" for run in query.unexplained)
    said = (
        f"在{title}中没有找到与{names}对应的内容。" if names else f"在{title}中没有找到对应的内容。"
    )
    return refused(
        said,
        "可以换个说法，或按下面的内容查询。",
        suggestions=[f"{label}是多少" for label in likely],
    )


def offer_rows(draft: Draft, choices: Choices, body: str) -> None:
    """Add the rows that may be meant, of a body where it is to be named, to a refusal; it becomes
    a question back where one of them surely is."""
    if choices.labels:
        draft.suggestions = [f"{body}{label}是多少" for label in choices.labels]
        draft.echoes += choices.labels
    if choices.sure:
        draft.status = "clarify"
        named = "、".join(f"“{label}”" for label in choices.labels)
        draft.lines[1:] = [f"您想问的是不是{named}？"]


def _spelled(limit: int) -> str:
    return {500: "五百"}.get(limit, "规定")
