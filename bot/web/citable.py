"""An answer as a text to pass on: with its 口径, its sources and what is to be said of it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from bot.answer import Answer, Citation

CAUTION: Final = "仅供参考，以公开文件原文为准。"


def citable(answer: Answer) -> str:
    """The question, the answer, its 口径 and sources, a line each; the caution comes last."""
    basis = "；".join(f"{name}：{value}" for name, value in basis_of(answer))
    sources = dict.fromkeys(_source(citation) for citation in answer.citations)
    lines = [
        f"问：{answer.question}",
        f"答：{answer.text}",
        *([basis] if basis else []),
        *(f"出处：{source}" for source in sources),
        caution(answer),
    ]
    return "\n".join(lines)


def caution(answer: Answer) -> str:
    """What is to be said of any answer, and of one that a language model had a part in."""
    if answer.model is None:
        return CAUTION
    return f"{CAUTION}本回答含人工智能生成内容（{answer.model}）。"


def basis_of(answer: Answer) -> list[tuple[str, str]]:
    """The 口径 of the figures: name and value, several values joined."""
    figures = answer.figures
    basis = {
        "部门": [figure.organization for figure in figures],
        "年度": [f"{figure.year}年{figure.kind or ''}" for figure in figures if figure.year],
        "口径": [figure.basis for figure in figures],
        "单位": [figure.unit or "" for figure in figures],
    }
    joined = {name: "、".join(dict.fromkeys(filter(None, of))) for name, of in basis.items()}
    return [(name, value) for name, value in joined.items() if value]


def is_address(source: str) -> bool:
    """Whether a source can be opened by the reader's browser."""
    return urlsplit(source).scheme in ("http", "https")


def _source(citation: Citation) -> str:
    named = (citation.table, citation.table_title) if citation.table_title else (citation.section,)
    place = " ".join(filter(None, named))
    page = f"，第{citation.page}页" if citation.page else ""
    address = f" {citation.source}" if is_address(citation.source) else ""
    return f"《{citation.title}》{place}{page}{address}"
