from dataclasses import replace

import pytest

from api.errors import error_body, internal_body
from copilot import toolbox
from copilot.copilot import Copilot
from tests.api.conftest import error_of, events_of
from tools.core.catalogue import catalogue
from tools.core.errors import Ambiguous, InvalidInput, NotCovered, NotEnoughData, Unavailable, UnknownReference

STATUS = [
    (InvalidInput, 400, "invalid_input"),
    (UnknownReference, 404, "unknown_reference"),
    (Ambiguous, 409, "ambiguous"),
    (NotCovered, 422, "not_covered"),
    (NotEnoughData, 422, "not_enough_data"),
    (Unavailable, 503, "unavailable"),
]


@pytest.mark.parametrize(("error", "status", "code"), STATUS)
def test_every_refusal_has_its_status(client, monkeypatch, error, status, code):
    async def refuse(*args, **kwargs):
        raise error("empty_message", field="message")

    monkeypatch.setattr(Copilot, "ask", refuse)
    assert error_of(client.post("/v1/chat", json={"message": "x"}), status, code)["field"] == "message"


@pytest.fixture
def fault(monkeypatch):
    """Every part of the copilot fails."""

    def fails(*args, **kwargs):
        raise RuntimeError("secret of /srv/shop.duckdb")

    async def stream(*args, **kwargs):
        yield {"type": "status", "thread_id": "t", "model": "offline"}
        fails()

    monkeypatch.setattr(Copilot, "ask", fails)
    monkeypatch.setattr(Copilot, "stream", stream)
    broken = {name: replace(tool, function=fails) for name, tool in catalogue().items()}
    monkeypatch.setattr(toolbox, "catalogue", lambda: broken)


@pytest.mark.parametrize(("path", "body"), [("/v1/chat", {"message": "x"}), ("/v1/tools/sales_query", {"metrics": ["units"]})])
def test_a_fault_shows_nothing_of_its_inside(client, fault, path, body, caplog):
    response = client.post(path, json=body)
    error_of(response, 500, "internal")
    assert "secret" not in response.text and "srv" not in response.text and "RuntimeError" not in response.text
    assert "secret" in caplog.text
    assert client.get("/healthz").status_code == 200


def test_a_fault_ends_a_stream_with_one_error(client, fault):
    response = client.post("/v1/chat/stream", json={"message": "x"})
    events = events_of(response)
    assert response.status_code == 200 and [name for name, _ in events] == ["status", "error"]
    assert events[-1][1] == internal_body() and "secret" not in response.text


def test_bodies():
    assert error_body("x", "text") == {"error": {"code": "x", "message": "text", "field": None, "hint": None}}
