import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from api import create_app
from copilot.copilot import Copilot
from copilot.settings import Settings
from tests.api.conftest import error_of

OWN_KNOWLEDGE = True

ROUTES = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/v1/chat"),
    ("POST", "/v1/chat/stream"),
    ("GET", "/v1/tools"),
    ("POST", "/v1/tools/{name}"),
    ("GET", "/v1/imports"),
    ("POST", "/v1/imports"),
    ("DELETE", "/v1/imports/{import_id}"),
    ("GET", "/v1/charts/{name}"),
    ("GET", "/v1/exports/{name}"),
    ("GET", "/v1/events"),
    ("POST", "/v1/events"),
    ("DELETE", "/v1/events/{event_id}"),
    ("GET", "/v1/restock/settings"),
    ("POST", "/v1/restock/settings"),
    ("DELETE", "/v1/restock/settings/{import_id}"),
    ("POST", "/v1/listings/batch"),
    ("GET", "/v1/listings/batch/{batch_id}"),
    ("GET", "/v1/listings/batch/{batch_id}/results"),
    ("POST", "/v1/replies/batch"),
    ("GET", "/v1/replies/batch/{batch_id}"),
    ("GET", "/v1/replies/batch/{batch_id}/results"),
    ("GET", "/v1/replies/terms"),
    ("PUT", "/v1/replies/terms/{shop}"),
    ("DELETE", "/v1/replies/terms/{shop}"),
    ("GET", "/v1/documents"),
    ("GET", "/v1/documents/review"),
    ("POST", "/v1/documents"),
    ("GET", "/v1/documents/{document_id}"),
    ("DELETE", "/v1/documents/{document_id}"),
    ("GET", "/v1/search"),
    ("GET", "/v1/threads"),
    ("GET", "/v1/threads/{thread_id}"),
}


def test_the_routes_are_those_of_the_contract(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {(method.upper(), path) for path, methods in paths.items() for method in methods} == ROUTES


def test_nothing_else_answers(client):
    own = {route.path for route in client.app.routes if isinstance(route, Route)}
    assert own <= {path for _, path in ROUTES} | {"/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"}


def test_the_contract_is_documented(client):
    assert client.get("/docs").status_code == 200
    document = client.get("/openapi.json").json()
    answer = document["components"]["schemas"]["Answer"]["properties"]
    assert set(answer) >= {
        "answer",
        "language",
        "model",
        "thread_id",
        "as_of",
        "tool_calls",
        "citations",
        "grounding",
        "warnings",
    }


def test_the_server_starts_also_when_warming_up_fails(knowledge_home, monkeypatch, caplog):
    def fault(self):
        raise RuntimeError("cannot be opened")

    monkeypatch.setattr(Copilot, "warm", fault)
    with TestClient(create_app(Settings(home=knowledge_home))) as opened:
        assert opened.get("/healthz").status_code == 200
    assert "warming up failed" in caplog.text


def test_the_server_warms_up(knowledge_home):
    with TestClient(create_app(Settings(home=knowledge_home))) as opened:
        assert opened.get("/healthz").status_code == 200
    assert opened.app.state.copilot.world.index._vectors._opened


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", "localhost.evil"])
def test_foreign_hosts_are_refused_without_a_key(client, host):
    for path in ("/v1/threads", "/healthz"):
        assert client.get(path, headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "localhost:8000", "[::1]:8000", "[::1]"])
def test_loopback_hosts_are_answered(client, host):
    assert client.get("/v1/threads", headers={"host": host}).status_code == 200


def test_with_a_key_any_host_is_answered(knowledge_home):
    with TestClient(create_app(Settings(home=knowledge_home, api_key="k3y"))) as opened:
        assert opened.get("/v1/threads", headers={"host": "shop.example", "x-api-key": "k3y"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "unknown_reference"),
        ("GET", "/", 404, "unknown_reference"),
        ("GET", "/v1/chat", 405, "invalid_input"),
        ("DELETE", "/v1/tools", 405, "invalid_input"),
        ("PUT", "/v1/documents", 405, "invalid_input"),
        ("GET", "/v1/documents/../../etc/passwd", 404, "unknown_reference"),
    ],
)
def test_unknown_paths_and_methods(client, method, path, status, code):
    error_of(client.request(method, path), status, code)
