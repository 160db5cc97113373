"""The HTTP API over a real bot on the sample, called as outside programs call it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import SECOND_ADDRESS
from starlette.testclient import TestClient

from bot.app import create_app
from bot.records.ratings import Rating, RatingStore
from bot.service import Bot
from bot.suggest import follow_ups
from bot.web.limits import LARGEST_BODY, RateLimit
from bot.web.settings import WebSettings
from ingest.errors import SettingsError


@pytest.fixture(scope="module")
def client(bot: Bot) -> Iterator[TestClient]:
    with TestClient(create_app(bot), raise_server_exceptions=False) as opened:
        yield opened


def test_a_question_is_answered_with_its_figure_and_the_cited_cell(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "公务接待费是多少"}).json()
    figure = answer["figures"][0]
    citation = answer["citations"][figure["citations"][0]]
    assert (answer["status"], figure["value"], figure["unit"]) == ("answered", "1.00", "万元")
    assert citation["row_cells"][citation["cell"]] == "1.00"
    assert citation["table_title"] == "一般公共预算“三公”经费支出表"


def test_an_answer_comes_with_complete_questions_to_go_on_with(
    client: TestClient, bot: Bot
) -> None:
    answer = bot.ask("项目支出是多少")
    offered = client.post("/api/ask", json={"question": "项目支出是多少"}).json()["suggestions"]
    assert offered == follow_ups(bot, answer) != []
    for question in offered:
        assert client.post("/api/ask", json={"question": question}).json()["status"] == "answered"


def test_the_session_comes_back_with_the_answer(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": "会议费是多少", "session": "甲"}).json()
    assert (answer["session"], answer["status"], answer["figures"]) == ("甲", "refused", [])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"question": ""}, "请输入问题。"),
        ({"question": " 　\n"}, "请输入问题。"),
        ({}, "请输入问题。"),
        ({"question": "费" * 501}, "问题不能超过 500 个字。"),
        ({"question": 7}, "请求中的 question 不符合要求。"),
        ({"question": "收入", "session": ""}, "请求中的 session 不符合要求。"),
        (["收入"], "请求内容应为 JSON 对象，并以 application/json 发送。"),
    ],
)
def test_a_question_that_cannot_be_taken_is_refused_in_chinese(
    client: TestClient, body: object, message: str
) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert response.json() == {"error": {"code": "invalid-request", "message": message}}


def test_five_hundred_characters_are_taken(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "费" * 500}).status_code == 200


def test_what_is_not_json_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid-request"


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_too_large_is_refused_announced_or_not(client: TestClient, announced: bool) -> None:
    body = b" " * (LARGEST_BODY + 1)
    headers = {"Content-Type": "application/json"}
    content = body if announced else iter([body])
    response = client.post("/api/ask", content=content, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too-large")


def test_the_documents_held_are_listed(client: TestClient) -> None:
    (document,) = client.get("/api/documents").json()
    assert (document["year"], document["kind"]) == (2026, "预算")
    assert document["source"].startswith("http://www.rongchang.gov.cn/")


def test_a_table_is_given_as_printed_with_its_header_rows(client: TestClient) -> None:
    document = client.get("/api/documents").json()[0]["document"]
    table = client.get(f"/api/documents/{document}/tables/4").json()
    assert (table["number"], table["unit"], table["header_rows"]) == ("表四", "万元", 3)
    assert table["rows"][0] == ["2026年预算数"] * 6
    assert table["rows"][3] == ["3.50", "", "2.50", "", "2.50", "1.00"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/documents/nothing/tables/1",
        "/api/documents/{held}/tables/0",
        "/api/documents/{held}/tables/999",
        "/api/documents/{held}/tables/-1",
        "/api/nothing",
    ],
)
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    held = client.get("/api/documents").json()[0]["document"]
    response = client.get(path.format(held=held))
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not-found")


def test_health_and_metrics_tell_what_happened(bot: Bot) -> None:
    with TestClient(create_app(bot)) as client:
        client.post("/api/ask", json={"question": "公务接待费是多少"})
        assert client.get("/healthz").json() == {"status": "ok", "documents": 1}
        metrics = client.get("/metrics").text
    assert 'budgetqa_answers_total{status="answered"} 1.0' in metrics
    assert (
        'budgetqa_http_requests_total{method="POST",route="/api/ask",status="200"} 1.0' in metrics
    )


@pytest.mark.parametrize(
    ("path", "loads"),
    [
        ("/", "'self'"),
        ("/?page=nothing&deep_link=x", "'self'"),
        ("/demo", "'self'"),
        ("/api/documents", "'none'"),
        ("/api/nothing", "'none'"),
    ],
)
def test_every_response_tells_the_browser_to_stay_on_this_origin(
    client: TestClient, path: str, loads: str
) -> None:
    response = client.get(path)
    headers = response.headers
    assert response.status_code < 500
    scripts = headers["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
    assert f"default-src {loads}" in headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in scripts
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_scripts_on_the_page_carry_a_nonce_that_is_new_each_time(client: TestClient) -> None:
    pages = [client.get("/") for _ in range(2)]
    nonces = [re.findall(r"'nonce-([\w-]+)'", p.headers["Content-Security-Policy"]) for p in pages]
    for page, (nonce,) in zip(pages, nonces, strict=True):
        assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce}"') > 0
    assert nonces[0] != nonces[1]


def test_only_named_portals_may_frame_the_chat_and_call_the_api(bot: Bot) -> None:
    portal, other = "https://portal.example.gov.cn", "https://other.example.com"
    with TestClient(create_app(bot, [portal])) as client:
        policy = client.get("/").headers["Content-Security-Policy"]
        allowed = [
            client.get("/api/documents", headers={"Origin": origin}).headers.get(
                "Access-Control-Allow-Origin"
            )
            for origin in (portal, other)
        ]
    assert policy.endswith(f"frame-ancestors 'self' {portal}")
    assert allowed == [portal, None]


def test_origins_are_separated_by_commas_or_spaces() -> None:
    settings = WebSettings(origins=" https://a.gov.cn, http://b.cn:8080 ")  # type: ignore[arg-type]
    assert settings.origins == ("https://a.gov.cn", "http://b.cn:8080")


@pytest.mark.parametrize("origin", ["*", "a.gov.cn", "https://a.cn;script-src", "https://a.cn/x"])
def test_what_is_no_origin_never_gets_into_a_header(origin: str) -> None:
    with pytest.raises(SettingsError, match="BUDGETQA_ORIGINS"):
        WebSettings(origins=origin)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/proxy=https://example.com"),
        ("GET", "/gradio_api/file=/etc/hostname"),
        ("GET", "/gradio_api/openapi.json"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/manifest.json"),
        ("GET", "/nothing"),
    ],
)
def test_nothing_else_of_gradio_is_reachable(client: TestClient, method: str, path: str) -> None:
    files = {"files": ("a.txt", b"x")} if path.endswith("upload") else None
    response = client.request(method, path, files=files)
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not-found")


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/ask"), ("DELETE", "/healthz")])
def test_a_method_a_route_does_not_take_is_405(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.json()["error"]["code"]) == (405, "method-not-allowed")


def test_a_browser_is_told_in_a_page_of_ours_and_a_program_in_json(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get("/nothing<script>", headers=browser)
    assert (page.status_code, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "没有这个地址或内容。" in page.text
    assert "<script" not in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert client.get("/web/problem.css").status_code == 200
    data = client.get("/api/nothing", headers=browser)
    assert (data.status_code, data.json()["error"]["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("公务接", "公务接待费是多少"),
        ("接待", "公务接待费是多少"),
        ("公务接特费", "公务接待费是多少"),
        ("联系", "联系电话是多少"),
        ("gwjd", "公务接待费是多少"),
        ("GONGWUJIE", "公务接待费是多少"),
        ("gong'wu'jie", "公务接待费是多少"),
    ],
)
def test_hints_are_questions_that_are_answered(client: TestClient, typed: str, hint: str) -> None:
    hints = client.get("/api/hints", params={"q": typed}).json()["hints"]
    assert hint in hints
    for question in hints:
        asked = client.post("/api/ask", json={"question": question}).json()
        assert asked["status"] == "answered"


def test_hints_on_a_page_are_of_its_document(two_bodies: Bot) -> None:
    with TestClient(create_app(two_bodies)) as client:
        wanted = {"q": "教育支出", "page": SECOND_ADDRESS}
        assert client.get("/api/hints", params=wanted).json() == {"hints": []}
        assert client.get("/api/hints", params={"q": "教育支出"}).json()["hints"]


@pytest.mark.parametrize("typed", ["", "？！", "zzzz", "费" * 500])
def test_where_nothing_fits_there_are_no_hints(client: TestClient, typed: str) -> None:
    assert client.get("/api/hints", params={"q": typed}).json() == {"hints": []}


def test_a_rating_is_kept(bot: Bot, tmp_path: Path) -> None:
    body = {"question": "公务接待费是多少", "session": "甲", "status": "answered", "useful": False}
    with RatingStore(tmp_path) as ratings, TestClient(create_app(bot, ratings=ratings)) as client:
        assert client.post("/api/ratings", json={**body, "reason": " 看不明白 "}).status_code == 204
        kept = ratings.latest(1)[0].rating
    assert kept == Rating("公务接待费是多少", "甲", "answered", False, "看不明白")


@pytest.mark.parametrize(
    "wrong", [{"useful": "也许"}, {"status": "好"}, {"reason": "长" * 501}, {"question": "\ud800"}]
)
def test_a_rating_that_is_none_is_refused(
    bot: Bot, tmp_path: Path, wrong: dict[str, object]
) -> None:
    body = {"question": "问", "status": "answered", "useful": True, **wrong}
    with RatingStore(tmp_path) as ratings, TestClient(create_app(bot, ratings=ratings)) as client:
        sent = client.post(
            "/api/ratings", content=json.dumps(body), headers={"Content-Type": "application/json"}
        )
        assert sent.status_code == 422
        assert ratings.latest(1) == []


def test_without_a_place_for_ratings_none_are_taken(client: TestClient) -> None:
    body = {"question": "问", "status": "answered", "useful": True}
    assert client.post("/api/ratings", json=body).status_code == 404


def test_the_api_describes_itself(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/ask", "/api/documents", "/healthz"} <= set(paths)


def test_an_address_that_asks_too_often_waits_and_others_do_not() -> None:
    now = 0.0
    limit = RateLimit(per_minute=2, clock=lambda: now)
    assert [limit.wait("10.0.0.1") for _ in range(3)] == [0, 0, 30]
    assert limit.wait("10.0.0.2") == 0
    now = 30.0
    assert limit.wait("10.0.0.1") == 0


def test_one_subscriber_with_many_ipv6_addresses_is_one_caller() -> None:
    limit = RateLimit(per_minute=1, clock=lambda: 0.0)
    assert limit.wait("2001:db8:1:2::1") == 0
    assert limit.wait("2001:db8:1:2:ffff::9") > 0
    assert limit.wait("2001:db8:1:3::1") == 0
