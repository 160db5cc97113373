"""Both stores as one: what is put in answers exactly and by meaning, whole or not at all.

One document at a time goes through three steps, and a crash between any two leaves the old
version or the new one answering:

1. in one SQL transaction facts, tables, passages and the version's name are replaced, and the
   new version's vectors added, which nobody asks for yet;
2. the transaction is committed: from now on the new version is the one that is asked for;
3. vectors of no held version are swept, and held versions that lack vectors get them.

What a crash left is swept by the next put's step 3. SQL holds every vector too, so a vector
store that is lost, torn by a crash or made by another model is filled again by :meth:`settle`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ingest.closing import Closing
from ingest.embedding import Embedder, SentenceEmbeddings
from ingest.errors import StoreError
from ingest.model import Disclosure, Passage
from ingest.settings import Settings
from ingest.store.chroma import Folder, Server
from ingest.store.facts import Embedded, FactStore
from ingest.store.vectors import VectorStore, collection_name


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by meaning; ``score`` is its cosine similarity with the query."""

    document: str
    passage: Passage
    score: float


class Store(Closing):
    """The holdings. ``facts`` is there to read; write through :meth:`put` and :meth:`remove`.

    Threads may share one, and processes the same stores. StoreError from every method if a
    store fails, SettingsError if the embedding model cannot be loaded.
    """

    def __init__(self, facts: FactStore, vectors: VectorStore, embedder: Embedder) -> None:
        self.facts = facts
        self._vectors = vectors
        self._embedder = embedder

    @property
    def embedder(self) -> Embedder:
        """The model the vectors are made with."""
        return self._embedder

    @classmethod
    def open(cls, settings: Settings, embedder: Embedder | None = None) -> Store:
        """The stores the settings name; SettingsError if they cannot be used.

        ``embedder`` replaces the model the settings name. No vector is touched before it is
        asked for, so opening takes milliseconds.
        """
        embedder = embedder or SentenceEmbeddings(settings.embedding)
        collection = collection_name(embedder.name)
        place = (
            Server(settings.chroma_url, collection)
            if settings.chroma_url
            else Folder(settings.store, collection)
        )
        return cls(FactStore(settings.facts_url), VectorStore(place), embedder)

    def close(self) -> None:
        self.facts.close()
        self._vectors.close()

    def put(self, disclosure: Disclosure) -> None:
        """Hold a disclosure, in place of one with its id."""
        embedded = self._embedded(_version(disclosure), disclosure.passages)
        with self.facts.writing() as writing:
            writing.put(disclosure, embedded)
            self._vectors.add(disclosure.passages, embedded)
        self.settle()

    def remove(self, document: str) -> bool:
        """Let go of a document and all that came from it; whether it was held."""
        with self.facts.writing() as writing:
            held = writing.remove(document)
        self.settle()
        return held

    def search(self, query: str, k: int, documents: Collection[str] | None = None) -> list[Hit]:
        """The ``k`` passages nearest to a query, of all documents or of some, the nearest first."""
        vector = self._embedder.embed_query(query)
        try:
            return self._search(vector, k, documents)
        except StoreError:  # torn by a crash: filled again from SQL
            self.settle()
            return self._search(vector, k, documents)

    def settle(self) -> None:
        """Make the vector store agree with SQL: sweep what is not held, fill in what is missing."""
        with self.facts.writing() as writing:
            missing = self._vectors.settle(writing.versions())
        for version in missing:
            passages = self.facts.passages_of(version)
            embedded = self._embedded(version, passages)
            with self.facts.writing() as writing:
                if writing.keep_vectors(embedded):
                    self._vectors.add(passages, embedded)

    def _search(
        self, vector: Sequence[float], k: int, documents: Collection[str] | None
    ) -> list[Hit]:
        versions = None if documents is None else self.facts.versions(documents)
        # While a document is replaced its old passages stand beside the new ones, twins mostly.
        found = self._vectors.search(vector, 2 * k, versions)
        held = self.facts.passages([(version, index) for version, index, _ in found])
        hits = [
            Hit(held[version, index].document, held[version, index].passage, score)
            for version, index, score in found
            if (version, index) in held
        ]
        # Passages of one wording are equally near: which comes first must not be chance.
        return sorted(hits, key=lambda hit: (-hit.score, hit.document, hit.passage.index))[:k]

    def _embedded(self, version: str, passages: Sequence[Passage]) -> Embedded:
        """The passages with their vectors; only texts that no held document has are embedded."""
        texts = list(dict.fromkeys(passage.text for passage in passages))
        vectors = self.facts.vectors(texts, self._embedder.name)
        new = [text for text in texts if text not in vectors]
        vectors |= zip(new, self._embedder.embed_documents(new), strict=True)
        own = [vectors[passage.text] for passage in passages]
        return Embedded(version, self._embedder.name, own)


def _version(disclosure: Disclosure) -> str:
    """A name for the passages of a document as they are: the same for the same ones."""
    printed = [disclosure.document, *((p.index, p.text) for p in disclosure.passages)]
    return sha256(json.dumps(printed).encode()).hexdigest()[:32]
