"""What scripts and systems send: forms, gaps and extremes that are legitimate."""

from datetime import date, timedelta

import pytest

from tests.tools.restock.items import DAY, SEA, codes, item, result_of, row_of, rows_of
from tools.core.errors import InvalidInput

STAGES = [{"stage": "生产", "mean_days": 20, "sd_days": 3}, {"stage": "头程", "mean_days": 15, "sd_days": 4}]


def same(one, other):
    """Two rows that say the same."""
    return {**one, "sku": 0, "number": 0} == {**other, "sku": 0, "number": 0}


@pytest.mark.parametrize(
    "written",
    [
        {"units_per_day": ["10"] * 180}, {"units_per_day": [" 10 "] * 180}, {"units_per_day": [10.0] * 180}, {"on_hand": "100"},
        {"lead_time": {"mean_days": "35", "sd_days": "6"}}, {"review_days": "7"}, {"target_fill_rate": "0.95"}, {"inbound": []},
        {"inbound": None}, {"purchase_orders": None}, {"in_stock": None}, {"moq": None, "carton": None, "uplift": None},
        {"moq": 1, "carton": 1}, {"moq": 0}, {"uplift": 1}, {"uplift": []}, {"uplift": [1, 1, 1]}, {"modes": None}, {"modes": []},
        {"local_stock": 0, "overseas_stock": 0}, {"marketplace": None}, {"max_cover_days": None, "storage_limit": None},
        {"review_days": None, "target_fill_rate": None}, {"inbound": [{"quantity": 0, "expected_in_days": 5}]},
    ],
    ids=str,
)  # fmt: skip
def test_other_ways_to_write_the_same(written):
    assert same(row_of(**written), row_of())


@pytest.mark.parametrize("flag", [1, "1", "true", True, "yes"])
@pytest.mark.parametrize("none", [0, "0", "false", False, "no"])
def test_flags(flag, none):
    flags = [flag] * 170 + [none] * 10
    assert same(row_of(in_stock=flags), row_of(in_stock=[True] * 170 + [False] * 10))


def test_numbers_as_skus():
    assert [row["sku"] for row in rows_of([item(sku=17), item(sku=1.5)])] == ["17", "1.5"]


def test_one_stage_stands_for_a_list():
    stage = {"stage": "生产", "mean_days": 35, "sd_days": 6}
    assert same(row_of(lead_time=stage), row_of(lead_time=[stage]))


def test_names_of_stages():
    english = [{**STAGES[0], "stage": "Manufacturing"}, {**STAGES[1], "stage": "first leg"}]
    assert same(row_of(lead_time=STAGES), row_of(lead_time=english))
    assert row_of(lead_time=STAGES)["lead_time"]["sd_days"] == 5


@pytest.mark.parametrize("name", ["海运", "sea freight", "Ocean"])
def test_a_stage_that_is_a_way_of_transport_is_the_first_leg(name):
    stages = [STAGES[0], {"stage": name, "mean_days": 30, "sd_days": 5}]
    row = row_of(lead_time=stages, modes=[{**SEA, "mean_days": 30}])
    assert row["lead_time"]["mean_days"] == 50


def test_a_spread_left_out_is_said_to_be_assumed():
    row = row_of(lead_time={"mean_days": 35})
    assert row["lead_time"]["sd_days"] == 5.25 and "restock_spread_assumed" in codes(row)


@pytest.mark.parametrize(
    ("in_days", "day"), [(0, 1), (0.4, 1), (1, 1), (4.2, 5), (30, 30), (400, 400), (-1, 6), (-21, 6), (-0.5, 1)]
)
def test_when_a_shipment_counts(in_days, day):
    # Stock for five days and a half, so that the sixth is the first short one; late goods come a spread (6 days) from now.
    row = row_of(on_hand=55, inbound=[{"quantity": 30, "expected_in_days": in_days}])
    served = 85 if day <= 6 else 55
    assert row["inventory_position"] == 85 and row["stock_out"]["median_in_days"] == served // 10 + 1


def test_a_shipment_three_weeks_late_counts_no_more():
    row = row_of(inbound=[{"quantity": 30, "expected_in_days": -22, "reference": "FBA15X"}])
    [said] = [said for said in row["warnings"] if said["code"] == "restock_inbound_lost"]
    assert row["inventory_position"] == 100 and row["inbound"] == 0 and "FBA15X" in said["zh"] and "22" in said["en"]


def test_a_shipment_by_date():
    by_date = {"quantity": 30, "expected_on": str(DAY + timedelta(days=4))}
    assert same(row_of(on_hand=35, inbound=[by_date]), row_of(on_hand=35, inbound=[{"quantity": 30, "expected_in_days": 4}]))


def test_a_shipment_without_a_day_is_said_to_be_guessed():
    row = row_of(inbound=[{"quantity": 30}], purchase_orders=[{"quantity": 40}])
    assert (row["inbound"], row["on_order"], row["inventory_position"]) == (30, 40, 170)
    assert "restock_inbound_undated" in codes(row)


def test_a_shipment_with_two_days_is_refused():
    row = row_of(inbound=[{"quantity": 5, "expected_on": "2026-06-20", "expected_in_days": 3}])
    assert row["status"] == "refused" and row["error"]["field"].startswith("items.0.inbound")


@pytest.mark.parametrize("review", [0.5, 1, 30, 365])
def test_review_periods(review):
    row = row_of(review_days=review)
    assert row["protection_days"] == 35 + review and row["reorder_point"] == row["order_up_to"] - 10 * review


def test_minimum_and_carton_of_one_are_none():
    bare, packed = row_of(), row_of(moq=1, carton=1)
    assert packed == bare


def test_fractions_of_stock():
    row = row_of(on_hand=250.5)
    assert (row["inventory_position"], row["need"], row["order_quantity"]) == (250.5, 376.5, 377)


def test_units_owed_to_buyers():
    row = row_of(on_hand=-300)
    # 627 + 300; the 340 that 35 days without stock lose do not hold the 300 owed.
    assert (row["need"], row["order_quantity"], row["unavoidable_lost_units"]) == (927, 927, 340)
    assert "restock_backorders" in codes(row) and row["stock_out"]["median_in_days"] == 1


@pytest.mark.parametrize("a_day", [0.01, 0.05, 0.2, 1, 300, 50_000])
def test_slow_and_fast_sellers(a_day):
    row = row_of(units_per_day=[a_day] * 180, on_hand=0)
    assert row["velocity"] == pytest.approx(a_day) and row["order_quantity"] >= row["forecast"]
    assert row["order_quantity"] <= 42 * a_day * 2 + 12 * (42 * a_day) ** 0.5 + 3


def test_one_sale_in_three_months():
    units = [0] * 180
    units[120] = 1
    row = row_of(units_per_day=units, in_stock=[True] * 180, on_hand=0)
    # Of the 60 and 90 days: .3 / 60 + .2 / 90 a day; the level of the loops.
    assert row["velocity"] == pytest.approx(0.005 + 0.2 / 90, abs=1e-6) and 0 < row["order_quantity"] <= 4


def test_a_plan_without_history():
    row = row_of(units_per_day=[0] * 5, plan_units_per_day=8, on_hand=0)
    # (0 · 5 + 4) / (5 + 4 / 8)
    assert row["velocity"] == pytest.approx(4 / 5.5, abs=1e-6) and row["status"] == "order" and row["confidence"] == "low"


def test_all_days_without_stock():
    row = row_of(units_per_day=[0] * 60, in_stock=[False] * 60, on_hand=0)
    assert row["status"] == "needs_plan" and row["order_quantity"] is None
    planned = row_of(units_per_day=[0] * 60, in_stock=[False] * 60, on_hand=0, plan_units_per_day=5)
    assert planned["velocity"] == 5 and planned["order_quantity"] > 0


def test_no_day_is_known():
    assert row_of(units_per_day=[None] * 60)["status"] == "needs_plan"


@pytest.mark.parametrize(
    ("packing", "quantity"),
    [
        ({"carton": 1}, 527), ({"carton": 24}, 528), ({"carton": 24, "moq": 600}, 600), ({"moq": 600}, 600),
        ({"carton": 500, "moq": 500}, 1000), ({"carton": 24, "pallet": 96}, 576), ({"carton": 24, "pallet": 400}, 528),
        ({"carton": 24, "pallet": 100}, 528), ({"pallet": 100}, 600), ({"max_cover_days": 30, "carton": 24}, 192),
        ({"storage_limit": 400}, 300), ({"storage_limit": 400, "carton": 24}, 288), ({"storage_limit": 400, "moq": 350}, 0),
        ({"storage_limit": 0}, 0), ({"max_cover_days": 5}, 0),
    ],
    ids=str,
)  # fmt: skip
def test_packing(packing, quantity):
    # 527 needed. Four pallets of 400 would be 52 % more than 528, six of 96 are 9 % more, six of 100 are 14 % more.
    row = row_of(**packing)
    assert row["order_quantity"] == quantity
    if quantity == 0:
        assert row["status"] == "limited" and codes(row) & {"restock_limited", "restock_below_moq"}


def test_goods_sent_from_a_warehouse_take_their_place_in_the_limit():
    row = row_of(on_hand=0, local_stock=80, storage_limit=100)
    assert row["order_quantity"] + sum(each["quantity"] for each in row["transfers"]) <= 100


@pytest.mark.parametrize(("on_hand", "status"), [(600, "wait"), (560, "wait"), (557, "order"), (627, "enough")])
def test_a_small_need_waits_until_it_is_urgent(on_hand, status):
    # Reorder point 557; 27 and 67 short are under half of 200.
    row = row_of(on_hand=on_hand, moq=200)
    assert row["status"] == status and row["order_quantity"] == (200 if status == "order" else 0)


def test_order_by_is_the_day_on_which_the_position_reaches_the_reorder_point():
    row = row_of(on_hand=600, moq=200)
    # (600 − 557) / 10 = 4.3 days.
    assert row["order_in_days"] == 4 and row["order_by"] == str(DAY + timedelta(days=4))


@pytest.mark.parametrize("units", [0.1, 0.2, 1.1, 33.3, 2.3, 7])
def test_stock_for_whole_days_lasts_those_days(units):
    row = row_of(units_per_day=[units] * 180, on_hand=units * 30)
    assert row["stock_out"]["median_in_days"] == 31


@pytest.mark.parametrize("as_of", ["2011-03-01", "2031-03-01", "2000-01-01", "2026-02-28", "2028-02-29"])
def test_other_days(as_of):
    result = result_of([item(lead_time=STAGES)], as_of=as_of)
    [row] = result["rows"]
    assert row["order_by"] == as_of == result["as_of"] and row["stock_out"]["median"] == str(
        date.fromisoformat(as_of) + timedelta(days=11)
    )
    unknown = not 2024 <= int(as_of[:4]) <= 2030
    assert ("restock_no_calendar" in {each["code"] for each in result["warnings"]}) == unknown


@pytest.mark.parametrize("as_of", ["9999-12-31", "0001-01-01", "1999-12-31"])
def test_days_at_the_end_of_time_are_refused(as_of):
    with pytest.raises(InvalidInput) as refused:
        result_of([item()], as_of=as_of)
    assert refused.value.field == "as_of"


def test_far_dates_in_a_row_do_no_harm():
    far = [{"from": "2026-07-01", "to": "9999-12-31", "multiplier": 2}]
    row = row_of(inbound=[{"quantity": 30, "expected_on": "9999-12-31"}], uplift=far)
    assert row["status"] == "order" and row["inbound"] == 30


@pytest.mark.parametrize("extreme", [{"units_per_day": [1e12] * 180}, {"on_hand": 1e12}, {"on_hand": -1e12}, {"moq": 1e12}])
def test_extremes_stay_finite(extreme):
    assert row_of(**extreme)["status"] in ("order", "enough")


@pytest.mark.parametrize("tiny", [{"units_per_day": [1e-300] * 10}, {"units_per_day": [0], "plan_units_per_day": 1e-300}])
def test_amounts_next_to_nothing_stay_finite(tiny):
    assert row_of(**tiny, on_hand=1e12)["status"] in ("enough", "no_demand", "refused")


def test_calendar_may_be_left_out():
    # An order of New Year's Day 2027 is being made when factories rest for the spring festival.
    with_it = row_of({"as_of": "2027-01-01"}, lead_time=[{"stage": "production", "mean_days": 45, "sd_days": 0}])
    without = row_of(
        {"as_of": "2027-01-01", "calendar": False}, lead_time=[{"stage": "production", "mean_days": 45, "sd_days": 0}]
    )
    assert with_it["lead_time"]["mean_days"] > without["lead_time"]["mean_days"] == 45
    assert "restock_closure" in codes(with_it) and "restock_closure" not in codes(without)


def test_a_lead_time_in_one_piece_knows_no_closures():
    assert row_of({"as_of": "2027-01-01"})["order_up_to"] == 627


def test_rows_are_in_the_order_given():
    items = [item(sku=str(number), on_hand=number * 50) for number in (3, 1, 2)]
    assert [row["sku"] for row in rows_of(items)] == ["3", "1", "2"]


def test_the_most_urgent_of_many():
    items = [item(sku=str(number), on_hand=number * 50) for number in range(9, -1, -1)]
    result = result_of(items, row_limit=3)
    assert [row["sku"] for row in result["rows"]] == ["0", "1", "2"] and result["totals"]["rows"] == 10


@pytest.mark.parametrize("items", [[], {}, "A17", 5])
def test_without_items_nothing_is_planned(items):
    with pytest.raises(InvalidInput):
        result_of(items)


@pytest.mark.parametrize(
    ("question", "field"),
    [({"target_fill_rate": 95}, "target_fill_rate"), ({"target_fill_rate": 0.4}, "target_fill_rate"), ({"review_days": 0}, "review_days")],
)  # fmt: skip
def test_targets_that_make_no_sense_are_refused_at_once(question, field):
    with pytest.raises(InvalidInput) as refused:
        result_of([item()], **question)
    assert refused.value.field == field


def test_totals_add_up():
    result = result_of([item(sku="a", unit_cost=2, currency="CNY"), item(sku="b", on_hand=9000), item(sku="c", currency="USD")])
    totals, rows = result["totals"], result["rows"]
    assert totals["units"] == sum(row["order_quantity"] for row in rows) == 1054
    assert (totals["to_order"], totals["urgent"], totals["without_cost"], totals["cost"]) == (2, 2, 1, {"CNY": 1054})
