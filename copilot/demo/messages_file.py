"""Messages of buyers about the demo shop's orders; see messages.yaml."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from copilot.demo.orders import OrderLines
from copilot.demo.orders_file import DRAWS, order_ids
from copilot.demo.shop import Marketplace, Shop, rng_for
from copilot.demo.tables import write_table

MESSAGE_HEADER = ["message_id", "order_id", "marketplace", "channel", "received_at", "status", "buyer_name", "body"]


def write_messages(path: Path, shop: Shop, lines: Mapping[str, OrderLines]) -> None:
    """Write the messages in order of time.

    Args:
        path: The file to write.
        shop: The demo shop.
        lines: Order lines by marketplace.
    """
    ids = {market.id: _ids(market, lines[market.id]) for market in shop.marketplaces}
    markets = {market.id: market for market in shop.marketplaces}
    rows = []
    for number, told in enumerate(sorted(shop.messages, key=lambda each: each["at"]), 1):
        name = told["market"]
        order = ids[name][_order(shop, markets[name], lines[name], told["sku"], told["bought"])]
        status = "answered" if told.get("answered") else "open"
        rows.append([f"M{number:04d}", order, name, "buyer_message", f"{told['at']}:00Z", status, told["name"], told["body"]])
    write_table(path, MESSAGE_HEADER, rows)


def _ids(market: Marketplace, lines: OrderLines) -> Any:
    return order_ids(rng_for(market.id, DRAWS), market, int(lines.order[-1]) + 1)


def _order(shop: Shop, market: Marketplace, lines: OrderLines, sku: str, bought: date) -> int:
    """Number of the first order of a SKU alone on that day, else on the nearest day before."""
    listing = [offer.sku for offer in market.listings].index(sku)
    alone = np.bincount(lines.order)[lines.order] == 1
    last = int((np.datetime64(bought) - shop.dates[0]).astype(int))
    found = np.flatnonzero((lines.listing == listing) & lines.counted & alone & (lines.day <= last))
    day = lines.day[found[-1]]
    return int(lines.order[found[lines.day[found] == day][0]])
