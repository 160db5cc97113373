"""What the chat asks beside its questions: hints while typing, and where ratings of answers go."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from bot.records.ratings import Rating, Ratings
from bot.web.api import limited_routes
from bot.web.errors import responses
from bot.web.hints import Hints
from bot.web.limits import RateLimit
from bot.web.models import Address, Hinted, Rate
from bot.words.normalise import LIMIT


def hint_routes(hints: Hints, limit: RateLimit) -> APIRouter:
    """``GET /api/hints``."""
    routes = limited_routes(limit)

    @routes.get("/hints", responses=responses(422, 503), summary="输入时的提示")
    def hint(q: Annotated[str, Query(max_length=LIMIT)], page: Address | None = None) -> Hinted:
        return Hinted(hints=hints.of(q, page))

    return routes


def rating_routes(ratings: Ratings, limit: RateLimit) -> APIRouter:
    """``POST /api/ratings``."""
    routes = limited_routes(limit)

    refused = responses(400, 413, 422, 503)

    @routes.post("/ratings", status_code=204, responses=refused, summary="评价一个回答")
    def rate(body: Rate) -> None:
        reason = body.reason or None
        ratings.add(Rating(body.question, body.session, body.status, body.useful, reason))

    return routes
