"""The HTTP API, as the contract has it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from bot.answer import Answer
from bot.service import Bot
from bot.web.asking import Asking
from bot.web.errors import responses
from bot.web.limits import RateLimit
from bot.web.metrics import Metrics
from bot.web.models import Ask, Document, Health, TableView


def address_of(request: Request) -> str:
    """The network address a request comes from; uvicorn puts in a trusted proxy's client."""
    return request.client.host if request.client else ""


def limited(request: Request, limit: RateLimit) -> None:
    """Count a request; HTTPException 429 where its address has to wait."""
    wait = limit.wait(address_of(request))
    if wait:
        raise HTTPException(429, headers={"Retry-After": str(int(wait) + 1)})


def limited_routes(limit: RateLimit) -> APIRouter:
    """Routes below ``/api`` that one address may use only so often."""

    def counted(request: Request) -> None:
        limited(request, limit)

    return APIRouter(prefix="/api", dependencies=[Depends(counted)], responses=responses(429))


def api_routes(bot: Bot, asking: Asking, limit: RateLimit) -> APIRouter:
    """Questions and what is held."""
    routes = limited_routes(limit)

    @routes.post("/ask", responses=responses(400, 413, 422, 503), summary="回答一个问题")
    def ask(body: Ask) -> Answer:
        return asking.ask(body.question, body.session, body.page)

    @routes.get("/documents", responses=responses(503), summary="已收录的文件")
    def documents() -> list[Document]:
        return [Document.of(held) for held in bot.library.catalogue().held.values()]

    @routes.get(
        "/documents/{document}/tables/{index}",
        responses=responses(404, 422, 503),
        summary="一份文件的一张表，序号从 1 起",
    )
    def table(document: str, index: int) -> TableView:
        if document not in bot.library.catalogue().held:
            raise HTTPException(404)
        try:
            return TableView.of(document, bot.library.index(document).disclosure.table(index))
        except KeyError:
            raise HTTPException(404) from None

    return routes


def operations_routes(bot: Bot, metrics: Metrics) -> APIRouter:
    """What those who run the service ask."""
    routes = APIRouter()

    @routes.get("/healthz", responses=responses(503), summary="服务是否正常")
    def healthz() -> Health:
        return Health(status="ok", documents=len(bot.library.catalogue().held))

    @routes.get("/metrics", summary="Prometheus 指标", response_class=Response)
    def prometheus() -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes
