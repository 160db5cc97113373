"""What a clause speaks of: a new subject, one before it, or a figure's stage under one."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Aspect
from ingest.phrases import Token, words
from ingest.subjects import (
    Path,
    clean,
    is_comparison,
    is_measure,
    levels,
    own_stage,
    plain_budget,
    stage_of,
    under,
)
from ingest.thread import Thread


@dataclass
class Clause:
    """What a clause has said so far: words before the relation (``label``), after 比上年
    (``compared``), after 增加 (``object``), from 占 or 完成 on (``part_of``).

    ``carried`` is a clause in front that ended in 的 and belongs to the label; ``titled`` says
    that the sentence opened with a classification of its own.
    """

    carried: str = ""
    titled: bool = False
    label: str = ""
    compared: str = ""
    object: str = ""
    part_of: str = ""
    base: bool = False
    direction: Token | None = None
    ratio: str = ""

    def take(self, text: str) -> None:
        """Take words in where they stand."""
        if self.ratio:
            self.part_of += text
        elif self.direction:
            self.object += text
        elif self.base:
            self.compared += text
        else:
            self.label += text


def subject_of_figure(
    clause: Clause, thread: Thread, aspect: Aspect, noun: str, heading: Path
) -> Path:
    """What an amount, a share or a count is of. ``noun`` is what is counted, where it is printed
    behind the unit; ``heading`` is what is spoken of where no sentence named a subject.
    """
    if clause.ratio == "completion":
        done = clean(clause.part_of)
        if aspect == "share":
            return under(thread.item, (done,))
        if planned := stage_of(done, with_accounts=True) or plain_budget(done):
            return under(thread.item, (planned,))
    printed = clause.label + (clause.part_of if aspect != "share" else "")
    label = _label(clause, thread, printed)
    if noun and not label:
        label = clean(printed)  # whose offices are counted is then all there is to name
    if noun and label in words("nameless"):
        label = ""
    if clause.titled and label in words("bare"):
        return thread.item
    if label in words("bare_budget") and heading and not thread.item:
        thread.speak_of(heading)
        return heading
    if label.startswith(words("attached")):
        return under(thread.item or heading, (label,))
    if stage := label if is_measure(label) else stage_of(label, with_accounts=thread.with_accounts):
        if stage != label:
            stage = own_stage(label, stage)
            thread.speak_of(thread.new(clean(label.removesuffix(stage))))
        return under(thread.item or heading, (stage,))
    if not label and not noun:
        return thread.item
    path = thread.new(label) if label else thread.parent
    path = under(path, (noun,)) if noun else path
    thread.speak_of(path)
    return path


def subject_of_change(clause: Clause, thread: Thread) -> Path:
    """What a change is of; an object of its verb (基本支出增加人员经费) is part of that."""
    label = _label(clause, thread, clause.compared) or _label(clause, thread, clause.label)
    path = thread.item if thread.explained is None else thread.explained
    if not label and thread.listed:  # behind a list the whole is compared, not its last part
        path = thread.listed
        thread.speak_of(path)
    if label and not is_comparison(label) and label not in words("bare_change"):
        path = thread.known_or_new(label)
        thread.speak_of(path)
    item = _label(clause, thread, clause.object)
    return under(path, levels(item)) if item and not is_measure(item) else path


def subject_of_reason(clause: Clause, thread: Thread) -> Path:
    """What a reason is given for."""
    label = _label(clause, thread, clause.label)
    if label and not is_comparison(label):
        thread.speak_of(thread.known_or_new(label))
    return thread.item


def _label(clause: Clause, thread: Thread, printed: str) -> str:
    return thread.label(clause.carried + printed) if printed else ""
