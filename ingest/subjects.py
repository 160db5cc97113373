"""What a figure of the narrative is about: printed stretches made into paths of labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from ingest.phrases import any_of, words

Path = tuple[str, ...]

_EDGES: Final = " ，,。、；;：:·•—"
# Inside a label a bare number is a name (2011计划); in front of it 年 may have been lost. The end
# of a year goes with it (2021年末保有量), but 年末结转 and 年初结余 are names of their own.
_YEAR: Final = re.compile(
    r"(?:19|20)\d\d(?=年[初末][^，。；]{0,8}结[转余])"
    r"|^(?:19|20)\d\d(?:年度?[末底]?)?|(?:19|20)\d\d年度?[末底]?"
)
_ORDINAL: Final = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:、|是)"
    r"|[（(]\d{1,2}[）)]|\d{1,2}(?:[、）)]|[.．](?!\d))|[①-⑳])"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_OUT_OF: Final = re.compile("^从(.+)中$")
_PART: Final = re.compile(r"[（(](?:部门|单位|本级|本部|机关|汇总)[）)]")


def clean(printed: str, names: Iterable[str] = ()) -> str:
    """The label in a printed stretch: without ordinal, year, whose it is, and joining words.

    ``names`` are the organization's names. ``某局2026年度收入合计为`` → ``收入合计``;
    ``""`` where nothing of a label is left.
    """
    label, shorter = "", printed
    while shorter != label:
        label = shorter
        shorter = _unquoted(_ORDINAL.sub("", label.strip(_EDGES), count=1) if label else "")
        shorter = _without_owner(shorter, names)
        shorter = _OUT_OF.sub(r"\1", _edge_words().sub("", shorter))
    return label if _LETTER.search(label) else ""


def year_of(printed: str, year: int | None) -> int | None:
    """The year a printed stretch speaks of; ``year``, the document's, where it names none."""
    label = printed.strip(_EDGES + "（(")
    if named := _YEAR.search(label):
        return int(named.group()[:4])
    last_year = f"{any_of('base_last_year')}(?!{any_of('carried_over')})"
    return year - 1 if year is not None and re.match(last_year, label) else year


def levels(label: str) -> Path:
    """A label's parts by class marks: ``教育支出（类）普通教育（款）`` → two parts, else one."""
    path: list[str] = []
    rest = label
    while found := _class_mark().match(rest):
        name, mark, rest = found["name"].strip(_EDGES), found["mark"], rest[found.end() :]
        if mark == "类" and rest.startswith("支出") and not name.endswith("支出"):
            name += "支出"
        if name:
            path.append(name)
    tail = _class_tail().sub("", rest.strip(_EDGES)) if path else rest
    return (*path, tail) if tail else tuple(path)


def has_class(text: str) -> bool:
    """Whether a stretch names a classification: it holds （类）, （款） or （项）."""
    return _class_mark().match(text) is not None


def is_measure(label: str) -> bool:
    """Whether a label only says which figure of an item is meant (年初预算, 决算数)."""
    return label in words("stages") or label in words("measures")


def stage_of(label: str, *, with_accounts: bool = False) -> str:
    """The stage a longer label ends in: ``支出年初预算`` → ``年初预算``; ``""`` for none.

    支出预算 is one ``with_accounts`` of it in the same sentence.
    """
    listed = (*words("stages"), *(words("planned") if with_accounts else ()))
    return next((stage for stage in listed if label.endswith(stage)), "")


def own_stage(label: str, stage: str) -> str:
    """The stage without a 支出 that belongs to the label: 一般公共预算支出, 决算数."""
    rest = label.removesuffix(stage)
    of_label = rest.endswith(words("plain_budget")) and stage[:2] in ("支出", "收入")
    return stage[2:] if of_label else stage


def plain_budget(label: str) -> str:
    """The plain word for the budget a label ends in: 预算 of 完成预算; ``""`` for none."""
    return next((word for word in words("plain_budget") if label.endswith(word)), "")


def is_comparison(label: str) -> bool:
    """Whether a label only compares two figures of one item (决算数小于年初预算数的)."""
    return not re.sub(any_of("stages", "measures", "comparison_words"), "", label)


def echoes(label: str, subject: str) -> bool:
    """Whether a label names a subject again in fewer words: 支出 again for 支出合计."""
    characters = iter(subject)
    return label[:1] == subject[:1] and all(character in characters for character in label)


def under(enclosing: Path, path: Path) -> Path:
    """A path below another; labels the outer one ends with are not repeated."""
    for shared in range(min(len(enclosing), len(path)), 0, -1):
        if enclosing[-shared:] == path[:shared]:
            return enclosing + path[shared:]
    return enclosing + path


def _unquoted(text: str) -> str:
    """Without quotes round the whole or left alone at an edge; ``“三公”经费`` keeps its pair."""
    if text.startswith("“") and text.find("”") in (-1, len(text) - 1):
        text = text.strip("“”")
    if text.count("”") > text.count("“"):
        text = text.removesuffix("”").removeprefix("”")
    for opening, closing in ("（）", "()"):
        if text.count(opening) != text.count(closing):
            text = text.strip(opening + closing)
    return text


def _without_owner(text: str, names: Iterable[str]) -> str:
    """Without the year and, in front of it or of 本年, the body the figure belongs to."""
    for name in sorted(names, key=len, reverse=True):
        if name and text.startswith(name):
            return _PART.sub("", text.removeprefix(name), count=1)
    if found := _YEAR.search(text):
        owner, rest = text[: found.start()], text[found.end() :]
        return rest if _is_owner(owner) else owner + rest
    owner, this_year, rest = text.partition("本年")
    return this_year + rest if this_year and owner and _is_owner(owner) else text


def _is_owner(text: str) -> bool:
    return not text or _PART.sub("", text).endswith(words("organization_endings"))


@cache
def _edge_words() -> re.Pattern[str]:
    return re.compile(f"^{any_of('before_subject')}|{any_of('after_subject')}$")


@cache
def _class_mark() -> re.Pattern[str]:
    name = r"[^（()）]+(?:[（(][^（()）]*[）)][^（()）]+)*?"
    return re.compile(rf"(?P<name>{name})[（(](?P<mark>{any_of('classes')})[）)]")


@cache
def _class_tail() -> re.Pattern[str]:
    return re.compile("^(?:支出|预算|安排|合计|数|[:：])+$")
