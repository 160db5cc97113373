"""What a question names inside the one project it speaks of: more may be left out there.

Among the few labels of one form a part is enough that is no name anywhere else: 保洁面积 of
保洁服务面积, 聘几个人 of 聘用保安保洁人数.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.labels.index import DocumentIndex
from bot.labels.leftover import left_over
from bot.labels.mentions import Mention
from bot.labels.place import Place, is_indicator
from bot.labels.skeletons import skeleton, variants
from bot.words.intent import strip_question_words
from bot.words.phrases import Span, blank_out, in_order
from ingest.vocabulary import read

_SCORE: Final = 0.9
_SHORTEST: Final = 3
_TOKEN: Final = re.compile(r"[0-9a-z\u3400-\u9fff]{2,}")


def within_project(
    text: str, known: Sequence[Span], mentions: Sequence[Mention], index: DocumentIndex
) -> tuple[Mention, ...]:
    """The mentions, with those of the project's own labels in place of what names nothing held."""
    projects = [m for m in mentions if m.labels[0] in index.subjects]
    if len(projects) != 1:
        return tuple(mentions)
    mentions = [m for m in mentions if not _is_in_name(text, m, projects[0])]
    held = [m for m in mentions if index.holds(m.labels)]
    places = list(_places(projects[0].labels[0], index))
    found: list[Mention] = []
    if len(held) < len(mentions) or left_over(text, known, mentions):
        found += _parts(text, [*known, *((m.start, m.end) for m in held)], places)
    if not found and len(held) == 1:
        found += _counted(text, places)
    kept = [m for m in mentions if not any(m.overlaps(other) for other in found)]
    return tuple(sorted((*kept, *found), key=lambda mention: mention.start))


def _is_in_name(text: str, mention: Mention, project: Mention) -> bool:
    """Whether a mention is a stretch of more of the project's name (服务 in 三级服务体系)."""
    name = project.labels[0]
    start, end = mention.start, mention.end
    while start and text[start - 1 : end] in name:
        start -= 1
    while end < len(text) and text[start : end + 1] in name:
        end += 1
    return mention is not project and end - start > mention.end - mention.start + 1


def _places(project: str, index: DocumentIndex) -> Iterator[Place]:
    """The cells of the forms about a project."""
    for place in index.places:
        if place.fact is not None and place.row and project in variants(place.row[0]):
            yield place


def _parts(text: str, known: Sequence[Span], places: Sequence[Place]) -> Iterator[Mention]:
    """Runs of words that are part, in order, of one label alone."""
    labels = {label for place in places for label in _own_labels(place)}
    names = [skeleton(place.row[0]) for place in places[:1]]
    edges = read("question")["edges"]
    for run in _TOKEN.finditer(strip_question_words(blank_out(text, known), wide=True)):
        said = run[0]
        for part in (said, said.rstrip(edges), said.lstrip(edges), said.strip(edges)):
            fitting = [label for label in (*labels, *names) if in_order(part, label)]
            if len(part) >= _SHORTEST and len(fitting) == 1 and fitting[0] not in names:
                start = run.start() + said.index(part)
                yield Mention(start, start + len(part), part, (fitting[0],), "near", _SCORE)
                break


def _counted(text: str, places: Sequence[Place]) -> Iterator[Mention]:
    """The one indicator of what is counted in the measure asked for."""
    for measure in read("composition")["counted"]:
        if asked := re.search(measure["asked"], text):
            labels = {skeleton(p.row[-1]) for p in places if is_indicator(p)}
            fitting = [label for label in labels if re.search(measure["label"], label)]
            if len(fitting) == 1:
                yield Mention(*asked.span(), asked[0], (fitting[0],), "near", _SCORE)
            return


def _own_labels(place: Place) -> Iterator[str]:
    """What a cell of a form is called: its indicator, or the label of a pair."""
    if is_indicator(place):
        yield skeleton(place.row[-1])
    elif place.column:
        yield skeleton(place.column[-1])
