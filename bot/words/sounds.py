"""How characters sound: most slips in a question are typed by sound (工积金 for 公积金)."""

from __future__ import annotations

from functools import lru_cache


def syllables(text: str) -> tuple[str, ...]:
    """A syllable for each character, without its tone; what has none stands for itself."""
    return tuple(map(_syllable, text))


@lru_cache(maxsize=16384)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0])


@lru_cache(maxsize=16384)
def parts(character: str) -> tuple[str, ...]:
    """What a character's syllable begins and ends with (d, ai of 待), without what it lacks."""
    from pypinyin import Style, lazy_pinyin

    styles = (Style.INITIALS, Style.FINALS)
    found = (lazy_pinyin(character, style=style, strict=False)[0] for style in styles)
    return tuple(part for part in found if part)
