"""Search catalog performance: a JSON report per week of what searches brought to each SKU."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from copilot.demo.demand import Counts, Demand
from copilot.demo.sales import Sales
from copilot.demo.shop import Listing, Marketplace, Shop, rng_for

REPORT_TYPE = "GET_BRAND_ANALYTICS_SEARCH_CATALOG_PERFORMANCE_REPORT"
# Between which a SKU draws its own.
SHARE_OF_SESSIONS, CLICK_RATE = (0.45, 0.60), (0.012, 0.024)
LEFT_IN_THE_CART = 0.11
WEEK = 7
Json = dict[str, Any]


@dataclass(frozen=True)
class Searches:
    """What searches brought; every table has a row per week and a column per SKU."""

    impressions: Counts
    clicks: Counts
    cart_adds: Counts
    purchases: Counts


def draw_searches(shop: Shop, market: Marketplace, demand: Demand, sales: Sales) -> Searches:
    """Draw the last weeks of a marketplace: clicks are some of the sessions, purchases some of the order lines."""
    sessions, items = (_by_week(shop, table) for table in (demand.sessions, sales.items))
    columns = [
        _draw_listing(rng_for(market.id, "search", listing.sku), sessions[:, position], items[:, position])
        for position, listing in enumerate(market.listings)
    ]
    return Searches(*(np.column_stack(parts) for parts in zip(*columns, strict=True)))


def write_searches(path: Path, shop: Shop, market: Marketplace, searches: Searches) -> None:
    """Write the reports of all weeks.

    Args:
        path: The file to write.
        shop: The demo shop.
        market: The marketplace.
        searches: What its searches brought.
    """
    tables = (searches.impressions, searches.clicks, searches.cart_adds, searches.purchases)
    weeks = zip(*(table.tolist() for table in tables), strict=True)
    starts = shop.dates[-WEEK * shop.search_weeks :: WEEK]
    reports = [_report(market, start, week) for start, week in zip(starts, weeks, strict=True)]
    path.write_text(json.dumps(reports, separators=(",", ":")), encoding="utf-8")


def _by_week(shop: Shop, table: Counts) -> Counts:
    weeks: Counts = table[-WEEK * shop.search_weeks :].reshape(shop.search_weeks, WEEK, -1).sum(axis=1)
    return weeks


def _draw_listing(rng: np.random.Generator, sessions: Counts, items: Counts) -> tuple[Counts, Counts, Counts, Counts]:
    share, click_rate = rng.uniform(*SHARE_OF_SESSIONS), rng.uniform(*CLICK_RATE)
    clicks = rng.binomial(sessions, share)
    impressions = clicks + rng.poisson(sessions * share / click_rate)
    purchases = np.minimum(rng.binomial(items, share), clicks)
    return impressions, clicks, purchases + rng.binomial(clicks - purchases, LEFT_IN_THE_CART), purchases


def _report(market: Marketplace, start: np.datetime64, week: tuple[list[int], ...]) -> Json:
    period = str(start), str(start + WEEK - 1)
    return {
        "reportSpecification": {
            "reportType": REPORT_TYPE,
            "reportOptions": {"reportPeriod": "WEEK"},
            "dataStartTime": period[0],
            "dataEndTime": period[1],
            "marketplaceIds": [market.marketplace_id],
        },
        "dataByAsin": [
            _entry(market, listing, period, *counts)
            for listing, *counts in zip(market.listings, *week, strict=True)
            if counts[0] > 0
        ],
    }


def _entry(
    market: Marketplace,
    listing: Listing,
    period: tuple[str, str],
    impressions: int,
    clicks: int,
    cart_adds: int,
    purchases: int,
) -> Json:
    price = _amount(market, listing.price)
    return {
        "startDate": period[0],
        "endDate": period[1],
        "asin": listing.asin,
        "impressionData": {"impressionCount": impressions, "impressionMedianPrice": price},
        "clickData": {"clickCount": clicks, "clickRate": _share(clicks, impressions), "clickedMedianPrice": price},
        "cartAddData": {"cartAddCount": cart_adds, "cartAddedMedianPrice": price},
        "purchaseData": {
            "purchaseCount": purchases,
            "conversionRate": _share(purchases, clicks),
            "purchaseMedianPrice": price,
            "searchTrafficSales": _amount(market, purchases * listing.price),
        },
    }


def _amount(market: Marketplace, minor: int) -> Json:
    return {"amount": round(minor / 10**market.digits, market.digits), "currencyCode": market.currency}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
