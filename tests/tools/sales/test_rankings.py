"""Which rows a ranking holds, in which order, and days of supply of several stocks."""

from datetime import date, timedelta

from tests.support import ask, codes
from tests.tools.sales.seeding import seed

LAST = date(2026, 3, 30)
MONTH = [str(LAST - timedelta(days=n)) for n in range(30)]


def refund(sku, amount, **cells):
    return {"day": "2026-03-02", "is_refund": True, "sku": sku, "amount": amount, **cells}


def test_rows_of_nothing_and_of_no_product_have_no_place(warehouse):
    kept = {"day": "2026-03-02", "sku": "KEPT", "amount": "50"}
    seed(warehouse, "settlement_line", refund("A", "-5"), refund("B", "-7"), refund(None, "-90"), kept)
    ranked = ask(warehouse, "refunds", dimensions=["sku"], limit=10)
    assert [(row["sku"], row["refunds"]) for row in ranked.rows] == [("B", 7), ("A", 5)]
    assert [row["sku"] for row in ask(warehouse, "refunds", dimensions=["sku"], limit=1).rows] == ["B"]
    assert ranked.totals[0]["refunds"] == 102
    listed = ask(warehouse, "refunds", dimensions=["sku"]).rows
    assert {row["sku"] for row in listed} == {"A", "B", "KEPT", None}


def test_rates_are_ranked_across_currencies_and_amounts_within(warehouse):
    rows = [
        (sku, currency, cost) for currency, base in (("EUR", 10), ("USD", 40)) for sku, cost in (("A", base), ("B", base + 5))
    ]
    places = {"EUR": "amazon_de", "USD": "amazon_us"}
    seed(warehouse, "ad_day", *(
        {"day": "2026-03-02", "grain": "advertised_product", "sku": sku, "currency": currency, "marketplace": places[currency],
         "cost": cost, "sales": "100"} for sku, currency, cost in rows
    ))  # fmt: skip
    rates = ask(warehouse, "acos", dimensions=["sku"], limit=2)
    assert [(row["sku"], row["currency"]) for row in rates.rows] == [("B", "USD"), ("A", "USD")]
    assert "ranked_across_currencies" in codes(rates)
    amounts = ask(warehouse, "ad_spend", dimensions=["sku"], limit=1)
    assert {(row["sku"], row["currency"]) for row in amounts.rows} == {("B", "EUR"), ("B", "USD")}
    assert "limit_per_currency" in codes(amounts) and [row["currency"] for row in amounts.totals] == ["EUR", "USD"]


def stock_in(warehouse, *markets, pool=None):
    """60 pieces of A17 in each marketplace; 3 a day sold in the first, 1 in the others."""
    for place, market in enumerate(markets):
        seed(warehouse, "inventory_day", {"day": str(LAST), "marketplace": market, "pool": pool or market, "fulfillable": 60})
        units = 1 if place else 3
        seed(warehouse, "order_line", *({"day": day, "order_id": day, "marketplace": market, "quantity": units} for day in MONTH))


def test_separate_stocks_last_apart(warehouse):
    stock_in(warehouse, "amazon_us", "amazon_de")
    for dimensions in ([], ["sku"], ["sku", "marketplace"]):
        result = ask(warehouse, "days_of_supply", dimensions=dimensions)
        assert {row["marketplace"]: row["days_of_supply"] for row in result.rows} == {"amazon_us": 20, "amazon_de": 60}
        assert ("supply_by_marketplace" in codes(result)) is (len(dimensions) < 2)
        assert [row["days_of_supply"] for row in result.totals] == [None]
    one = ask(warehouse, "days_of_supply stock", dimensions=["sku"], filters={"marketplace": ["amazon_us"]})
    assert (one.dimensions, one.rows[0]["days_of_supply"], one.totals[0]["days_of_supply"]) == (["sku"], 20, 20)
    assert str(one.snapshots.start) == str(one.snapshots.end) == str(LAST)


def test_a_shared_stock_is_not_split(warehouse):
    stock_in(warehouse, "amazon_de", "amazon_fr", pool="amazon_eu")
    alone = ask(warehouse, "days_of_supply")
    assert (alone.dimensions, alone.rows[0]["days_of_supply"]) == ([], 15)  # 60 / 4
    stock_in(warehouse, "amazon_us")
    both = ask(warehouse, "days_of_supply")
    assert both.dimensions == [] and "supply_of_several_stocks" in codes(both)


def test_only_the_report_that_was_used_is_named(warehouse):
    seed(warehouse, "inventory_day", {"day": str(LAST), "fulfillable": 60}, report="restock")
    seed(warehouse, "inventory_day", {"day": str(LAST), "fulfillable": 61, "source": "myi"}, report="myi")
    assert [source.report for source in ask(warehouse, "stock").sources] == ["restock"]


def test_a_change_of_a_rate_is_in_points(warehouse):
    seed(warehouse, "traffic_day", *(
        {"day": day, "sessions": 100, "units_ordered": units} for day, units in (("2026-03-02", 10), ("2026-03-03", 12))
    ))  # fmt: skip
    row = ask(warehouse, "unit_session_percentage sessions", window="2026-03-03", compare="previous_period").rows[0]
    assert row["change_points"] == {"unit_session_percentage": 2}
