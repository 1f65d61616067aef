from shutil import copytree

import pytest
from starlette.testclient import TestClient

from api import create_app
from copilot.settings import Settings
from tests.api.conftest import error_of
from tests.api.test_app import ROUTES

KEY = "k3y-of-tests"


@pytest.fixture(scope="module")
def locked(synced_folder, tmp_path_factory):
    """One server with a key for all tests: they only knock."""
    home = tmp_path_factory.mktemp("locked")
    copytree(synced_folder, home / "knowledge")
    with TestClient(create_app(Settings(home=home, api_key=KEY)), raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize(("method", "path"), sorted(route for route in ROUTES if route[1].startswith("/v1")))
@pytest.mark.parametrize(
    "headers",
    [{}, {"authorization": "Bearer wrong"}, {"x-api-key": ""}, {"x-api-key": KEY + "x"}, {"authorization": KEY[:-1]}],
    ids=["none", "wrong", "empty", "longer", "shorter"],
)
def test_every_route_needs_the_key(locked, method, path, headers):
    response = locked.request(
        method,
        path.format(name="sales_query", document_id="x", thread_id="x", import_id=1, event_id=1, batch_id="x", shop="x"),
        headers=headers,
    )
    error = error_of(response, 401, "unauthorized")
    assert "CHUHAI_API_KEY" in error["hint"] and KEY not in response.text


@pytest.mark.parametrize("headers", [{"authorization": f"Bearer {KEY}"}, {"x-api-key": KEY}, {"authorization": f"bearer {KEY}"}])
def test_the_key_opens(locked, headers):
    assert locked.get("/v1/threads", headers=headers).status_code == 200


def test_a_key_of_odd_characters_is_only_wrong(locked):
    error_of(locked.get("/v1/threads", headers={"x-api-key": "ключ".encode()}), 401, "unauthorized")


def test_health_needs_no_key(locked):
    assert locked.get("/healthz").status_code == 200


def test_without_a_key_everybody_on_this_machine_may_call(client):
    assert client.get("/v1/threads").status_code == 200
