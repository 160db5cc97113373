"""What is asked: how much each day, how it ended, how long it took, and what most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from fastapi import Request, Response

from bot.desk.desk import page
from bot.desk.guard import AtDesk, Signed, router
from bot.records.journal import BEIJING, Asked

_DAYS: Final = 14
_TOP: Final = 20
_CHANGES: Final = 500
_HEIGHT: Final = 160
"""Of the tallest bar, in the chart's own units."""


@dataclass(frozen=True)
class Day:
    """One day: the date, how many questions ended how, and the median milliseconds."""

    date: str
    asked: int
    answered: int
    clarify: int
    refused: int
    median_ms: float | None


@dataclass(frozen=True)
class Bar:
    """A piece of a day's bar; ``y`` counts from the top of the chart."""

    kind: str
    y: float
    height: float


routes = router()


@routes.get("/usage")
def usage(request: Request, desk: AtDesk, session: Signed) -> Response:
    today = datetime.now(BEIJING).date()
    dates = [(today - timedelta(days=n)).isoformat() for n in reversed(range(_DAYS))]
    asked = desk.journal.asked_since(_beginning(dates[0]))
    days = each_day(asked, dates)
    most = max((day.asked for day in days), default=0)
    return page(
        "usage.html",
        request,
        session,
        days=days,
        total=_summed("合计", asked),
        most=most,
        height=_HEIGHT,
        bars=[_bars(day, most) for day in days],
        top=Counter(one.question for one in asked).most_common(_TOP),
    )


@routes.get("/changes")
def changes(request: Request, desk: AtDesk, session: Signed) -> Response:
    return page("changes.html", request, session, changes=desk.journal.changes(_CHANGES))


def each_day(asked: Iterable[Asked], dates: Iterable[str]) -> list[Day]:
    """The questions by the day they were asked in China; a day without any counts none."""
    by_date: dict[str, list[Asked]] = {date: [] for date in dates}
    for one in asked:
        date = datetime.fromisoformat(one.at).astimezone(BEIJING).date().isoformat()
        if date in by_date:
            by_date[date].append(one)
    return [_summed(date, found) for date, found in by_date.items()]


def _summed(date: str, asked: list[Asked]) -> Day:
    counts = Counter(one.status for one in asked)
    took = round(median(one.elapsed_ms for one in asked), 1) if asked else None
    return Day(date, len(asked), counts["answered"], counts["clarify"], counts["refused"], took)


def _bars(day: Day, most: int) -> list[Bar]:
    """Answered at the bottom, then to be clarified, then refused."""
    bars, top = [], float(_HEIGHT)
    for kind in ("answered", "clarify", "refused"):
        height = getattr(day, kind) * _HEIGHT / most if most else 0.0
        top -= height
        bars.append(Bar(kind, round(top, 1), round(height, 1)))
    return bars


def _beginning(date: str) -> str:
    """The first moment of a day in China, as the journal writes moments."""
    start = datetime.fromisoformat(date).replace(tzinfo=BEIJING)
    return (start - timedelta(hours=8)).replace(tzinfo=None).isoformat()
