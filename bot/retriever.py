"""Evidence for a question as LangChain documents: exact cells first, then passages by meaning."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from bot.answer import Citation
from bot.operations.amounts import label_of, said, same_meaning
from bot.replying.draft import cite_passage, cite_place
from bot.service import Bot


class DisclosureRetriever(BaseRetriever):
    """Both kinds of evidence with their provenance, for any chain that takes a retriever.

    ``page_content`` is what is printed; ``metadata`` is the citation of the contract with
    ``evidence`` (``cell``, ``sentence`` or ``passage``) and, for a passage, its ``score``.
    A question whose document cannot be told finds passages of all documents.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    bot: Bot
    passages: int = 4

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        understood, _ = self.bot.understand(query)
        found = [
            _document(
                f"{label_of(candidate.place)} {said(candidate.place)}",
                cite_place(candidate.place),
                evidence="cell" if candidate.place.fact else "sentence",
            )
            for target in understood.targets
            for candidate in same_meaning(target)
        ]
        near = self.bot.library.similar_passages(query, understood.scope.documents, self.passages)
        for index, passage, score in near:
            citation = cite_passage(index.disclosure, passage)
            found.append(_document(passage.text, citation, evidence="passage", score=score))
        return found


def _document(text: str, citation: Citation, **more: Any) -> Document:
    return Document(page_content=text, metadata={**citation.model_dump(), **more})
