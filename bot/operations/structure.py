"""What a body is made up of: its offices, the units below it, and a table that only names these."""

from __future__ import annotations

import re

from bot.labels.index import DocumentIndex
from bot.operations.narrative import narrative_of, quote_first, sections_on
from bot.replying.draft import Draft, cite_fact
from ingest.model import Fact, Passage, Table
from ingest.text import fold
from ingest.vocabulary import read


def answer_structure(draft: Draft, text: str, index: DocumentIndex) -> bool:
    """Quote what the narrative says of the body's parts: of the units below it where these are
    asked for, else all of the section. False where it says nothing of them."""
    units, below = read("scope")["units"], _on_units(index)
    if not (re.search(units["asked"], text) or (below and re.search(units["included"], text))):
        below = sections_on(index, "structure", but="duties")
    if any(re.search(units["announced"], passage.text, re.MULTILINE) for passage in below):
        _name_units(draft, index)
    return quote_first(draft, index, below)


def _on_units(index: DocumentIndex) -> list[Passage]:
    """The passages on the units below a body."""
    scope = read("scope")
    about, said = re.compile(scope["structure"]), re.compile(scope["units"]["printed"])
    return [
        passage
        for passage in narrative_of(index)
        if (said.search(passage.text) and any(map(about.search, passage.section)))
        or (said.search(passage.section[-1]) and not about.search(passage.section[-1]))
    ]


def _name_units(draft: Draft, index: DocumentIndex) -> None:
    """Name the units that a table of nothing but units lists (序号, 单位名称, 备注), where the
    text only announces them (编制范围的单位包括：)."""
    for table in index.disclosure.tables:
        rows = _rows_of_units(table, index)
        for fact in rows:
            draft.cite(cite_fact(index.disclosure, fact))
        if rows:
            draft.lines.append(f"表中列有的单位：{'、'.join(fact.row[-1] for fact in rows)}。")


def _rows_of_units(table: Table, index: DocumentIndex) -> list[Fact]:
    """A fact of each row of a table that names units and prints no amount; else none."""
    named = read("scope")["units"]["named"]
    heads = [fold(cell.text) for cell in table.grid.cells if cell.row < table.header_rows]
    facts = [fact for fact in index.disclosure.facts if fact.table == table.index]
    amounts = any(fact.value is not None for fact in facts)
    if amounts or not any(re.fullmatch(named, head) for head in heads):
        return []
    return list({fact.row_index: fact for fact in facts if fact.row}.values())
