"""`restock_plan` on given items over HTTP: the contract that callers rely on."""

import pytest

from tests.api.conftest import error_of
from tests.tools.restock.items import AIR, SEA, item

PLACE = "/v1/tools/restock_plan"
PROMISED = {
    "sku", "velocity", "windows", "in_stock_days", "protection_days", "forecast", "safety_stock", "order_up_to",
    "inventory_position", "need", "order_quantity", "order_by", "stock_out", "modes", "unavoidable_lost_units", "cash",
    "confidence", "reasons", "formula", "warnings",
}  # fmt: skip


def planned(client, items, **question):
    response = client.post(PLACE, json={"items": items, **question})
    assert response.status_code == 200, response.text
    return response.json()


def test_every_promised_field(client):
    result = planned(client, [item(modes=[SEA, AIR], unit_margin=5, unit_cost=3, currency="CNY")], language="en")
    [row] = result["rows"]
    assert set(row) >= PROMISED and set(result) >= {"inputs", "rows", "definitions", "sources", "warnings", "totals"}
    assert set(row["stock_out"]) >= {"median", "early"} and row["order_up_to"] == 627
    assert row["formula"].startswith("Sells 10.00 a day") and result["inputs"]["from"] == "items"
    assert row["cash"]["order_cost"] == 1581


def test_a_minimal_item(client):
    least = {"sku": "A17", "units_per_day": [10] * 180, "on_hand": 100, "lead_time": {"mean_days": 35, "sd_days": 6}}
    assert planned(client, [least])["rows"][0]["order_quantity"] == 527


def test_a_bad_row_is_refused_in_its_place(client):
    rows = planned(client, [item(sku="a"), item(sku="b", carton=0), {"sku": "c"}, "d"])["rows"]
    assert [row["status"] for row in rows] == ["order", "refused", "refused", "refused"]
    assert all({"code", "message", "message_zh", "field", "hint"} <= set(row["error"]) for row in rows[1:])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"items": []}, "items"), ({"items": {}}, "items"), ({"items": [item()], "target_fill_rate": 95}, "target_fill_rate"),
        ({"items": [item()], "review_days": -1}, "review_days"), ({"items": [item()], "budget": -5}, "budget"),
        ({"items": [item()], "currency": "yuan"}, "currency"), ({"items": [item()], "language": "fr"}, "language"),
        ({"items": [item()], "as_of": "soon"}, "as_of"), ({"items": [item()], "as_of": "9999-12-31"}, "as_of"),
        ({"items": [item()], "event": "soon"}, "event"), ({"items": [item()], "row_limit": 0}, "row_limit"),
        ({"items": [item()], "skus": ["A"]}, "skus"), ({"item": []}, "item"), ({"items": [item()], "budget": 100}, "budget"),
        ({"items": [item()], "overrides": [{"carton": 0}]}, "overrides.0.carton"),
    ],
    ids=str,
)  # fmt: skip
def test_a_question_that_makes_no_sense(client, body, field):
    response = client.post(PLACE, json=body)
    assert response.status_code in (400, 422)
    code = "not_enough_data" if field == "budget" and body["budget"] > 0 else "invalid_input"
    assert error_of(response, response.status_code, code)["field"] == field


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none(client, number):
    body = f'{{"items": [{{"sku": "A", "units_per_day": [1, 2], "on_hand": {number}, "lead_time": {{"mean_days": 9}}}}]}}'
    response = client.post(PLACE, content=body, headers={"content-type": "application/json"})
    assert response.status_code in (200, 400, 422) and "NaN" not in response.text and "Infinity" not in response.text
    if response.status_code == 200:
        assert response.json()["rows"][0]["status"] == "refused"


def test_without_items_and_data_it_says_what_is_missing(client):
    response = client.post(PLACE, json={})
    assert error_of(response, response.status_code, "not_enough_data")["message"]


def test_the_schema_tells_of_items(client):
    [entry] = [tool for tool in client.get("/v1/tools").json()["tools"] if tool["name"] == "restock_plan"]
    told = str(entry["schema"])
    assert entry["effect"] == "read" and all(
        name in told for name in ("units_per_day", "lead_time", "plan_units_per_day", "modes")
    )


def test_chinese_and_english(client):
    items = [item(modes=[{**SEA, "mode": "海运"}, {**AIR, "mode": "空运"}], unit_margin=5)]
    chinese, english = planned(client, items)["rows"][0], planned(client, items, language="en")["rows"][0]
    assert chinese["formula"].startswith("日销") and english["formula"].startswith("Sells")
    assert {**chinese, "formula": 0} == {**english, "formula": 0}
