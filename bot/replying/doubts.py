"""What the audit has against a figure of an answer, said beside it."""

from __future__ import annotations

from typing import Final

from bot.answer import Check, Citation
from bot.labels.index import DocumentIndex
from bot.replying.draft import Draft, cite_fact, cite_statement
from ingest.audit import Finding
from ingest.model import Fact

_MOST: Final = 3
"""Doubts said beside one answer; a list of figures may touch many."""


def say_doubts(draft: Draft, index: DocumentIndex) -> None:
    """Add a check, with its evidence, for each identity that a figure of the draft breaks."""
    if not index.doubts:
        return
    used = {number for figure in draft.figures for number in figure.citations}
    shown = {_key(draft.citations[number]) for number in used}
    said = 0
    for finding in index.doubts:
        cited = _citations(finding, index)
        if said < _MOST and any(_key(citation) in shown for citation in cited):
            draft.checks.append(Check(status="differ", message=f"核对存疑：{finding.message}"))
            for citation in cited:
                draft.cite(citation)
            said += 1


def _citations(finding: Finding, index: DocumentIndex) -> list[Citation]:
    disclosure = index.disclosure
    return [
        cite_fact(disclosure, cell) if isinstance(cell, Fact) else cite_statement(disclosure, cell)
        for cell in finding.cells
    ]


def _key(citation: Citation) -> tuple[object, ...]:
    """Which cell or sentence of which document a citation is."""
    row, column = tuple(citation.row or ()), tuple(citation.column or ())
    return citation.document, citation.table_index, row, column, citation.section, citation.text
