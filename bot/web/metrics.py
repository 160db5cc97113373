"""Counts and times for Prometheus, each application its own."""

from __future__ import annotations

import time
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.answer import Answer

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What is counted."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "budgetqa_answers", "Answers given", ["status"], registry=self._registry
        )
        self._asking = Histogram(
            "budgetqa_answer_seconds",
            "Time to an answer",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "budgetqa_http_requests",
            "HTTP responses",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._responding = Histogram(
            "budgetqa_http_seconds", "Time to a response", buckets=_SECONDS, registry=self._registry
        )

    def answered(self, answer: Answer) -> None:
        self._answers.labels(answer.status).inc()
        self._asking.observe(answer.elapsed_ms / 1000)

    def responded(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        self._responding.observe(seconds)

    def text(self) -> bytes:
        """Everything in Prometheus' text form."""
        return generate_latest(self._registry)


class Measured:
    """ASGI middleware: every response is counted under its route, not its path."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = time.perf_counter() - started
                self._metrics.responded(_method(scope), _route(scope), message["status"], took)
            await send(message)

        await self._app(scope, receive, counted)


def _method(scope: Scope) -> str:
    """Callers can make up methods; a metric must not grow with them."""
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "OPTIONS") else "other"


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "none") or "chat"
