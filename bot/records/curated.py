"""Answers that staff wrote: kept for one meaning of a question, verified like any other answer.

A curated answer cites what the bot itself finds for questions that staff name, and prints no
figure those do not give. It is used where a question comes to the same query, and ends as soon
as a document it rests on changes, is removed, or is joined by one that the question also means.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Final

from bot.answer import Answer, Citation, Curation, Figure
from bot.library import Library
from bot.query import Query
from bot.records.journal import BEIJING, CuratedRow, Journal, now
from bot.replying.draft import Draft
from bot.verify import faults
from bot.words.amounts import SpokenAmount, find_amounts
from bot.words.intent import strip_question_words
from bot.words.normalise import normalise
from bot.words.phrases import blank_out
from ingest.errors import StoreError
from ingest.numbers import SCALE

_log = logging.getLogger(__name__)

LONGEST: Final = 2_000
"""Characters of a curated answer."""
_SENTENCE_END: Final = re.compile("[。；;\n]")
MARK: Final = "人工答复："
_SYSTEM: Final = "系统"


class Curated:
    """The curated answers of a journal, over the documents of a library. Thread safe."""

    def __init__(self, journal: Journal, library: Library) -> None:
        self._journal = journal
        self._library = library

    def draft(self, query: Query) -> Draft | None:
        """What staff wrote for a question of this meaning. The journal failing is no answer."""
        try:
            rows = self._journal.curated(key_of(query))
            row = next((row for row in rows if self._stands(row)), None)
        except StoreError as error:
            _log.error("the journal cannot be read: %s", error)
            return None
        if row is None:
            return None
        kept = Answer.model_validate(row.answer)
        at = datetime.fromisoformat(row.at).astimezone(BEIJING)
        return Draft(
            lines=[MARK + kept.text],
            figures=kept.figures,
            citations=kept.citations,
            curated=Curation(by=row.by, at=at.isoformat(timespec="minutes")),
        )

    def approve(self, query: Query, text: str, evidence: Sequence[Answer], by: str) -> list[str]:
        """Keep an answer to the question of a query; why not, where a figure is not traced.

        ``evidence`` is what the bot answers to the questions whose figures the text may print.
        """
        if not text:
            return ["请填写答复内容。"]
        if len(text) > LONGEST:
            return [f"答复不能超过 {LONGEST} 个字。"]
        gathered = _gathered(evidence)
        amounts = _amounts(text)
        printed = [f for f in gathered.figures if any(_equal(a, f) for a in amounts)]
        answer = Answer(
            question=query.question,
            status="answered",
            text=text,
            figures=printed,
            citations=gathered.citations,
        )
        problems = [
            f"文中的 {amount.text} 不是所列依据问题查出的数字"
            for amount in amounts
            if not any(_equal(amount, figure) for figure in printed)
        ]
        held = self._library.catalogue().held.values()
        if problems := problems or faults(answer, [item.metadata.title for item in held]):
            return problems
        self._journal.curate(
            CuratedRow(
                id=0,
                key=key_of(query),
                question=query.question,
                answer=answer.model_dump(),
                sources=self._sources(query, answer.citations),
                by=by,
                at=now(),
            )
        )
        return []

    def expire(self, understand: Callable[[str], Query]) -> None:
        """End every curated answer whose documents are not what they were."""
        for row in self._journal.curated():
            if self._stands(row) and key_of(understand(row.question)) != row.key:
                self._end(row, "收录的文件有增减，这个问题所指已经不同")

    def _stands(self, row: CuratedRow) -> bool:
        """Whether the documents under an answer are still the same; it is ended if not."""
        held = self._library.sha256s()
        for document, printed in row.sources.items():
            if held.get(document) != printed:
                self._end(row, "所依据的文件已" + ("更新" if document in held else "删除"))
                return False
        return True

    def _end(self, row: CuratedRow, why: str) -> None:
        if self._journal.end(row.id, why):
            self._journal.changed(_SYSTEM, "人工答复失效", f"{row.question}（{why}）")

    def _sources(self, query: Query, citations: Sequence[Citation]) -> dict[str, str]:
        held = self._library.sha256s()
        cited = {citation.document for citation in citations}
        return {document: held[document] for document in sorted(cited | set(_asked_of(query)))}


def key_of(query: Query) -> str:
    """What questions of one meaning share: what is asked of which labels in which documents, and
    the words that say neither this nor nothing.
    """
    named = (*query.mentions, *query.totals)
    spans = [(mention.start, mention.end) for mention in named] + list(query.scope.spans)
    rest = strip_question_words(blank_out(query.text, spans))
    meaning = [
        query.operation,
        sorted(_asked_of(query)),
        query.scope.missing,
        query.scope.base_years,
        [mention.labels[0] for mention in named],
        "".join(char for char in rest if char.isalnum()),
    ]
    return sha256(json.dumps(meaning, ensure_ascii=False).encode()).hexdigest()


def _asked_of(query: Query) -> Iterator[str]:
    yield from query.scope.documents
    yield from (held.document for held in query.scope.choices)


def _gathered(evidence: Sequence[Answer]) -> Draft:
    """The figures of several answers over one list of citations."""
    draft = Draft()
    for answer in evidence:
        places = [draft.cite(citation) for citation in answer.citations]
        for figure in answer.figures:
            own = figure.model_copy(update={"citations": [places[n] for n in figure.citations]})
            draft.figures.append(own)
    return draft


def _amounts(text: str) -> list[SpokenAmount]:
    """The sums of money and percentages a text prints."""
    sentences = (normalise(sentence) for sentence in _SENTENCE_END.split(text))
    found = (amount for sentence in sentences for amount in find_amounts(sentence))
    return [amount for amount in found if amount.unit in ("元", "%")]


def _equal(amount: SpokenAmount, figure: Figure) -> bool:
    if figure.value is None:
        return False
    value = abs(Decimal(figure.value))
    if amount.unit == "%":
        return figure.unit == "%" and value == amount.value
    return figure.unit in SCALE and value * SCALE[figure.unit] == amount.value
