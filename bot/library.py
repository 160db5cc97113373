"""The documents held, indexed for asking: one catalogue of all, an index of each when needed."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Final

from bot.bodies.scope import Catalogue, Held
from bot.labels.index import DocumentIndex
from bot.labels.meanings import Meanings
from ingest.model import Passage
from ingest.store import Store

_MOST_INDEXES: Final = 64
"""Documents kept indexed at once; one of a thousand figures takes a few megabytes."""


class Library:
    """What the stores hold, as the bot reads it; follows every change, thread safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.meanings = Meanings(store.embedder)
        self._lock = Lock()
        self._revision = -1
        self._catalogue = Catalogue(())
        self._sha256s: dict[str, str] = {}
        self._indexes: OrderedDict[str, DocumentIndex] = OrderedDict()

    def catalogue(self) -> Catalogue:
        """The documents held now."""
        revision = self._store.facts.revision()
        with self._lock:
            if revision != self._revision:
                records = self._store.facts.documents()
                self._catalogue = Catalogue(Held(r.document, r.source, r.metadata) for r in records)
                self._sha256s = {r.document: r.sha256 for r in records}
                self._indexes.clear()
                self._revision = revision
            return self._catalogue

    def sha256s(self) -> dict[str, str]:
        """What the bytes of each document held now hash to, by its id."""
        self.catalogue()
        with self._lock:
            return dict(self._sha256s)

    def index(self, document: str) -> DocumentIndex:
        """The labels of one document; KeyError if it is not held."""
        with self._lock:
            if document in self._indexes:
                self._indexes.move_to_end(document)
                return self._indexes[document]
        index = DocumentIndex(self._store.facts.load(document))
        with self._lock:
            self._indexes[document] = index
            while len(self._indexes) > _MOST_INDEXES:
                self._indexes.popitem(last=False)
        return index

    def similar_passages(
        self, question: str, documents: tuple[str, ...], count: int
    ) -> list[tuple[DocumentIndex, Passage, float]]:
        """Passages nearest in meaning to a question, with the document each stands in.

        ``documents`` narrows the search; empty, all documents are searched.
        """
        hits = self._store.search(question, count, documents or None)
        return [(self.index(hit.document), hit.passage, hit.score) for hit in hits]
