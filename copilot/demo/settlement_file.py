"""The settlement report (flat file V2): each settlement begins with a row of its totals."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from copilot.demo.demand import Counts
from copilot.demo.orders import midnights_of
from copilot.demo.orders_file import DAY
from copilot.demo.payments import SETTLEMENT_DAYS, Payment
from copilot.demo.shop import Marketplace, Shop

HEADER = [
    "settlement-id",
    "settlement-start-date",
    "settlement-end-date",
    "deposit-date",
    "total-amount",
    "currency",
    "transaction-type",
    "order-id",
    "merchant-order-id",
    "adjustment-id",
    "shipment-id",
    "marketplace-name",
    "amount-type",
    "amount-description",
    "amount",
    "fulfillment-id",
    "posted-date",
    "posted-date-time",
    "order-item-code",
    "merchant-order-item-id",
    "merchant-adjustment-item-id",
    "sku",
    "quantity-purchased",
    "promotion-id",
]
FIRST_ID, ID_STEP = 24_310_000_011, 100_003
DEPOSITED_AFTER = 2 * DAY


def write_settlements(path: Path, shop: Shop, market: Marketplace, payments: list[Payment]) -> None:
    """Write the settlements of one marketplace one after the other.

    Args:
        path: The file to write.
        shop: The demo shop.
        market: The marketplace.
        payments: Its payments in order of time.
    """
    first = int(np.searchsorted(shop.dates, shop.settled_from))
    bounds = midnights_of(shop, market)[first::SETTLEMENT_DAYS]
    rows = _rows(market, payments, bounds)
    text = "\n".join("\t".join(row.get(name, "") for name in HEADER) for row in [dict(zip(HEADER, HEADER, strict=True)), *rows])
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _rows(market: Marketplace, payments: list[Payment], bounds: Counts) -> Iterator[dict[str, str]]:
    """Yield the rows of each settlement between two bounds, its totals first."""
    number_of = (np.searchsorted(bounds, [payment.time for payment in payments], side="right") - 1).tolist()
    for number, (start, end) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
        settled = [payment for payment, of in zip(payments, number_of, strict=True) if of == number]
        name = str(FIRST_ID + ID_STEP * number)
        yield _totals(market, name, start, end, settled)
        for payment in settled:
            yield from _parts(market, name, payment)


def _totals(market: Marketplace, name: str, start: int, end: int, settled: list[Payment]) -> dict[str, str]:
    total = sum(amount for payment in settled for *_, amount in payment.parts)
    return {
        "settlement-id": name,
        "settlement-start-date": _stamp(market, start),
        "settlement-end-date": _stamp(market, end),
        "deposit-date": _stamp(market, end + DEPOSITED_AFTER),
        "total-amount": _money(market, total),
        "currency": market.currency,
    }


def _parts(market: Marketplace, name: str, payment: Payment) -> Iterator[dict[str, str]]:
    posted = _stamp(market, payment.time)
    same = {
        "settlement-id": name,
        "transaction-type": payment.kind,
        "order-id": payment.order,
        "marketplace-name": market.sales_channel if payment.order else "",
        "posted-date": posted.split(" ", 1)[0],
        "posted-date-time": posted,
        "order-item-code": payment.item,
        "sku": payment.sku,
        "quantity-purchased": str(payment.quantity) if payment.order else "",
    }
    for amount_type, description, amount in payment.parts:
        yield {**same, "amount-type": amount_type, "amount-description": description, "amount": _money(market, amount)}


def _stamp(market: Marketplace, seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime(f"{market.stamp} %H:%M:%S UTC")


def _money(market: Marketplace, amount: int) -> str:
    return market.money(amount).replace(".", market.decimal)
