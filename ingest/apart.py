"""Are files of one disclosure? Bodies, years or kinds that differ tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.errors import UnreadableError
from ingest.metadata import understand_metadata
from ingest.model import Metadata, Paragraph, Reading
from ingest.organizations import is_short_for, same_for_all

SEVERAL: Final = "several-disclosures"
"""Code of the refusal of files that belong to several disclosures."""

_SHOWN: Final = 5


def told_apart(files: Sequence[Metadata]) -> str | None:
    """What tells some files apart, in words (甲局、乙局); None where nothing does."""
    bodies = [same_for_all(file.organization) for file in files if file.organization]
    whole = [
        name for name in dict.fromkeys(bodies) if not any(is_short_for(name, b) for b in bodies)
    ]
    years = {str(file.year) for file in files if file.year}
    kinds = {file.kind for file in files if file.kind}
    for different in (whole, sorted(years), sorted(kinds)):
        if len(different) > 1:
            return "、".join(different[:_SHOWN])
    return None


def check_parts(reading: Reading) -> None:
    """UnreadableError where the files of an archive are those of several disclosures.

    What a single page in front of attachments says is left out: it may be the portal's.
    """
    pages = [name for name, _ in reading.parts if name.lower().endswith((".html", ".htm"))]
    files = [part for part in reading.parts if len(pages) > 1 or part[0] not in pages]
    named = [understand_metadata(_paragraphs(part), part.title, name)[0] for name, part in files]
    if (shown := told_apart(named)) is not None:
        message = f"压缩包里的文件不属于同一份公开（{shown}）；请把各份公开的文件分开导入。"
        raise UnreadableError(message, SEVERAL)


def _paragraphs(reading: Reading) -> list[Paragraph]:
    return [block for block in reading.blocks if isinstance(block, Paragraph)]
