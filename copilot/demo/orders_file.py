"""The All Orders flat file, tab separated, one row per order line."""

from collections.abc import Iterable
from itertools import repeat
from pathlib import Path

import numpy as np

from copilot.demo.demand import Counts
from copilot.demo.orders import Flags, OrderLines
from copilot.demo.shop import Marketplace, rng_for

HEADER = [
    "amazon-order-id",
    "merchant-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sales-channel",
    "order-channel",
    "url",
    "ship-service-level",
    "product-name",
    "sku",
    "asin",
    "item-status",
    "quantity",
    "currency",
    "item-price",
    "item-tax",
    "shipping-price",
    "shipping-tax",
    "gift-wrap-price",
    "gift-wrap-tax",
    "item-promotion-discount",
    "ship-promotion-discount",
    "ship-city",
    "ship-state",
    "ship-postal-code",
    "ship-country",
    "promotion-ids",
    "is-business-order",
    "purchase-order-number",
    "price-designation",
]
DAY = 86_400
DRAWS = "orders file"
BY_MERCHANT, BY_BUSINESS, WITH_PURCHASE_ORDER = 0.08, 0.03, 0.4
SERVICE_LEVELS = np.array(["Expedited", "Expedited", "Standard", "SecondDay", "NextDay"])


def write_orders(path: Path, market: Marketplace, lines: OrderLines) -> None:
    """Write the All Orders report of one marketplace, in its 32 or 29 column form.

    Args:
        path: The file to write.
        market: The marketplace.
        lines: Its order lines.
    """
    columns = _status(lines) | _orders(market, lines) | _products(market, lines)
    columns |= _amounts(market, lines)
    header = HEADER[: market.columns]
    rows = zip(*(columns.get(name, repeat("")) for name in header), strict=False)
    text = "\n".join("\t".join(row) for row in [header, *rows])
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _status(lines: OrderLines) -> dict[str, Iterable[str]]:
    flags = [lines.cancelled, lines.pending]
    return {
        "order-status": np.select(flags, ["Cancelled", "Pending"], "Shipped").tolist(),
        "item-status": np.select(flags, ["Cancelled", "Unshipped"], "Shipped").tolist(),
    }


def _orders(market: Marketplace, lines: OrderLines) -> dict[str, Iterable[str]]:
    """Return the columns that all lines of an order share."""
    rng = rng_for(market.id, DRAWS)
    of_line, count = lines.order, int(lines.order[-1]) + 1
    ids = order_ids(rng, market, count)[of_line].tolist()
    merchant = by_merchant(market, lines)
    service = SERVICE_LEVELS[rng.integers(len(SERVICE_LEVELS), size=count)][of_line]
    places = np.array(market.places)[rng.integers(len(market.places), size=count)][of_line]
    handled = lines.time + rng.integers(DAY // 2, 3 * DAY, count)[of_line]
    business = rng.random(count) < BY_BUSINESS
    purchase_order = business & (rng.random(count) < WITH_PURCHASE_ORDER)
    numbers = [f"PO-{order:06d}" if yes else "" for order, yes in enumerate(purchase_order)]
    city, state, postcode = places.T.tolist()
    return {
        "amazon-order-id": ids,
        "merchant-order-id": ids,
        "purchase-date": _iso(lines.time),
        "last-updated-date": _iso(np.minimum(handled, lines.time[-1] + DAY // 2)),
        "fulfillment-channel": np.where(merchant, "Merchant", "Amazon").tolist(),
        "sales-channel": repeat(market.sales_channel),
        "ship-service-level": np.where(merchant, "Standard", service).tolist(),
        "ship-city": city,
        "ship-state": state,
        "ship-postal-code": postcode,
        "ship-country": repeat(market.country),
        "is-business-order": np.where(business, "true", "false")[of_line].tolist(),
        "purchase-order-number": np.array(numbers)[of_line].tolist(),
        "price-designation": np.where(business, "Business Price", "")[of_line].tolist(),
    }


def _products(market: Marketplace, lines: OrderLines) -> dict[str, Iterable[str]]:
    offers = [market.listings[position] for position in lines.listing.tolist()]
    return {
        "product-name": [offer.title for offer in offers],
        "sku": [offer.sku for offer in offers],
        "asin": [offer.asin for offer in offers],
        "quantity": lines.quantity.astype(str).tolist(),
        "currency": repeat(market.currency),
    }


def _amounts(market: Marketplace, lines: OrderLines) -> dict[str, Iterable[str]]:
    priced = lines.amount > 0
    promoted = priced & (lines.discount > 0)
    shipping = np.where(by_merchant(market, lines), market.merchant_shipping, 0)
    coupons = [f"DEMO-COUPON-{percent}" for percent in lines.discount.tolist()]
    return {
        "item-price": _money(market, lines.amount, priced),
        "item-tax": _money(market, _tax(market, lines.amount - lines.promotion), priced),
        "shipping-price": _money(market, shipping, priced),
        "shipping-tax": _money(market, _tax(market, shipping), priced),
        "item-promotion-discount": _money(market, lines.promotion, promoted),
        "promotion-ids": np.where(promoted, coupons, "").tolist(),
    }


def by_merchant(market: Marketplace, lines: OrderLines) -> Flags:
    """Tell of each line whether the seller ships it himself."""
    draws = rng_for(market.id, "merchant").random(int(lines.order[-1]) + 1)
    return (draws < BY_MERCHANT)[lines.order]


def _tax(market: Marketplace, amount: Counts) -> Counts:
    base = 1 + market.tax_rate if market.tax_included else 1.0
    return _rounded(amount * market.tax_rate / base)


def _rounded(amount: np.ndarray) -> Counts:
    return np.round(amount).astype(np.int64)


def _money(market: Marketplace, amounts: Counts, present: Flags) -> list[str]:
    written = {amount: market.money(amount) for amount in np.unique(amounts).tolist()}
    given = zip(amounts.tolist(), present.tolist(), strict=True)
    return [written[amount] if here else "" for amount, here in given]


def order_ids(rng: np.random.Generator, market: Marketplace, count: int) -> np.ndarray:
    """Draw the numbers of all orders; with the generator of DRAWS they are those of the file."""
    prefixes = rng.choice(market.order_prefixes, count).tolist()
    parts = rng.integers(1_000_000, 10_000_000, (count, 2)).tolist()
    ids = [f"{prefix}-{a}-{b}" for prefix, (a, b) in zip(prefixes, parts, strict=True)]
    return np.array(ids)


def _iso(seconds: Counts) -> list[str]:
    return [f"{text}+00:00" for text in np.datetime_as_string(seconds.astype("datetime64[s]"))]
