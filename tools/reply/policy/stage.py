"""Where an order stands on a day."""

from datetime import date
from typing import Literal

from tools.reply.facts.order import Order

Stage = Literal["none", "unknown", "open", "open_late", "shipped", "overdue", "delivered", "requested", "returned", "cancelled"]
"""`none`: no order is known; `unknown`: its number alone; `open`, `open_late`: not shipped, in time or not."""

OPEN: tuple[Stage, ...] = ("open", "open_late")
MOVING: tuple[Stage, ...] = ("shipped", "overdue")


def stage_of(order: Order, day: date, mentioned: bool) -> Stage:
    """The stage of an order.

    Args:
        order: What is known of it; days after `day` are plans, not facts.
        day: Of the reply.
        mentioned: The message names an order number.
    """
    if order.status == "cancelled":
        return "cancelled"
    if order.status == "returned" or _past(order.return_received_on, day):
        return "returned"
    if order.status == "return_requested" or _past(order.return_requested_on, day):
        return "requested"
    if _past(order.delivered_on, day) or (order.status == "delivered" and order.delivered_on is None):
        return "delivered"
    if order.status in ("shipped", "delivered") or (order.status == "unknown" and _past(order.shipped_on, day)):
        return "overdue" if _over(order.promised_by, day) else "shipped"
    if order.status in ("pending", "unshipped"):
        return "open_late" if _over(order.ship_by, day) or _over(order.promised_by, day) else "open"
    return "unknown" if order.order_id or mentioned else "none"


def _past(then: date | None, day: date) -> bool:
    return then is not None and then <= day


def _over(limit: date | None, day: date) -> bool:
    return limit is not None and limit < day
