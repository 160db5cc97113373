"""What one would otherwise assemble: LangChain's splitter, Chroma and a similarity search.

All as in LangChain's own tutorial on retrieval (chunks of 1,000 characters that share 200, the
four nearest), over the text of the same files, with the same embedding model as the bot.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from evals.gold import printed_text

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.language_models import BaseChatModel

NEAREST: Final = 4

_CHUNK: Final = 1000
_OVERLAP: Final = 200
_PROMPT: Final = (
    "请只根据下面的材料回答问题，给出数字和单位；材料里没有的，请回答“没有”。\n\n"
    "材料：\n{context}\n\n问题：{question}\n回答："
)
_BATCH: Final = 1000


class Chain:
    """The texts of some files, split and embedded in ``folder``; made where it does not exist."""

    def __init__(self, files: Iterable[Path], embeddings: Embeddings, folder: Path) -> None:
        from langchain_chroma import Chroma

        made = (folder / "made").is_file()
        self._chroma: Chroma = Chroma(
            "chain", embedding_function=embeddings, persist_directory=str(folder)
        )
        if not made:
            chunks = list(_split(files))
            for start in range(0, len(chunks), _BATCH):
                self._chroma.add_documents(chunks[start : start + _BATCH])
            (folder / "made").touch()

    def search(self, question: str) -> tuple[list[str], float]:
        """The nearest chunks, and the milliseconds it took to find them."""
        started = time.perf_counter()
        found = self._chroma.similarity_search(question, k=NEAREST)
        return [chunk.page_content for chunk in found], (time.perf_counter() - started) * 1000


def _split(files: Iterable[Path]) -> Iterable[Document]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True
    )
    for file in files:
        yield from splitter.create_documents([printed_text(file)], [{"source": file.name}])


def chat_model() -> BaseChatModel | None:
    """The chat model of ``BUDGETQA_CHAT_MODEL``, None where none is configured.

    ``BUDGETQA_CHAT_BASE_URL`` and ``BUDGETQA_CHAT_API_KEY`` say where it is reached.
    """
    name = os.environ.get("BUDGETQA_CHAT_MODEL")
    if not name:
        return None
    from langchain.chat_models import init_chat_model

    reached = {
        "base_url": os.environ.get("BUDGETQA_CHAT_BASE_URL"),
        "api_key": os.environ.get("BUDGETQA_CHAT_API_KEY"),
    }
    given: dict[str, Any] = {key: value for key, value in reached.items() if value}
    model: BaseChatModel = init_chat_model(name, temperature=0, **given)
    return model


def answer(model: BaseChatModel, question: str, chunks: Iterable[str]) -> str:
    """What the chat model makes of a question and the chunks found for it."""
    prompt = _PROMPT.format(context="\n\n".join(chunks), question=question)
    return re.sub(r"<think>.*?</think>", "", str(model.invoke(prompt).text), flags=re.DOTALL)
