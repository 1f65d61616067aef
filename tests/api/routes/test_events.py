import pytest

from tests.api.conftest import error_of
from tests.support import all_orders, order

PRICE = {"kind": "降价", "from": "2026-09-14", "marketplace": "DE", "sku": "A17", "note": "29.99 → 27.99"}


@pytest.fixture(autouse=True)
def store(client):
    """A shop that sells A17 in Germany and B2 in the United States."""
    orders = all_orders(order("1"), order("2", sales_channel="Amazon.com", sku="B2", currency="USD"))
    assert client.post("/v1/imports", files={"file": ("orders.txt", orders)}, data={"shop": "mine"}).status_code == 200


def listed(client, **asked):
    return client.get("/v1/events", params=asked).json()["events"]


def test_an_event_is_entered_listed_and_removed(client):
    response = client.post("/v1/events", json=PRICE)
    entry = response.json()
    assert response.status_code == 200 and entry["changed"] and entry["warnings"] == []
    event = entry["event"]
    assert (event["kind"], event["from"], event["to"]) == ("price_change", "2026-09-14", "2026-09-14")
    assert (event["marketplace"], event["source"], event["shop"]) == ("amazon_de", "operator", "mine")
    assert listed(client) == [event]
    assert client.get("/v1/imports").json()["imports"][0]["import_id"] == event["id"]
    assert client.delete(f"/v1/events/{event['id']}").json() == {"removed": event["id"], "warnings": []}
    assert listed(client) == []
    error_of(client.delete(f"/v1/events/{event['id']}"), 404, "unknown_reference")


def test_the_same_event_twice_changes_nothing(client):
    first = client.post("/v1/events", json=PRICE).json()
    again = client.post("/v1/events", json=PRICE).json()
    assert again["event"] == first["event"] and not again["changed"] and len(listed(client)) == 1


def test_events_by_days_place_and_product(client):
    client.post("/v1/events", json=PRICE)
    client.post("/v1/events", json={"kind": "deal", "from": "2025-11-27", "to": "2025-12-01"})
    assert [e["kind"] for e in listed(client, **{"from": "2025-11-28", "to": "2025-11-30"})] == ["deal", "peak"]
    assert [e["kind"] for e in listed(client, **{"from": "2026-01-01"})] == ["price_change"]
    assert [e["kind"] for e in listed(client, marketplace="US")] == ["deal"]
    assert [e["kind"] for e in listed(client, sku="A17", marketplace="德国站")] == ["deal", "price_change"]


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"kind": "flash"}, 404, "unknown_reference", "kind"),
        ({"from": "yesterday"}, 400, "invalid_input", "from"),
        ({"to": "2026-09-13"}, 400, "invalid_input", "to"),
        ({"marketplace": "amazon_xx"}, 404, "unknown_reference", "marketplace"),
        ({"marketplace": "FR"}, 409, "ambiguous", "marketplace"),
        ({"shop": "../x"}, 400, "invalid_input", "shop"),
        ({"from": 5}, 422, "invalid_input", "from"),
        ({"from": None}, 422, "invalid_input", "from"),
        ({"surprise": "x"}, 422, "invalid_input", "surprise"),
    ],
)
def test_events_that_are_refused(client, change, status, code, field):
    assert error_of(client.post("/v1/events", json={**PRICE, **change}), status, code)["field"] == field
    assert listed(client) == []


def test_half_a_character_does_no_harm(client):
    body = b'{"kind": "deal", "from": "2026-09-14", "note": "\\ud83d", "marketplace": "\\ud83d"}'
    error_of(client.post("/v1/events", content=body, headers={"content-type": "application/json"}), 404, "unknown_reference")


@pytest.mark.parametrize(("body", "status"), [(b"", 422), (b"{", 422), (b"[]", 422), (b'"text"', 422), (b"\xff", 400)])
def test_bodies_that_are_no_event(client, body, status):
    error_of(client.post("/v1/events", content=body, headers={"content-type": "application/json"}), status)


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"from": "soon"}, 400, "invalid_input"),
        ({"from": "2026-09-14", "to": "2026-09-13"}, 400, "invalid_input"),
        ({"marketplace": "mars"}, 404, "unknown_reference"),
        ({"marketplace": "FR"}, 409, "ambiguous"),
    ],
)
def test_questions_that_are_refused(client, asked, status, code):
    error_of(client.get("/v1/events", params=asked), status, code)


@pytest.mark.parametrize("number", ["1", "0", "-5", "999999999999999999999"])
def test_what_is_no_event_cannot_be_removed(client, number):
    error_of(client.delete(f"/v1/events/{number}"), 404, "unknown_reference")
    error_of(client.delete("/v1/events/x"), 422)


def test_a_key_is_needed_where_one_is_set(cold, tmp_path):
    from starlette.testclient import TestClient

    from api import create_app
    from copilot.settings import Settings

    with TestClient(create_app(Settings(home=tmp_path, api_key="secret"))) as guarded:
        error_of(guarded.get("/v1/events"), 401, "unauthorized")
        error_of(guarded.post("/v1/events", json=PRICE), 401, "unauthorized")
