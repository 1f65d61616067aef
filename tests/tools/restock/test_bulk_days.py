"""A day far above the others never drives an order without being named; days without stock do not slow a seller."""

import random
from functools import cache

import pytest

from tests.tools.restock.items import codes, item, random_item, row_of, rows_of

NAMED = {"restock_bulk_left_out", "restock_bulk_kept"}


def steady(mean, seed=1, days=180):
    made = random.Random(seed)
    return [max(0, round(made.gauss(mean, max(mean**0.5, 0.15 * mean)))) for _ in range(days)]


def with_day(units, amount, back=3):
    return [*units[: len(units) - back], amount, *units[len(units) - back + 1 :]]


@pytest.mark.parametrize("back", [1, 3, 20, 60])
@pytest.mark.parametrize("mean", [0.2, 1, 5, 10, 20, 40, 60, 100])
def test_five_hundred_units_in_a_day(mean, back):
    units = steady(mean)
    usual, row = row_of(units_per_day=units), row_of(units_per_day=with_day(units, 500, back))
    assert codes(row) & NAMED or row["order_up_to"] <= 1.1 * usual["order_up_to"]


@pytest.mark.parametrize("mean", [0, 0.2, 3, 60, 700])
def test_eighty_thousand_units_in_a_day_are_left_out(mean):
    units = steady(mean)
    usual, row = row_of(units_per_day=units), row_of(units_per_day=with_day(units, 80_000))
    assert "restock_bulk_left_out" in codes(row) and row["velocity"] == pytest.approx(usual["velocity"], rel=0.03, abs=1e-9)
    assert (row["order_quantity"] or 0) <= 1.03 * (usual["order_quantity"] or 0) + 1


def test_the_day_and_its_effect_are_named():
    row = row_of(units_per_day=with_day([10] * 180, 500, back=3), on_hand=100)
    [said] = [warning for warning in row["warnings"] if warning["code"] in NAMED]
    # With it the last seven days are 80 a day, 30: 26.33, 60: 18.17, 90: 15.44.
    with_it = 0.2 * 80 + 0.3 * (10 + 490 / 30) + 0.3 * (10 + 490 / 60) + 0.2 * (10 + 490 / 90)
    assert "2026-05-30" in said["en"] and "500" in said["en"] and f"{with_it:.2f}" in said["en"] and "10.00" in said["en"]
    assert "2026-05-30" in said["zh"] and row["order_up_to"] == 627


def test_several_bulk_days_are_kept_and_named():
    units = with_day(with_day([10] * 180, 500, 3), 480, 30)
    row = row_of(units_per_day=units)
    assert "restock_bulk_kept" in codes(row)


def test_the_first_day_of_a_launch_is_no_bulk_day():
    row = row_of(units_per_day=[57], plan_units_per_day=60, on_hand=0)
    assert not codes(row) & NAMED and row["velocity"] == pytest.approx((57 + 4) / (1 + 4 / 60), abs=1e-6)


def test_a_launch_day_far_above_its_plan_is_named():
    assert codes(row_of(units_per_day=[500], plan_units_per_day=5)) & NAMED


def test_ordinary_sellers_have_no_bulk_days():
    made = random.Random(5)
    rows = rows_of([random_item(made, str(number)) for number in range(200)])
    assert [row["sku"] for row in rows if codes(row) & NAMED] == []


@cache
def velocities(out, last):
    """Of many sellers, all in stock and without stock for some days; the naive one divides by thirty days all the same."""
    sellers = [steady(mean, seed) for mean in (2, 6, 15, 60) for seed in range(75)]
    gone = [180 - last - out <= day < 180 - last for day in range(180)]
    sold = [[0 if out_of else amount for out_of, amount in zip(gone, units, strict=True)] for units in sellers]
    flags = [not out_of for out_of in gone]
    usual = rows_of([item(sku=str(n), units_per_day=units, in_stock=[True] * 180) for n, units in enumerate(sellers)])
    found = rows_of([item(sku=str(n), units_per_day=units, in_stock=flags) for n, units in enumerate(sold)])
    naive = [sum(units[-30:]) / 30 for units in sold]
    return [(row["velocity"], was["velocity"], mean) for row, was, mean in zip(found, usual, naive, strict=True)]


@pytest.mark.parametrize("last", [0, 5])
@pytest.mark.parametrize("out", [10, 20])
def test_a_stock_out_moves_velocities_by_at_most_two_per_cent(out, last):
    found = velocities(out, last)
    moved = sum(now / was - 1 for now, was, _ in found) / len(found)
    naive = sum(mean / was - 1 for _, was, mean in found) / len(found)
    assert abs(moved) <= 0.02 and naive < -0.3


@pytest.mark.parametrize("out", [10, 20])
def test_a_stock_out_does_not_move_a_constant_seller(out):
    flags = [True] * (175 - out) + [False] * out + [True] * 5
    row = row_of(units_per_day=[10 * flag for flag in flags], in_stock=flags)
    assert (row["velocity"], row["order_up_to"]) == (10, 627)


def test_a_stock_out_of_a_month_does_not_end_a_product():
    flags = [True] * 150 + [False] * 30
    row = row_of(units_per_day=[10] * 150 + [0] * 30, in_stock=flags, on_hand=0)
    assert (row["velocity"], row["order_quantity"], row["status"]) == (10, 627, "order")


def test_sold_long_ago_and_nothing_on_hand_asks_a_person():
    row = row_of(units_per_day=[5] * 60 + [0] * 100, in_stock=[True] * 160, on_hand=0)
    assert row["status"] == "review" and row["order_quantity"] is None and "restock_review" in codes(row)


def test_never_sold_is_slow_stock():
    row = row_of(units_per_day=[0] * 180, on_hand=40)
    assert row["status"] == "no_demand" and row["order_quantity"] == 0 and row["cover_days"] is None
    assert row["stock_out"]["median"] is None and "restock_no_demand" in codes(row)


def test_days_without_a_report_do_not_count_as_days_without_sales():
    units = [10] * 90
    gaps = [None if day % 4 == 0 else amount for day, amount in enumerate(units)]
    row = row_of(units_per_day=gaps, in_stock=[True] * 90)
    assert row["velocity"] == 10 and "restock_days_missing" in codes(row)
    # 23 of 90 days are missing, more than a fifth.
    assert row["confidence"] == "low"


def test_returns_posted_as_sales_do_not_lower_demand():
    row = row_of(units_per_day=[10] * 179 + [-400])
    nothing = row_of(units_per_day=[10] * 179 + [0])
    assert row["velocity"] == nothing["velocity"] and "restock_negative_units" in codes(row)


@pytest.mark.parametrize(("days", "status"), [(6, "needs_plan"), (7, "order")])
def test_less_than_a_week_needs_a_plan(days, status):
    row = row_of(units_per_day=[10] * days, in_stock=[True] * days)
    assert row["status"] == status and (row["order_quantity"] is None) == (status == "needs_plan")
    assert row["inventory_position"] == 100


@pytest.mark.parametrize(("days", "drift", "first"), [(13, 0.5, True), (14, 0.5, False), (27, 0.5, False), (28, 0.25, False)])
def test_young_products(days, drift, first):
    row = row_of(units_per_day=[10] * days, in_stock=[True] * days)
    assert row["drift_rate"] == drift and ("restock_first_batch" in codes(row)) == first
    assert ("restock_young" in codes(row)) == (drift == 0.5)


@pytest.mark.parametrize(
    ("days", "units", "in_stock", "confidence"),
    [
        (60, 1, True, "high"), (60, 1, False, "medium"), (59, 1, True, "medium"), (27, 9, True, "low"),
        (60, 0.49, True, "medium"), (60, 0.1, True, "low"), (28, 1, True, "medium"),
    ],
)  # fmt: skip
def test_confidence(days, units, in_stock, confidence):
    row = row_of(units_per_day=[units] * days, in_stock=[True] * days if in_stock else None)
    assert row["confidence"] == confidence


def test_flags_that_tell_nothing_are_no_record_of_stock():
    row = row_of(in_stock=[None] * 180)
    assert row["confidence"] == "medium" and "restock_no_stock_history" in codes(row)


def test_one_days_history_and_two_thousand_days():
    assert row_of(units_per_day=[10] * 2000)["order_up_to"] == 627
    assert row_of(units_per_day=[999] * 1820 + [10] * 180)["order_up_to"] == 627
    assert rows_of([item(units_per_day=[10])])[0]["status"] == "needs_plan"
