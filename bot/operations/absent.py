"""What running text says there is none of: 本部门2023年度无国有资本经营预算财政拨款支出."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.labels.index import DocumentIndex
from bot.labels.kinds import table_kind
from bot.labels.skeletons import skeleton
from bot.operations.amounts import shortened
from bot.query import Query
from bot.replying.draft import Draft, cite_passage
from ingest.model import Passage
from ingest.sentences import sentences
from ingest.vocabulary import read


def answer_absent(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Quote the sentence that says the document has none of the one thing asked for; False where
    more is asked than that, or no sentence says so."""
    asked = query.unheld or query.mentions
    if len(asked) != 1 or query.targets or query.unexplained or query.scope.stage:
        return False  # what was not spent may have been planned
    if query.operation not in read("prose")["absent"]["operations"]:
        return False
    labels = set(asked[0].labels)
    return _quote(draft, labels | _heading_nothing(labels, index), index)


def tell_of_absence(draft: Draft, query: Query, index: DocumentIndex) -> None:
    """Put the sentence that says there is none of the one thing asked for before its 0 or blank,
    where a question asks whether there is any (有没有政府性基金预算)."""
    if len(query.mentions) == 1 and not any(Decimal(one.value or 0) for one in draft.figures):
        said, draft.lines = draft.lines, []
        _quote(draft, query.mentions[0].labels, index)
        draft.lines += said


def _quote(draft: Draft, labels: Iterable[str], index: DocumentIndex) -> bool:
    """Quote the first sentence that says there is none of what has one of some labels."""
    words = read("prose")["absent"]
    stems = {re.sub(words["tail"], "", label) for label in labels}
    named = "|".join(re.escape(stem) for stem in stems if len(stem) >= words["shortest"])
    says = re.compile(f"(?<!{words['before']}){words['none']}(?:{named})")
    for passage in index.disclosure.passages if named else ():
        for sentence in _clauses(passage) if passage.kind == "narrative" else ():
            if says.search(skeleton(sentence)):
                draft.cite(cite_passage(index.disclosure, passage, sentence))
                draft.lines.append(f"文件中写明：{shortened(sentence)}")
                return True
    return False


def _clauses(passage: Passage) -> Iterator[str]:
    """The sentences of a passage, without what a line before theirs opens (其中：)."""
    for sentence in sentences(passage.text):
        yield from filter(None, map(str.strip, sentence.splitlines()))


def _heading_nothing(labels: set[str], index: DocumentIndex) -> set[str]:
    """The kinds of the tables without a figure that print one of some labels in their head: where
    there is no 三公经费, there is none of its columns."""
    filled = {fact.table for fact in index.disclosure.facts}
    return {
        skeleton(table_kind(table.title).name)
        for table in index.disclosure.tables
        if table.index not in filled and any(skeleton(c.text) in labels for c in table.grid.cells)
    }
