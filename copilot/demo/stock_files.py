"""The Manage FBA Inventory and Restock Inventory reports, tab separated; the name of a file says its day."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copilot.demo.shop import Listing, Marketplace, Shop
from copilot.demo.stock import SALES_DAYS, Snapshot

INVENTORY_HEADER = [
    "sku",
    "fnsku",
    "asin",
    "product-name",
    "condition",
    "your-price",
    "mfn-listing-exists",
    "mfn-fulfillable-quantity",
    "afn-listing-exists",
    "afn-warehouse-quantity",
    "afn-fulfillable-quantity",
    "afn-unsellable-quantity",
    "afn-reserved-quantity",
    "afn-total-quantity",
    "per-unit-volume",
    "afn-inbound-working-quantity",
    "afn-inbound-shipped-quantity",
    "afn-inbound-receiving-quantity",
]
RESTOCK_HEADER = [
    "Country",
    "Product Name",
    "FNSKU",
    "Merchant SKU",
    "ASIN",
    "Condition",
    "Supplier",
    "Supplier part no.",
    "Currency code",
    "Price",
    "Sales last 30 days",
    "Units Sold Last 30 Days",
    "Total Units",
    "Inbound",
    "Available",
    "FC transfer",
    "FC Processing",
    "Customer Order",
    "Unfulfillable",
    "Working",
    "Shipped",
    "Receiving",
    "Fulfilled by",
    "Total Days of Supply (including units from open shipments)",
    "Days of Supply at Amazon Fulfillment Network",
    "Alert",
    "Recommended replenishment qty",
]
WANTED_DAYS, LOW_DAYS = 60, 14
RowOf = Callable[[Marketplace, Listing, dict[str, int]], list[Any]]


def write_inventory(folder: Path, shop: Shop, market: Marketplace, snapshot: Snapshot) -> Path:
    """Write the Manage FBA Inventory report of one day."""
    return _write(folder, "inventory", shop, market, snapshot, INVENTORY_HEADER, _inventory)


def write_restock(folder: Path, shop: Shop, market: Marketplace, snapshot: Snapshot) -> Path:
    """Write the Restock Inventory report of one day."""
    return _write(folder, "restock", shop, market, snapshot, RESTOCK_HEADER, _restock)


def _write(
    folder: Path, name: str, shop: Shop, market: Marketplace, snapshot: Snapshot, header: list[str], row_of: RowOf
) -> Path:
    path = folder / f"{name}_{market.id}_{shop.dates[snapshot.day]}.txt"
    fields = ("fulfillable", "ordered", "moving", "unsellable", "shipped", "sold")
    columns = [getattr(snapshot, field).tolist() for field in fields]
    rows = [
        row_of(market, listing, dict(zip(fields, units, strict=True)))
        for listing, units in zip(market.listings, zip(*columns, strict=True), strict=True)
    ]
    text = "\n".join("\t".join(map(str, row)) for row in [header, *rows])
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _inventory(market: Marketplace, listing: Listing, units: dict[str, int]) -> list[Any]:
    reserved = units["ordered"] + units["moving"]
    held = units["fulfillable"] + reserved + units["unsellable"]
    return [
        listing.sku,
        fnsku(listing),
        listing.asin,
        listing.title,
        "New",
        market.money(listing.price),
        "No",
        "",
        "Yes",
        held,
        units["fulfillable"],
        units["unsellable"],
        reserved,
        held + units["shipped"],
        "0.01",
        0,
        units["shipped"],
        0,
    ]


def _restock(market: Marketplace, listing: Listing, units: dict[str, int]) -> list[Any]:
    held = units["fulfillable"] + units["ordered"] + units["moving"]
    a_day = units["sold"] / SALES_DAYS
    days, all_days = (_days(count, a_day) for count in (units["fulfillable"], held + units["shipped"]))
    short = a_day * WANTED_DAYS - held - units["shipped"]
    return [
        market.country,
        listing.title,
        fnsku(listing),
        listing.sku,
        listing.asin,
        "New",
        "",
        "",
        market.currency,
        market.money(listing.price),
        market.money(units["sold"] * listing.price),
        units["sold"],
        held + units["unsellable"] + units["shipped"],
        units["shipped"],
        units["fulfillable"],
        units["moving"],
        0,
        units["ordered"],
        units["unsellable"],
        0,
        units["shipped"],
        0,
        "Amazon",
        all_days,
        days,
        "low_stock" if a_day and days < LOW_DAYS else "",
        max(math.ceil(short / listing.carton), 0) * listing.carton,
    ]


def _days(units: int, a_day: float) -> int:
    return round(units / a_day) if a_day else 0


def fnsku(listing: Listing) -> str:
    """Return Amazon's own code of a SKU's units."""
    return f"X0{listing.asin[2:]}"
