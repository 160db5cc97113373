"""What the pages of the staff desk share: the parts they work on, and how a page is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Final

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.desk.accounts import Accounts
from bot.desk.sessions import Lockout, Session, Sessions
from bot.desk.waiting import Waiting
from bot.records.curated import Curated
from bot.records.journal import BEIJING, Journal
from bot.records.ratings import Ratings
from bot.service import Bot
from bot.web.limits import RateLimit

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
}

_TRIES_PER_MINUTE: Final = 60
"""To sign in, of one network address."""


@dataclass(frozen=True)
class Desk:
    """The parts; without ``ratings`` nobody rates answers."""

    bot: Bot
    journal: Journal
    accounts: Accounts
    ratings: Ratings | None = None
    sessions: Sessions = field(default_factory=Sessions)
    lockout: Lockout = field(default_factory=Lockout)
    tries: RateLimit = field(default_factory=lambda: RateLimit(_TRIES_PER_MINUTE))
    uploads: Waiting = field(default_factory=Waiting)

    @property
    def curated(self) -> Curated:
        return Curated(self.journal, self.bot.library)


def page(
    template: str,
    request: Request,
    session: Session | None = None,
    *,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """A page of the desk; ``session`` puts the signed-in frame with its menu around it."""
    drawn = _environment().get_template(template)
    html = drawn.render(path=request.url.path, session=session, **values)
    return HTMLResponse(html, status, _HEADERS)


def local_time(at: str) -> str:
    """An ISO moment as it is read in China, to the minute."""
    return datetime.fromisoformat(at).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["local_time"] = local_time
    environment.globals["status_words"] = {
        "answered": "已答复",
        "clarify": "待澄清",
        "refused": "未能作答",
    }
    return environment
