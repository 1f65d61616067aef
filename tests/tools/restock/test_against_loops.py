"""Hundreds of items through the tool, each figure beside that of plain loops."""

import random
from functools import cache

import pytest

from tests.tools.restock import oracle
from tests.tools.restock.items import random_item, rows_of

COUNT = 600
SHOWN = 1e-6
"""Figures have six decimals."""


@cache
def pairs():
    """Rows of the tool and what loops make of the same items."""
    made = random.Random(20260601)
    items = [random_item(made, str(number)) for number in range(COUNT)]
    return [(given, row, oracle.plan(given)) for given, row in zip(items, rows_of(items), strict=True)]


@cache
def lumpy():
    """Few large days in a long history, short and long lead times, high targets: levels far out on the tail."""
    made = random.Random(5)
    items = []
    for number in range(300):
        units = [0] * made.choice([60, 91, 180])
        for _ in range(made.choice([2, 3, 5, 10, 20])):
            units[made.randrange(len(units))] = made.choice([1, 2, 5, 10, 20, 24])
        lead = {"mean_days": made.choice([3, 7, 14, 35, 90]), "sd_days": made.choice([0, 2, 6])}
        changed = {"units_per_day": units, "in_stock": [True] * len(units), "lead_time": lead, "moq": None, "carton": None}
        limits = {"target_fill_rate": made.choice([0.5, 0.9, 0.95, 0.99, 0.999]), "max_cover_days": None, "storage_limit": None}
        items.append(random_item(made, str(number)) | changed | limits | {"inbound": [], "plan_units_per_day": None})
    return [(given, row, oracle.plan(given)) for given, row in zip(items, rows_of(items), strict=True)]


def planned():
    return [(given, row, expected) for given, row, expected in pairs() if "level" in expected]


def near(value, expected):
    return value == pytest.approx(expected, rel=1e-6, abs=SHOWN)


def test_enough_of_them_are_planned_and_some_cannot_be():
    statuses = {row["status"] for _, row, _ in pairs()}
    assert {"order", "wait", "enough", "limited", "no_demand", "needs_plan"} <= statuses
    assert len(planned()) > 0.8 * COUNT


@pytest.mark.parametrize("figure", ["velocity", "in_stock_days"])
def test_history(figure):
    assert [row["sku"] for _, row, expected in pairs() if not near(row[figure], expected[figure])] == []


def test_windows():
    for _, row, expected in pairs():
        shown = {window: mean for window, mean in row["windows"].items() if mean is not None}
        assert shown == pytest.approx(expected["windows"], abs=SHOWN), row["sku"]


@pytest.mark.parametrize(
    "figure", ["variance_per_day", "order_up_to", "inventory_position", "reorder_point", "need", "must_order", "order_quantity"]
)
def test_plan(figure):
    assert [row["sku"] for _, row, expected in planned() if not near(row[figure], expected[figure])] == []


def test_days_until_the_order():
    for _, row, expected in planned():
        days = expected["order_in_days"]
        assert row["order_in_days"] == (int(days + SHOWN) if days <= 365 else None), row["sku"]


@pytest.mark.parametrize("case", ["median", "early"])
def test_stock_out(case):
    assert [row["sku"] for _, row, expected in planned() if row["stock_out"][f"{case}_in_days"] != expected[case]] == []


def test_units_lost_before_anything_can_arrive():
    for _, row, expected in planned():
        assert row["unavoidable_lost_units"] == pytest.approx(expected["lost"], abs=0.051), row["sku"]


def test_nothing_is_said_of_what_cannot_be_planned():
    for given, row, expected in pairs():
        if "level" not in expected:
            few = expected["in_stock_days"] < 7 and given["plan_units_per_day"] is None
            assert row["status"] == ("needs_plan" if few else "no_demand") and not row["order_quantity"]


@pytest.mark.parametrize("figure", ["velocity", "variance_per_day", "order_up_to"])
def test_lumpy_sellers(figure):
    wrong = [row["sku"] for _, row, expected in lumpy() if "level" in expected and not near(row[figure], expected[figure])]
    assert wrong == [] and sum("level" in expected for *_, expected in lumpy()) > 200
