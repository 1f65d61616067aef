"""Traffic: sessions, page views, buy box and the sales the same report counts."""

from datetime import date
from typing import Any

from tools.warehouse.importing.cells import BadCell, Cells
from tools.warehouse.importing.context import ImportContext, Place, find_place

COUNTS = ("sessions", "page_views", "units_ordered", "order_items", "units_refunded")
NUMBERS = (*COUNTS, "buy_box_percentage", "ordered_product_sales")
DATES = ("period_from", "period_to")
# Rows by parent ASIN have no other; the parent of a child may change and is no part of its key.
KEY = ("marketplace", "grain", "granularity", "period_from", "period_to", "asin|parent_asin", "sku")
REPEATS = False

_GRANULARITIES = {"SKU": "sku", "CHILD": "child_asin", "PARENT": "parent_asin"}


def build(cells: Cells, context: ImportContext) -> dict[str, Any]:
    """One row of `traffic_day`; the buy-box percentage becomes a fraction."""
    place = _place(cells, context)
    start, end = _period(cells, context)
    grain = cells.need("grain")
    return {
        "shop_id": context.shop,
        "marketplace": place.id,
        "platform": place.platform,
        "grain": grain,
        "period_from": start,
        "period_to": end,
        "granularity": "store" if grain == "store" else _granularity(cells),
        "sku": cells.text("sku"),
        "asin": cells.text("asin"),
        "parent_asin": cells.text("parent_asin"),
        "title": cells.text("title"),
        **{field: cells.count(field) for field in COUNTS},
        "buy_box_percentage": cells.fraction("buy_box_percentage"),
        "ordered_product_sales": cells.number("ordered_product_sales"),
        "currency": cells.text("currency") or place.currency,
    }


def _place(cells: Cells, context: ImportContext) -> Place:
    named = cells.text("marketplace")
    place = find_place(named) if named else context.place
    if place is None:
        raise BadCell("marketplace", "marketplace_unknown", named or "")
    return place


def _granularity(cells: Cells) -> str:
    said = (cells.text("asin_granularity") or "SKU").upper()
    if said not in _GRANULARITIES:
        raise BadCell("asin_granularity", "bad_granularity", said)
    # A row without a SKU is by child ASIN, whatever was asked for.
    return "child_asin" if said == "SKU" and not cells.has("sku") else _GRANULARITIES[said]


def _period(cells: Cells, context: ImportContext) -> tuple[date, date]:
    start = cells.day("period_from")
    if start is None:
        if context.period is None:
            raise BadCell("period_from", "period_unknown", "")
        return context.period.start, context.period.end
    end = cells.day("period_to") or _end(start, cells)
    if end < start:
        raise BadCell("period_to", "period_backwards", end)
    return start, end


def _end(start: date, cells: Cells) -> date:
    """The last day of a by-date entry; a week or month at the edge of a report ends with the report."""
    granularity = (cells.text("date_granularity") or "DAY").upper()
    if granularity == "DAY":
        return start
    report_to = cells.day("report_to") or start
    if granularity == "WEEK":
        return min(date.fromordinal(start.toordinal() + 6), report_to)
    if granularity == "MONTH":
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return min(date.fromordinal(following.toordinal() - 1), report_to)
    raise BadCell("date_granularity", "bad_granularity", granularity)
