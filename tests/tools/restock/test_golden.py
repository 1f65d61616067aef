"""Golden values of the methods (part A3), at the equation and through the tool."""

import numpy as np
import pytest

from tests.tools.restock import oracle
from tests.tools.restock.items import item, row_of, rows_of
from tools.restock.order_up_to import horizon_of, order_up_to

GOLDEN = [
    # velocity, variance, lead, its sd, review, target, drift -> level
    (10, 10, 35, 6, 7, 0.95, 0.25, 627),
    (10, 10, 35, 12, 7, 0.95, 0.25, 702),
    (10, 40, 35, 6, 7, 0.95, 0.25, 638),
    (10, 10, 35, 6, 7, 0.90, 0.25, 571),
    (10, 10, 35, 6, 7, 0.98, 0.25, 695),
    (10, 10, 35, 0, 7, 0.95, 0, 433),
    (10, 10, 12, 2, 7, 0.95, 0.25, 259),
    (0.2, 0.3, 35, 6, 7, 0.95, 0.25, 18),
    (0.2, 0.3, 35, 6, 7, 0.95, 0.5, 23),
    (100, 900, 60, 12, 14, 0.95, 0.25, 11056),
]


def level(v, s2, lead, sd, review, target, drift):
    v, s2, lead, sd, review, target, drift = (np.array([float(x)]) for x in (v, s2, lead, sd, review, target, drift))
    return order_up_to(horizon_of(v, s2, np.ones(1), (lead, sd), review, drift), target)[0]


@pytest.mark.parametrize("case", GOLDEN, ids=str)
def test_order_up_to_level(case):
    assert level(*case[:-1]) == case[-1]


@pytest.mark.parametrize("case", GOLDEN, ids=str)
def test_the_oracle_says_the_same(case):
    v, s2, lead, sd, review, target, drift, expected = case
    assert np.ceil(oracle.level_of(v, s2, lead, sd, review, target, drift)) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, 627),
        ({"lead_time": {"mean_days": 35, "sd_days": 12}}, 702),
        ({"target_fill_rate": 0.9}, 571),
        ({"target_fill_rate": 0.98}, 695),
        ({"lead_time": {"mean_days": 35, "sd_days": 0}, "drift_rate": 0}, 433),
        ({"lead_time": {"mean_days": 12, "sd_days": 2}}, 259),
        ({"lead_time": [{"stage": "qc", "mean_days": 20, "sd_days": 0}, {"stage": "sea", "mean_days": 15, "sd_days": 6}]}, 627),
    ],
    ids=str,
)  # fmt: skip
def test_through_the_tool(changed, expected):
    # A constant 10 a day has no variance of its own: that of independent buyers, 10, is the least.
    row = row_of(**changed)
    assert (row["velocity"], row["variance_per_day"], row["order_up_to"]) == (10, 10, expected)


def test_variance_of_forty_through_the_tool():
    # Weeks of 70 units, every window a mean of 10; 78 of the last 91 days are off by d: d² · 78 / 90 = 40.
    off = (40 * 90 / 78) ** 0.5
    units = ([10, 10 - off, 10 + off, 10 - off, 10 + off, 10 - off, 10 + off] * 26)[-180:]
    row = row_of(units_per_day=units)
    assert (row["velocity"], row["variance_per_day"], row["order_up_to"]) == (10, 40, 638)


def test_every_figure_of_the_first_golden_value():
    row = row_of(on_hand=250, inbound=[{"quantity": 180, "expected_in_days": 20}], carton=24, moq=100)
    assert row["windows"] == {"7": 10, "30": 10, "60": 10, "90": 10}
    assert (row["protection_days"], row["forecast"], row["safety_stock"], row["reorder_point"]) == (42, 420, 207, 557)
    # 627 - 250 - 180 = 197; nine cartons of 24 are 216.
    assert (row["inventory_position"], row["need"], row["order_quantity"], row["rounding"]["added_units"]) == (430, 197, 216, 19)
    # 430 is below 557: at once. 430 / 10: the first day on which demand is above stock is the 44th.
    assert row["must_order"] and row["order_by"] == "2026-06-01" and row["stock_out"]["median"] == "2026-07-15"


def test_prior_of_a_planned_velocity():
    # Five days at 3 with a plan of 8: (3 · 5 + 4) / (5 + 4 / 8) = 3.4545.
    row = row_of(units_per_day=[3] * 5, plan_units_per_day=8)
    assert row["velocity"] == pytest.approx(19 / 5.5, abs=1e-6) and row["drift_rate"] == 0.5 and row["confidence"] == "low"


def test_a_plan_no_longer_counts_after_sixty_days():
    assert row_of(units_per_day=[3] * 60, plan_units_per_day=8)["velocity"] == 3
    assert row_of(units_per_day=[3] * 59, plan_units_per_day=8)["velocity"] == pytest.approx((59 * 3 + 4) / 59.5, abs=1e-6)


def test_items_may_leave_out_all_but_history_stock_and_lead_time():
    bare = {name: item()[name] for name in ("sku", "units_per_day", "on_hand", "lead_time")}
    [row] = rows_of([bare])
    assert (row["review_days"], row["target_fill_rate"], row["order_up_to"]) == (7, 0.95, 627)
