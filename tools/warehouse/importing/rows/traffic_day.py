"""Traffic: sessions, page views, buy box and the sales the same report counts."""

from datetime import date
from decimal import Decimal
from typing import Any

from tools.warehouse.importing.cells import BadCell, Cells
from tools.warehouse.importing.context import ImportContext, Place, find_place

NUMBERS = (
    "sessions", "page_views", "buy_box_percentage", "units_ordered", "order_items", "ordered_product_sales",
    "units_refunded",
)  # fmt: skip
DATES = ("period_from", "period_to")
KEY = ("marketplace", "grain", "period_from", "period_to", "asin", "sku")

_COUNTS = ("sessions", "page_views", "units_ordered", "order_items", "units_refunded")


def build(cells: Cells, context: ImportContext) -> dict[str, Any]:
    """One row of `traffic_day`; the buy-box percentage becomes a fraction."""
    place = _place(cells, context)
    start, end = _period(cells, context)
    buy_box = cells.number("buy_box_percentage")
    return {
        "shop_id": context.shop,
        "marketplace": place.id,
        "platform": place.platform,
        "grain": cells.need("grain"),
        "period_from": start,
        "period_to": end,
        "sku": cells.text("sku"),
        "asin": cells.text("asin"),
        "parent_asin": cells.text("parent_asin"),
        "title": cells.text("title"),
        **{field: cells.count(field) for field in _COUNTS},
        "buy_box_percentage": None if buy_box is None else buy_box / Decimal(100),
        "ordered_product_sales": cells.number("ordered_product_sales"),
        "currency": cells.text("currency") or place.currency,
    }


def _place(cells: Cells, context: ImportContext) -> Place:
    named = cells.text("marketplace")
    place = find_place(named) if named else context.place
    if place is None:
        raise BadCell("marketplace", "marketplace_unknown", named or "")
    return place


def _period(cells: Cells, context: ImportContext) -> tuple[date, date]:
    start = cells.day("period_from")
    if start is None:
        if context.period is None:
            raise BadCell("period_from", "period_unknown", "")
        return context.period.start, context.period.end
    return start, cells.day("period_to") or _end(start, cells)


def _end(start: date, cells: Cells) -> date:
    """The last day of a by-date entry; a week or month at the edge of a report ends with the report."""
    granularity = (cells.text("granularity") or "DAY").upper()
    if granularity == "DAY":
        return start
    report_to = cells.day("report_to") or start
    if granularity == "WEEK":
        return min(date.fromordinal(start.toordinal() + 6), report_to)
    if granularity == "MONTH":
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return min(date.fromordinal(following.toordinal() - 1), report_to)
    raise BadCell("granularity", "bad_granularity", granularity)
