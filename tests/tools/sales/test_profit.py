"""Gross profit: costs of the product list, converted by the rate of the order's day."""

from decimal import Decimal

import pytest

from tests.support import ask, codes, figures
from tests.tools.sales.seeding import seed
from tools.core.errors import NotCovered

DAY = "2026-03-02"


def product(sku="A17", cost="4", currency="EUR", **cells):
    return {"sku": sku, "unit_cost": cost, "unit_cost_currency": currency, **cells}


def sale(order="1", **cells):
    return {"day": DAY, "order_id": order, "sku": "A17", "quantity": 2, "amount": "30", **cells}


def back(order="9", **cells):
    return {"day": DAY, "order_id": order, "kind": "returned", "quantity": -1, "amount": "-15", **cells}


def rate(base="CNY", quote="EUR", value="0.125", day=DAY):
    return {"day": day, "base": base, "quote": quote, "rate": value}


def test_net_amount_less_the_cost_of_what_was_sold(warehouse):
    seed(warehouse, "product", product())
    postage = {"day": DAY, "sku": "POST", "is_product": False, "amount": "3"}
    seed(warehouse, "order_line", sale(), sale("2", quantity=1, amount="15"), back(), postage)
    # net 30 + 15 - 15 = 30, without postage; cost 3 pieces of 4.00: the piece that came back is not put back
    assert figures(warehouse, "gross_profit gross_margin") == (Decimal("18.00"), Decimal("0.6"))


def test_products_without_a_cost_are_left_out_and_their_share_is_told(warehouse):
    seed(warehouse, "product", product(), product("B2", cost=None))
    seed(warehouse, "order_line", sale(), sale("2", sku="B2", amount="10"), back())
    result = ask(warehouse, "gross_profit gross_margin")
    # A17: net 30 - 15 = 15, cost 8; B2 is 10 of net 25
    assert (result.rows[0]["gross_profit"], result.rows[0]["gross_margin"]) == (7, Decimal("0.466667"))
    [note] = [note for note in result.warnings if note.code == "without_cost"]
    assert "EUR 40.00%" in note.en
    by_sku = ask(warehouse, "gross_profit", dimensions=["sku"]).rows
    assert {row["sku"]: row["gross_profit"] for row in by_sku} == {"A17": 7, "B2": None}


def test_costs_are_converted_by_the_days_rate(warehouse):
    seed(warehouse, "product", product(cost="16", currency="CNY"))
    seed(warehouse, "fx_rate", rate(), rate(value="0.25", day="2026-03-03"))
    seed(warehouse, "order_line", sale(), sale("2", day="2026-03-03"))
    # 2 * 16 * 0.125 = 4 on the first day, 2 * 16 * 0.25 = 8 on the second
    rows = ask(warehouse, "gross_profit", dimensions=["day"]).rows
    assert [row["gross_profit"] for row in rows] == [Decimal("26.00"), Decimal("22.00")]
    assert figures(warehouse, "gross_profit gross_margin") == (Decimal("48.00"), Decimal("0.8"))


def test_each_currency_with_its_own_rate(warehouse):
    here = product(cost="16", currency="CNY")
    seed(warehouse, "product", here, {**here, "marketplace": "amazon_us"}, product("B2", cost="1", marketplace="amazon_us"))
    seed(warehouse, "fx_rate", rate(), rate(quote="USD", value="0.15"))
    us = {"marketplace": "amazon_us", "currency": "USD"}
    seed(warehouse, "order_line", sale(), sale("2", **us), sale("3", sku="B2", quantity=1, amount="9", **us))
    # EUR: 30 - 2 * 16 * 0.125 = 26; USD: 30 - 2 * 16 * 0.15 = 25.20, and 9 - 1 EUR * 8 * 0.15 = 7.80
    by_currency = {row["currency"]: row["gross_profit"] for row in ask(warehouse, "gross_profit").rows}
    assert by_currency == {"EUR": Decimal("26.00"), "USD": Decimal("33.00")}
    # in CNY: (30 / 0.125 - 32) + (30 / 0.15 - 32) + (9 / 0.15 - 1 * 8) = 208 + 168 + 52
    assert figures(warehouse, "gross_profit", currency="CNY") == Decimal("428.00")


def test_a_missing_rate_is_refused_by_its_name(warehouse):
    seed(warehouse, "product", product(cost="16", currency="CNY"))
    seed(warehouse, "order_line", sale())
    seed(warehouse, "fx_rate", rate(day="2026-01-01"))  # too old
    for question in ({}, {"currency": "USD"}, {"dimensions": ["sku"]}):
        with pytest.raises(NotCovered) as refusal:
            ask(warehouse, "gross_margin", **question)
        assert (refusal.value.key, refusal.value.details["base"], refusal.value.details["quote"]) == (
            "cost_without_rate", "CNY", "EUR",
        )  # fmt: skip
        assert "CNY" in refusal.value.text["zh"]


def test_without_any_cost_the_list_is_asked_for(warehouse):
    seed(warehouse, "product", product(cost=None))
    seed(warehouse, "order_line", sale())
    with pytest.raises(NotCovered) as refusal:
        ask(warehouse, "毛利率")
    assert refusal.value.key == "needs_costs"


def test_a_compared_period_without_costs_has_no_profit(warehouse):
    seed(warehouse, "product", product(), product("B2", cost=None))
    seed(warehouse, "order_line", sale(), sale("2", day="2026-03-01", sku="B2"))
    [row] = ask(warehouse, "gross_profit", window=DAY, compare="previous_period").rows
    assert (row["gross_profit"], row["base"]["gross_profit"]) == (22, None)


def test_the_list_of_products_is_a_source(warehouse):
    seed(warehouse, "product", product())
    seed(warehouse, "order_line", sale())
    assert {source.table for source in ask(warehouse, "gross_profit").sources} == {"order_line", "product"}


def test_same_currency_needs_no_rate_and_is_exact(warehouse):
    seed(warehouse, "product", product(cost="0.10"))
    seed(warehouse, "order_line", *(sale(str(n), quantity=1, amount="0.30") for n in range(30)))
    result = ask(warehouse, "gross_profit", currency="EUR")
    assert result.rows[0]["gross_profit"] == Decimal("6.00") and figures(warehouse, "gross_profit") == Decimal("6.00")


def test_a_product_without_a_currency_of_cost_uses_its_own(warehouse):
    unsaid = {"unit_cost_currency": None}
    seed(warehouse, "product", {**product(), **unsaid, "currency": "EUR"}, {**product("B2"), **unsaid})
    seed(warehouse, "order_line", sale(), sale("2", sku="B2"))
    result = ask(warehouse, "gross_profit")
    assert result.rows[0]["gross_profit"] == 22 and "without_cost" in codes(result)


@pytest.mark.parametrize("dimension", ["sku", "brand", "day", "marketplace"])
def test_parts_sum_to_the_whole_in_the_demo(demo_warehouse, dimension):
    question = {"window": "2026-09", "filters": {"marketplace": ["amazon_de"]}}
    result = ask(demo_warehouse, "gross_profit", dimensions=[dimension], limit=1000, **question)
    whole = figures(demo_warehouse, "gross_profit", **question)
    assert abs(sum(row["gross_profit"] or 0 for row in result.rows) - whole) <= Decimal("0.01") * len(result.rows)


def test_the_demo_against_a_count_of_its_files(demo_warehouse, oracle):
    sold = oracle.sold("2026-09-01", "2026-09-30", "amazon_de")
    costs = {row.sku: row for row in oracle.products[oracle.products["marketplace"] == "amazon_de"].itertuples()}
    rates = oracle.rates
    assert {cost.unit_cost_currency for cost in costs.values()} == {"CNY"}
    profit = 0.0
    for row in sold.itertuples():
        euros = float(costs[row.sku].unit_cost) / rates[row.day, "USD", "CNY"] / rates[row.day, "EUR", "USD"]
        profit += row.cents / 100 - row.quantity * euros
    asked = figures(demo_warehouse, "gross_profit", window="2026-09", filters={"marketplace": ["amazon_de"]})
    assert float(asked) == pytest.approx(profit, abs=0.006)
