"""Disclosures to put into stores: any at all (hypothesis), and small ones told apart by a word."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from ingest.model import (
    Cell,
    Disclosure,
    Fact,
    Grid,
    Issue,
    Metadata,
    Passage,
    Statement,
    Table,
)

# Everything a file can print; NUL and lone surrogates are no text and PostgreSQL takes neither.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
labels = st.lists(texts, max_size=3).map(tuple)
amounts = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
places = st.integers(0, 10_000)
pages = st.none() | st.integers(1, 999)
words = st.none() | texts
years = st.none() | st.integers(1949, 2100)

cells = st.builds(Cell, texts, places, places, st.integers(1, 9), st.integers(1, 9), pages)
grids = st.lists(cells, max_size=4).map(lambda found: Grid(tuple(found)))
tables = st.builds(
    Table,
    places,
    words,
    texts,
    words,
    words,
    st.sampled_from(["list", "form"]),
    grids,
    places,
    pages,
)
facts = st.builds(Fact, places, labels, words, labels, amounts, words, texts, places, places, pages)
passages = st.builds(
    Passage, places, st.sampled_from(["narrative", "cell"]), labels, texts, words, pages, pages
)
statements = st.builds(
    Statement,
    labels,
    st.sampled_from(["amount", "reason"]),
    amounts,
    words,
    texts,
    texts,
    labels,
    places,
    years,
    years,
    pages,
)
metadata = st.builds(
    Metadata,
    texts,
    texts,
    st.sampled_from([None, "部门", "单位"]),
    words,
    years,
    st.sampled_from([None, "预算", "决算"]),
    words,
    words,
    words,
    labels,
)


def _index(part: Table | Passage) -> int:
    return part.index


disclosures = st.builds(
    Disclosure,
    st.just("文件"),
    texts,
    texts,
    metadata,
    st.lists(tables, max_size=3, unique_by=_index).map(tuple),
    st.lists(facts, max_size=5).map(tuple),
    st.lists(statements, max_size=3).map(tuple),
    st.lists(passages, max_size=4, unique_by=_index).map(tuple),
    st.lists(st.builds(Issue, texts, texts, texts), max_size=3).map(tuple),
)


def disclosure(document: str, edition: str, passages: int = 6) -> Disclosure:
    """A small disclosure, ``edition`` printed in its fact and in each of its passages."""
    return Disclosure(
        document=document,
        sha256=f"{document}-{edition}",
        source=f"/portal/{document}.pdf",
        metadata=Metadata(f"{document}2026年部门预算", document, "部门", year=2026, kind="预算"),
        tables=(
            Table(
                index=1,
                number="表四",
                title="“三公”经费支出表",
                unit="万元",
                note=None,
                layout="list",
                grid=Grid.from_rows([["项目", "合计"], ["公务接待费", "1.50"]]),
                header_rows=1,
            ),
        ),
        facts=(
            Fact(
                table=1,
                row=("“三公”经费", "1.公务接待费"),
                code=None,
                column=(edition, "合计"),
                value=Decimal("1.50"),
                unit="万元",
                text="1.50",
                row_index=1,
                column_index=1,
            ),
        ),
        passages=tuple(
            Passage(n, "narrative", ("一、概况",), f"{document}{edition}第{n}段：公务接待费减少。")
            for n in range(passages)
        ),
    )


class Bigrams:
    """An embedder that takes no time: which pairs of characters a text has. Counts what it did."""

    name = "bigrams"

    def __init__(self) -> None:
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        self.embedded += len(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.01] * 256
        for first, second in pairwise(text):
            vector[(ord(first) * 31 + ord(second)) % 256] += 1.0
        return vector


BUDGET_PAGE = """\
<html><head><meta charset="utf-8"><title>{body}2025年部门预算</title></head><body>
<h1>{body}2025年部门预算</h1>
<p>表一</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table>
<tr><th>项目</th><th>2025年预算数</th></tr>
<tr><td>合计</td><td>{total}</td></tr>
<tr><td>1.因公出国（境）费</td><td>0.00</td></tr>
<tr><td>2.公务接待费</td><td>{receptions}</td></tr>
<tr><td>3.公务用车购置及运行维护费</td><td>2.00</td></tr>
<tr><td>（1）公务用车购置费</td><td>0.00</td></tr>
<tr><td>（2）公务用车运行维护费</td><td>2.00</td></tr>
</table></body></html>
"""
"""A published page of one table, small enough to be held; amounts in 万元."""

SECOND_ADDRESS = "http://www.rongchang.gov.cn/bm/qjw/zwgk/t1.html"
SECOND_BODY = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>重庆市荣昌区教育委员会2026年部门预算情况说明</title></head><body>
<h1>重庆市荣昌区教育委员会2026年部门预算情况说明</h1>
<p>日期：2026-02-26</p>
<p>一、部门基本情况</p><p>重庆市荣昌区教育委员会负责全区教育工作。</p>
<p>四、“三公”经费情况说明</p>
<p>2026年“三公”经费预算9万元，比2025年减少1万元。其中：公务接待费5万元，比2025年增加2万元，
主要原因是检查增多。</p>
<p>表一</p><p>一般公共预算“三公”经费支出表</p><p>单位：万元</p>
<table border="1"><tr><td>合计</td><td>因公出国（境）费</td><td>公务用车购置及运行费</td>
<td>公务接待费</td></tr><tr><td>9.00</td><td></td><td>4.00</td><td>5.00</td></tr></table>
</body></html>"""
"""A small disclosure of another body of the sample's district, published at ``SECOND_ADDRESS``."""
