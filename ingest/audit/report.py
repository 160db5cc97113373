"""Findings for people: lines for a terminal, a page for a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from ingest.audit.finding import Finding, Status
from ingest.model import Disclosure

Audited = Sequence[tuple[Disclosure, Sequence[Finding]]]

_WORDS: Final[dict[Status, str]] = {"fail": "不符", "warn": "存疑", "ok": "相符"}


def text_lines(disclosure: Disclosure, found: Sequence[Finding]) -> Iterator[str]:
    """A heading with counts, then a line a finding, in the order given."""
    yield f"{disclosure.document}  {disclosure.metadata.title}  {_counts(found)}"
    for finding in found:
        yield f"  {_WORDS[finding.status]}  {finding.message}"


def write_html(file: Path, audited: Audited) -> None:
    """One page that needs nothing else: each document's findings with their cells, documents with
    most breaks first. OSError if the file cannot be written.
    """
    environment = Environment(
        loader=PackageLoader("ingest.audit", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("report.html").render(
        words=_WORDS,
        audited=[
            {
                "document": disclosure,
                "counts": _counts(found),
                "findings": [(finding, finding.citations(disclosure)) for finding in found],
            }
            for disclosure, found in sorted(audited, key=_breaks, reverse=True)
        ],
    )
    file.write_text(page, "utf-8")


def _breaks(audited: tuple[Disclosure, Sequence[Finding]]) -> int:
    return sum(finding.status == "fail" for finding in audited[1])


def _counts(found: Sequence[Finding]) -> str:
    count = Counter[Status](finding.status for finding in found)
    return "，".join(f"{word}{count[status]}项" for status, word in _WORDS.items())
