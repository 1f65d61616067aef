"""Each figure of the tool equals one that pandas counts from the report files themselves, to the cent."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from tests.support import ask, figures

WEEK = ("2026-10-19", "2026-10-25")
OCTOBER = ("2026-10-01", "2026-10-31")
NOVEMBER = ("2025-11-01", "2025-11-30")


def span(first, last):
    return {"from": first, "to": last}


def money(cents):
    return Decimal(int(cents)) / 100


def rate(part, whole):
    return (Decimal(int(part)) / Decimal(int(whole))).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def cents(value):
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("marketplace", ["amazon_us", "amazon_de", "amazon_jp"])
@pytest.mark.parametrize("window", [WEEK, OCTOBER, NOVEMBER, ("2025-08-01", "2026-10-31"), ("2026-03-29", "2026-03-29")])
def test_revenue_units_orders_of_a_store(demo_warehouse, oracle, marketplace, window):
    sold = oracle.sold(*window, marketplace)
    question = {"window": span(*window), "filters": {"marketplace": [marketplace]}}
    revenue, units, orders, value, price = figures(
        demo_warehouse, "gross_revenue units orders average_order_value average_selling_price", **question
    )
    total, places = sold["cents"].sum(), Decimal(1) if marketplace == "amazon_jp" else Decimal("0.01")
    assert revenue == money(total)
    assert (units, orders) == (sold["quantity"].sum(), sold["amazon-order-id"].nunique())
    assert value == (money(total) / orders).quantize(places, ROUND_HALF_UP)
    assert price == (money(total) / int(sold["quantity"].sum())).quantize(places, ROUND_HALF_UP)


def test_net_revenue_is_everything_together(demo_warehouse, oracle):
    # Amazon's order report holds no returns, and cancelled lines were never charged: net is what was sold.
    result = ask(demo_warehouse, "net_revenue", window=span(*OCTOBER), filters={"marketplace": ["amazon_us"]})
    assert result.rows[0]["net_revenue"] == money(oracle.sold(*OCTOBER, "amazon_us")["cents"].sum())
    assert [note.code for note in result.warnings] == ["net_without_returns"]


@pytest.mark.parametrize("sku", ["A17", "KT-204-BLK", "PH-610-BLK"])
def test_one_sku(demo_warehouse, oracle, sku):
    sold = oracle.sold(*OCTOBER, "amazon_us", sku)
    question = {"window": span(*OCTOBER), "filters": {"marketplace": ["amazon_us"], "sku": [sku]}}
    assert figures(demo_warehouse, "gross_revenue units orders", **question) == (
        money(sold["cents"].sum()), sold["quantity"].sum(), sold["amazon-order-id"].nunique(),
    )  # fmt: skip


def test_days_of_a_store(demo_warehouse, oracle):
    expected = oracle.sold(*OCTOBER, "amazon_de").groupby("day")["cents"].sum()
    rows = ask(demo_warehouse, "gross_revenue", dimensions=["day"], window="2026-10", filters={"marketplace": ["DE"]}).rows
    assert {str(row["day"]): row["gross_revenue"] for row in rows} == {day: money(sum_) for day, sum_ in expected.items()}


@pytest.mark.parametrize(("dimension", "frequency"), [("week", "W-SUN"), ("month", "M"), ("quarter", "Q"), ("year", "Y")])
def test_longer_buckets(demo_warehouse, oracle, dimension, frequency):
    sold = oracle.sold("2025-11-03", "2026-10-25", "amazon_us")
    bucket = pd.to_datetime(sold["day"]).dt.to_period(frequency).dt.start_time.dt.strftime("%Y-%m-%d")
    expected = sold.groupby(bucket)["quantity"].sum().to_dict()
    rows = ask(
        demo_warehouse, "units", dimensions=[dimension], window=span("2025-11-03", "2026-10-25"),
        filters={"marketplace": ["amazon_us"]},
    ).rows  # fmt: skip
    assert {str(row[dimension]): row["units"] for row in rows} == expected


@pytest.mark.parametrize("dimension", ["brand", "category", "parent_asin"])
def test_product_groups(demo_warehouse, oracle, dimension):
    sold = oracle.sold(*OCTOBER, "amazon_us").merge(
        oracle.products[oracle.products["marketplace"] == "amazon_us"], on="sku", suffixes=("", "_p")
    )
    expected = sold.groupby(dimension)["cents"].sum().map(money).to_dict()
    rows = ask(
        demo_warehouse,
        "gross_revenue",
        dimensions=[dimension],
        window="2026-10",
        filters={"marketplace": ["amazon_us"]},
    ).rows
    assert {row[dimension]: row["gross_revenue"] for row in rows} == expected


def test_fulfilment_and_country(demo_warehouse, oracle):
    sold = oracle.sold(*OCTOBER)
    expected = sold.groupby(["ship-country", "fulfillment-channel"])["quantity"].sum().to_dict()
    rows = ask(demo_warehouse, "units", dimensions=["country", "fulfilment"], window="2026-10").rows
    assert {(row["country"], row["fulfilment"]): row["units"] for row in rows} == expected


@pytest.mark.parametrize("metric", ["units", "gross_revenue", "orders"])
def test_best_five(demo_warehouse, oracle, metric):
    sold = oracle.sold(*OCTOBER, "amazon_us").groupby("sku")
    figure = {
        "units": sold["quantity"].sum(),
        "gross_revenue": sold["cents"].sum(),
        "orders": sold["amazon-order-id"].nunique(),
    }
    best = sorted(figure[metric].items(), key=lambda item: (-item[1], item[0]))[:5]
    rows = ask(
        demo_warehouse,
        metric,
        dimensions=["sku"],
        window="2026-10",
        filters={"marketplace": ["amazon_us"]},
        limit=5,
    ).rows
    assert [(row["sku"], row[metric] * (100 if metric == "gross_revenue" else 1)) for row in rows] == best


@pytest.mark.parametrize("sku", [None, "A17"])
def test_traffic(demo_warehouse, oracle, sku):
    visits = oracle.visits(*OCTOBER, "amazon_us", sku)
    filters = {"marketplace": ["amazon_us"], **({"sku": [sku]} if sku else {})}
    sessions, views, conversion, buy_box = figures(
        demo_warehouse,
        "sessions page_views unit_session_percentage buy_box_percentage",
        window="2026-10",
        filters=filters,
    )
    assert (sessions, views) == (visits["sessions"].sum(), visits["page_views"].sum())
    assert conversion == rate(visits["units"].sum(), visits["sessions"].sum())
    # weighted by page views; percentages have two decimals, so hundredths of a per cent are whole
    weighted = (visits["page_views"] * (visits["buy_box"] * 100).round().astype(int)).sum()
    assert buy_box == rate(weighted, 10_000 * visits["page_views"].sum())


def test_refund_rate_comes_from_the_traffic_report(demo_warehouse, oracle):
    visits = oracle.visits(*OCTOBER, "amazon_us")
    assert figures(demo_warehouse, "refund_rate", window="2026-10", filters={"marketplace": ["US"]}) == rate(
        visits["refunded"].sum(), visits["units"].sum()
    )


def converted(oracle, sold, target):
    total = 0.0
    for (day, currency), part in sold.groupby(["day", "currency"])["cents"].sum().items():
        dollars = 1.0 if currency == "USD" else oracle.rates[day, currency, "USD"]
        euros = oracle.rates[day, "EUR", "USD"]
        total += part / 100 * dollars / (1.0 if target == "USD" else euros)
    return cents(total)


@pytest.mark.parametrize("target", ["USD", "EUR"])
def test_conversion_at_the_rate_of_each_day(demo_warehouse, oracle, target):
    result = ask(demo_warehouse, "gross_revenue", window="2026-10", currency=target)
    [row] = result.rows
    assert (row["currency"], row["gross_revenue"]) == (
        target,
        converted(oracle, oracle.sold(*OCTOBER), target),
    )
    assert [note.code for note in result.warnings] == ["converted"]


@pytest.mark.parametrize(
    ("rule", "window", "base"),
    [
        ("previous_period", WEEK, ("2026-10-12", "2026-10-18")),
        ("same_period_last_year", OCTOBER, ("2025-10-01", "2025-10-31")),
    ],
)
def test_comparison(demo_warehouse, oracle, rule, window, base):
    now, before = (oracle.sold(*days, "amazon_de")["cents"].sum() for days in (window, base))
    [row] = ask(
        demo_warehouse,
        "gross_revenue",
        window=span(*window),
        compare=rule,
        filters={"marketplace": ["amazon_de"]},
    ).rows
    assert row["gross_revenue"] == money(now) and row["base"]["gross_revenue"] == money(before)
    assert row["change"]["gross_revenue"] == money(now - before)
    assert row["change_rate"]["gross_revenue"] == rate(now - before, before)
