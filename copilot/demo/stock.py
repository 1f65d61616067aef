"""Stock in Amazon's warehouses: counted back from the last day by what was sold and delivered since."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from copilot.demo.demand import Counts, story_factor
from copilot.demo.sales import Sales
from copilot.demo.shop import Listing, Marketplace, Shop, rng_for

SALES_DAYS, RETURN_DAYS = 30, 60
DELIVERED, COMING, RETURNED_UNSELLABLE = 0.4, 0.4, 0.3
DELIVERED_IN_DAYS, COMING_FOR_DAYS = (2, 20), 25
WEEK = 7


@dataclass(frozen=True)
class Snapshot:
    """The stock of one marketplace at the end of a day, one value per SKU.

    Attributes:
        day: Position of the day in the shop's period.
        fulfillable: Units that can be sold.
        ordered: Units of customers' orders that have not left yet.
        moving: Units on their way between warehouses.
        unsellable: Units that came back damaged.
        shipped: Units that the seller sent and that have not arrived.
        sold: Units sold in the thirty days to this one.
    """

    day: int
    fulfillable: Counts
    ordered: Counts
    moving: Counts
    unsellable: Counts
    shipped: Counts
    sold: Counts


class Plan(NamedTuple):
    """Where the units of one SKU are; `arrival` is the position of the day of the last delivery."""

    left: int
    delivered: int
    arrival: int
    coming: int
    moving: int
    unsellable: int


def plan_stock(shop: Shop, market: Marketplace, sales: Sales) -> list[Plan]:
    """Plan the stock of the last day, as stories.yaml plants it, and the last delivery of every SKU."""
    return [_plan(shop, market, listing, sales.units[:, at]) for at, listing in enumerate(market.listings)]


def draw_stock(shop: Shop, market: Marketplace, sales: Sales) -> list[Snapshot]:
    """Draw the stock of the last day and of the same weekday in the weeks before.

    Args:
        shop: The demo shop.
        market: The marketplace.
        sales: Its sales.

    Returns:
        The snapshots in order of time; the last one holds what stories.yaml plants.
    """
    plans = plan_stock(shop, market, sales)
    last = len(shop.dates) - 1
    return [_snapshot(last - WEEK * back, plans, sales.units) for back in reversed(range(shop.snapshot_weeks))]


def _plan(shop: Shop, market: Marketplace, listing: Listing, units: Counts) -> Plan:
    rng = rng_for(market.id, "stock", listing.sku)
    a_day = units[-SALES_DAYS:].sum() / SALES_DAYS
    left = round(a_day * rng.uniform(*shop.stock["usual_days"]))
    delivered = whole_cartons(listing, left / 2) if rng.random() < DELIVERED else 0
    coming = whole_cartons(listing, a_day * COMING_FOR_DAYS) if rng.random() < COMING else 0
    arrival = len(shop.dates) - int(rng.integers(*DELIVERED_IN_DAYS))
    waves = story_factor(shop, "refunds", market.id, listing.sku)[-RETURN_DAYS:]
    returned = float((units[-RETURN_DAYS:] * waves).sum()) * shop.refund_rate
    unsellable = int(rng.poisson(returned * RETURNED_UNSELLABLE))
    plan = Plan(left, delivered, arrival, coming, int(rng.poisson(a_day)), unsellable)
    for planted in shop.stock["planted"]:
        if (planted["marketplace"], planted["sku"]) == (market.id, listing.sku):
            plan = plan._replace(left=round(a_day * planted["days"]), delivered=0, coming=planted["coming"])
    return plan


def whole_cartons(listing: Listing, units: float) -> int:
    """Return the units without those that fill no carton."""
    return int(units // listing.carton) * listing.carton


def _snapshot(day: int, plans: list[Plan], units: Counts) -> Snapshot:
    left, delivered, arrival, coming, moving, unsellable = np.array(plans).T
    sold_later = units[day + 1 :].sum(axis=0)
    on_the_way = np.where(arrival > day, delivered, 0)
    return Snapshot(
        day=day,
        fulfillable=left + sold_later - on_the_way,
        ordered=units[day],
        moving=moving,
        unsellable=unsellable,
        shipped=coming + on_the_way,
        sold=units[day + 1 - SALES_DAYS : day + 1].sum(axis=0),
    )
