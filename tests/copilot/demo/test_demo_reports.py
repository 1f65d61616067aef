"""Ads, searches, stock and settlements: the answers are the generator's own facts, and the reports agree with each other."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from copilot.demo.facts import draw_facts
from copilot.demo.shop import load_shop
from tests.support import ask, day, figures, sql

SHOP = load_shop()
MARKETS = {market.id: market for market in SHOP.marketplaces}
LAST = SHOP.dates[-1].item()
SINCE_ADS = {"from": str(SHOP.ads_from), "to": str(LAST)}
SETTLED = {"from": str(SHOP.settled_from), "to": str(LAST)}
OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}
WEEKS = {"from": str(LAST - timedelta(7 * SHOP.search_weeks - 1)), "to": str(LAST)}
# The return wave: of the 21 days from 1 September.
WAVE = {"from": "2026-09-01", "to": "2026-09-21"}


@pytest.fixture(scope="module")
def facts():
    return {name: draw_facts(SHOP, market) for name, market in MARKETS.items()}


@pytest.fixture(params=MARKETS)
def market(request):
    return MARKETS[request.param]


def of(market, window):
    return {"window": window, "filters": {"marketplace": [market.id]}}


def money(market, minor):
    return Decimal(int(minor)).scaleb(-market.digits)


def column(market, sku):
    return [listing.sku for listing in market.listings].index(sku)


def test_ads_are_the_facts(demo_warehouse, facts, market):
    ads = facts[market.id].ads
    metrics = "impressions clicks ad_orders ad_units ad_spend ad_sales"
    totals = [int(table.sum()) for table in (ads.impressions, ads.clicks, ads.orders, ads.units)]
    amounts = [money(market, table.sum()) for table in (ads.cost, ads.sales)]
    assert figures(demo_warehouse, metrics, **of(market, SINCE_ADS)) == (*totals, *amounts)


def test_ads_by_sku_are_the_facts(demo_warehouse, facts, market):
    ads = facts[market.id].ads
    result = ask(demo_warehouse, "ad_spend clicks", dimensions=["sku"], limit=100, **of(market, SINCE_ADS))
    assert {row["sku"]: (row["ad_spend"], row["clicks"]) for row in result.rows} == {
        listing.sku: (money(market, ads.cost[:, at].sum()), int(ads.clicks[:, at].sum()))
        for at, listing in enumerate(market.listings)
        if ads.impressions[:, at].any()
    }


def test_ads_are_a_part_of_what_happened(facts, market):
    here = facts[market.id]
    ads, sales, sessions = here.ads, here.sales, here.demand.sessions
    assert (ads.clicks <= sessions).all() and ads.clicks.sum() < sessions[ads.clicks.any(axis=1)].sum() / 2
    assert (ads.orders <= ads.clicks).all() and (ads.orders <= sales.items).all()
    assert (ads.orders <= ads.units).all() and (ads.units <= sales.units).all() and (ads.sales <= sales.amount).all()


def test_acos_is_plausible(demo_warehouse, market):
    assert 0.15 < figures(demo_warehouse, "acos", **of(market, SINCE_ADS)) < 0.45
    assert 0.03 < figures(demo_warehouse, "tacos_gross", **of(market, SINCE_ADS)) < 0.15


def test_ads_of_a_listing_that_converts_worse_cost_more(demo_warehouse):
    # Conversion fell to 60 % at unchanged bids, so ACOS is 1 / 0.6 of the usual, give or take some sixty orders.
    germany = of(MARKETS["amazon_de"], SINCE_ADS)
    usual = figures(demo_warehouse, "acos", **germany)
    germany["filters"]["sku"] = ["KT-204-BLK"]
    assert figures(demo_warehouse, "acos", **germany) > usual * Decimal("1.3")


def test_ads_pause_while_out_of_stock(facts):
    germany = MARKETS["amazon_de"]
    days = (SHOP.dates >= np.datetime64("2026-07-08")) & (SHOP.dates <= np.datetime64("2026-07-19"))
    clicks = facts["amazon_de"].ads.clicks[:, column(germany, "PET-31")]
    assert clicks[days].sum() == 0 and clicks.sum() > 0


def test_searches_are_the_facts(demo_warehouse, facts, market):
    searches = facts[market.id].searches
    tables = (searches.impressions, searches.clicks, searches.cart_adds, searches.purchases)
    prices = np.array([listing.price for listing in market.listings])
    metrics = "search_impressions search_clicks search_cart_adds search_purchases search_sales"
    expected = (*(int(table.sum()) for table in tables), money(market, (searches.purchases * prices).sum()))
    assert figures(demo_warehouse, metrics, **of(market, WEEKS)) == expected


def test_searches_are_a_funnel_within_sessions_and_orders(facts, market):
    here = facts[market.id]
    searches, weeks = here.searches, 7 * SHOP.search_weeks
    sessions, items = (
        table[-weeks:].reshape(SHOP.search_weeks, 7, -1).sum(axis=1) for table in (here.demand.sessions, here.sales.items)
    )
    steps = [searches.purchases, searches.cart_adds, searches.clicks, searches.impressions]
    assert all((fewer <= more).all() for fewer, more in pairwise(steps))
    assert (searches.clicks <= sessions).all() and (searches.purchases <= items).all()


def test_stock_is_the_newest_snapshot(demo_warehouse, facts, market):
    last = facts[market.id].stock[-1]
    fields = (last.fulfillable, last.shipped, last.ordered + last.moving, last.unsellable)
    metrics = "stock inbound_units reserved_units unsellable_units"
    result = ask(demo_warehouse, metrics, dimensions=["sku"], limit=100, **of(market, OCTOBER))
    assert {row["sku"]: tuple(row[name] for name in metrics.split()) for row in result.rows} == {
        listing.sku: units
        for listing, units in zip(market.listings, zip(*(field.tolist() for field in fields), strict=True), strict=True)
    }


def test_stock_of_each_week(demo_warehouse, facts, market):
    for snapshot in facts[market.id].stock:
        assert (snapshot.fulfillable >= 0).all()
        until = {"from": "2026-10-01", "to": str(SHOP.dates[snapshot.day])}
        assert figures(demo_warehouse, "stock", **of(market, until)) == int(snapshot.fulfillable.sum())


@pytest.mark.parametrize("planted", SHOP.stock["planted"], ids=lambda planted: planted["sku"])
def test_days_of_supply_are_as_planted(demo_warehouse, planted):
    question = {"window": OCTOBER, "filters": {"marketplace": [planted["marketplace"]], "sku": [planted["sku"]]}}
    days, coming = figures(demo_warehouse, "days_of_supply inbound_units", **question)
    # A whole number of units is at most half a unit off; these sell more than two a day.
    assert float(days) == pytest.approx(planted["days"], abs=0.25) and coming == planted["coming"]


def posted(market, facts, window):
    """The parts of all payments of a window of local days, with the kind of each."""
    for payment in facts[market.id].payments:
        local = datetime.fromtimestamp(payment.time, UTC).astimezone(ZoneInfo(market.timezone)).date()
        if day(window["from"]) <= local <= day(window["to"]):
            yield from ((payment.kind, *part) for part in payment.parts)


@pytest.mark.parametrize("window", [OCTOBER, SETTLED], ids=["October", "all"])
def test_settlements_are_the_facts(demo_warehouse, facts, market, window):
    parts = list(posted(market, facts, window))
    fees = -sum(amount for *_, kind, _, amount in parts if kind not in ("ItemPrice", "Promotion"))
    refunds = -sum(amount for name, kind, _, amount in parts if name == "Refund" and kind != "ItemFees")
    settled = sum(amount for *_, amount in parts)
    expected = tuple(money(market, amount) for amount in (fees, refunds, settled))
    assert figures(demo_warehouse, "fees refunds settled_amount", **of(market, window)) == expected


def test_a_settled_price_is_that_of_the_order(demo_warehouse):
    settled = (
        "select marketplace, order_id, sku, amount, quantity from settlement_line where category = 'product' and not is_refund"
    )
    ordered = "select marketplace, order_id, sku, amount, quantity from order_line where kind = 'sold'"
    assert sql(demo_warehouse, f"({settled}) except all ({ordered})") == []
    # All orders but those of the last two days and those shipped before the first settlement.
    in_time = f"{ordered} and order_date between ?::date + 1 and ?::date - 2"
    assert sql(demo_warehouse, f"({in_time}) except all ({settled})", *SETTLED.values()) == []


def test_refunded_units_are_those_of_the_traffic_report(demo_warehouse):
    refunds = (
        "select marketplace, posted_date as day, count(*) as units from settlement_line "
        "where is_refund and category = 'product' group by all"
    )
    traffic = (
        "select marketplace, period_from as day, units_refunded as units from traffic_day "
        "where grain = 'store' and units_refunded > 0 and period_from >= ?::date"
    )
    assert sql(demo_warehouse, f"({refunds}) except ({traffic})", SETTLED["from"]) == []
    assert sql(demo_warehouse, f"({traffic}) except ({refunds})", SETTLED["from"]) == []


def test_the_return_wave_is_of_its_sku(demo_warehouse):
    question = {"window": WAVE, "filters": {"marketplace": ["amazon_us"]}}
    rows = ask(demo_warehouse, "refunds", dimensions=["sku"], limit=2, **question).rows
    assert rows[0]["sku"] == "ST-118-L" and rows[0]["refunds"] > 2 * rows[1]["refunds"]


def test_charged_ads_are_the_spend_of_the_report(demo_warehouse, market):
    charged = "select -sum(amount) from settlement_line where marketplace = ? and amount_type = 'Cost of Advertising'"
    assert sql(demo_warehouse, charged, market.id) == [(figures(demo_warehouse, "ad_spend", **of(market, SETTLED)),)]


def test_a_settlement_is_the_sum_of_its_rows(demo_files, market):
    [path] = [file.path for file in demo_files if file.path.name == f"settlements_{market.id}.txt"]
    header, *lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    said, summed = {}, Counter()
    for row in rows:
        if row["total-amount"]:
            said[row["settlement-id"]] = number(row["total-amount"])
        else:
            summed[row["settlement-id"]] += number(row["amount"])
    assert said == summed and len(said) == ((LAST - day(SETTLED["from"])).days + 1) / 14


def number(text):
    return Decimal(text.replace(",", "."))
