"""The vector store: passages by meaning. An index only; what it names is read from SQL.

Vectors belong to a version of a document. A version that SQL does not hold, because it was
replaced or a crash came before it was, is ignored by whoever joins and swept by ``settle``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Final

from ingest.model import Passage
from ingest.store.chroma import Place
from ingest.store.facts import Embedded

_BATCH: Final = 1000
"""How many vectors go to Chroma at once; it refuses more than some thousands."""


class VectorStore:
    """Vectors in a Chroma collection. StoreError if it cannot be reached or read."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def close(self) -> None:
        self._place.close()

    def add(self, passages: Sequence[Passage], embedded: Embedded) -> None:
        """Add a version's passages; those already there are written again, to the same end."""
        with self._place.writing() as collection:
            for start in range(0, len(passages), _BATCH):
                some = passages[start : start + _BATCH]
                collection.upsert(
                    ids=[f"{embedded.version}:{passage.index}" for passage in some],
                    embeddings=list(embedded.vectors[start : start + len(some)]),
                    metadatas=[
                        {"version": embedded.version, "index": passage.index} for passage in some
                    ],
                    documents=[passage.text for passage in some],
                )

    def search(
        self, vector: Sequence[float], k: int, versions: Collection[str] | None = None
    ) -> list[tuple[str, int, float]]:
        """The ``k`` passages nearest to a vector, of all versions or of some, the nearest first.

        Each as version, passage index and cosine similarity.
        """
        if versions is not None and not versions:
            return []
        chosen = None if versions is None else {"version": {"$in": sorted(versions)}}
        with self._place.reading() as chroma:
            found = chroma.similarity_search_by_vector_with_relevance_scores(
                list(vector),
                k=k,
                filter=chosen,  # type: ignore[arg-type]
            )
        return [
            (document.metadata["version"], document.metadata["index"], 1 - distance)
            for document, distance in found
        ]

    def settle(self, live: Mapping[str, int]) -> set[str]:
        """Sweep every version but the live ones; of these, given with their number of passages,
        the versions that lack vectors."""
        with self._place.writing() as collection:
            ids = collection.get(include=[])["ids"]
            held = Counter(name.partition(":")[0] for name in ids)
            for version in held.keys() - live.keys():
                collection.delete(where={"version": version})
        return {version for version, passages in live.items() if held[version] < passages}


def collection_name(model: str) -> str:
    """The collection for vectors of a model, which are comparable with no other's."""
    return f"passages-{sha256(model.encode()).hexdigest()[:16]}"
