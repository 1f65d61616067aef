"""What Amazon paid and charged: orders, refunds, ads and the subscription, in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from copilot.demo.ads import Ads
from copilot.demo.demand import story_factor
from copilot.demo.orders import OrderLines, midnights_of
from copilot.demo.orders_file import DAY, DRAWS, by_merchant, order_ids
from copilot.demo.sales import Sales
from copilot.demo.shop import Listing, Marketplace, Shop, rng_for

SETTLEMENT_DAYS, CHARGED_DAYS = 14, 7
# A refund follows the order after so many days.
REFUND_DAYS = (3, 45)
REFUND_COMMISSION = 0.2
FIRST_ITEM, ITEM_STEP = 10_500_000_000_007, 7_919


@dataclass(frozen=True, slots=True)
class Payment:
    """One amount of a settlement, in the smallest unit of the currency; account charges have no order.

    Attributes:
        time: When it was posted, in seconds since 1970 UTC.
        kind: Order, Refund or the charge's own.
        parts: amount-type, amount-description and amount of each part.
    """

    time: int
    kind: str
    parts: list[tuple[str, str, int]]
    order: str = ""
    item: str = ""
    sku: str = ""
    quantity: int = 0


def draw_payments(shop: Shop, market: Marketplace, lines: OrderLines, sales: Sales, ads: Ads) -> list[Payment]:
    """Draw the payments of a marketplace from the first settlement to the end of the period.

    Args:
        shop: The demo shop.
        market: The marketplace.
        lines: Its order lines.
        sales: Its sales, whose refunded units are the refunds.
        ads: Its ads, whose cost is charged by week.

    Returns:
        The payments in order of time.
    """
    ids = order_ids(rng_for(market.id, DRAWS), market, int(lines.order[-1]) + 1)
    merchant = by_merchant(market, lines)

    def payment(time: int, kind: str, line: int, parts: list[tuple[str, str, int]], quantity: int) -> Payment:
        sku = market.listings[lines.listing[line]].sku
        return Payment(time, kind, parts, str(ids[lines.order[line]]), str(FIRST_ITEM + ITEM_STEP * line), sku, quantity)

    found = chain(
        (payment(time, "Order", at, _sold(market, lines, at, bool(merchant[at])), int(lines.quantity[at]))
         for time, at in _shipments(shop, market, lines)),
        (payment(time, "Refund", at, _given_back(market, lines, at), 1)
         for time, at in _refunds(shop, market, lines, sales)),
        _charges(shop, market, ads),
    )  # fmt: skip
    return sorted(found, key=lambda each: each.time)


def _sold(market: Marketplace, lines: OrderLines, line: int, by_seller: bool) -> list[tuple[str, str, int]]:
    amount, promotion, quantity = int(lines.amount[line]), int(lines.promotion[line]), int(lines.quantity[line])
    shipping = market.merchant_shipping if by_seller else 0
    fulfilment = 0 if by_seller else fba_fee(market, market.listings[lines.listing[line]]) * quantity
    parts = [
        ("ItemPrice", "Principal", amount),
        ("ItemPrice", "Shipping", shipping),
        ("Promotion", "Principal", -promotion),
        ("ItemFees", "Commission", -round(market.referral * (amount - promotion + shipping))),
        ("ItemFees", "FBAPerUnitFulfillmentFee", -fulfilment),
    ]
    return [part for part in parts if part[2]]


def _given_back(market: Marketplace, lines: OrderLines, line: int) -> list[tuple[str, str, int]]:
    """Return the parts of the refund of one unit; Amazon keeps a part of its commission."""
    price = market.listings[lines.listing[line]].price
    promotion = round(price * int(lines.discount[line]) / 100)
    commission = round(market.referral * (price - promotion))
    parts = [
        ("ItemPrice", "Principal", -price),
        ("Promotion", "Principal", promotion),
        ("ItemFees", "Commission", commission),
        ("ItemFees", "RefundCommission", -round(REFUND_COMMISSION * commission)),
    ]
    return [part for part in parts if part[2]]


def fba_fee(market: Marketplace, listing: Listing) -> int:
    """Return Amazon's fee for sending one unit."""
    return next(fee for units, fee in market.fba_fees.items() if listing.carton >= units)


def _shipments(shop: Shop, market: Marketplace, lines: OrderLines) -> Iterator[tuple[int, int]]:
    """Yield when the sold lines of the settlements were shipped, and the lines."""
    midnights = midnights_of(shop, market)
    handling = rng_for(market.id, "shipments").integers(DAY // 4, DAY * 2, int(lines.order[-1]) + 1)
    shipped = lines.time + handling[lines.order]
    settled = lines.counted & (shipped >= midnights[_first_day(shop)]) & (shipped < midnights[-1])
    return zip(shipped[settled].tolist(), np.flatnonzero(settled).tolist(), strict=True)


def _refunds(shop: Shop, market: Marketplace, lines: OrderLines, sales: Sales) -> Iterator[tuple[int, int]]:
    """Yield when one unit of a sold line was refunded, and the line; SKUs of a wave of returns come first."""
    rng, midnights = rng_for(market.id, "refunded lines"), midnights_of(shop, market)
    waves = np.column_stack([story_factor(shop, "refunds", market.id, listing.sku) ** 2 for listing in market.listings])
    kept = lines.counted.copy()
    for day in range(_first_day(shop), len(shop.dates)):
        recent = np.flatnonzero(kept & (lines.day <= day - REFUND_DAYS[0]) & (lines.day > day - REFUND_DAYS[1]))
        odds = waves[day, lines.listing[recent]]
        chosen = rng.choice(recent, int(sales.refunded[day]), replace=False, p=odds / odds.sum())
        kept[chosen] = False
        times = midnights[day] + rng.integers(0, midnights[day + 1] - midnights[day], len(chosen))
        yield from zip(times.tolist(), chosen.tolist(), strict=True)


def _charges(shop: Shop, market: Marketplace, ads: Ads) -> Iterator[Payment]:
    """Yield the ads of each week at its end, and the subscription on the first of a month."""
    midnights, dates = midnights_of(shop, market), shop.dates.tolist()
    for day in range(_first_day(shop), len(dates)):
        if (day - _first_day(shop) + 1) % CHARGED_DAYS == 0:
            cost = int(ads.cost[day + 1 - CHARGED_DAYS : day + 1].sum())
            part = ("Cost of Advertising", "TransactionTotalAmount", -cost)
            yield Payment(int(midnights[day + 1]) - 1, "ServiceFee", [part])
        if dates[day].day == 1:
            part = ("other-transaction", "Subscription Fee", -market.subscription)
            yield Payment(int(midnights[day]), "other-transaction", [part])


def _first_day(shop: Shop) -> int:
    return int(np.searchsorted(shop.dates, shop.settled_from))
