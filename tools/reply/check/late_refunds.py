"""Refunds promised after the return period: the seller's own decision."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from knowledge import library
from tools.listing.market import Market
from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.standing import holds
from tools.reply.check.tables import pattern

_KEYS = ("return_window_days", "min_days")
_AREA = "returns_performance"


def late_refunds(reply: Reply) -> Iterator[Fault]:
    """The promise, where order, terms and rules say that the return period is over."""
    until = _return_until(reply)
    if until is None or reply.on <= until:
        return
    for found in pattern("late_refunds", "promised").finditer(reply.folded.text):
        yield Fault("late_refund", reply.folded.span(*found.span()), told={"until": until.isoformat()})


def _return_until(reply: Reply) -> date | None:
    """Last day of the longest return period that is known; None where nothing says it."""
    order = reply.order
    if order is None or order.delivered_on is None or order.return_requested_on or order.return_received_on or order.refunds:
        return None
    own = reply.terms.return_window_days if reply.terms else None
    windows = [days for days in (own, *_windows(reply)) if days]
    extended = [day for value in _values(reply.market, reply.on) if (day := _holiday(value, order.ordered_on))]
    ends = [order.delivered_on + timedelta(days=days) for days in windows]
    return max([*ends, *extended]) if ends else None


def _windows(reply: Reply) -> list[int]:
    values = [value.get(key) for value in _values(reply.market, reply.on) for key in _KEYS]
    return [value for value in values if isinstance(value, int)]


@lru_cache(maxsize=256)
def _values(market: Market, on: date) -> tuple[dict[str, Any], ...]:
    """Figures of the platform's rules on returns."""
    listed = library.facts(f"rules/{market.platform}")
    return tuple(rule.value for rule in listed if rule.area == _AREA and holds(rule, market, on))


def _holiday(value: dict[str, Any], ordered_on: date | None) -> date | None:
    """Last day of a holiday extension that an order falls under."""
    days = [value.get(key) for key in ("purchased_from", "purchased_to", "return_until")]
    if ordered_on is None or not all(isinstance(day, str) and len(day) == len("2026-01-01") for day in days):
        return None
    begin, end, until = (date.fromisoformat(str(day)) for day in days)
    return until if begin <= ordered_on <= end else None
