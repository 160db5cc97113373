"""Projects a question names by a part of their name, or by what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.mentions import Mention
from bot.labels.skeletons import skeleton
from bot.projects.described import Forms, forms_of, surely
from bot.words.composition import pattern
from bot.words.intent import measure_asked, strip_question_words
from bot.words.phrases import Span, blank_out
from ingest.vocabulary import read

_BEFORE: Final = re.compile(r"[0-9a-z\u3400-\u9fff“”\"]+$")
_REMARK: Final = re.compile(r"\([^()]*\)")
_CODE: Final = re.compile(r"^\d{3}(?=[\u3400-\u9fff])")
_NAME: Final = 4
"""Characters that the name of a project has at least, where nothing says that it is one."""
_SAID: Final = 3
"""Characters that are said of a project at least, where nothing says that it is one."""
_SCORE: Final = 0.95
_MOST: Final = 0.6


def with_projects(
    question: str,
    known: Sequence[Span],
    mentions: Sequence[Mention],
    free: Sequence[Span],
    index: DocumentIndex,
) -> list[Mention]:
    """The mentions, in order, with those of a project by what it is for (印宣传册那个项目) or by a
    part of its name (保安保洁项目).

    A part names a project where it stands in one project's name alone: two characters before
    the word 项目, or three that nothing else explains.
    """
    named = [*_by_name(question, index)]
    named += _by_description(question, known, mentions, free, index)
    named += _by_their_word(question, mentions, index)
    several = re.search(read("projects")["several"], question) is not None  # 宣传活动和培训两个项目
    doubtful = [(m.start, m.end) for m in mentions if several or not index.holds(m.labels)]
    named += _by_themselves(question, [*free, *doubtful], 2 if several else 3, index)
    whole = [m for m in mentions if m.source == "label" and m.labels[0] in index.subjects]
    found: list[Mention] = []
    uncut = [m for m in named if not any(s < m.start < e < m.end for s, e in known)]  # 某大学项目
    for mention in sorted(uncut, key=lambda m: m.start - m.end):
        if not any(mention.overlaps(other) for other in (*whole, *found)):
            found.append(mention)
    kept = [m for m in mentions if not any(m.overlaps(other) for other in found)]
    return sorted((*kept, *found), key=lambda mention: mention.start)


def _by_name(question: str, index: DocumentIndex) -> Iterator[Mention]:
    """Projects whose whole name is said but for the code it begins with (236民族教育专项)."""
    for name in index.subjects:
        bare = _CODE.sub("", name)
        at = question.find(bare) if bare != name and len(bare) >= _NAME else -1
        if at >= 0:
            yield Mention(at, at + len(bare), bare, (name,), "label")


def _by_description(
    question: str,
    known: Sequence[Span],
    mentions: Sequence[Mention],
    free: Sequence[Span],
    index: DocumentIndex,
) -> Iterator[Mention]:
    """Projects whose forms hold every word said of them."""
    named = [m for m in mentions if m.source == "label" and m.labels[0] in index.subjects]
    words = re.finditer(read("projects")["word"], question)
    said = [word for word in words if not any(m.start < word.end() <= m.end for m in named)]
    doubtful = [*free, *((m.start, m.end) for m in mentions if not index.holds(m.labels))]
    if (
        len(index.subjects) < 2
        or re.search(read("projects")["several"], question)
        or not (said or doubtful)
    ):
        return
    content = strip_question_words(blank_out(question, known), wide=True)
    for span, least in (
        *_before_their_word(question, content, said),
        *(() if said or measure_asked(question) else _doubted(content, mentions, doubtful, index)),
    ):
        if subject := _meant(forms_of(index), question, span, known, least):
            yield _subject_mention(question, span[0], span[1], subject)


def _before_their_word(
    question: str, content: str, said: Iterable[re.Match[str]]
) -> Iterator[tuple[Span, float]]:
    """What is said before a word for a project, and with it how much of it must be in the name: all
    where nothing shows that it describes (的, 那个)."""
    for word in said:
        remark = _REMARK.match(question, word.end())
        describing = re.search(read("projects")["describing"], question[: word.end() - 2])
        for start in _beginnings(question, content, word.start()):
            end = remark.end() if remark else word.end()
            yield (start, end), 0.0 if describing or remark else 1.0


def _doubted(
    content: str, mentions: Iterable[Mention], doubtful: Sequence[Span], index: DocumentIndex
) -> Iterator[tuple[Span, float]]:
    """Clauses with words that nothing explains, where no label is named as printed; most of what
    they say must be in the project's name."""
    printed = [m for m in mentions if m.source == "label" and index.holds(m.labels)]
    for clause in pattern("clause").finditer(content):
        low, high = clause.span()
        named = any(low <= m.start < high for m in printed)
        run = clause[0]
        enough = len(skeleton(run)) >= _SAID
        if enough and not named and any(low <= s and e <= high for s, e in doubtful):
            yield (low + len(run) - len(run.lstrip()), low + len(run.rstrip())), _MOST


def _beginnings(question: str, content: str, end: int) -> Iterator[int]:
    """Where the words for a project that end somewhere may begin: its clause, a part of a list."""
    clause = max(question.rfind(mark, 0, end) for mark in ",;。?!")
    joint, joints = _joints()
    starts = [clause + 1, *(m.end() for m in joint.finditer(question, clause + 1, end))]
    for start in starts:
        run = joints.match(content, start, end)
        if run and run.end() < end:
            yield run.end()


def _meant(
    forms: Forms, question: str, span: Span, known: Sequence[Span], least: float
) -> str | None:
    """The one project that a stretch describes; at least the part ``least`` of it in the name."""
    if re.search(read("projects")["part"], question[slice(*span)]):
        return None
    found = surely(forms.meant(question, span, known))
    return found.name if found is not None and found.named >= least else None


def _by_their_word(
    question: str, mentions: Sequence[Mention], index: DocumentIndex
) -> Iterator[Mention]:
    begun = {m.start for m in mentions if m.end - m.start > 2 and index.holds(m.labels)}  # 项目概述
    for word in re.finditer(read("projects")["own"], question):
        run = _BEFORE.search(question[: word.start()])
        for start in range(run.start(), word.start() - 1) if run else ():
            if subject := _only_subject(question[start : word.start()], index, word[0]):
                end = word.start() if word.end() - 2 in begun else word.end()
                yield _subject_mention(question, start, end, subject)
                break


def _by_themselves(
    question: str, spans: Sequence[Span], shortest: int, index: DocumentIndex
) -> Iterator[Mention]:
    for start, end in spans:
        if end - start >= shortest and (subject := _only_subject(question[start:end], index)):
            yield _subject_mention(question, start, end, subject)


def _only_subject(part: str, index: DocumentIndex, word: str = "") -> str | None:
    """The one project whose name holds the part, whole or in pieces of two characters or more;
    of several the one that prints the ``word`` for it behind the part."""
    key = skeleton(part)
    projects = [name for name in index.subjects if name != index.body]
    found = [name for name in projects if key in re.sub(read("projects")["own"], "", name)]
    if not found and len(key) > 3:
        found = [name for name in projects if _in_pieces(key, name)]
    if len(found) > 1 and word:
        found = [name for name in found if key + word in name]
    return found[0] if len(found) == 1 else None


def _in_pieces(part: str, name: str) -> bool:
    """Whether a part is two or more pieces of a name in order (综窗工作餐, 综窗人员工作餐项目)."""
    if not part:
        return True
    for size in range(len(part), 1, -1):
        at = name.find(part[:size])
        if at >= 0 and len(part) - size != 1 and _in_pieces(part[size:], name[at + size :]):
            return True
    return False


def _subject_mention(question: str, start: int, end: int, subject: str) -> Mention:
    return Mention(start, end, question[start:end], (subject,), "near", _SCORE)


@cache
def _joints() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What joins words for projects, and all of it that stands before one."""
    joint = read("projects")["joint"]
    return re.compile(joint), re.compile(rf"(?:\s|{joint})*")
