"""A query in lines a person can read: what was understood, the candidates, and why one won."""

from __future__ import annotations

from collections.abc import Iterator

from bot.labels.lookup import Candidate
from bot.operations.amounts import said, where
from bot.query import Query
from bot.understanding.confidence import confidence

_SHOWN = 6


def explained(query: Query) -> Iterator[str]:
    """The lines of ``python -m bot ask --explain``."""
    scope = query.scope
    yield f"问题：{query.text}"
    yield f"文件：{'、'.join(scope.documents) or '未定'}；年份：{scope.years or '未说'}；"
    yield f"类别：{scope.kind or '未说'}；缺：{scope.missing or '无'}"
    yield f"操作：{query.operation}"
    for mention in query.mentions:
        labels = "、".join(mention.labels[:4])
        yield f"词语：{mention.text}（{mention.source}，{mention.score:.2f}）→ {labels}"
    yield f"把握：{confidence(query):.2f}"
    yield f"文件未列：{'、'.join(m.text for m in query.unheld) or '无'}"
    yield f"未能解释：{'、'.join(query.unexplained) or '无'}"
    for number, target in enumerate(query.targets, 1):
        yield f"所问第{number}项："
        for candidate in target.candidates[:_SHOWN]:
            mark = "✓" if candidate is target.best else " "
            yield f"  {mark} {candidate.score:6.2f}  {_described(candidate)}"


def _described(candidate: Candidate) -> str:
    place = candidate.place
    path = " > ".join([*place.row, *place.column])
    words = "、".join(sorted(mention.text for mention in candidate.explained))
    return f"{where(place)} {path} = {said(place) or '空白'}（解释了：{words}）"
