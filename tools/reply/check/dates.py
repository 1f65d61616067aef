"""Days that a reply states of the order and that are not the order's."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.tables import pattern, table
from tools.reply.facts.order import Order

_BEFORE, _BEHIND = 45, 25
_STATED = ("shipped", "delivered", "ordered")


def wrong_dates(reply: Reply) -> Iterator[Fault]:
    """Days on which something is said to have happened, where the order has other days."""
    days = _days(reply.order) if reply.order else {}
    if not days or not any(sign.isdigit() for sign in reply.folded.text):
        return
    allowed = {day for each in days.values() for day in each}
    for match in pattern("dates", "date").finditer(reply.folded.text):
        readings = _readings(match, reply.on)
        if not readings or readings & allowed:
            continue
        near = reply.folded.text[max(0, match.start() - _BEFORE) : match.end() + _BEHIND]
        stated = [name for name in _stated(near) if name in days] if _meant(readings, reply.on) <= reply.on else []
        if stated:
            known = ", ".join(sorted(day.isoformat() for name in stated for day in days[name]))
            yield Fault("wrong_date", reply.folded.span(*match.span()), told={"known": known})


def _days(order: Order) -> dict[str, set[date]]:
    """Known days by what happened on them; days that are promised are allowed beside."""
    given = {
        "ordered": {order.ordered_on},
        "shipped": {order.shipped_on},
        "delivered": {order.delivered_on, order.promised_from, order.promised_by},
        "other": {order.ship_by, order.return_requested_on, order.return_received_on, *(refund.on for refund in order.refunds)},
    }
    found = {name: {day for day in days if day is not None} for name, days in given.items()}
    return {name: days for name, days in found.items() if days}


def _stated(near: str) -> tuple[str, ...]:
    """What the words around a day say to have happened; days of refunds are another matter."""
    if pattern("dates", "other").search(near):
        return ()
    return tuple(name for name in _STATED if pattern("dates", name).search(near))


def _meant(readings: set[date], on: date) -> date:
    """The nearest of the days that a date may be; one to come has not happened."""
    return min(readings, key=lambda day: (abs((day - on).days), day))


def _readings(match: re.Match[str], on: date) -> set[date]:
    """The days a date may mean: day and month may stand in either order, the year may be left out."""
    parts = match.groupdict()
    months = table("dates")["months"]
    if parts["y"]:
        return _real([(parts["y"], parts["m"], parts["d"])])
    if parts["y3"]:
        year = parts["y3"] if len(parts["y3"]) > 2 else f"20{parts['y3']}"
        return _real([(year, parts["b"], parts["a"]), (year, parts["a"], parts["b"])])
    year = parts["y5"] or parts["y6"]
    years = [year] if year else [str(on.year - 1), str(on.year), str(on.year + 1)]
    month = parts["m2"] or parts["b4"] or months.get(parts["n5"] or parts["n6"])
    day = parts["d2"] or parts["a4"] or parts["d5"] or parts["d6"]
    return _real([(each, month, day) for each in years]) if month else set()


def _real(given: list[tuple[Any, Any, Any]]) -> set[date]:
    found = set()
    for year, month, day in given:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found
