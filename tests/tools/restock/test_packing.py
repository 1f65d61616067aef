"""From the need to the order: minimum, carton, pallet, limits, and when it may wait."""

from datetime import timedelta

import pytest

from tests.tools.restock.items import DAY, codes, row_of


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


@pytest.mark.parametrize(("cover", "said"), [(40, True), (20, True), (90, False)])
def test_cover_that_is_shorter_than_the_days_to_last_is_named(cover, said):
    assert ("restock_cover_short" in codes(row_of(max_cover_days=cover))) == said


def test_stock_for_years_is_named():
    units = [0] * 180
    units[100] = units[150] = 12
    lead = {"mean_days": 3, "sd_days": 0}
    row = row_of(units_per_day=units, on_hand=0, lead_time=lead, review_days=1, target_fill_rate=0.999)
    assert row["order_quantity"] > 180 * row["velocity"] and "restock_lasts_long" in codes(row)
    assert "restock_lasts_long" in codes(row_of(moq=5000)) and "restock_lasts_long" not in codes(row_of())
