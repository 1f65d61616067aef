"""What the seller keeps for restocking: settings, uplifts, shipments and orders under way, stock of other warehouses."""

from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path

import numpy as np

from copilot.demo.restock_settings import HEADER, Row, setting_rows
from copilot.demo.shop import Marketplace, Shop, rng_for
from copilot.demo.stock import SALES_DAYS, Snapshot, whole_cartons
from copilot.demo.tables import write_table

UPLIFT_HEADER = ["name", "from", "to", "marketplace", "category", "sku", "multiplier", "note"]
INBOUND_HEADER = [
    "kind", "reference", "sku", "marketplace", "quantity", "received", "mode", "shipped_on", "expected_on", "status",
    "snapshot_date",
]  # fmt: skip
WAREHOUSE_HEADER = ["warehouse", "kind", "marketplace", "snapshot_date", "sku", "quantity", "reserved"]


def write_settings(path: Path, shop: Shop) -> None:
    """Write the settings, one row for what they are of."""
    _write(path, HEADER, setting_rows(shop))


def write_uplifts(path: Path, shop: Shop) -> None:
    """Write the multiples of normal demand that past and coming peaks bring."""
    _write(path, UPLIFT_HEADER, iter(shop.restock["uplifts"]))


def write_inbound(path: Path, shop: Shop, stock: Mapping[str, Snapshot]) -> None:
    """Write what is under way.

    Args:
        path: The file.
        shop: The demo shop.
        stock: Of each marketplace the stock of the last day, whose units on their way are those of the open shipments.
    """
    rows = [row for market in shop.marketplaces for row in _shipped(shop, market, stock[market.id])]
    orders = [{"kind": "purchase_order", "reference": order["id"], **order} for order in shop.restock["purchase_orders"]]
    running = [row for market in shop.marketplaces for row in _in_production(shop, market, stock[market.id])]
    _write(path, INBOUND_HEADER, ({**row, "snapshot_date": shop.dates[-1]} for row in [*rows, *orders, *running]))


def write_warehouse_stock(path: Path, shop: Shop) -> None:
    """Write what lies in the seller's own warehouses."""
    _write(path, WAREHOUSE_HEADER, ({**row, "snapshot_date": shop.dates[-1]} for row in shop.restock["warehouses"]))


def _shipped(shop: Shop, market: Marketplace, stock: Snapshot) -> Iterator[Row]:
    shipments = shop.restock["shipments"][market.id]
    named = {sku: shipment for shipment in shipments for sku in shipment.get("skus", [])}
    others = cycle([shipment for shipment in shipments if "skus" not in shipment])
    for listing, units in zip(market.listings, stock.shipped.tolist(), strict=True):
        if units:
            shipment = named.get(listing.sku) or next(others)
            received = shipment.get("received_cartons", 0) * listing.carton
            own = {"sku": listing.sku, "marketplace": market.id, "quantity": units + received, "received": received}
            yield {"kind": "shipment", "reference": shipment["id"], **shipment, **own}


def _in_production(shop: Shop, market: Marketplace, stock: Snapshot) -> Iterator[Row]:
    terms = shop.restock["in_production"]
    named = {(order["sku"], order["marketplace"]) for order in shop.restock["purchase_orders"]}
    for listing, sold in zip(market.listings, stock.sold.tolist(), strict=True):
        rng = rng_for(market.id, "in production", listing.sku)
        is_ordered = rng.random() < terms["share"]
        quantity = whole_cartons(listing, sold / SALES_DAYS * rng.uniform(*terms["cover_days"]))
        days = int(rng.integers(*terms["expected_in_days"]))
        if is_ordered and quantity and listing.sku not in terms["without"] and (listing.sku, market.id) not in named:
            yield {
                "kind": "purchase_order", "reference": terms["id"], "sku": listing.sku, "marketplace": market.id,
                "quantity": quantity, "expected_on": shop.dates[-1] + np.timedelta64(days, "D"), "status": "in production",
            }  # fmt: skip


def _write(path: Path, header: list[str], rows: Iterator[Row]) -> None:
    write_table(path, header, ([row.get(name, "") for name in header] for row in rows))
