import pytest

from tests.api.conftest import error_of
from tests.support import all_orders, order

A17 = {
    "marketplace": "德国", "sku": "A17", "target_fill_rate": "95%", "sea_days": 36, "sea_cost": 4.2, "cost_currency": "CNY",
    "moq": 300, "carton_quantity": 12,
}  # fmt: skip
PLACE = "/v1/restock/settings"


@pytest.fixture(autouse=True)
def store(client):
    """A shop that sells A17 in Germany."""
    files = {"file": ("orders.txt", all_orders(order("1")))}
    assert client.post("/v1/imports", files=files, data={"shop": "mine"}).status_code == 200


def listed(client, **asked):
    return client.get(PLACE, params=asked).json()["settings"]


def test_settings_are_entered_listed_and_taken_back(client):
    response = client.post(PLACE, json=A17)
    entry = response.json()
    assert response.status_code == 200 and entry["changed"] and entry["warnings"] == []
    [row] = entry["settings"]
    assert row == {
        **A17, "marketplace": "amazon_de", "category": None, "target_fill_rate": 0.95, "shop": "mine", "source": "operator",
        "import_id": entry["import_id"],
    }  # fmt: skip
    assert listed(client) == listed(client, marketplace="DE", sku="A17") == [row] and listed(client, sku="B2") == []
    assert client.get("/v1/imports").json()["imports"][0]["report"] == "chuhai.restock_settings"
    removed = client.delete(f"{PLACE}/{entry['import_id']}").json()
    assert removed == {"removed": entry["import_id"], "rows_removed": 1, "rows_restored": 0} and listed(client) == []
    error_of(client.delete(f"{PLACE}/{entry['import_id']}"), 404, "unknown_reference")


def test_what_is_listed_can_be_entered_again(client):
    client.post(PLACE, json={"settings": [A17, {"review_days": 7}]})
    rows = [{name: value for name, value in row.items() if name not in ("import_id", "source")} for row in listed(client)]
    assert not client.post(PLACE, json={"settings": rows}).json()["changed"]


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"sea_days": -1}, 400, "invalid_input", "sea_days"),
        ({"target_fill_rate": "40%"}, 400, "invalid_input", "target_fill_rate"),
        ({"carton_quantity": 0}, 400, "invalid_input", "carton_quantity"),
        ({"moq": 5}, 400, "invalid_input", "moq"),
        ({"cost_currency": None}, 400, "invalid_input", "cost_currency"),
        ({"modes": "balloon"}, 400, "invalid_input", "modes"),
        ({"shop": "../x"}, 400, "invalid_input", "shop"),
        ({"marketplace": "amazon_xx"}, 404, "unknown_reference", "marketplace"),
        ({"marketplace": "FR"}, 409, "ambiguous", "marketplace"),
        ({"moq": 30.5}, 422, "invalid_input", "moq"),
        ({"moq": True}, 422, "invalid_input", "moq"),
        ({"sea_days": "soon"}, 422, "invalid_input", "sea_days"),
        ({"sea_days": 1e30}, 400, "invalid_input", "sea_days"),
        ({"sea_dayz": 3}, 422, "invalid_input", "sea_dayz"),
        ({"note": "x" * 501}, 400, "invalid_input", "note"),
    ],
)
def test_settings_that_are_refused_leave_nothing(client, change, status, code, field):
    assert error_of(client.post(PLACE, json={**A17, **change}), status, code)["field"] == field
    rows = {"settings": [{"review_days": 7}, {**A17, **change}]}
    told = error_of(client.post(PLACE, json=rows), status, code)["field"]
    assert told == (field if field == "shop" else f"settings.1.{field}")
    assert listed(client) == []


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, None),
        ({"sku": "A17"}, 400, None),
        ({"settings": []}, 422, "settings"),
        ({"settings": [{"sku": "A17"}]}, 400, "settings.0"),
        ({"settings": [A17], "moq": 5}, 400, "moq"),
        ({"settings": [{**A17, "shop": "a"}, {"moq": 1, "shop": "b"}]}, 400, "shop"),
        ({"settings": [A17, {**A17, "moq": 600}]}, 400, "settings.1.marketplace"),
        ([A17], 422, None),
    ],
)
def test_bodies_that_are_no_settings(client, body, status, field):
    assert error_of(client.post(PLACE, json=body), status)["field"] == field
    assert listed(client) == []


def test_settings_of_a_sheet_go_with_their_import(client):
    sheet = "sku,marketplace,sea_days\nA17,amazon_de,36\n"
    client.post("/v1/imports", files={"file": ("settings.csv", sheet)}, data={"shop": "mine"})
    [row] = listed(client)
    assert row["source"] == "settings.csv"
    assert error_of(client.delete(f"{PLACE}/{row['import_id']}"), 400, "invalid_input")["field"] == "import_id"
    assert client.delete(f"/v1/imports/{row['import_id']}").status_code == 200 and listed(client) == []


def test_half_a_character_does_no_harm(client):
    body = b'{"sku": "\\ud83d", "note": "\\ud83d", "moq": 1}'
    assert client.post(PLACE, content=body, headers={"content-type": "application/json"}).status_code == 200
