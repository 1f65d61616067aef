"""What scripts and systems send: forms, gaps and extremes that are legitimate."""

import pytest

from tests.tools.restock.items import SEA, codes, item, row_of, rows_of

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


def test_blanks_around_a_sku_do_not_count():
    [row] = rows_of([item(sku=" A17\n")], overrides=[{"sku": "A17", "review_days": 30}])
    assert row["sku"] == "A17" and row["review_days"] == 30


def test_a_number_names_a_product_in_overrides_too():
    assert rows_of([item(sku=17)], overrides=[{"sku": 17, "review_days": 30}])[0]["review_days"] == 30


def test_one_run_of_days_stands_for_a_list():
    days = {"from": "2026-06-05", "to": "2026-06-20", "multiplier": 2}
    assert same(row_of(uplift=days), row_of(uplift=[days]))


def test_ways_as_the_rows_name_them():
    said = {"mode": "sea", "lead_days": 35, "lead_sd_days": 6, "unit_freight": 0.6}
    assert same(row_of(modes=[said]), row_of(modes=[SEA]))


def test_no_flags_at_all_are_no_record():
    assert same(row_of(in_stock=[]), row_of(in_stock=None))


def test_a_title_is_kept():
    assert row_of(title="保温杯")["title"] == "保温杯"
