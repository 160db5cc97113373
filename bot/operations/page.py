"""What a disclosure says of itself: when and by whom it was published, whom to call."""

from __future__ import annotations

import re
from typing import Any

from bot.labels.index import DocumentIndex
from bot.operations.amounts import shortened
from bot.query import Query
from bot.replying.draft import Draft, cite_passage
from ingest.vocabulary import read


def of_the_page(query: Query) -> str | None:
    """The name of what a question asks of the page itself; None if it asks for no such thing."""
    if query.operation not in ("publication", "contact"):
        return None
    fields = _fields(query.operation, query.text)
    return str(fields[0]["name"]) if fields else None


def answer_publication(draft: Draft, text: str, index: DocumentIndex) -> bool:
    """Quote the header's line with the index number, publisher or date that is asked for."""
    fields = [field for field in _fields("publication", text) if "field" in field]
    metadata = index.disclosure.metadata
    value: str | None = getattr(metadata, fields[0]["field"]) if fields else None
    for passage in index.disclosure.passages if value else ():
        lines = passage.text.split("\n")
        at = [n for n, line in enumerate(lines) if n and value and value in line]
        if passage.kind == "header" and at:
            best = next((n for n in at if re.search(fields[0]["printed"], lines[n - 1])), at[0])
            said = "\n".join(lines[best - 1 : best + 1])
            draft.cite(cite_passage(index.disclosure, passage, said))
            name = re.sub(r"[^\u3400-\u9fff]", "", lines[best - 1])
            draft.lines.append(f"《{metadata.title}》{name}：{value}。")
            return True
    return False


def answer_contact(draft: Draft, text: str, index: DocumentIndex) -> bool:
    """Quote the published contact lines; False if the document prints none, or not what is asked
    for of them (传真)."""
    said = re.compile(_fields("contact", text)[0]["printed"])
    passages = [p for p in index.disclosure.passages if p.kind == "contact" and said.search(p.text)]
    for passage in passages[:2]:
        number = draft.cite(cite_passage(index.disclosure, passage))
        draft.lines.append(f"{shortened(passage.text)}（{draft.citations[number].section}）")
    return bool(passages)


def _fields(operation: str, text: str) -> list[dict[str, Any]]:
    """The fields of ``question.toml`` that a question asks for, the most special first."""
    return [field for field in read("question")[operation] if re.search(field["asked"], text)]
