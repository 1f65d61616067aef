"""Rows that cannot be planned: each refused with its field and reason, the others planned as if it were not there."""

import math
import re

import pytest

from tests.tools.restock.items import AIR, SEA, item, result_of, rows_of

NAN, INF = math.nan, math.inf
LEAD = {"mean_days": 35, "sd_days": 6}
RANGE = {"from": "2026-07-01", "to": "2026-07-10", "multiplier": 2}
ABSENT = object()

BAD = {
    # change, field
    "moq below carton": ({"moq": 10, "carton": 24}, "moq"),
    "carton nought": ({"carton": 0}, "carton"),
    "carton below nought": ({"carton": -6}, "carton"),
    "moq below nought": ({"moq": -1}, "moq"),
    "no lead time at all": ({"lead_time": {"mean_days": 0, "sd_days": 0}}, "lead_time"),
    "stages of no days": ({"lead_time": [{"stage": "production", "mean_days": 0}]}, "lead_time"),
    "lead time below nought": ({"lead_time": {"mean_days": -3, "sd_days": 1}}, "lead_time.mean_days"),
    "lead time not a number": ({"lead_time": {"mean_days": NAN}}, "lead_time.mean_days"),
    "spread below nought": ({"lead_time": {"mean_days": 3, "sd_days": -1}}, "lead_time.sd_days"),
    "stage below nought": ({"lead_time": [{"stage": "production", "mean_days": -1}]}, "lead_time.0.mean_days"),
    "lead time a number": ({"lead_time": 35}, "lead_time"),
    "way of no days": ({"modes": [{"mode": "sea", "mean_days": 0}]}, "modes"),
    "one of two ways of no days": ({"modes": [SEA, {**AIR, "mean_days": 0}]}, "modes"),
    "way unknown": ({"modes": [{"mode": "balloon", "mean_days": 3}]}, "modes.0.mode"),
    "way twice": ({"modes": [{**SEA, "mode": "快船"}, {**SEA, "mode": "普船"}]}, "modes"),
    "target a half less": ({"target_fill_rate": 0.4999}, "target_fill_rate"),
    "target all": ({"target_fill_rate": 1}, "target_fill_rate"),
    "target in per cent": ({"target_fill_rate": 95}, "target_fill_rate"),
    "target not a number": ({"target_fill_rate": NAN}, "target_fill_rate"),
    "units not a number": ({"units_per_day": [1, NAN]}, "units_per_day.1"),
    "units endless": ({"units_per_day": [INF, 1]}, "units_per_day.0"),
    "units in words": ({"units_per_day": [1, 2, "many"]}, "units_per_day.2"),
    "no units": ({"units_per_day": []}, "units_per_day"),
    "units not a list": ({"units_per_day": 10}, "units_per_day"),
    "units left out": ({"units_per_day": ABSENT}, "units_per_day"),
    "stock left out": ({"on_hand": ABSENT}, "on_hand"),
    "stock not a number": ({"on_hand": NAN}, "on_hand"),
    "stock null": ({"on_hand": None}, "on_hand"),
    "flags of other days": ({"in_stock": [True] * 10}, "in_stock"),
    "flags that are amounts": ({"in_stock": [35] * 180}, "in_stock.0"),
    "shipment below nought": ({"inbound": [{"quantity": -5, "expected_in_days": 3}]}, "inbound.0.quantity"),
    "shipment without units": ({"inbound": [{"expected_in_days": 3}]}, "inbound.0.quantity"),
    "shipment some day": ({"inbound": [{"quantity": 5, "expected_on": "soon"}]}, "inbound.0.expected_on"),
    "review of no days": ({"review_days": 0}, "review_days"),
    "review of years": ({"review_days": 366}, "review_days"),
    "cost nought": ({"unit_cost": 0}, "unit_cost"),
    "currency in words": ({"currency": "dollars"}, "currency"),
    "plan of nothing": ({"plan_units_per_day": 0}, "plan_units_per_day"),
    "uplift below nought": ({"uplift": -2}, "uplift"),
    "uplift a range that ends before": ({"uplift": [{**RANGE, "to": "2026-06-01"}]}, "uplift"),
    "uplift some day": ({"uplift": [{**RANGE, "from": "x"}]}, "uplift.0.from"),
    "cover of no days": ({"max_cover_days": 0}, "max_cover_days"),
    "something unknown": ({"colour": "red"}, "colour"),
    "sku left out": ({"sku": ABSENT}, "sku"),
    "sku empty": ({"sku": ""}, "sku"),
}


def broken(change):
    return {name: value for name, value in item(sku="bad").items() if change.get(name) is not ABSENT} | {
        name: value for name, value in change.items() if value is not ABSENT
    }


@pytest.mark.parametrize("case", BAD)
def test_the_row_is_refused_with_its_field_and_the_others_stay(case):
    change, field = BAD[case]
    others = [item(sku="first", on_hand=7), item(sku="last", units_per_day=[3, 4] * 20)]
    first, refused, last = rows_of([others[0], broken(change), others[1]])
    assert [first, {**last, "number": 2}] == rows_of(others)
    error = refused["error"]
    assert refused["status"] == "refused" and refused["order_quantity"] is None and refused["number"] == 2
    assert (error["code"], error["field"]) == ("invalid_input", f"items.1.{field}")
    assert error["message"] and error["message_zh"]


@pytest.mark.parametrize("case", BAD)
def test_reasons_are_in_both_languages_and_show_no_inside(case):
    error = rows_of([broken(BAD[case][0])])[0]["error"]
    shown = error["message"] + error["message_zh"] + error["field"]
    assert not re.search(r"LeadTime|UpliftDays|TransportMode|RestockItem|constrained|instance of|Input should", shown)
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}", error["message_zh"])


@pytest.mark.parametrize("thing", ["A17", 17, None, [], True])
def test_what_is_no_item_is_refused(thing):
    refused, planned = rows_of([thing, item()])
    assert refused["status"] == "refused" and refused["error"]["field"] == "items.0" and planned["order_quantity"] == 527


@pytest.mark.parametrize(
    ("one", "other"),
    [("A", "A"), ("17", 17), ("A", " A "), ("A\n", "A")],
)
def test_a_product_given_twice_is_planned_neither_time(one, other):
    first, between, second = rows_of([item(sku=one), item(sku="B"), item(sku=other)])
    assert {first["status"], second["status"]} == {"refused"} and between["status"] == "order"
    assert first["error"]["field"] == "items.0.sku" and second["error"]["field"] == "items.2.sku"


def test_the_same_sku_on_two_marketplaces_is_two_products():
    rows = rows_of([item(marketplace="amazon_de"), item(marketplace="amazon_us"), item()])
    assert [row["status"] for row in rows] == ["order"] * 3


def test_skus_that_differ_in_case_are_two_products():
    assert [row["status"] for row in rows_of([item(sku="a"), item(sku="A")])] == ["order"] * 2


def test_refused_rows_are_counted_apart():
    totals = result_of([item(), broken({"carton": 0}), broken({"sku": "C", "units_per_day": [1]})])["totals"]
    assert (totals["rows"], totals["to_order"], totals["refused"], totals["needs_input"]) == (3, 1, 1, 1)


def test_all_rows_may_be_refused():
    result = result_of([broken({"carton": 0})])
    assert result["totals"]["refused"] == 1 and result["rows"][0]["status"] == "refused"


def test_a_name_that_belongs_elsewhere_is_named_once():
    error = rows_of([item(modes=[{**SEA, "unit_cost": 1}])])[0]["error"]
    assert error["field"] == "items.0.modes.0.unit_cost"
