"""Stages of given items on the calendar, counted on the fingers: closures, the slow next order, peaks of receiving."""

import pytest

from tests.tools.restock.items import AIR, SEA, codes, row_of

STAGES = [
    {"stage": "production", "mean_days": 20, "sd_days": 0}, {"stage": "first_leg", "mean_days": 30, "sd_days": 0},
    {"stage": "receiving", "mean_days": 3, "sd_days": 1},
]  # fmt: skip


def planned(as_of, stages=STAGES, **changed):
    return row_of({"as_of": as_of}, lead_time=stages, marketplace="amazon_de", **changed)


def stage(row, name):
    [found] = [each for each in row["lead_time"]["stages"] if each["stage"] == name]
    return found


def test_an_order_before_the_closure_must_last_until_the_one_after_it():
    # Made from 2 to 21 January. A week later: 9 to 26 January are 18 days, 21 of closure, two more: 41 instead of 20.
    row = planned("2027-01-01")
    assert row["lead_time"]["mean_days"] == 53 and row["lead_time"]["next_mean_days"] == 74
    assert row["protection_days"] == 53 + 7 + 21 and row["reorder_point"] == row["order_up_to"] - 10 * 28
    assert "restock_next_later" in codes(row) and "restock_closure" not in codes(row)


def test_an_order_that_meets_the_closure_takes_longer():
    # Six days until 26 January, 21 of closure, fourteen more. The next one, on the 27th, is no slower.
    row = planned("2027-01-20")
    assert stage(row, "production")["extra_days"] == 21 and row["lead_time"]["mean_days"] == 74
    assert row["protection_days"] == 81 and "restock_closure" in codes(row)
    [said] = [reason for reason in row["reasons"] if reason["code"] == "restock_closure"]
    assert "2027-01-27" in said["zh"] and "2027-02-16" in said["en"] and "unverified" in said["en"] and "未核实" in said["zh"]


def test_the_days_around_a_closure():
    before, after = planned("2027-01-06"), planned("2027-02-16")
    assert stage(before, "production")["extra_days"] == 0 and stage(after, "production")["extra_days"] == 0
    assert stage(planned("2027-01-07"), "production")["extra_days"] == 21


def test_a_peak_of_receiving():
    # Made until 30 September, under way until 30 October: ten days with a spread of four instead of 3 ± 1.
    row = planned("2026-09-10")
    assert stage(row, "receiving") == {"stage": "receiving", "mean_days": 3, "sd_days": 4, "extra_days": 7}
    assert row["lead_time"]["mean_days"] == 60 and row["lead_time"]["sd_days"] == 4 and "restock_peak" in codes(row)


@pytest.mark.parametrize(("place", "extra"), [("amazon_us", 7), (None, 7), ("ebay_de", 0), ("atlantis", 0)])
def test_a_peak_is_that_of_the_platform(place, extra):
    row = row_of({"as_of": "2026-09-10"}, lead_time=STAGES, marketplace=place)
    assert stage(row, "receiving")["extra_days"] == extra


def test_receiving_that_is_slow_anyway_is_not_made_faster():
    slow = [*STAGES[:2], {"stage": "receiving", "mean_days": 14, "sd_days": 5}]
    assert stage(planned("2026-09-10", slow), "receiving") == {
        "stage": "receiving", "mean_days": 14, "sd_days": 5, "extra_days": 0,
    }  # fmt: skip


def test_each_way_meets_the_calendar_by_itself():
    # Made until 9 September; air lands on the 16th, sea on 9 October, in the peak.
    row = planned("2026-08-20", modes=[{**SEA, "mean_days": 30}, {**AIR, "mean_days": 7}], unit_margin=5)
    assert {mode["mode"]: mode["lead_days"] for mode in row["modes"]} == {"sea": 20 + 30 + 10, "air": 20 + 7 + 3}


def test_stages_in_one_piece_or_of_other_names_have_no_closure():
    named = [{"stage": "打样", "mean_days": 30, "sd_days": 0}, STAGES[1]]
    assert planned("2027-01-20", named)["lead_time"]["mean_days"] == 60
    assert row_of({"as_of": "2027-01-20"})["lead_time"]["mean_days"] == 35


def test_without_production_it_is_said():
    row = planned("2026-03-20", STAGES[1:])
    assert "restock_no_production" in codes(row) and row["lead_time"]["mean_days"] == 33


def test_shipments_without_a_day_take_the_way_that_is_left():
    # On its way: 30 + 3 days; ordered and not sent: all 53. 330 units last until the 33rd day.
    shipped = planned("2026-03-20", on_hand=325, inbound=[{"quantity": 50}])
    ordered = planned("2026-03-20", on_hand=325, purchase_orders=[{"quantity": 50}])
    assert shipped["stock_out"]["median_in_days"] == 38 and ordered["stock_out"]["median_in_days"] == 33


def test_a_question_without_a_day_has_no_calendar():
    # What is asked of no day in particular is the same in every season.
    row = row_of(lead_time=STAGES)
    assert row["lead_time"]["mean_days"] == 53 and row["lead_time"]["next_mean_days"] is None


def test_fractions_of_days():
    row = row_of(
        lead_time=[{"stage": "production", "mean_days": 7.5, "sd_days": 1.5}, {"stage": "sea", "mean_days": 22.25, "sd_days": 2}]
    )
    assert row["lead_time"]["mean_days"] == 29.75 and row["lead_time"]["sd_days"] == 2.5


@pytest.mark.parametrize(("as_of", "known"), [("2029-12-01", True), ("2030-12-20", False)])
def test_the_calendar_ends_with_its_last_year(as_of, known):
    row = planned(as_of, [{"stage": "production", "mean_days": 60, "sd_days": 0}])
    # 2 December 2029 to 30 January 2030, the closure of 24 January to 13 February being met on the way.
    assert (row["lead_time"]["mean_days"] > 60) == known
