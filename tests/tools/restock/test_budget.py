"""A budget over given items: never exceeded, near the exact solution, and told in money only where money is known."""

import random
from functools import cache

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.tools.restock import oracle
from tests.tools.restock.items import codes, item, result_of, rows_of
from tools.core.errors import NotCovered

GAP = 0.025


def drawn(made, sku):
    """A steady seller that has a cost and earns something."""
    mean = made.choice([0.5, 2, 6, 15])
    return item(
        sku=sku, units_per_day=[min(made.expovariate(1 / mean), 9 * mean) for _ in range(180)], in_stock=[True] * 180,
        on_hand=round(mean * made.uniform(0, 45)), unit_cost=round(made.uniform(2, 60), 2),
        unit_margin=round(made.uniform(0.5, 30), 2), moq=made.choice([None, None, 60]), carton=made.choice([6, 12, 24]),
        lead_time={"mean_days": made.choice([20, 35]), "sd_days": 5},
    )  # fmt: skip


def options(given, row):
    """Every order that a supplier takes, and the margin that it keeps."""
    moq, carton = given["moq"] or 0, given["carton"]
    wanted = row["cash"]["wanted_quantity"]
    first = min(-(-max(moq, carton) // carton) * carton, wanted)
    units = [0, *range(int(first), int(wanted) + 1, carton)] if wanted else [0]
    lead = given["lead_time"]
    moments = oracle.moments(row["velocity"], row["variance_per_day"], lead["mean_days"] + 7, lead["sd_days"], 0.25)
    at = [oracle.over(row["inventory_position"] + each, *moments) for each in units]
    return units, [given["unit_margin"] * (at[0] - left) for left in at]


def best(items, rows, budget):
    """Exactly: one option of each product, margin kept as high as the money allows."""
    choices = [options(given, row) for given, row in zip(items, rows, strict=True)]
    gain = np.concatenate([kept for _, kept in choices])
    cost = np.concatenate([np.array(units) * given["unit_cost"] for (units, _), given in zip(choices, items, strict=True)])
    which = np.zeros((len(choices), len(gain)))
    start = 0
    for at, (units, _) in enumerate(choices):
        which[at, start : start + len(units)] = 1
        start += len(units)
    limits = [LinearConstraint(which, 1, 1), LinearConstraint(cost[None, :], 0, budget)]
    found = milp(-gain, integrality=np.ones(len(gain)), bounds=Bounds(0, 1), constraints=limits, options={"mip_rel_gap": 1e-4})
    return -found.fun


def kept(items, rows):
    """Margin that the orders of the tool keep."""
    found = 0.0
    for given, row in zip(items, rows, strict=True):
        units, gains = options(given, row)
        found += gains[units.index(row["order_quantity"])]
    return found


@cache
def shared(seed, count, share):
    """Items and the result under a share of the money that they ask for."""
    made = random.Random(seed)
    items = [drawn(made, str(number)) for number in range(count)]
    asked = sum(row["order_quantity"] * given["unit_cost"] for given, row in zip(items, result_of(items)["rows"], strict=True))
    return items, result_of(items, budget=asked * share), asked * share


CASES = [(1, 40, 0.5), (2, 40, 0.25), (3, 40, 0.8), (4, 12, 0.5), (5, 12, 0.1), (6, 6, 0.3)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_near_the_exact_solution(case):
    items, result, budget = shared(*case)
    exact = best(items, result["rows"], budget)
    assert kept(items, result["rows"]) >= (1 - GAP) * exact


@pytest.mark.parametrize("case", CASES, ids=str)
def test_never_above_the_budget(case):
    items, result, budget = shared(*case)
    spent = sum(row["order_quantity"] * given["unit_cost"] for given, row in zip(items, result["rows"], strict=True))
    assert spent <= budget + 1e-6 and result["budget"]["used"] == pytest.approx(spent, abs=0.01)
    assert result["budget"]["left"] == pytest.approx(budget - spent, abs=0.01)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_orders_stay_packed(case):
    for given, row in zip(*shared(*case)[:1], shared(*case)[1]["rows"], strict=True):
        quantity, wanted = row["order_quantity"], row["cash"]["wanted_quantity"]
        assert quantity % given["carton"] == 0 and quantity <= wanted
        assert quantity == 0 or quantity >= (given["moq"] or 0)
        assert row["cash"]["cut_units"] == wanted - quantity


@pytest.mark.parametrize("case", CASES[:2], ids=str)
def test_margin_at_risk_is_that_of_the_units_cut(case):
    items, result, _ = shared(*case)
    for given, row in zip(items, result["rows"], strict=True):
        units, gains = options(given, row)
        if row["cash"]["cut_units"]:
            lost = gains[-1] - gains[units.index(row["order_quantity"])]
            assert row["cash"]["margin_at_risk"] == pytest.approx(lost, abs=0.02)
    assert result["budget"]["margin_at_risk"] == pytest.approx(
        sum(row["cash"]["margin_at_risk"] or 0 for row in result["rows"]), abs=0.5
    )


def test_the_order_of_items_does_not_matter():
    items, result, budget = shared(*CASES[0])
    turned = result_of(items[::-1], budget=budget)
    assert {row["sku"]: row["order_quantity"] for row in turned["rows"]} == {
        row["sku"]: row["order_quantity"] for row in result["rows"]
    }


@pytest.mark.parametrize("budget", [1400, 1500, 3000, 4321, 9000])
def test_the_order_of_equal_items_does_not_matter(budget):
    items = [item(sku=sku, on_hand=0, unit_cost=10, unit_margin=4, moq=100, carton=50) for sku in "abc"]
    found, turned = result_of(items, budget=budget), result_of(items[::-1], budget=budget)
    quantities = {row["sku"]: row["order_quantity"] for row in found["rows"]}
    assert quantities == {row["sku"]: row["order_quantity"] for row in turned["rows"]}
    assert sum(quantities.values()) * 10 <= budget


def test_a_budget_that_suffices_changes_nothing():
    items = shared(*CASES[3])[0]
    free, bound = result_of(items), result_of(items, budget=1e9)
    assert [row["order_quantity"] for row in free["rows"]] == [row["order_quantity"] for row in bound["rows"]]
    assert bound["budget"]["rows_cut"] == 0 and bound["budget"]["left"] > 0


def test_no_money_buys_nothing():
    result = result_of([item(unit_cost=3, unit_margin=1)], budget=0)
    [row] = result["rows"]
    assert row["order_quantity"] == 0 and row["status"] == "limited" and "restock_cut" in codes(row)


@pytest.mark.parametrize("margin", [0, -2])
def test_units_that_earn_nothing_are_not_bought_beyond_the_budget(margin):
    items = [item(sku=str(n), on_hand=0, unit_cost=10, unit_margin=margin, moq=100) for n in range(3)]
    assert result_of(items, budget=1500)["budget"]["used"] <= 1500


@pytest.mark.parametrize("budget", [500, 999, 1000, 5000])
def test_what_is_owed_to_buyers_keeps_to_the_budget_too(budget):
    result = result_of([item(on_hand=-300, unit_cost=10, unit_margin=5, moq=100)], budget=budget)
    assert result["budget"]["used"] <= budget and result["rows"][0]["order_quantity"] * 10 <= budget


def test_a_loss_is_told_only_where_the_margin_is_known():
    items = [item(sku="a", unit_cost=10), item(sku="b", unit_cost=10, unit_margin=4)]
    result = result_of(items, budget=3000)
    unknown, known = result["rows"]
    assert unknown["cash"]["margin_at_risk"] is None
    said = [reason["en"] for reason in unknown["reasons"] if reason["code"] == "restock_cut"]
    assert all("margin" not in text for text in said)
    assert result["budget"]["margin_at_risk"] == pytest.approx(known["cash"]["margin_at_risk"] or 0, abs=0.01)


def test_without_any_margin_there_is_no_sum_of_margins():
    assert result_of([item(unit_cost=10)], budget=3000)["budget"]["margin_at_risk"] is None


def test_orders_without_a_cost_are_named_as_outside():
    result = result_of([item(sku="a", unit_cost=10, unit_margin=4), item(sku="b")], budget=3000)
    assert result["budget"]["outside"] == ["b"] and result["rows"][1]["order_quantity"] == 527
    assert "restock_outside_budget" in codes(result["rows"][1])


def test_urgent_and_dear_goods_come_before_slow_and_cheap_ones():
    items = [
        item(sku="runs out", on_hand=0, unit_cost=10, unit_margin=8),
        item(sku="full", on_hand=600, unit_cost=10, unit_margin=8),
        item(sku="poor", on_hand=0, unit_cost=10, unit_margin=0.1),
    ]
    rows = {row["sku"]: row for row in result_of(items, budget=4000)["rows"]}
    assert rows["runs out"]["order_quantity"] == 400 and not rows["full"]["order_quantity"] and not rows["poor"]["order_quantity"]


def test_what_goes_fast_is_part_of_what_is_bought():
    ways = [
        {"mode": "sea", "mean_days": 35, "sd_days": 6, "cost_per_unit": 0.6},
        {"mode": "air", "mean_days": 12, "sd_days": 2, "cost_per_unit": 3.0},
    ]
    result = result_of([item(unit_cost=10, unit_margin=5, modes=ways)], budget=700)
    [row] = result["rows"]
    assert row["order_quantity"] == 70 == sum(mode["quantity"] for mode in row["modes"])


@pytest.mark.parametrize("budget", [900, 20_000, 1e6])
def test_equal_products_without_a_margin_share_alike(budget):
    items = [item(sku=str(n), units_per_day=[20_000] * 180, on_hand=0, unit_cost=1) for n in range(20)]
    result = result_of(items, budget=budget)
    bought = [row["order_quantity"] for row in result["rows"]]
    assert max(bought) - min(bought) <= 1 and sum(bought) == budget


def test_of_products_without_a_margin_the_emptier_shelf_comes_first():
    items = [item(sku="a", on_hand=300, unit_cost=10), item(sku="b", on_hand=0, unit_cost=10)]
    rows = rows_of(items, budget=2000)
    assert rows[1]["order_quantity"] > rows[0]["order_quantity"]


def test_a_cost_without_a_currency_is_said_to_be_taken_for_the_others():
    items = [item(sku="a", unit_cost=10, currency="CNY"), item(sku="b", unit_cost=10)]
    rows = rows_of(items, budget=3000)
    assert "restock_currency_assumed" in codes(rows[1]) and "restock_currency_assumed" not in codes(rows[0])


def test_costs_in_two_currencies_without_a_rate_are_not_added():
    items = [item(sku="a", unit_cost=10, currency="CNY"), item(sku="b", unit_cost=10, currency="USD")]
    with pytest.raises(NotCovered) as refused:
        result_of(items, budget=3000)
    assert refused.value.field == "currency"
