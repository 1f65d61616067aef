"""Orders: units in each, and what was taken off."""

from tools.funnel.evidence.figures import ALL, Move, Place, Tally
from tools.funnel.evidence.periods import Windows
from tools.sales.product_scope import PLACES_SQL, SQL, Scope
from tools.warehouse.engines.engine import Cursor

_REACH = f"""select f.shop_id, min(f.first_day), max(f.complete_until) from coverage f
where f.table_name = 'order_line' and {PLACES_SQL} group by f.shop_id"""
_ROWS = f"""select {{keys}}, min(f.currency), max(f.currency), count(distinct f.order_id), sum(f.quantity), sum(f.amount),
    sum(coalesce(f.discount, 0))
from order_line f
where f.kind = 'sold' and f.is_product and f.order_date between $first_day and $last_day and {SQL} {{group}}"""
_WITH_DISCOUNTS = f"""select f.marketplace, count(f.discount) from order_line f
where f.order_date between $first_day and $last_day and {PLACES_SQL} group by f.marketplace"""
_NAMES = ("orders", "order_units", "order_sales", "discounts")
_LEVELS = (
    ("f.marketplace, f.sku", "group by f.marketplace, f.sku"),
    ("f.marketplace, null", "group by f.marketplace"),
    ("null, null", ""),
)


def order_figures(cursor: Cursor, scope: Scope, windows: Windows) -> tuple[dict[str, dict[Place, Move]], dict[Place, str]]:
    """Orders, units, sales and discounts; none where the order data of a shop do not reach over both windows."""
    tally = Tally(frozenset({"order_sales", "discounts"}))
    places = {"shops": scope.shops, "marketplaces": scope.marketplaces}
    reach = cursor.execute(_REACH, places).fetchall()
    first, last = min(w.start for w in windows), max(w.end for w in windows)
    if not reach or any(begin > first or end < last for _, begin, end in reach):
        return {}, {}
    for number, window in enumerate(windows):
        told = {**scope.values, "first_day": window.start, "last_day": window.end}
        for keys, group in _LEVELS:
            for place, sku, least, most, *amounts in cursor.execute(_ROWS.format(keys=keys, group=group), told).fetchall():
                tally.paid_in([(place, sku)], (least, most))
                values = {name: float(value or 0) for name, value in zip(_NAMES, amounts, strict=True)}
                tally.add(number, [(place, sku)], values, window.days)
    figures = tally.figures()
    named = cursor.execute(_WITH_DISCOUNTS, {**places, "first_day": first, "last_day": last}).fetchall()
    silent = {place for place, count in named if not count}
    figures["discounts"] = {
        place: move
        for place, move in figures.get("discounts", {}).items()
        if place[0] not in silent and not (place == ALL and silent)
    }
    return figures, tally.currencies()
