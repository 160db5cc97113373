"""What running text says there is none of: 本部门2023年度无国有资本经营预算财政拨款支出."""

from __future__ import annotations

import re

from bot.labels.index import DocumentIndex
from bot.labels.kinds import table_kind
from bot.labels.skeletons import skeleton
from bot.operations.amounts import shortened
from bot.query import Query
from bot.replying.draft import Draft, cite_passage
from ingest.sentences import sentences
from ingest.vocabulary import read


def answer_absent(draft: Draft, query: Query, index: DocumentIndex) -> bool:
    """Quote the sentence that says the document has none of the one thing asked for; False where
    more is asked than that, or no sentence says so."""
    asked = query.unheld or query.mentions
    if len(asked) != 1 or query.targets or query.unexplained or query.scope.stage:
        return False  # what was not spent may have been planned
    words = read("prose")["absent"]
    labels = set(asked[0].labels)
    stems = {re.sub(words["tail"], "", label) for label in labels | _heading_nothing(labels, index)}
    named = "|".join(re.escape(stem) for stem in stems if len(stem) >= words["shortest"])
    if query.operation not in words["operations"] or not named:
        return False
    says = re.compile(f"{words['none']}(?:{named})")
    for passage in index.disclosure.passages:
        for sentence in sentences(passage.text) if passage.kind == "narrative" else ():
            if says.search(skeleton(sentence)):
                draft.cite(cite_passage(index.disclosure, passage, sentence.strip()))
                draft.lines.append(f"文件中写明：{shortened(sentence.strip())}")
                return True
    return False


def _heading_nothing(labels: set[str], index: DocumentIndex) -> set[str]:
    """The kinds of the tables without a figure that print one of some labels in their head: where
    there is no 三公经费, there is none of its columns."""
    filled = {fact.table for fact in index.disclosure.facts}
    return {
        skeleton(table_kind(table.title).name)
        for table in index.disclosure.tables
        if table.index not in filled and any(skeleton(c.text) in labels for c in table.grid.cells)
    }
