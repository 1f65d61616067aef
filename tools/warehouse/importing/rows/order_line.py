"""Order lines: what was sold, returned, cancelled or adjusted, each by its own kind."""

from decimal import Decimal
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from tools.marketplaces.countries import country_code
from tools.warehouse.importing.cells import MAX_DECIMALS, MAX_DIGITS, BadCell, Cells
from tools.warehouse.importing.context import ImportContext, Place, find_place

COUNTS = ("quantity",)
NUMBERS = (*COUNTS, "unit_price", "line_amount", "discount")
DATES = ("purchased_at", "last_updated_at")
KEY = ("marketplace", "order_id", "order_item_id", "sku")
REPEATS = True

_CANCELLED_WORDS = {
    "cancelled", "canceled", "已取消", "取消", "storniert", "annulé", "annulée", "annullato", "cancelado", "キャンセル",
    "キャンセル済み",
}  # fmt: skip
_PENDING_WORDS = {"pending", "待处理", "待付款", "ausstehend"}
_ZERO = Decimal(0)
_AMOUNT_LIMIT = 10 ** (MAX_DIGITS - MAX_DECIMALS)


def build(cells: Cells, context: ImportContext) -> dict[str, Any]:
    """One row of `order_line`.

    A line is sold when quantity and price are positive and it is not cancelled. A negative quantity is a
    return when the line is cancelled or has a price; other lines that are neither are adjustments.
    """
    place = _place(cells, context)
    order_id, sku = cells.need("order_id"), cells.need("sku")
    quantity = cells.count("quantity") or 0
    unit_price, amount = _amount(cells, quantity)
    kind = _kind(cells, context, order_id, quantity, amount)
    country = cells.text("country")
    zone = place.zone or ZoneInfo("UTC")
    purchased_at = cells.need_instant("purchased_at", zone)
    return {
        "shop_id": context.shop,
        "marketplace": place.id,
        "platform": place.platform,
        "order_id": order_id,
        "order_item_id": cells.text("order_item_id"),
        "sku": sku,
        "asin": cells.text("asin"),
        "title": cells.text("title"),
        "country": country,
        "country_code": country_code(country) if country else None,
        "fulfilment": cells.text("fulfilment"),
        "status": cells.text("status") or cells.text("order_status"),
        "buyer_key": _pseudonym(context.shop, cells.text("customer_id")),
        "kind": kind,
        "is_product": context.is_product(sku),
        "quantity": quantity,
        "unit_price": unit_price,
        "amount": amount,
        "net_amount": _ZERO if kind in ("cancelled", "pending") else amount,
        "discount": cells.number("discount"),
        "currency": _currency(cells, place),
        "purchased_at": purchased_at,
        "order_date": purchased_at.astimezone(zone).date(),
        "last_updated_at": cells.instant("last_updated_at", zone),
    }


def _place(cells: Cells, context: ImportContext) -> Place:
    channel = cells.text("sales_channel")
    if channel is None:
        if context.place is None:
            raise BadCell("sales_channel", "marketplace_unknown", "")
        return context.place
    place = find_place(channel)
    if place is None:
        # Multi-channel fulfilment orders are not sales of a marketplace of Amazon.
        return Place(channel.lower().replace(" ", "_"), None, None, None)
    return place


def _amount(cells: Cells, quantity: int) -> tuple[Decimal | None, Decimal]:
    unit_price, line_amount = cells.number("unit_price"), cells.number("line_amount")
    if line_amount is not None:
        return unit_price, line_amount
    amount = (unit_price or _ZERO) * quantity
    if abs(amount) >= _AMOUNT_LIMIT:
        raise BadCell("unit_price", "too_large", amount)
    return unit_price, amount


def _kind(cells: Cells, context: ImportContext, order_id: str, quantity: int, amount: Decimal) -> str:
    states = {(cells.text(field) or "").lower() for field in ("status", "order_status")}
    named = {status.lower() for status in context.options.cancelled_statuses}
    prefixes = context.options.cancelled_prefixes
    cancelled = bool(states & (_CANCELLED_WORDS | named)) or (bool(prefixes) and order_id.startswith(prefixes))
    if quantity < 0 and (cancelled or amount < 0):
        return "returned"
    if cancelled:
        return "cancelled"
    if quantity > 0 and amount > 0:
        return "sold"
    return "pending" if states & _PENDING_WORDS and quantity > 0 else "adjustment"


def _currency(cells: Cells, place: Place) -> str:
    currency = cells.text("currency") or place.currency
    if currency is None:
        raise BadCell("currency", "currency_unknown", "")
    return currency.upper()


def _pseudonym(shop: str, customer: str | None) -> str | None:
    """Buyers are only counted, so no id of theirs is kept."""
    return blake2b(f"{shop}|{customer}".encode(), digest_size=12).hexdigest() if customer else None
