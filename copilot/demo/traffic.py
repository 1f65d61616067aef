"""The Sales and Traffic report: a JSON file per month, holding one report per day."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from copilot.demo.demand import Demand
from copilot.demo.sales import Sales
from copilot.demo.shop import Marketplace, Shop

REPORT_TYPE = "GET_SALES_AND_TRAFFIC_REPORT"
BROWSER_SHARE = 0.3
Json = dict[str, Any]


def write_traffic(folder: Path, shop: Shop, market: Marketplace, demand: Demand, sales: Sales) -> list[Path]:
    """Write the traffic reports of one marketplace.

    Args:
        folder: Where to write.
        shop: The demo shop.
        market: The marketplace.
        demand: Its sessions, page views and buy boxes.
        sales: Its sales.

    Returns:
        The files, one per month, in order of time.
    """
    dates = np.datetime_as_string(shop.dates).tolist()
    entries = _sku_entries(market, demand, sales)
    months: dict[str, list[Json]] = {}
    for day, date in enumerate(dates):
        by_date = _day_entry(market, demand, sales, day, date)
        report = _report(market, date, by_date, entries[day])
        months.setdefault(date[:7], []).append(report)
    return [_write(folder, market, month, reports) for month, reports in months.items()]


def _write(folder: Path, market: Marketplace, month: str, reports: list[Json]) -> Path:
    path = folder / f"traffic_{market.id}_{month}.json"
    path.write_text(json.dumps(reports, separators=(",", ":")), encoding="utf-8")
    return path


def _report(market: Marketplace, date: str, by_date: Json, by_sku: list[Json]) -> Json:
    return {
        "reportSpecification": {
            "reportType": REPORT_TYPE,
            "reportOptions": {"dateGranularity": "DAY", "asinGranularity": "SKU"},
            "dataStartTime": date,
            "dataEndTime": date,
            "marketplaceIds": [market.marketplace_id],
        },
        "salesAndTrafficByDate": [by_date],
        "salesAndTrafficByAsin": by_sku,
    }


def _sku_entries(market: Marketplace, demand: Demand, sales: Sales) -> list[list[Json]]:
    """Return, for each day, one entry per SKU that had sessions."""
    tables = (demand.sessions, demand.page_views, demand.buy_box)
    counts = (sales.units, sales.amount, sales.items)
    days = zip(*(table.tolist() for table in (*tables, *counts)), strict=True)
    return [
        [_sku_entry(market, position, values) for position, values in enumerate(zip(*day, strict=True)) if values[0] > 0]
        for day in days
    ]


def _sku_entry(market: Marketplace, position: int, values: tuple[Any, ...]) -> Json:
    sessions, page_views, buy_box, units, amount, items = values
    listing = market.listings[position]
    return {
        "parentAsin": listing.parent_asin,
        "childAsin": listing.asin,
        "sku": listing.sku,
        "salesByAsin": {
            "unitsOrdered": units,
            "orderedProductSales": _amount(market, amount),
            "totalOrderItems": items,
        },
        "trafficByAsin": {
            "sessions": sessions,
            "pageViews": page_views,
            "buyBoxPercentage": buy_box,
            "unitSessionPercentage": _percent(units, sessions),
        },
    }


def _day_entry(market: Marketplace, demand: Demand, sales: Sales, day: int, date: str) -> Json:
    units, amount, items, sessions, page_views = (
        int(table[day].sum()) for table in (sales.units, sales.amount, sales.items, demand.sessions, demand.page_views)
    )
    refunded = int(sales.refunded[day])
    buy_box = float(demand.page_views[day] @ demand.buy_box[day])
    browser_views, browser_sessions = (round(n * BROWSER_SHARE) for n in (page_views, sessions))
    return {
        "date": date,
        "salesByDate": {
            "orderedProductSales": _amount(market, amount),
            "unitsOrdered": units,
            "totalOrderItems": items,
            "averageSalesPerOrderItem": _amount(market, amount / max(items, 1)),
            "averageUnitsPerOrderItem": round(units / max(items, 1), 2),
            "averageSellingPrice": _amount(market, amount / max(units, 1)),
            "unitsRefunded": refunded,
            "refundRate": _percent(refunded, units),
            "claimsGranted": 0,
            "claimsAmount": _amount(market, 0),
            "shippedProductSales": _amount(market, amount),
            "unitsShipped": units,
            "ordersShipped": int(sales.orders[day]),
        },
        "trafficByDate": {
            "browserPageViews": browser_views,
            "mobileAppPageViews": page_views - browser_views,
            "pageViews": page_views,
            "browserSessions": browser_sessions,
            "mobileAppSessions": sessions - browser_sessions,
            "sessions": sessions,
            "buyBoxPercentage": round(buy_box / max(page_views, 1), 2),
            "orderItemSessionPercentage": _percent(items, sessions),
            "unitSessionPercentage": _percent(units, sessions),
        },
    }


def _amount(market: Marketplace, minor: float) -> Json:
    amount = round(minor / 10**market.digits, market.digits)
    return {"amount": amount, "currencyCode": market.currency}


def _percent(part: int, whole: int) -> float:
    return round(part / whole * 100, 2) if whole else 0.0
