"""The stock ledger: what came into Amazon's warehouses, what left them and what lay there, day by day.

Counted back from the stock of the last day, so that it ends where the snapshots do.
"""

from dataclasses import dataclass

import numpy as np

from copilot.demo.demand import Counts
from copilot.demo.orders import Flags
from copilot.demo.sales import Sales
from copilot.demo.shop import Listing, Marketplace, Shop, rng_for
from copilot.demo.stock import RETURN_DAYS, WEEK, Plan, plan_stock, whole_cartons

# Between which a SKU draws the days from one delivery to the next, and of how many days the sales still lie there.
DELIVERED_EVERY, COVERED = (28, 56), (8, 20)
COVER_OVER = 30


@dataclass(frozen=True)
class Ledger:
    """The movements of one marketplace; every table has a row per day and a column per SKU.

    Attributes:
        received: Units that the seller delivered.
        shipped: Units sent to customers.
        sellable: Units that can be sold at the end of the day.
        damaged: Units that customers sent back damaged.
        unsellable: Units that lie there damaged at the end of the day.
        moving: Units on their way between warehouses.
    """

    received: Counts
    shipped: Counts
    sellable: Counts
    damaged: Counts
    unsellable: Counts
    moving: Counts


def draw_ledger(shop: Shop, market: Marketplace, sales: Sales) -> Ledger:
    """Draw the ledger of a marketplace over the whole period of the shop.

    Args:
        shop: The demo shop.
        market: The marketplace.
        sales: Its sales, which leave the warehouse on their day.

    Returns:
        The ledger; nothing lies there while stories.yaml plants a stock-out.
    """
    columns = [
        _draw_listing(shop, market, listing, plan, sales.units[:, at])
        for at, (listing, plan) in enumerate(zip(market.listings, plan_stock(shop, market, sales), strict=True))
    ]
    return Ledger(*(np.column_stack(parts) for parts in zip(*columns, strict=True)))


def _draw_listing(shop: Shop, market: Marketplace, listing: Listing, plan: Plan, units: Counts) -> tuple[Counts, ...]:
    rng = rng_for(market.id, "ledger", listing.sku)
    counted_from = len(units) - 1 - WEEK * (shop.snapshot_weeks - 1)
    empty = _stock_outs(shop, market, listing)
    shipped = _shipments(units, empty)
    received = _deliveries(rng, listing, plan, shipped, empty, counted_from)
    sellable = plan.left + _after(shipped) - _after(received)
    returned = rng.integers(len(units) - RETURN_DAYS, counted_from + 1, plan.unsellable)
    damaged = np.bincount(returned, minlength=len(units))
    return received, shipped, sellable, damaged, damaged.cumsum(), np.where(empty, 0, plan.moving)


def _stock_outs(shop: Shop, market: Marketplace, listing: Listing) -> Flags:
    empty = np.zeros(len(shop.dates), dtype=bool)
    for story in shop.stories:
        if story["kind"] == "stock_out" and story["marketplace"] == market.id and listing.sku in story["skus"]:
            empty |= (shop.dates >= np.datetime64(story["from"])) & (shop.dates <= np.datetime64(story["to"]))
    return empty


def _shipments(units: Counts, empty: Flags) -> Counts:
    """Return the units that left: those sold on their day, the last ones before a stock-out on its first day."""
    shipped = units.copy()
    for start in np.flatnonzero(np.diff(empty, prepend=False) & empty):
        last = np.flatnonzero(units[:start])[-1]
        shipped[start], shipped[last] = units[last], 0
    return shipped


def _deliveries(
    rng: np.random.Generator, listing: Listing, plan: Plan, shipped: Counts, empty: Flags, counted_from: int
) -> Counts:
    """Return the units delivered, drawn from the last day back; the first delivery ends a stock-out."""
    received = np.zeros_like(shipped)
    received[plan.arrival] = plan.delivered
    gap = int(rng.integers(*DELIVERED_EVERY))
    stock, due = plan.left, counted_from - int(rng.integers(gap))
    for day in range(len(shipped) - 1, 0, -1):
        stock += int(shipped[day])
        if empty[day]:
            due = day - gap
        elif empty[day - 1]:
            received[day] = stock
        elif day <= due:
            kept = max(shipped[day : day + COVER_OVER].mean() * rng.uniform(*COVERED), 1)
            received[day] = max(whole_cartons(listing, stock - kept), 0)
            gap = int(rng.integers(*DELIVERED_EVERY))
            due = day - gap
        stock -= int(received[day])
    return received


def _after(moved: Counts) -> Counts:
    """Return the units moved after each day."""
    later: Counts = moved[::-1].cumsum()[::-1] - moved
    return later
