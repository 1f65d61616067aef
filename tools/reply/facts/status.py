"""The status of an order from all that tells of it."""

from typing import Any, get_args

from tools.reply.facts.order import Status
from tools.reply.facts.taking import Found, Taken
from tools.reply.facts.values import truth_of
from tools.reply.facts.words import meaning_of

_FLAGS = (("cancelled_on", "cancelled"), ("delivered_on", "delivered"), ("shipped_on", "shipped"))
_ORDER: tuple[Status, ...] = (
    "unknown",
    "pending",
    "unshipped",
    "shipped",
    "delivered",
    "return_requested",
    "returned",
    "cancelled",
)
"""Later ones overrule earlier ones, for they cannot come before."""


def settled_status(taken: Taken, fields: dict[str, Any]) -> tuple[Status, Found | None, list[Found]]:
    """The status, where it was told, and values that say nothing known.

    Args:
        taken: What the caller gave.
        fields: The days, numbers and refunds of the order as read.
    """
    told, unread = _told(taken, fields)
    if not told and not any(fields.get(name) for name in ("shipped_on", "tracking_number", "delivered_on")):
        told = [("unshipped", found) for found in taken.of("left_open")]
    status: Status = max((each for each, _ in told), key=_ORDER.index, default="unknown")
    source = next((found for each, found in told if each == status), None)
    inferred = _inferred(status, fields)
    return (inferred, source if inferred == status else None, unread) if inferred != status else (status, source, unread)


def _told(taken: Taken, fields: dict[str, Any]) -> tuple[list[tuple[Status, Found]], list[Found]]:
    told: list[tuple[Status, Found]] = []
    unread: list[Found] = []
    for name, table in (
        ("status", "status"),
        ("shipment_status", "status"),
        ("item_status", "status"),
        ("return_status", "return_status"),
    ):
        for found in taken.of(name):
            if not isinstance(found.value, str):
                continue
            meaning = meaning_of(table, found.value)
            if meaning is None and name == "status" and meaning_of("money_status", found.value) is None:
                unread.append(found)
            elif meaning == "processed":
                told.append(("shipped" if fields.get("tracking_number") else "unshipped", found))
            elif meaning in get_args(Status):
                told.append((meaning, found))  # type: ignore[arg-type]
    for name, status in _FLAGS:
        for found in taken.of(name):
            flag = truth_of(found.value)
            if flag or (name == "cancelled_on" and flag is None):
                told.append((status, found))  # type: ignore[arg-type]
    main = [each for each, found in told if found in taken.of("status")]
    if "pending" in main:
        told = [(each, found) for each, found in told if each != "unshipped"]
    return told, unread


def _inferred(status: Status, fields: dict[str, Any]) -> Status:
    """What days say beyond the words."""
    if status in ("cancelled", "returned"):
        return status
    if fields.get("return_received_on"):
        return "returned"
    if fields.get("return_requested_on") or status == "return_requested":
        return "return_requested"
    if fields.get("delivered_on"):
        return "delivered"
    if status == "unknown" and (fields.get("shipped_on") or fields.get("tracking_number")):
        return "shipped"
    return status
