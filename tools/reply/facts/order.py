"""The facts of one order that a reply may rest on."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from tools.reply.contract import Fact, Frozen

Status = Literal["pending", "unshipped", "shipped", "delivered", "cancelled", "return_requested", "returned", "unknown"]
"""`pending`: not paid or not confirmed; `unshipped`: paid or in preparation; later ones as their names say."""


class Item(Frozen):
    """One line of the order."""

    sku: str | None = None
    asin: str | None = None
    title: str | None = None
    quantity: int | None = None
    unit_price: Decimal | None = None
    options: str | None = None


class Refund(Frozen):
    """Money that went back, or is asked for."""

    amount: Decimal | None = None
    on: date | None = None
    status: str | None = None


class Order(Frozen):
    """One order; None is not known. All days are days of the store's own time.

    Attributes:
        ship_by, promised_from, promised_by: Latest day to ship; first and last promised day of delivery.
        fulfilment: Who ships: `platform` (FBA, WFS …) or `seller`.
        return_requested_on, return_received_on: Of a return.
        return_until: Last day for a return, where somebody says it.
        stock: Sellable units by SKU, for a replacement.
        listing: Facts of the product by name, from its listing or given.
        facts: Every value above with its source, in the order of importance; a draft states nothing that is not here.
    """

    order_id: str | None = None
    status: Status = "unknown"
    buyer_name: str | None = None
    items: tuple[Item, ...] = ()
    total: Decimal | None = None
    currency: str | None = None
    ordered_on: date | None = None
    ship_by: date | None = None
    shipped_on: date | None = None
    promised_from: date | None = None
    promised_by: date | None = None
    delivered_on: date | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_status: str | None = None
    fulfilment: Literal["platform", "seller"] | None = None
    return_requested_on: date | None = None
    return_received_on: date | None = None
    return_until: date | None = None
    refunds: tuple[Refund, ...] = ()
    country: str | None = None
    category: str | None = None
    brand: str | None = None
    stock: dict[str, int] = Field(default_factory=dict)
    listing: dict[str, str] = Field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
