"""The API held to its own description: whatever is sent, what comes back is what it promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from bot.app import create_app
from bot.records.ratings import RatingStore
from bot.service import Bot

OPERATIONS = [
    ("get", "/api/documents"),
    ("get", "/api/documents/{document}/tables/{index}"),
    ("get", "/api/hints"),
    ("get", "/healthz"),
    ("get", "/metrics"),
    ("post", "/api/ask"),
    ("post", "/api/ratings"),
]
WORDS = st.sampled_from(
    ["公务接待费是多少", "2026年", "<b>粗</b>", "\0", "😀", "费" * 501, "１千万元"]
)
TEXTS = st.text(max_size=40) | WORDS | st.lists(WORDS, max_size=3).map("".join)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def client(bot: Bot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("ratings")
    with (
        RatingStore(folder) as ratings,
        TestClient(create_app(bot, ratings=ratings), raise_server_exceptions=False) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def description(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def values(schema: dict[str, Any], description: dict[str, Any]) -> st.SearchStrategy[Any]:
    """What a schema describes, and now and then something else."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return values(description["components"]["schemas"][name], description)
    if "anyOf" in schema:
        return st.one_of([values(one, description) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | ANYTHING
    if schema.get("type") == "object":
        fields = {name: values(field, description) for name, field in schema["properties"].items()}
        return st.fixed_dictionaries({}, optional=fields) | ANYTHING
    known: dict[str, st.SearchStrategy[Any]]
    known = {"string": TEXTS, "integer": st.integers(), "boolean": st.booleans()}
    return known.get(schema.get("type", ""), ANYTHING) | ANYTHING


def requests(operation: dict[str, Any], description: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Path parameters, query parameters and a body for an operation."""
    parameters = operation.get("parameters", [])
    by_place = {
        place: st.fixed_dictionaries(
            {
                p["name"]: values(p["schema"], description).map(str)
                for p in parameters
                if p["in"] == place
            }
        )
        for place in ("path", "query")
    }
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    bodies = values(body["schema"], description) if body else st.none()
    return st.tuples(by_place["path"], by_place["query"], bodies.map(json.dumps))


def is_what_was_promised(response: Any, operation: dict[str, Any], whole: dict[str, Any]) -> None:
    promised = operation["responses"]
    assert str(response.status_code) in promised, response.text
    content = promised[str(response.status_code)].get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if schema:
        Draft202012Validator({**schema, "components": whole["components"]}).validate(
            response.json()
        )


def test_every_operation_is_held_to_its_description(description: dict[str, Any]) -> None:
    found = {(how, path) for path, item in description["paths"].items() for how in item}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_is_answered_as_described(
    client: TestClient, description: dict[str, Any], method: str, path: str, data: st.DataObject
) -> None:
    operation = description["paths"][path][method]
    in_path, query, body = data.draw(requests(operation, description))
    held = client.get("/api/documents").json()[0]["document"]
    if data.draw(st.booleans()):
        in_path = {**in_path, "document": held}
    address = path.format(**{name: _one_segment(value) for name, value in in_path.items()})
    json_body = {"content": body, "headers": {"Content-Type": "application/json"}}
    sent = json_body if method == "post" else {}
    response = client.request(method.upper(), address, params=query, **sent)
    is_what_was_promised(response, operation, description)


def _one_segment(value: str) -> str:
    return quote(value, safe="", errors="replace") or "x"
