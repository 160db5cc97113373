"""The stores: facts in SQL, passages by meaning in Chroma, and both as one, :class:`Store`."""

from ingest.store.facts import FactStore
from ingest.store.holdings import Hit, Store
from ingest.store.rows import DocumentRecord, HeldFact, HeldPassage

__all__ = ["DocumentRecord", "FactStore", "HeldFact", "HeldPassage", "Hit", "Store"]
