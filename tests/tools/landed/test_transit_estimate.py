"""Days on the way, days of arrival, and the latest day to ship."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.landed.asking import TODAY, codes, facts, transit
from tools.core.errors import InvalidInput, NotCovered, UnknownReference


def days(result):
    """Fewest and most days by id of the lane."""
    return {row["fact"]: (row["days_min"], row["days_max"]) for row in result["rows"]}


def row(result, fact):
    [found] = [each for each in result["rows"] if each["fact"] == fact]
    return found


def test_sea_to_the_west_coast():
    result = transit("美西", mode="海运")
    assert days(result) == {
        "TR-US-OCEAN-W": (12, 20), "TR-US-FAST-W": (14, 22), "TR-US-LCL-W": (25, 35), "TR-US-SEA-W": (25, 40),
    }  # fmt: skip
    assert {each["basis"] for each in result["rows"]} == {"port_to_port", "door_to_door"} and "landed_port_to_port" in codes(
        result
    )
    assert [each["days_min"] for each in result["rows"]] == sorted(each["days_min"] for each in result["rows"])


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("美西", "US-West"), ("US West Coast", "US-West"), ("美东", "US-East"), ("US", "US"), ("美国", "US"), ("德国站", "DE"),
        ("欧洲", "EU"), ("EU", "EU"), ("UK", "UK"), ("英国", "UK"), ("amazon_jp", "JP"), ("鹿特丹", "EU-North"),
    ],
)  # fmt: skip
def test_destinations_by_any_name(written, place):
    assert transit(written)["destination"] == place


@pytest.mark.parametrize(
    ("written", "lanes"),
    [
        ("express", {"TR-US-EXP"}), ("快递", {"TR-US-EXP"}), ("空派", {"TR-US-AIR"}), ("美森", {"TR-US-FAST-W"}),
        ("普船", {"TR-US-SEA-W"}), ("拼箱", {"TR-US-LCL-W"}), ("港到港", {"TR-US-OCEAN-W"}), ("FCL", {"TR-US-SEA-W"}),
    ],
)  # fmt: skip
def test_ways_of_transport_by_any_name(written, lanes):
    assert {*days(transit("US-West", mode=written))} == lanes


def test_all_ways_are_compared_without_one():
    result = transit("US")
    assert {each["mode"] for each in result["rows"]} == {
        "express",
        "air",
        "sea_lcl",
        "sea_leg",
        "sea_fcl_lcl",
        "sea_regular",
        "sea_fast",
    }
    assert {each["destination"] for each in result["rows"]} == {"US", "US-West", "US-East"}


def test_a_country_is_reached_by_the_lanes_around_it():
    result = transit("DE")
    assert {*days(result)} == {"TR-EU-EXP", "TR-EU-AIR", "TR-EU-RAIL", "TR-EU-TRUCK", "TR-EU-SEA-SUEZ", "TR-EU-SEA-CAPE"}
    assert "landed_other_lane" in codes(result)
    assert {*days(transit("IT"))} == {"TR-EU-EXP", "TR-EU-AIR", "TR-EU-RAIL", "TR-EU-TRUCK"}


def test_a_closer_lane_goes_before_a_wider_one():
    assert "TR-US-LCL" not in days(transit("US-West")) and "TR-US-LCL" in days(transit("US-East"))


def test_arrival_from_a_day_of_departure():
    # LCL to the West Coast 25 to 35 days: 2026-12-01 + 25 = 12-26, + 35 = 2027-01-05; check-in 3 to 14 days more.
    found = row(transit("US-West", ship_date="2026-12-01"), "TR-US-LCL-W")
    assert found["arrival"] == {"from": "2026-12-26", "to": "2027-01-05"}
    assert found["checked_in"] == {"from": "2026-12-29", "to": "2027-01-19"}
    assert found["latest_ship_date"] is None


def test_latest_departure_for_a_day_of_need():
    # 2027-10-01 less 35 days = 08-27; with 14 days of check-in 08-13; with a reserve of 5 days 08-22 and 08-08.
    found = row(transit("US-West", needed_by="2027-10-01"), "TR-US-LCL-W")
    assert (found["latest_ship_date"], found["latest_ship_date_with_fba"], found["too_late"]) == (
        "2027-08-27",
        "2027-08-13",
        False,
    )
    found = row(transit("US-West", needed_by="2027-10-01", buffer_days=5), "TR-US-LCL-W")
    assert (found["latest_ship_date"], found["latest_ship_date_with_fba"]) == ("2027-08-22", "2027-08-08")


def test_what_is_too_late_is_told():
    result = transit("US", needed_by=str(TODAY + timedelta(days=12)))
    late = {each["fact"]: each["too_late"] for each in result["rows"]}
    assert not late["TR-US-EXP"] and late["TR-US-LCL"] and "landed_too_late" in codes(result)


def test_buffers_stand_beside():
    result = transit("US-West", mode="sea_lcl")
    beside = {each["kind"]: (each["days_min"], each["days_max"], each["included"]) for each in result["buffers"]}
    assert beside == {
        "customs_sea": (2, 5, True), "customs_exam": (5, 10, False), "lcl_origin": (2, 4, True), "lcl_destination": (3, 5, True),
        "fba_check_in": (3, 14, False),
    }  # fmt: skip
    assert {"TT-02", "TT-03", "TT-05"} < {*facts(result)}
    assert {each["kind"] for each in transit("US", mode="air")["buffers"]} == {"customs_air", "customs_exam", "fba_check_in"}
    assert {each["kind"] for each in transit("DE", mode="rail")["buffers"]} == {"fba_check_in"}


def test_port_to_port_has_no_check_in():
    found = row(transit("US-West", mode="sea_leg", needed_by="2027-10-01"), "TR-US-OCEAN-W")
    assert found["latest_ship_date"] == "2027-09-11" and found["latest_ship_date_with_fba"] is None


def test_unverified_lanes_are_marked():
    result = transit("JP")
    assert {each["confidence"] for each in result["rows"]} == {"low"} and "landed_unverified" in codes(result)
    assert all(source["as_of"] == "2026-11-21" for source in result["sources"])


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"destination": "BR"}, "destination"), ({"destination": "JP", "mode": "rail"}, "mode"),
     ({"destination": "US", "origin": "VN"}, "destination")],
)  # fmt: skip
def test_unknown_lanes_name_the_known_ones(arguments, field):
    with pytest.raises(NotCovered) as refused:
        transit(**arguments)
    assert refused.value.field == field and any("CN-US" in each for each in refused.value.details["known"])


@pytest.mark.parametrize(
    ("arguments", "error", "field"),
    [
        ({"destination": "US", "ship_date": "2026-12-01", "needed_by": "2027-01-01"}, InvalidInput, "needed_by"),
        ({"destination": "Atlantis"}, UnknownReference, "destination"),
        ({"destination": "US", "origin": "Atlantis"}, UnknownReference, "origin"),
        ({"destination": "US", "mode": "热气球"}, UnknownReference, "mode"),
        ({"destination": "US", "ship_date": "9999-12-30"}, InvalidInput, "ship_date"),
        ({"destination": "US", "needed_by": "0001-01-02"}, InvalidInput, "needed_by"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(arguments, error, field):
    with pytest.raises(error) as refused:
        transit(**arguments)
    assert refused.value.field == field


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["US", "DE", "JP", "UK", "US-East"]))
def test_shipping_on_the_latest_day_arrives_in_time(day, place):
    for each in transit(place, needed_by=str(day))["rows"]:
        arrival = row(transit(place, ship_date=each["latest_ship_date"]), each["fact"])["arrival"]
        assert arrival["to"] == str(day) and arrival["from"] <= arrival["to"]
