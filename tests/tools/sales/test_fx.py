"""Amounts in several currencies, converted by imported rates or left apart."""

from decimal import Decimal

import pytest

from tests.support import all_orders, ask, codes, figures, load, order

FX = "date,base,quote,rate,source\n"


def test_currencies_are_not_added_up(warehouse):
    load(
        warehouse,
        all_orders(order("1"), order("2", sales_channel="Amazon.co.uk", currency="GBP", item_price="10.00")),
    )
    result = ask(warehouse, "gross_revenue orders")
    assert {row["currency"]: (row["gross_revenue"], row["orders"]) for row in result.rows} == {
        "EUR": (Decimal("29.99"), 1), "GBP": (Decimal("10.00"), 1),
    }  # fmt: skip
    assert codes(result) == {"several_currencies"}


def test_the_best_of_each_currency_are_shown(warehouse):
    yen = {"sales_channel": "Amazon.co.jp", "currency": "JPY"}
    euros = [order("1"), order("2", sku="B", item_price="9.99")]
    load(
        warehouse,
        all_orders(*euros, order("3", item_price="1980", **yen), order("4", sku="B", item_price="980", **yen)),
    )
    rows = ask(warehouse, "gross_revenue", dimensions=["sku"], limit=1).rows
    # 980 yen are less than 29.99 euros: amounts of two currencies cannot be ranked against each other
    assert {(row["currency"], row["sku"]) for row in rows} == {("EUR", "A17"), ("JPY", "A17")}


def test_yen_have_no_decimals(warehouse):
    load(
        warehouse,
        all_orders(order("1", sales_channel="Amazon.co.jp", currency="JPY", item_price="1980", quantity=1)),
    )
    assert str(figures(warehouse, "gross_revenue")) == "1980"


def test_without_rates_money_stays_in_its_currency(warehouse):
    load(warehouse, all_orders(order("1")))
    result = ask(warehouse, "gross_revenue", currency="USD")
    assert [(row["currency"], row["gross_revenue"]) for row in result.rows] == [("EUR", Decimal("29.99"))]
    assert codes(result) == {"no_rate"}


def test_one_day_without_a_rate_and_nothing_is_converted(warehouse):
    load(warehouse, all_orders(order("1"), order("2", purchase_date="2026-04-02T10:00:00Z")))
    load(warehouse, FX + "2026-03-02,EUR,USD,1.10,x\n")
    result = ask(warehouse, "gross_revenue", currency="USD")
    assert (result.rows[0]["currency"], codes(result)) == ("EUR", {"no_rate"})


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ("2026-03-02,EUR,USD,1.10,x\n", "32.99"),  # 29.99 * 1.10 = 32.989
        ("2026-03-02,USD,EUR,0.80,x\n", "37.49"),  # 29.99 / 0.80 = 37.4875
        ("2026-03-02,EUR,CNY,8.00,x\n2026-03-02,USD,CNY,7.00,x\n", "34.27"),  # 29.99 * 8 / 7 = 34.2743
        ("2026-02-27,EUR,USD,1.20,x\n", "35.99"),  # the Friday before: 29.99 * 1.20 = 35.988
        ("2026-02-27,EUR,USD,1.20,x\n2026-03-02,EUR,USD,1.10,x\n", "32.99"),  # the day's own rate first
        ("2026-03-02,EUR,USD,1,x\n", "29.99"),
        ("2026-03-02,EUR,USD,1.10,x\n2026-03-02,USD,USD,1,x\n2026-03-02,EUR,EUR,1,x\n", "32.99"),
    ],
    ids=["direct", "inverse", "over a third", "days before", "newest", "one to one", "a currency to itself"],
)
def test_conversion(warehouse, rates, expected):
    load(warehouse, all_orders(order("1")))
    load(warehouse, FX + rates)
    result = ask(warehouse, "gross_revenue", currency="usd")
    assert [(row["currency"], row["gross_revenue"]) for row in result.rows] == [("USD", Decimal(expected))]


def test_to_its_own_currency_nothing_changes(warehouse):
    load(warehouse, all_orders(order("1"), order("2", item_price="0.05", quantity=1)))
    load(warehouse, FX + "2026-03-02,EUR,EUR,1,x\n")
    assert figures(warehouse, "gross_revenue orders", currency="EUR") == figures(warehouse, "gross_revenue orders")


def test_rates_too_old_do_not_count(warehouse):
    load(warehouse, all_orders(order("1")))
    load(warehouse, FX + "2026-02-20,EUR,USD,1.10,x\n")  # ten days before
    assert codes(ask(warehouse, "gross_revenue", currency="USD")) == {"no_rate"}
