"""What a question wants done, which of its words carry no content, and what the bot won't do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

from bot.words.amounts import find_amounts
from bot.words.codes import find_codes
from bot.words.numerals import SMALL, read_numeral
from bot.words.phrases import Hit, Phrases, Span, blank_out, longest_first
from ingest.vocabulary import read

Operation = Literal[
    "value", "list", "change", "trend", "share", "sum", "difference", "rank", "count", "convert",
    "code_to_name", "name_to_code", "reverse", "yesno", "definition", "reason", "use",
    "structure", "duties", "contact", "publication", "goal", "where", "completion", "agree",
    "times", "average", "rest",
]  # fmt: skip
"""What can be asked for: a figure, a set, a computation, a name, or words."""

Direction = Literal["max", "min", "increase", "decrease"]
Topic = Literal[
    "weather",
    "chat",
    "greeting",
    "thanks",
    "yes",
    "pointing",
    "together",
    "writing",
    "instruction",
    "person",
    "service",
]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that ask for an operation.

    ``direction`` is which end of a ranking or which way a change goes; ``n`` how many are wanted
    (前三名: 3), ``nth`` the one of a rank (第二大: 2), ``every`` all in order (从高到低排);
    ``percent`` a change in per cent; ``unit`` the money unit wanted (折合多少元).
    ``weak`` cues lean towards the operation and give way to any other.
    """

    start: int
    end: int
    operation: Operation
    direction: Direction | None = None
    n: int | None = None
    nth: int | None = None
    every: bool = False
    percent: bool = False
    unit: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words on something this bot does not do.

    ``instruction`` (aimed at the bot itself) and ``person`` (somebody's private matters) decide;
    the other topics give way to a disclosed item that the question names.
    """

    start: int
    end: int
    topic: Topic


@dataclass(frozen=True)
class _Asking:
    """An entry of ``question.toml``: a cue without a place; ``needs`` is amount, code, no code."""

    cue: Cue
    needs: str | None


_WORDS: Final = re.compile(r"[^\s,;.?!、()]+")
_LONG_CODE: Final = re.compile(r"\d{8,}")
_NOWHERE: Final = -1


def strip_question_words(text: str, wide: bool = False) -> str:
    """``text`` with a space for every character that carries no label content.

    Positions stay: ``result[i]`` is ``text[i]`` or a space, ``result.split()`` the content words.
    ``wide`` keeps what may be part of an item's name: single characters and words like 经费.
    """
    words = _fillers("fillers") if wide else _fillers("fillers", "generic")
    blank = blank_out(text, ((hit.start, hit.end) for hit in words.find(text)))
    return blank if wide else blank_out(blank, _empty(blank))


def fillers_in(text: str) -> list[Span]:
    """Where words that carry no label content stand, overlapping ones too."""
    return [(hit.start, hit.end) for hit in _fillers("fillers").everywhere(text)]


def find_operations(text: str) -> list[Cue]:
    """The cues of a normalised question in reading order, longest first, never overlapping."""
    coded = bool(find_codes(text) or _LONG_CODE.search(text))
    met = {"amount": bool(find_amounts(text)), "code": coded, "no code": not coded, None: True}
    phrases, patterns = _operations()
    hits = [
        Hit(hit.start, hit.end, asking.cue)
        for hit in phrases.everywhere(text)
        if (asking := next((one for one in hit.value if met[one.needs]), None))
    ]
    hits += _matches(text, patterns)
    return [replace(hit.value, start=hit.start, end=hit.end) for hit in longest_first(hits)]


def measure_asked(text: str) -> str | None:
    """A pattern of the measures that answer a question of how many: 台 of 租几台."""
    for measure in read("question")["measure"]:
        if match := re.search(measure["asked"], text):
            return str(measure.get("printed") or re.escape(match["same"]))
    return None


def counts_items(text: str) -> bool:
    """Whether a question of how many may count rows: 几项, 几个, but not 几名, 几辆."""
    measure = measure_asked(text)
    return measure is None or re.search(measure, read("question")["item_measures"]) is not None


def find_refusals(text: str) -> list[Refusal]:
    """Words of a normalised question on what this bot does not do, in reading order."""
    found = (
        Refusal(*match.span(), topic)
        for pattern, topic in _refusals()
        for match in pattern.finditer(text)
    )
    return sorted(found, key=lambda refusal: refusal.start)


def _empty(text: str) -> Iterator[Span]:
    """What is empty of every run of characters: both its ends, or all of it.

    One character by itself is empty (请) unless it is weighty (税); of a longer run one that
    is left must be a verb (要缴), for the rest may have been part of a name (公会).
    """
    words = read("question")
    for run in _WORDS.finditer(text):
        core = run[0].strip(words["edges"])
        alone = len(run[0]) == 1 and not core.isascii() and core not in words["weighty"]
        if not core or alone or (len(core) == 1 and core in words["verbs"]):
            yield run.span()
        elif len(core) > 1:
            yield run.start(), run.end() - len(run[0].lstrip(words["edges"]))
            yield run.start() + len(run[0].rstrip(words["edges"])), run.end()


def _matches(text: str, patterns: Iterable[tuple[re.Pattern[str], Cue]]) -> Iterator[Hit[Cue]]:
    for pattern, cue in patterns:
        for match in pattern.finditer(text):
            said = match.groupdict()
            unit = f"{said['unit'].removesuffix('元')}元" if said.get("unit") else None
            n, nth = _count(said.get("n")), _count(said.get("nth"))
            yield Hit(*match.span(), replace(cue, n=n, nth=nth, unit=unit))


def _count(said: str | None) -> int | None:
    number = read_numeral(said) if said else None
    return None if number is None else int(number)


@cache
def _fillers(*lists: str) -> Phrases[None]:
    return Phrases(dict.fromkeys(word for name in lists for word in read("question")[name]))


@cache
def _operations() -> tuple[Phrases[tuple[_Asking, ...]], list[tuple[re.Pattern[str], Cue]]]:
    """Words with what they ask, the entry that needs something beside it first; and patterns."""
    said: defaultdict[str, list[_Asking]] = defaultdict(list)
    patterns: list[tuple[re.Pattern[str], Cue]] = []
    raw = read("question")
    for entry in raw["operation"]:
        asking = _Asking(_cue(entry), entry.get("needs"))
        for word in entry.get("say", ()):
            said[word].append(asking)
        for pattern in entry.get("patterns", ()):
            filled = pattern.replace("{n}", SMALL).replace("{base}", raw["base"])
            patterns.append((re.compile(filled), asking.cue))
    ordered = {
        word: tuple(sorted(asked, key=lambda asking: asking.needs is None))
        for word, asked in said.items()
    }
    return Phrases(ordered), patterns


def _cue(entry: Mapping[str, Any]) -> Cue:
    return Cue(
        start=_NOWHERE,
        end=_NOWHERE,
        operation=entry["operation"],
        direction=entry.get("direction"),
        every=entry.get("every", False),
        percent=entry.get("percent", False),
        weak=entry.get("weak", False),
    )


@cache
def _refusals() -> list[tuple[re.Pattern[str], Topic]]:
    raw = read("question")
    return [
        (
            re.compile("|".join(entry["patterns"]).replace("{person}", raw["persons"])),
            entry["topic"],
        )
        for entry in raw["refusal"]
    ]
