"""Questions by the thousand: printed labels × ways of asking × noise × what is not there.

Whatever is asked, nothing may crash, every figure shown has to stand where it is cited or follow
from its formula, and what the document does not disclose is not answered.
"""

from __future__ import annotations

import random
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.answer import Answer
from bot.service import Bot
from bot.verify import faults
from evals.proof import Prover
from evals.run import TODAY
from evals.stores import sample_settings
from ingest.model import Disclosure
from ingest.store import Store
from ingest.text import label_key

WORDS: Final = Path(__file__).parent / "generated.toml"

_ABSENT: Final = ("absent_item", "absent_year", "absent_body", "absent_kind")
_SHARES: Final = {"ask": 60, "follow": 10, **dict.fromkeys(_ABSENT, 8)}


@dataclass(frozen=True)
class Question:
    """A generated question; ``absent`` where nothing held answers it, ``session`` where it
    belongs to a conversation."""

    text: str
    absent: bool
    session: str | None = None


@dataclass
class Report:
    """How many were asked, what came of them, and every question that shows a defect."""

    statuses: Counter[str] = field(default_factory=Counter)
    absent: int = 0
    figures: int = 0
    problems: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        return {
            "questions": self.statuses.total(),
            "answered": self.statuses["answered"],
            "clarify": self.statuses["clarify"],
            "refused": self.statuses["refused"],
            "figures": self.figures,
            "absent": self.absent,
            "problems": len(self.problems),
        }


class Generator:
    """Questions about one document; the same seed makes the same ones."""

    def __init__(self, disclosure: Disclosure, seed: int) -> None:
        self._random = random.Random(seed)
        self._labels = printed_labels(disclosure)
        self._items = [item for item in _words()["items"] if not _printed(item, disclosure)]
        # What is said of the year before can be derived; of other years nothing is.
        year = disclosure.metadata.year or TODAY.year
        self._years = [y for y in range(year - 10, year + 6) if y not in (year, year - 1)]
        self._session = 0

    def question(self) -> Question:
        """The next question."""
        kind = self._random.choices(list(_SHARES), list(_SHARES.values()))[0]
        text = self._filled(self._random.choice(_words()[kind]))
        if self._random.random() < 0.1:
            self._session += 1
        session = str(self._session) if kind in ("follow", "ask") else None
        return Question(self._noisy(text, kind in _ABSENT), kind in _ABSENT, session)

    def _filled(self, template: str) -> str:
        pick = self._random.choice
        return template.format(
            label=pick(self._labels),
            other=pick(self._labels),
            absent=pick(self._items),
            year=pick(self._years),
            body=pick(_words()["bodies"]),
            amount=pick(_words()["amounts"]),
        )

    def _noisy(self, text: str, absent: bool) -> str:
        """A question as people type it. What is absent keeps its letters: a slip of the finger
        might turn it into something that is there."""
        noises = self._harmless() if absent else [*self._harmless(), *self._slips()]
        for noise in self._random.sample(noises, self._random.choice((0, 0, 1, 1, 2))):
            text = noise(text)
        return text

    def _harmless(self) -> list[Callable[[str], str]]:
        pick = self._random.choice
        return [
            lambda text: pick(_words()["before"]) + text,
            lambda text: text + pick(_words()["after"]),
            lambda text: " ".join(text),
            lambda text: text.translate(_WIDE),
            _traditional,
        ]

    def _slips(self) -> list[Callable[[str], str]]:
        return [self._swapped, self._dropped, self._doubled, self._mistaken]

    def _swapped(self, text: str) -> str:
        at = self._random.randrange(len(text))
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]

    def _dropped(self, text: str) -> str:
        at = self._random.randrange(len(text))
        return text[:at] + text[at + 1 :]

    def _doubled(self, text: str) -> str:
        at = self._random.randrange(len(text))
        return text[:at] + text[at] + text[at:]

    def _mistaken(self, text: str) -> str:
        at = self._random.randrange(len(text))
        letter = self._random.choice(self._random.choice(self._labels))
        return text[:at] + letter + text[at + 1 :]


_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def printed_labels(disclosure: Disclosure) -> list[str]:
    """Everything a document's figures can be asked for by, each once, in a stable order."""
    labels: dict[str, None] = {}
    for fact in disclosure.facts:
        for label in (*fact.row[-2:], *fact.column[-1:], fact.code or ""):
            labels[label] = None
    for statement in disclosure.statements:
        labels.update(dict.fromkeys(statement.subject))
    return sorted(filter(None, labels))


def _printed(item: str, disclosure: Disclosure) -> bool:
    key = label_key(item)
    return any(key in label_key(label) for label in printed_labels(disclosure))


def check(
    question: Question, bot: Bot, prover: Prover, names: Sequence[str]
) -> Iterator[str | Answer]:
    """The answer to a question, if there is one, and everything that is wrong with it."""
    try:
        answer = bot.ask(question.text, question.session)
    except Exception:  # a crash is what is looked for
        yield traceback.format_exc(limit=-3)
        return
    yield answer
    yield from faults(answer, [*names, question.text, question.text.replace(" ", "")])
    yield from prover.doubts(answer)
    if answer.status != "answered" and answer.figures:
        yield f"{answer.status}，却列出了数字"
    if question.absent and answer.status == "answered":
        yield f"文件里没有，却回答了：{answer.text[:80]}"


def run(count: int, seed: int) -> Report:
    """Ask the sample ``count`` generated questions."""
    with sample_settings() as settings:
        store = Store.open(settings)
        with Bot(store, today=lambda: TODAY) as bot:
            return ask_many(bot, store, count, seed)


def ask_many(bot: Bot, store: Store, count: int, seed: int) -> Report:
    """Ask the first document of a store ``count`` generated questions."""
    record = next(iter(store.facts.documents()))
    disclosure = store.facts.load(record.document)
    generator, prover, report = Generator(disclosure, seed), Prover(store), Report()
    for _ in range(count):
        question = generator.question()
        report.absent += question.absent
        for found in check(question, bot, prover, [record.metadata.title]):
            if isinstance(found, Answer):
                report.statuses[found.status] += 1
                report.figures += len(found.figures)
            else:
                report.problems.append(f"{question.text!r}：{found}")
    return report


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def _traditional(text: str) -> str:
    return str(_converter().convert(text))
