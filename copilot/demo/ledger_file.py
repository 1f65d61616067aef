"""The Inventory Ledger summary by day, tab separated: a row for each day, SKU and disposition that holds units."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copilot.demo.ledger import Ledger
from copilot.demo.shop import Marketplace, Shop
from copilot.demo.stock_files import fnsku

HEADER = [
    "Date",
    "FNSKU",
    "ASIN",
    "MSKU",
    "Title",
    "Disposition",
    "Starting Warehouse Balance",
    "In Transit Between Warehouses",
    "Receipts",
    "Customer Shipments",
    "Customer Returns",
    "Vendor Returns",
    "Warehouse Transfer In/Out",
    "Found",
    "Lost",
    "Damaged",
    "Disposed",
    "Other Events",
    "Ending Warehouse Balance",
    "Unknown Events",
    "Location",
]


def write_ledger(path: Path, shop: Shop, market: Marketplace, ledger: Ledger) -> None:
    """Write the ledger of all days.

    Args:
        path: The file to write.
        shop: The demo shop.
        market: The marketplace.
        ledger: Its ledger.
    """
    fields = ("received", "shipped", "sellable", "damaged", "unsellable", "moving")
    days = zip(*(getattr(ledger, field).tolist() for field in fields), strict=True)
    lines: list[list[Any]] = [HEADER]
    for date, day in zip(shop.dates.tolist(), days, strict=True):
        for listing, *units in zip(market.listings, *day, strict=True):
            names = [f"{date:%m/%d/%Y}", fnsku(listing), listing.asin, listing.sku, listing.title]
            lines += ([*names, *row, market.country] for row in _rows(*units))
    text = "\n".join("\t".join(map(str, line)) for line in lines)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _rows(received: int, shipped: int, sellable: int, damaged: int, unsellable: int, moving: int) -> Iterator[list[Any]]:
    """Yield the row of what can be sold, and that of what came back damaged if there is any."""
    yield _row("SELLABLE", sellable, moving, received, -shipped, 0)
    if unsellable:
        yield _row("CUSTOMER_DAMAGED", unsellable, 0, 0, 0, damaged)


def _row(disposition: str, ending: int, moving: int, received: int, shipped: int, returned: int) -> list[Any]:
    starting = ending - received - shipped - returned
    return [disposition, starting, moving, received, shipped, returned, 0, 0, 0, 0, 0, 0, 0, ending, 0]
