"""The seller's own tables: products, exchange rates and events."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from copilot.demo.demand import Days
from copilot.demo.shop import Listing, Marketplace, Shop, rng_for

PRODUCT_HEADER = [
    "sku",
    "marketplace",
    "asin",
    "parent_asin",
    "title",
    "brand",
    "category",
    "currency",
    "price",
    "unit_cost",
    "unit_cost_currency",
    "moq",
    "carton_quantity",
    "lead_time_days",
]
FX_HEADER = ["date", "base", "quote", "rate", "source"]
EVENT_HEADER = ["kind", "from", "to", "marketplace", "sku", "note"]
FX_DIGITS = {"EUR/USD": 4, "JPY/USD": 7, "USD/CNY": 4}
DAILY_SHOCK, PULL_TO_THE_START = 0.0008, 0.03


def write_products(path: Path, shop: Shop) -> None:
    """Write one row per SKU and marketplace."""
    rows = (_product(market, offer) for market in shop.marketplaces for offer in market.listings)
    write_table(path, PRODUCT_HEADER, rows)


def write_fx_rates(path: Path, shop: Shop) -> None:
    """Write the rate of every pair for every calendar day; 1 base = rate quote."""
    rates = {pair: _rates(shop, pair).tolist() for pair in shop.fx_rates}
    dates = enumerate(np.datetime_as_string(shop.dates).tolist())
    write_table(
        path,
        FX_HEADER,
        ([date, *pair.split("/"), f"{rates[pair][day]:.{FX_DIGITS[pair]}f}", "demo"] for day, date in dates for pair in rates),
    )


def write_events(path: Path, shop: Shop) -> None:
    """Write what the seller noted, in order of time; an event without marketplace or SKU concerns all."""
    events = sorted(shop.events, key=lambda event: event["from"])
    write_table(path, EVENT_HEADER, ([event.get(name, "") for name in EVENT_HEADER] for event in events))


def _product(market: Marketplace, offer: Listing) -> list[Any]:
    return [
        offer.sku,
        market.id,
        offer.asin,
        offer.parent_asin,
        offer.title,
        offer.brand,
        offer.category,
        market.currency,
        market.money(offer.price),
        f"{offer.cost:.2f}",
        "CNY",
        offer.moq,
        offer.carton,
        offer.lead_time,
    ]


def _rates(shop: Shop, pair: str) -> Days:
    """Return a calm walk around the first rate, times the planted moves of the pair."""
    walk = np.zeros(len(shop.dates))
    shocks = rng_for("fx", pair).normal(0.0, DAILY_SHOCK, len(walk))
    for day in range(1, len(walk)):
        walk[day] = walk[day - 1] * (1 - PULL_TO_THE_START) + shocks[day]
    return shop.fx_rates[pair] * np.exp(walk) * _planted(shop, pair)


def _planted(shop: Shop, pair: str) -> Days:
    factor = np.ones(len(shop.dates))
    for story in shop.stories:
        if story.get("pair") == pair:
            before = np.datetime64(story["from"]) - 1
            length = (story["to"] - story["from"]).days + 1
            progress = (shop.dates - before).astype(np.float64) / length
            factor *= story["effect"]["rate"] ** np.clip(progress, 0.0, 1.0)
    return factor


def write_table(path: Path, header: list[str], rows: Iterable[list[Any]]) -> None:
    """Write a table with commas."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
