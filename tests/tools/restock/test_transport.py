"""Express, air, rail, sea: the dual index split by plain loops, and when the fast part does not go."""

import random
from functools import cache
from math import ceil

import pytest

from tests.tools.restock import oracle
from tests.tools.restock.items import AIR, SEA, codes, item, random_item, row_of, rows_of

MODES = [SEA, AIR]


def by_mode(row):
    return {mode["mode"]: mode for mode in row["modes"]}


def quantities(row):
    return {mode["mode"]: mode["quantity"] for mode in row["modes"]}


def drawn(made, number):
    """An item with two ways."""
    given = random_item(made, str(number)) | {"unit_margin": made.choice([2.0, 5.0]), "moq": None}
    sea, air = made.choice([(35, 6), (50, 8)]), made.choice([(12, 2), (8, 1)])
    given["lead_time"] = {"mean_days": sea[0], "sd_days": sea[1]}
    given["modes"] = [SEA | {"mean_days": sea[0], "sd_days": sea[1]}, AIR | {"mean_days": air[0], "sd_days": air[1]}]
    return given


def split_by_loops(given, row):
    """Units that go by air, from the velocity and variance shown."""
    air, review = given["modes"][1], given["review_days"]
    if given["unit_margin"] <= air["cost_per_unit"] - given["modes"][0]["cost_per_unit"]:
        return 0
    drift = 0.5 if row["in_stock_days"] < 28 else 0.25
    level = ceil(
        oracle.level_of(row["velocity"], row["variance_per_day"], air["mean_days"], air["sd_days"], review, 0.85, drift) - 1e-6
    )
    reach = ceil(air["mean_days"] + review)
    there = given["on_hand"] + sum(each["quantity"] for each in given["inbound"] if each["expected_in_days"] <= reach)
    carton = given["carton"] or 1
    return min(ceil(max(level - there, 0) / carton) * carton, row["order_quantity"])


@cache
def split_rows():
    made = random.Random(11)
    items = [drawn(made, number) for number in range(200)]
    rows = rows_of(items)
    return [(given, row) for given, row in zip(items, rows, strict=True) if row["order_quantity"] is not None]


def test_units_by_air_are_those_of_the_loops():
    shown = [(row["sku"], quantities(row)["air"], split_by_loops(given, row)) for given, row in split_rows() if row["velocity"]]
    assert [each for each in shown if each[1] != each[2]] == []
    assert sum(units > 0 for _, units, _ in shown) > 30


def test_ways_add_up_to_the_order():
    assert all(sum(quantities(row).values()) == row["order_quantity"] for _, row in split_rows())


def test_the_split_of_the_methods():
    # By sea 627 in all; air's own level: ten a day, 12 ± 2 days + 7 at fill .85.
    level = ceil(oracle.level_of(10, 10, 12, 2, 7, 0.85, 0.25) - 1e-6)
    row = row_of(modes=MODES, unit_margin=5)
    assert quantities(row) == {"air": level - 100, "sea": 627 - level}
    assert [mode["chosen_as"] for mode in row["modes"]] == ["fast", "main"]


def test_what_arrives_before_air_could_help_is_counted_and_what_comes_later_is_not():
    soon = row_of(modes=MODES, unit_margin=5, inbound=[{"quantity": 90, "expected_in_days": 19}])
    late = row_of(modes=MODES, unit_margin=5, inbound=[{"quantity": 90, "expected_in_days": 20}])
    assert quantities(late)["air"] - quantities(soon)["air"] == 90


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit_margin": 2.4}, "restock_fast_refused"),
        ({"unit_margin": -1}, "restock_fast_refused"),
        ({"unit_margin": None}, "restock_fast_unpriced"),
        ({"modes": [{**SEA, "cost_per_unit": None}, AIR], "unit_margin": 5}, "restock_fast_unpriced"),
        ({"modes": [SEA, {**AIR, "cost_per_unit": None}], "unit_margin": 5}, "restock_fast_unpriced"),
    ],
    ids=str,
)
def test_air_does_not_go_and_the_row_says_why(changed, code):
    row = row_of(**{"modes": MODES, **changed})
    assert quantities(row) == {"air": 0, "sea": 527} and code in codes(row)


def test_air_goes_where_it_costs_a_little_less_than_a_unit_earns():
    assert quantities(row_of(modes=MODES, unit_margin=2.41))["air"] > 0


def test_equally_dear_ways_go_the_faster_one():
    row = row_of(modes=[{**SEA, "cost_per_unit": 3.0}, AIR], unit_margin=5)
    assert row["order_up_to"] == 259 and quantities(row) == {"air": 159, "sea": 0}


def test_air_that_is_slower_than_sea_is_never_the_fast_part():
    row = row_of(modes=[SEA, {**AIR, "mean_days": 50}], unit_margin=50)
    assert quantities(row) == {"air": 0, "sea": 527} and not codes(row) & {"restock_fast", "restock_fast_refused"}


def test_the_cheapest_way_is_the_main_one_even_if_it_is_air():
    row = row_of(modes=[{**SEA, "cost_per_unit": 9.0}, {**AIR, "cost_per_unit": 1.0}], unit_margin=5)
    assert row["lead_time"]["mode"] == "air" and quantities(row) == {"air": 159, "sea": 0}


def test_air_alone():
    row = row_of(modes=[AIR], unit_margin=5)
    assert quantities(row) == {"air": 159} and row["order_up_to"] == 259


def test_names_and_forms_of_ways():
    usual = row_of(modes=MODES, unit_margin=5)
    chinese = [{**SEA, "mode": "海运"}, {**AIR, "mode": "空派"}]
    mapped = {"ocean freight": {**SEA, "mode": "sea"}, "Air": {k: v for k, v in AIR.items() if k != "mode"}}
    assert row_of(modes=chinese, unit_margin=5) == row_of(modes=mapped, unit_margin=5) == usual


def test_days_of_a_way_replace_the_first_leg_where_stages_are_known():
    stages = [
        {"stage": "生产", "mean_days": 20, "sd_days": 3}, {"stage": "质检", "mean_days": 2, "sd_days": 0},
        {"stage": "头程", "mean_days": 99, "sd_days": 9}, {"stage": "清关", "mean_days": 5, "sd_days": 2},
        {"stage": "上架", "mean_days": 4, "sd_days": 2},
    ]  # fmt: skip
    row = row_of(lead_time=stages, modes=[{**SEA, "mean_days": 30, "sd_days": 6}, {**AIR, "mean_days": 5, "sd_days": 1}])
    lead = row["lead_time"]
    # 20 + 2 + 30 + 5 + 4; the root of 9 + 0 + 36 + 4 + 4.
    assert lead["mean_days"] == 61 and lead["sd_days"] == pytest.approx(53**0.5, abs=1e-6)
    assert [stage["stage"] for stage in lead["stages"]] == ["production", "inspection", "first_leg", "customs", "receiving"]
    assert by_mode(row)["air"]["lead_days"] == 36 and by_mode(row)["air"]["transit_days"] == 14


def test_latest_days_to_ship_and_order_are_before_stock_runs_out():
    # 600 units last 60 days; the 61st, 1 August, is without. Shelf a day before: 12 or 35 days and one earlier.
    row = row_of(on_hand=600, modes=MODES, unit_margin=5)
    assert row["stock_out"]["median"] == "2026-08-01"
    assert {mode: said["order_by"] for mode, said in by_mode(row).items()} == {"air": "2026-07-19", "sea": "2026-06-26"}


def test_a_way_that_comes_too_late_has_no_latest_day():
    assert by_mode(row_of(on_hand=100, modes=MODES, unit_margin=5))["sea"]["order_by"] is None


def test_a_gap_before_a_late_shipment_is_bridged_by_air_in_spite_of_the_minimum():
    shipment = [{"quantity": 1000, "expected_in_days": 60}]
    free = row_of(on_hand=20, inbound=shipment, modes=MODES, unit_margin=5)
    bound = row_of(on_hand=20, inbound=shipment, modes=MODES, unit_margin=5, moq=400)
    assert free["need"] == 0 and quantities(free)["air"] == free["order_quantity"] > 150
    assert bound["order_quantity"] == 400 and quantities(bound)["air"] == quantities(free)["air"]


def test_a_way_given_twice_is_refused():
    row = row_of(modes=[{**SEA, "mode": "快船", "mean_days": 25}, {**SEA, "mode": "普船"}])
    assert row["status"] == "refused" and row["error"]["field"] == "items.0.modes"


def test_freight_is_that_of_the_units():
    row = row_of(modes=MODES, unit_margin=5)
    expected = [mode["quantity"] * mode["unit_freight"] for mode in row["modes"]]
    assert [mode["freight"] for mode in row["modes"]] == pytest.approx(expected)
    assert row["cash"]["freight"] == pytest.approx(sum(expected))


def test_only_ways_that_are_allowed():
    row = row_of(modes=MODES, unit_margin=5, allowed_modes=["海运"])
    assert quantities(row) == {"sea": 527}


def test_overseas_and_local_goods_are_sent_before_anything_is_ordered():
    given = item(local_stock=80, overseas_stock=50, modes=MODES, unit_margin=5)
    [row] = rows_of([given])
    assert {(each["origin"], each["quantity"]) for each in row["transfers"]} >= {("overseas", 50)}
    assert sum(each["quantity"] for each in row["transfers"]) == 130 and row["inventory_position"] == 230
    assert row["need"] == 627 - 230


FOUR = [SEA, {"mode": "rail", "mean_days": 22, "sd_days": 3, "cost_per_unit": 1.2}, AIR]
FOUR = [*FOUR, {"mode": "express", "mean_days": 5, "sd_days": 1, "cost_per_unit": 6.0}]


@pytest.mark.parametrize(("on_hand", "fast"), [(100, "air"), (200, "rail")])
def test_the_fast_way_is_the_one_that_costs_least_until_the_slow_one_arrives(on_hand, fast):
    # Ten days of stock, sea on day 35. Express 240 · 5.4 = 1,296; air 230 · 2.4 and ten units lost: 632; rail 130 · .6 and
    # 110 lost: 958. With twenty days of stock rail loses ten units: 158; air takes 140 · 2.4 = 336.
    row = row_of(modes=FOUR, unit_margin=8, on_hand=on_hand)
    assert {mode["mode"] for mode in row["modes"] if mode["chosen_as"] == "fast"} == {fast}
