"""Seasons: multipliers ahead and behind, and whether stock lasts through an event; beside plain loops."""

from datetime import timedelta
from math import ceil

import pytest

from tests.tools.restock import oracle
from tests.tools.restock.items import AIR, DAY, SEA, codes, item, result_of, row_of, rows_of
from tools.core.errors import InvalidInput

TOMORROW = DAY + timedelta(days=1)


def rule(first, last, multiplier, **more):
    """Days counted from today: 1 is tomorrow, 0 today."""
    return {"from": str(DAY + timedelta(days=first)), "to": str(DAY + timedelta(days=last)), "multiplier": multiplier, **more}


def level(uplift, a_day=10.0):
    per_day = 10.0 * max(uplift, 1)
    return ceil(oracle.level_of(a_day * uplift, per_day, 35, 6, 7, 0.95, 0.25) - 1e-6)


@pytest.mark.parametrize("uplift", [0.5, 0.8, 1.5, 2.5, 10])
def test_one_multiplier_for_all_days(uplift):
    row = row_of(uplift=uplift)
    assert (row["uplift"], row["forecast"], row["order_up_to"]) == (uplift, 420 * uplift, level(uplift))
    assert row["velocity"] == 10 and "restock_uplift" in codes(row)


@pytest.mark.parametrize("uplift", [0.3, 0.1, 0.02, 0.001])
def test_the_off_season_never_needs_more_than_the_usual_one(uplift):
    assert row_of(uplift=uplift)["order_up_to"] <= 627


def test_one_for_each_day_from_tomorrow():
    # Ten days at 3 and 32 at 1 in 42 days: 62 / 42.
    row = row_of(uplift=[3] * 10)
    assert row["uplift"] == pytest.approx(62 / 42, abs=1e-6) and row["order_up_to"] == level(62 / 42)
    # 100 units: 30 a day are more than the stock on the fourth day.
    assert row["stock_out"]["median_in_days"] == 4


@pytest.mark.parametrize(
    ("rules", "mean"),
    [
        ([rule(1, 10, 3)], 62 / 42), ([rule(41, 60, 3)], 46 / 42), ([rule(43, 60, 3)], 1),
        ([rule(1, 40, 2), rule(5, 8, 5)], (36 * 2 + 4 * 5 + 2) / 42),
        ([rule(5, 8, 5), rule(1, 40, 2)], (36 * 2 + 4 * 5 + 2) / 42),
        ([rule(1, 10, 3), rule(8, 20, 2)], (10 * 3 + 10 * 2 + 22) / 42), ([rule(3, 3, 8), rule(3, 3, 8)], 49 / 42),
    ],
    ids=str,
)  # fmt: skip
def test_days_with_dates_the_shortest_rule_first(rules, mean):
    row = row_of(uplift=rules)
    assert row["uplift"] == pytest.approx(mean, abs=1e-6) and row["order_up_to"] == level(mean)


def test_days_past_are_taken_out_of_the_history():
    units = [10] * 150 + [25] * 10 + [10] * 20
    gone = rule(-29, -20, 2.5)
    row, raw = row_of(units_per_day=units, uplift=[gone]), row_of(units_per_day=units)
    assert (row["velocity"], row["variance_per_day"], row["order_up_to"], row["uplift"]) == (10, 10, 627, 1)
    assert raw["velocity"] > 11


def test_a_rule_of_years_ago_changes_nothing():
    row = row_of(uplift=[{"from": "2019-11-01", "to": "2019-11-30", "multiplier": 3}])
    assert row["order_up_to"] == 627


def test_stock_out_and_loss_day_by_day():
    rules = [rule(1, 9, 0.5), rule(12, 15, 4)]
    by_day = [10.0] + [10.0 * (0.5 if day <= 9 else 4 if 12 <= day <= 15 else 1) for day in range(1, oracle.NEVER)]
    arrivals = {8: 60, 30: 45}
    given = [{"quantity": units, "expected_in_days": day} for day, units in arrivals.items()]
    row = row_of(on_hand=90, uplift=rules, inbound=given)
    assert row["stock_out"]["median_in_days"] == oracle.median_day(by_day, 90, arrivals)
    assert row["stock_out"]["early_in_days"] == oracle.early_day(by_day, 10, 0.25, 90, arrivals)
    assert row["unavoidable_lost_units"] == pytest.approx(oracle.lost_before(by_day, 90, arrivals, 35), abs=0.051)


def test_an_event_is_served_or_not():
    # Ten a day and three times that from day 11 to 14: 100 until then, 120 in it.
    event = {"from": str(DAY + timedelta(days=11)), "to": str(DAY + timedelta(days=14))}
    row = row_of({"event": event}, on_hand=150, uplift=[rule(11, 14, 3)])
    seen = row["event"]
    assert (seen["demand_until_end"], seen["demand_during"], seen["available"], seen["short_units"]) == (220, 120, 150, 70)
    assert seen["uplift"] == 3 and seen["uplift_known"] and seen["safe_short_units"] > 70
    enough = row_of({"event": event}, on_hand=150, uplift=[rule(11, 14, 3)], inbound=[{"quantity": 70, "expected_in_days": 14}])
    late = row_of({"event": event}, on_hand=150, uplift=[rule(11, 14, 3)], inbound=[{"quantity": 70, "expected_in_days": 15}])
    assert late["event"]["short_units"] == 70
    # What comes on the last day serves that day alone: 150 last until the twelfth day, which lacks 10; the next lacks all 30.
    assert enough["event"]["available"] == 220 and enough["event"]["short_units"] == 40


def test_latest_days_for_an_event():
    event = {"from": str(DAY + timedelta(days=60)), "to": str(DAY + timedelta(days=63))}
    seen = row_of({"event": event}, modes=[SEA, AIR], unit_margin=5)["event"]
    # On the shelf the day before: 12 and 35 days and one earlier.
    assert seen["order_by"] == {"air": str(DAY + timedelta(days=47)), "sea": str(DAY + timedelta(days=24))}
    soon = {"from": str(DAY + timedelta(days=20)), "to": str(DAY + timedelta(days=21))}
    assert row_of({"event": soon}, modes=[SEA, AIR])["event"]["order_by"]["sea"] is None


@pytest.mark.parametrize("event", ["bfcm_2026", {"period": "singles_day_2026"}, "2026-08"])
def test_events_by_name(event):
    row = row_of({"event": event})
    assert row["event"]["from"] <= row["event"]["to"] and not row["event"]["uplift_known"] and "restock_event_flat" in codes(row)


def test_an_event_under_way_counts_from_tomorrow():
    seen = row_of({"event": {"from": "2026-05-20", "to": "2026-06-10"}})["event"]
    assert seen["demand_during"] == seen["demand_until_end"] == 90


@pytest.mark.parametrize(
    "event",
    [
        {"from": "2026-05-01", "to": "2026-05-10"}, {"from": "2026-05-20", "to": "2026-06-01"}, "foo_2026", "2025-11",
        {"from": "2028-05-01", "to": "2028-05-10"}, {"from": "2026-07-20", "to": "2026-07-10"},
    ],
    ids=str,
)  # fmt: skip
def test_events_that_are_over_far_or_unreadable_are_refused(event):
    with pytest.raises(InvalidInput) as refused:
        result_of([item()], event=event)
    assert refused.value.field == "event"


def test_an_event_has_no_place_where_nothing_sells():
    rows = rows_of([item(units_per_day=[0] * 60), item(sku="B")], event="bfcm_2026")
    assert rows[0]["event"] is None and rows[1]["event"] is not None
