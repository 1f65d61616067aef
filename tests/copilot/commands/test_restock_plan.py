"""`chuhai tool restock_plan -` with given items."""

import json

import pytest

from tests.tools.restock.items import item


def test_items_from_standard_input(chuhai):
    ran = chuhai("tool", "restock_plan", "-", stdin=json.dumps({"items": [item()], "language": "en"}))
    assert ran.code == 0 and ran.err == ""
    assert ran.json["rows"][0]["order_up_to"] == 627 and ran.json["rows"][0]["order_quantity"] == 527


def test_items_as_an_argument(chuhai):
    assert chuhai("tool", "restock_plan", json.dumps({"items": [item(), item(carton=0)]})).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "field"),
    [
        ({"items": []}, "invalid_input", "items"), ({"items": [item()], "budget": 9}, "not_enough_data", "budget"),
        ({"items": [item()], "target_fill_rate": 95}, "invalid_input", "target_fill_rate"),
        ({"items": [item()], "colour": 1}, "invalid_input", "colour"),
    ],
    ids=str,
)  # fmt: skip
def test_a_refusal_is_one_json_document(chuhai, arguments, code, field):
    ran = chuhai("tool", "restock_plan", "-", stdin=json.dumps(arguments))
    assert ran.code == 1 and (ran.json["error"]["code"], ran.json["error"]["field"]) == (code, field)
    assert ran.err.strip() and "Traceback" not in ran.err


def test_numbers_that_are_none_stay_out_of_the_document(chuhai):
    ran = chuhai("tool", "restock_plan", "-", stdin=json.dumps({"items": [item(on_hand=float("nan")), item(sku="B")]}))
    assert ran.code in (0, 1) and "NaN" not in ran.out and json.loads(ran.out)
