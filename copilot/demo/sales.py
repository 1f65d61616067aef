"""Sales by day and SKU, counted from the order lines, and the refunds that follow them."""

from dataclasses import dataclass

import numpy as np

from copilot.demo.demand import Counts, story_factor
from copilot.demo.orders import OrderLines
from copilot.demo.shop import Marketplace, Shop, rng_for

REFUND_MEMORY_DAYS = 14


@dataclass(frozen=True)
class Sales:
    """The sales of one marketplace.

    Attributes:
        units: Units ordered by day and SKU.
        amount: Sales by day and SKU, in the smallest unit of the currency.
        items: Order lines by day and SKU.
        orders: Orders by day.
        refunded: Units refunded by day.
    """

    units: Counts
    amount: Counts
    items: Counts
    orders: Counts
    refunded: Counts


def count_sales(shop: Shop, market: Marketplace, lines: OrderLines) -> Sales:
    """Count the order lines that are sales by day and SKU, and draw the refunds.

    Args:
        shop: The demo shop.
        market: The marketplace.
        lines: Its order lines.

    Returns:
        The sales, equal to the order lines to the cent.
    """
    shape = (len(shop.dates), len(market.listings))
    counted = lines.counted
    cell = np.ravel_multi_index((lines.day[counted], lines.listing[counted]), shape)

    def total(values: Counts) -> Counts:
        sums = np.bincount(cell, weights=values[counted], minlength=shape[0] * shape[1])
        return np.round(sums).astype(np.int64).reshape(shape)

    first_lines = np.unique(lines.order[counted], return_index=True)[1]
    units = total(lines.quantity)
    return Sales(
        units=units,
        amount=total(lines.amount),
        items=total(np.ones_like(lines.quantity)),
        orders=np.bincount(lines.day[counted][first_lines], minlength=shape[0]),
        refunded=_refunds(shop, market, units.sum(axis=1)),
    )


def _refunds(shop: Shop, market: Marketplace, units: Counts) -> Counts:
    padded = np.concatenate([np.repeat(units[:1], REFUND_MEMORY_DAYS - 1), units])
    recent = np.convolve(padded, np.ones(REFUND_MEMORY_DAYS) / REFUND_MEMORY_DAYS, "valid")
    expected = recent * shop.refund_rate * story_factor(shop, "refunds", market.id)
    return rng_for(market.id, "refunds").poisson(expected)
