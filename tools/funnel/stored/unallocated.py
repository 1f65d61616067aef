"""Whether the products of a traffic report add up to its store."""

from datetime import date

from prompts.formats import percent
from tools.core.result import Warning, warning
from tools.funnel.panel import Panel
from tools.funnel.scope import PLACES_SQL, Scope
from tools.warehouse.engines.engine import Cursor

LEAST_SHARE = 0.001
"""Differences below are rounding."""

_STORE = f"""select f.marketplace, f.period_from, sum(f.ordered_product_sales)
from traffic_day f
where f.grain = 'store' and f.period_from = f.period_to and f.period_from between $first_day and $last_day and {PLACES_SQL}
group by f.marketplace, f.period_from"""


def unallocated(cursor: Cursor, scope: Scope, panel: Panel) -> list[Warning]:
    """Say where sales of a whole store are not those of its products together.

    Args:
        cursor: On the warehouse.
        scope: Shops and marketplaces, all products.
        panel: By product and day.
    """
    values = {**scope.values_of_places, "first_day": panel.starts[0], "last_day": panel.starts[-1]}
    store = {(place, day): float(sales or 0) for place, day, sales in cursor.execute(_STORE, values).fetchall()}
    products = _by_day(panel)
    apart: dict[str, float] = {}
    for place in sorted({place for place, _ in products}):
        days = [key for key in store if key[0] == place and key in products]
        whole = sum(store[key] for key in days)
        difference = abs(sum(products[key] for key in days) - whole)
        if whole and difference > LEAST_SHARE * whole:
            apart[place] = difference / whole
    return [warning("unallocated", share=percent(max(apart.values())), places=sorted(apart))] if apart else []


def _by_day(panel: Panel) -> dict[tuple[str, date], float]:
    table = panel.counts["revenue"] if panel.local_revenue is None else panel.local_revenue
    found: dict[tuple[str, date], float] = {}
    for segment, row in zip(panel.segments, table, strict=True):
        if segment.sku is not None:
            for start, value in zip(panel.starts, row, strict=True):
                found[segment.marketplace, start] = found.get((segment.marketplace, start), 0.0) + float(value)
    return found
