"""Clients of the application, over a data folder of the test's own."""

import json

import pytest
from starlette.testclient import TestClient

from api import create_app
from copilot.copilot import Copilot
from copilot.settings import Settings
from tests.copilot.homes import demo_home, knowledge_home, one_embedder, synced_copy, synced_folder

__all__ = ["demo_home", "knowledge_home", "one_embedder", "synced_copy", "synced_folder"]


@pytest.fixture
def cold(monkeypatch):
    """Servers do not warm up: what is needed is opened when it is asked for."""
    monkeypatch.setattr(Copilot, "warm", lambda self: None)


@pytest.fixture
def client(cold, knowledge_home):
    """The library, no shop data."""
    with TestClient(create_app(Settings(home=knowledge_home)), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def shop(cold, demo_home):
    """The library and the demo shop."""
    with TestClient(create_app(Settings(home=demo_home)), raise_server_exceptions=False) as opened:
        yield opened


def error_of(response, status, code="invalid_input"):
    """The error of a response, checked to be one and to show no inside of the program."""
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error"}
    error = response.json()["error"]
    assert error["code"] == code and error["message"] and {"field", "hint"} <= set(error)
    assert "Traceback" not in response.text and ".py" not in response.text
    return error


def events_of(response):
    """Server-sent events as (name, data)."""
    found = []
    for block in response.text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found
