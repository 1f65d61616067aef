"""The advertised product report of Sponsored Products, as the advertising console exports it by day."""

import csv
from pathlib import Path

import numpy as np

from copilot.demo.ads import Ads
from copilot.demo.shop import Listing, Marketplace, Shop

HEADER = [
    "Date",
    "Portfolio name",
    "Currency",
    "Campaign Name",
    "Ad Group Name",
    "Retailer",
    "Country",
    "Advertised SKU",
    "Advertised ASIN",
    "Impressions",
    "Clicks",
    "Click-Thru Rate (CTR)",
    "Cost Per Click (CPC)",
    "Spend",
    "7 Day Total Sales",
    "Total Advertising Cost of Sales (ACOS)",
    "Total Return on Advertising Spend (ROAS)",
    "7 Day Total Orders (#)",
    "7 Day Total Units (#)",
    "7 Day Conversion Rate",
    "7 Day Advertised SKU Units (#)",
    "7 Day Other SKU Units (#)",
    "7 Day Advertised SKU Sales",
    "7 Day Other SKU Sales",
]
# Sought-after SKUs are advertised on keywords of their own.
MANUAL_FROM_WEIGHT = 30


def write_ads(path: Path, shop: Shop, market: Marketplace, ads: Ads) -> None:
    """Write one row per day and SKU that was shown.

    Args:
        path: The file to write.
        shop: The demo shop.
        market: The marketplace.
        ads: Its ads.
    """
    tables = (ads.impressions, ads.clicks, ads.cost, ads.orders, ads.units, ads.sales)
    shown = np.nonzero(ads.impressions)
    figures = np.column_stack([table[shown] for table in tables]).tolist()
    days = [f"{day:%b %d, %Y}" for day in shop.dates.tolist()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for day, position, row in zip(*(index.tolist() for index in shown), figures, strict=True):
            writer.writerow([days[day], *_product(market, market.listings[position]), *_figures(market, *row)])


def campaign_of(listing: Listing) -> str:
    """Name the campaign that advertises a SKU."""
    targeting = "Manual" if listing.weight >= MANUAL_FROM_WEIGHT else "Auto"
    return f"SP {listing.category.title()} {targeting}"


def _product(market: Marketplace, listing: Listing) -> list[str]:
    group = listing.title.rsplit(", ", 1)[0]
    return [
        listing.brand,
        market.currency,
        campaign_of(listing),
        group,
        "Amazon",
        market.country_name,
        listing.sku,
        listing.asin,
    ]


def _figures(market: Marketplace, impressions: int, clicks: int, cost: int, orders: int, units: int, sales: int) -> list[str]:
    unit = 10**market.digits
    return [
        str(impressions),
        str(clicks),
        _percent(clicks, impressions),
        _ratio(cost, clicks * unit),
        market.money(cost),
        market.money(sales),
        _percent(cost, sales),
        _ratio(sales, cost),
        str(orders),
        str(units),
        _percent(orders, clicks),
        str(units),
        "0",
        market.money(sales),
        market.money(0),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.4%}" if whole else ""


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else ""
