"""Is this a disclosure, and is it whole? What is broken is said; what is no disclosure is refused.

A copy cut short must not be taken for the real thing, least of all replace it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ingest.codes import is_parent
from ingest.model import Disclosure, Fact, Issue, Table
from ingest.text import label_key
from ingest.vocabulary import is_total, read

_FEWEST_FACTS: Final = 5
_FEWEST_STATEMENTS: Final = 5
_FEWEST_OF_TITLED: Final = 3
"""Statements that make a disclosure where a title says whose, of which year and kind."""
_KEPT_SHARE: Final = Decimal("0.8")
_ROUNDING: Final = Decimal("0.005")


def refusal(disclosure: Disclosure) -> Issue | None:
    """Why a document must not be held: no disclosure at all, or visibly cut short."""
    figures = sum(fact.value is not None for fact in disclosure.facts)
    said, metadata = len(disclosure.statements), disclosure.metadata
    titled = metadata.organization and metadata.year and metadata.kind
    fewest = _FEWEST_OF_TITLED if titled else _FEWEST_STATEMENTS
    if figures < _FEWEST_FACTS and said < fewest:
        message = "没有找到预算或决算的表格和说明；请确认上传的是部门预算、决算公开的页面或附件。"
        return Issue("not-a-disclosure", message, disclosure.source)
    broken = next(_cut_short(disclosure), None)
    if broken is not None:
        message = f"文件像是不完整：{broken}；请重新下载完整的文件再导入。"
        return Issue("cut-short", message, disclosure.source)
    return None


def shrinkage(disclosure: Disclosure, facts_before: int) -> Issue | None:
    """Why a new version must not replace the held one: it lost too much of it."""
    if len(disclosure.facts) >= _KEPT_SHARE * facts_before:
        return None
    message = (
        f"新文件只有{len(disclosure.facts)}个数据，已收录的版本有{facts_before}个，像是不完整，没有替换；"
        "确实要换，请先用 remove 删除旧版本再导入。"
    )
    return Issue("shrunk", message, disclosure.source)


def completeness_issues(disclosure: Disclosure) -> list[Issue]:
    """What a held document visibly lacks: of all that its kind should hold, and table by table."""
    issues = list(_incomplete(disclosure))
    for table in disclosure.tables:
        facts = list(disclosure.facts_of(table.index))
        if not facts and table.note is None:
            where = f"第{table.index}张表《{table.title}》"
            issues.append(Issue("empty-table", "这张表没有数据，也没有说明原因。", where))
    return issues


def _incomplete(disclosure: Disclosure) -> Iterator[Issue]:
    """Far less than a disclosure of its kind holds: standard tables missing, or next to no
    figures. It may be one file of several, or one that was read badly.
    """
    kind, expected = disclosure.metadata.kind, read("completeness")
    if kind is None:
        return
    if not disclosure.tables:
        message = "没有读到表格；如果表格在别的附件里，请一并导入。"
        yield Issue("incomplete", message, disclosure.source)
        return
    titles = [label_key(table.title) for table in disclosure.tables]
    patterns = expected["tables"].items()
    lacking = [name for name, title in patterns if not any(re.search(title, t) for t in titles)]
    if lacking:
        message = f"没有找到{kind}公开通常应有的表：{'、'.join(lacking)}；请核对附件是否齐全。"
        yield Issue("incomplete", message, disclosure.source)
    figures = sum(fact.value is not None for fact in disclosure.facts)
    if figures < expected["fewest_figures"]:
        message = f"只读到{figures}个数字，远少于一般的{kind}公开文件；请核对原件。"
        yield Issue("incomplete", message, disclosure.source)


def _cut_short(disclosure: Disclosure) -> Iterator[str]:
    """Signs that the last thing in a document was not its end."""
    if not disclosure.tables:
        return
    table = disclosure.tables[-1]
    if not table.title and len(disclosure.tables) == 1:
        return  # what a portal prints over a page, and no table of the disclosure
    facts = list(disclosure.facts_of(table.index))
    name = f"最后一张表《{table.title}》"
    if table.layout == "form":
        yield from _form_cut_short(disclosure, table, facts, name)
    elif facts and not any(fact.value is not None for fact in facts) and table.note is None:
        yield f"{name}没有数字"
    elif (short := _short_of_total(facts)) is not None:
        yield f"{name}的明细比合计少{short:,f}"


def _form_cut_short(
    disclosure: Disclosure, table: Table, facts: list[Fact], name: str
) -> Iterator[str]:
    """A form without what every other form of its title has, or a last indicator with no target."""
    labels = Counter(
        label
        for other in disclosure.tables
        if other.title == table.title and other.index != table.index
        for label in {fact.column for fact in disclosure.facts_of(other.index)}
    )
    others = sum(other.title == table.title for other in disclosure.tables) - 1
    own = {fact.column for fact in facts}
    lacking = [label[-1] for label, count in labels.items() if count == others and label not in own]
    if others and lacking:
        yield f"{name}缺少{'、'.join(lacking)}"
    indicators = [fact for fact in facts if len(fact.row) > 1]
    last = max((fact.row_index for fact in indicators), default=0)
    if any(table.grid.at(last, fact.column_index) is None for fact in indicators):
        yield f"{name}的最后一行没有完"


def _short_of_total(facts: list[Fact]) -> Decimal | None:
    """By how much the topmost coded rows of a table fall short of its total row, if they do."""
    totals = [f for f in facts if f.value is not None and f.row and is_total(f.row[-1])]
    coded = [f for f in facts if f.code]
    if not totals or not coded:
        return None
    total = totals[0]
    codes = {fact.code for fact in coded if fact.code}
    tops = [
        f.value
        for f in coded
        if f.column_index == total.column_index
        and f.value is not None
        and not any(is_parent(code, f.code or "") for code in codes)
    ]
    missing = (total.value or Decimal(0)) - sum(tops, Decimal(0))
    return missing if missing > _ROUNDING * (len(tops) + 1) else None
