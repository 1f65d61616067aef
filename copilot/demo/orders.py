"""Order lines: who bought how much, when, and what became of the order."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from copilot.demo.demand import Counts
from copilot.demo.shop import Marketplace, Shop, rng_for

JOINS_PREVIOUS_ORDER = 0.065
QUANTITIES = {1: 0.90, 2: 0.07, 3: 0.02, 4: 0.01}
DISCOUNTS = {0: 0.92, 5: 0.03, 10: 0.03, 20: 0.02}
CANCELLED, PENDING = 0.016, 0.05
PENDING_DAYS = 3
CANCELLED_TO_ZERO = 0.7

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class OrderLines:
    """The order lines of one marketplace in order of time, one value per line.

    Attributes:
        day: Position of the local day in the shop's period.
        listing: Position of the SKU in the marketplace's listings.
        order: Number of the order, counted from 0.
        time: Purchase, in seconds since 1970 UTC.
        quantity: Units; 0 when cancelled to nothing.
        amount: Line total in the smallest unit of the currency; 0 where the report has a blank.
        discount: Promotion discount in percent of the amount.
        cancelled: Whether the order was cancelled.
        pending: Whether the order is still pending.
    """

    day: Counts
    listing: Counts
    order: Counts
    time: Counts
    quantity: Counts
    amount: Counts
    discount: Counts
    cancelled: Flags
    pending: Flags

    @property
    def counted(self) -> Flags:
        """Lines that are sales: not cancelled, with a quantity and a price."""
        return ~self.cancelled & (self.quantity > 0) & (self.amount > 0)

    @property
    def promotion(self) -> Counts:
        """What the discount takes off the amount, in the smallest unit of the currency."""
        off: Counts = np.round(self.amount * self.discount / 100).astype(np.int64)
        return off


def draw_orders(shop: Shop, market: Marketplace, lines: Counts) -> OrderLines:
    """Turn the number of lines per day and SKU into orders.

    Args:
        shop: The demo shop.
        market: The marketplace.
        lines: Order lines, a row per day and a column per SKU.

    Returns:
        The order lines of the marketplace.
    """
    rng = rng_for(market.id, "orders")
    day, listing = (np.repeat(index.ravel(), lines.ravel()) for index in np.indices(lines.shape))
    time = _times(rng, shop, market, day)
    sequence = np.argsort(time, kind="stable")
    day, listing, time = day[sequence], listing[sequence], time[sequence]
    order, first = _group(rng, day, listing)
    cancelled = (rng.random(len(first)) < CANCELLED)[order]
    late = day >= len(shop.dates) - PENDING_DAYS
    pending = (rng.random(len(first)) < PENDING)[order] & late & ~cancelled
    emptied = cancelled & (rng.random(len(first)) < CANCELLED_TO_ZERO)[order]
    quantity = np.where(emptied, 0, _choose(rng, QUANTITIES, len(day)))
    price = np.array([offer.price for offer in market.listings])[listing]
    return OrderLines(
        day=day,
        listing=listing,
        order=order,
        time=time[first][order],
        quantity=np.where(cancelled, np.minimum(quantity, 1), quantity),
        amount=np.where(emptied | pending, 0, price * np.where(cancelled, 1, quantity)),
        discount=_choose(rng, DISCOUNTS, len(day)),
        cancelled=cancelled,
        pending=pending,
    )


def midnights_of(shop: Shop, market: Marketplace) -> Counts:
    """Return when each local day of the period begins, and the day after, in seconds since 1970 UTC."""
    zone = ZoneInfo(market.timezone)
    dates = [*shop.dates.tolist(), (shop.dates[-1] + 1).item()]
    return np.array([int(datetime(d.year, d.month, d.day, tzinfo=zone).timestamp()) for d in dates])


def _times(rng: np.random.Generator, shop: Shop, market: Marketplace, day: Counts) -> Counts:
    midnights = midnights_of(shop, market)
    # The length of the day is 23 or 25 hours when the clocks change.
    length = np.diff(midnights)[day]
    seconds = (rng.beta(2.4, 1.7, len(day)) * length).astype(np.int64)
    moments: Counts = midnights[day] + np.minimum(seconds, length - 1)
    return moments


def _group(rng: np.random.Generator, day: Counts, listing: Counts) -> tuple[Counts, Counts]:
    """Number the orders; an order has lines of one day and each SKU once.

    Returns:
        The order number of each line and the position of each order's first line.
    """
    starts = rng.random(len(day)) >= JOINS_PREVIOUS_ORDER
    starts |= np.diff(day, prepend=-1) != 0
    key = (np.cumsum(starts) - 1) * (listing.max() + 1) + listing
    repeated = np.ones(len(day), dtype=bool)
    repeated[np.unique(key, return_index=True)[1]] = False
    starts |= repeated
    return np.cumsum(starts) - 1, np.flatnonzero(starts)


def _choose(rng: np.random.Generator, odds: dict[int, float], size: int) -> Counts:
    return rng.choice(np.array(list(odds)), size, p=list(odds.values()))
