"""Goods on their way: by days, by date, late, lost, without a day."""

from datetime import timedelta

import pytest

from tests.tools.restock.items import DAY, codes, row_of


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
    in_days = {"quantity": 30, "expected_in_days": 4}
    assert row_of(on_hand=35, inbound=[by_date]) == row_of(on_hand=35, inbound=[in_days])


def test_a_shipment_without_a_day_is_said_to_be_guessed():
    row = row_of(inbound=[{"quantity": 30}], purchase_orders=[{"quantity": 40}])
    assert (row["inbound"], row["on_order"], row["inventory_position"]) == (30, 40, 170)
    assert "restock_inbound_undated" in codes(row)


def test_a_shipment_with_two_days_is_refused():
    row = row_of(inbound=[{"quantity": 5, "expected_on": "2026-06-20", "expected_in_days": 3}])
    assert row["status"] == "refused" and row["error"]["field"].startswith("items.0.inbound")
