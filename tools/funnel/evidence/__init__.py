"""What other reports tell of the two windows: ads, search, stock, orders, refunds, the year before, listings."""

from datetime import timedelta

from tools.core.result import Period
from tools.funnel.evidence.catalogue import reports
from tools.funnel.evidence.figures import ALL, MONEY, Edit, Evidence, Move, Place, added
from tools.funnel.evidence.listings import listing_edits
from tools.funnel.evidence.orders import order_figures
from tools.funnel.evidence.periods import Windows, days_with_rows
from tools.funnel.evidence.reports import figures_of
from tools.funnel.evidence.stock import stock_figures
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor

__all__ = ["ALL", "MONEY", "YEAR", "Edit", "Evidence", "Move", "Place", "added", "last_year", "load_evidence"]

YEAR = timedelta(weeks=52)
"""Back to the same weekdays."""


def load_evidence(cursor: Cursor, scope: Scope, base: Period, current: Period) -> Evidence:
    """Read the figures of both windows.

    Args:
        cursor: On the warehouse.
        scope: What rows count.
        base: The window compared with.
        current: The window in question.
    """
    windows = (base, current)
    found: dict[str, dict[Place, Move]] = {}
    currencies: dict[Place, str] = {}
    for report in reports():
        figures, paid_in = figures_of(cursor, report, scope, windows)
        _merge(found, figures)
        _comparable(found, currencies, paid_in)
        currencies |= paid_in
        if report.table == "traffic_day":
            before, _ = figures_of(cursor, report, scope, (last_year(base), last_year(current)))
            _merge(found, {f"last_year_{name}": table for name, table in before.items()})
    orders, paid_in = order_figures(cursor, scope, windows)
    _merge(found, orders)
    _merge(found, stock_figures(cursor, scope, windows))
    _merge(found, {"ad_days": _ad_days(cursor, scope, windows)})
    edits, seen = listing_edits(cursor, scope, Period(start=min(base.start, current.start), end=max(base.end, current.end)))
    return Evidence(found, {**paid_in, **currencies}, edits, seen)


def last_year(window: Period) -> Period:
    """The same weekdays a year earlier."""
    return Period(start=window.start - YEAR, end=window.end - YEAR)


def _ad_days(cursor: Cursor, scope: Scope, windows: Windows) -> dict[Place, Move]:
    days = days_with_rows(cursor, "ad_day", scope, windows)
    base, current = (window.days for window in windows)
    return {(place, None): Move(held[0] / base, held[1] / current, *held) for place, held in days.items()}


def _comparable(found: dict[str, dict[Place, Move]], paid: dict[Place, str], sales: dict[Place, str]) -> None:
    """Leave out sales of ads in another currency than all sales of their place: they are no part of them."""
    for place, currency in sales.items():
        if paid.get(place, currency) != currency:
            found.get("ad_sales", {}).pop(place, None)


def _merge(found: dict[str, dict[Place, Move]], more: dict[str, dict[Place, Move]]) -> None:
    for name, by_place in more.items():
        found.setdefault(name, {}).update(by_place)
